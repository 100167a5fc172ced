import Files
import Journal
import SQLite

/// An error about another file than the journal at hand.
public struct FileError: Error {
  /// The file.
  public let path: String
  /// What is wrong with it.
  public let cause: any Error
}

/// Copies the journal into one new file while others go on using it.
public struct BackUpJournal: Action {
  /// The path of the copy. Nothing may be there.
  public var target: String

  /// Copies the journal to `target`.
  public init(to target: String) { self.target = target }

  /// Makes the change.
  public func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<[String]> {
    if databaseCompanions.contains(where: { target.hasSuffix($0) }) {
      throw FileProblem(
        .uncreatable, "SQLite gives names such as \(target) to files of its own: choose another")
    }
    let temporary = try PreparedCopy.make(for: target) { try tracker.journal.backUp(to: $0) }
    do { try moveFile(temporary, toNew: target) } catch {
      removeDatabase(temporary)
      throw error
    }
    let names = try tracker.journal.accounts().map(\.user.name)
    let people = names.isEmpty ? "nobody yet" : names.joined(separator: ", ")
    return Outcome(
      "backup", says: "Backed up the journal (\(people)) to \(target).", effect: names)
  }
}

/// A complete database beside a path, to be moved there.
enum PreparedCopy {
  /// Makes one for `target`, a name that must be free.
  ///
  /// - Throws: `FileProblem` when the name is taken, else as `make(beside:_:)`.
  static func make(for target: String, _ write: (String) throws -> Void) throws -> String {
    for taken in [""] + databaseCompanions where fileExists(target + taken) {
      throw FileProblem(taken: target + taken)
    }
    return try make(beside: target, write)
  }

  /// Makes one beside `target`: a single file, checked and on disk.
  ///
  /// - Parameter write: writes the copy to a path.
  /// - Returns: its path.
  /// - Throws: `FileError`, `FileProblem`; nothing is left behind then.
  static func make(beside target: String, _ write: (String) throws -> Void) throws -> String {
    let temporary = try makeTemporaryFile(for: target)
    do {
      try write(temporary)
      try Journal.finalizeBackup(temporary)
      return temporary
    } catch {
      removeDatabase(temporary)
      throw error is SQLiteError ? FileError(path: target, cause: error) : error
    }
  }
}

/// Puts a backup in the place of a journal. Others who have the journal open see all of the old one or all of the new
/// one. It cannot be undone; what was there is kept beside it.
///
/// It is no `Action`: the journal may be damaged, so that no tracker can open it.
public struct RestoreJournal {
  /// The backup.
  public var source: String
  /// The journal.
  public var path: String
  /// The seconds since 1970 that the kept copy is named by.
  public var seconds: Int64

  /// Puts the backup at `source` in the place of the journal at `path`.
  public init(from source: String, to path: String, at seconds: Int64) {
    self.source = source
    self.path = path
    self.seconds = seconds
  }

  /// The source is not restored.
  public struct Refused: Error {
    /// Why.
    public enum Reason: Sendable {
      /// Nothing is at its path.
      case missing
      /// It is the journal itself.
      case sameFile
      /// It is no journal that can be restored: a `Migrator.Refusal`, or a `SQLiteError`.
      case unfit(any Error)
    }

    /// The source.
    public let source: String
    /// Why.
    public let reason: Reason
  }

  /// Restores.
  ///
  /// - Parameter willKeep: called with the path at which the journal as it is will be kept, before anything is changed.
  /// - Returns: that path; nil when there was no journal.
  /// - Throws: `Refused`, `FileProblem`, `FileError`, `SQLiteError`.
  public func perform(willKeep: (String) -> Void) throws -> String? {
    guard !source.isEmpty, fileExists(source) else {
      throw Refused(source: source, reason: .missing)
    }
    if areSameFile(source, path) { throw Refused(source: source, reason: .sameFile) }
    do { try Journal.checkBackup(source) } catch {
      throw Refused(source: source, reason: .unfit(error))
    }
    guard ([""] + databaseCompanions).contains(where: { fileExists(path + $0) }) else {
      try makeFolder(folder(of: path))
      let temporary = try PreparedCopy.make(for: path) { try Journal.copyBackup(source, to: $0) }
      try moveFile(temporary, toNew: path)
      return nil
    }
    let copy = try makeNewFile(JournalCopy.beforeRestore(at: seconds).path(of: path))
    willKeep(copy)
    try replace(keeping: copy)
    return copy
  }

  private func replace(keeping copy: String) throws {
    do {
      return try Journal(at: path).restore(from: source, keeping: copy)
    } catch {
      // Nothing has changed, so the copy is of no use.
      removeDatabase(copy)
      if let invalid = error as? InvalidBackup {
        throw Refused(source: source, reason: .unfit(invalid.cause))
      }
      guard RestoreJournal.isBeyondUse(error) else { throw error }
    }
    // Nobody can work with a journal that cannot be opened, so no work is lost when its file is moved away.
    let temporary = try PreparedCopy.make(beside: path) { try Journal.copyBackup(source, to: $0) }
    do {
      // The log first: SQLite would apply it to the restored file.
      for suffix in databaseCompanions where fileExists(path + suffix) {
        try moveFile(path + suffix, toNew: copy + suffix)
      }
      if fileExists(path) {
        try replaceFile(path, by: temporary, keeping: copy)
      } else {
        try moveFile(temporary, toNew: path)
      }
    } catch {
      removeDatabase(temporary)
      throw error
    }
  }

  /// Whether `error` means that the journal itself is damaged, or that its schema is no longer ours.
  private static func isBeyondUse(_ error: any Error) -> Bool {
    switch error {
    case let error as SQLiteError:
      switch error.code {
      case .error, .corrupt, .notADatabase: true
      default: false
      }
    case Migrator.Refusal.notADatabase, Migrator.Refusal.altered, Migrator.Refusal.orphanedLog,
      Migrator.Refusal.unexpectedSchemaObject:
      true
    default: false
    }
  }
}
