import Files
import Journal
import Routine
import SQLite

/// An error about a file other than the tracker's journal.
public struct FileError: Error {
  /// The path of the file.
  public let path: String
  /// The error.
  public let cause: any Error
}

/// Copies the journal into one new file. Other processes can use the journal meanwhile.
public struct BackUpJournal: Action {
  /// The path of the copy. No file may exist there.
  public var target: String

  /// Copies the journal to `target`.
  public init(to target: String) { self.target = target }

  /// Makes the copy. The effect is the names of the users in the journal.
  ///
  /// - Throws: `FileProblem` when `target` exists or cannot be written; `FileError`, `SQLiteError`, `Damaged`.
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
      "backup", sentence: "Backed up the journal (\(people)) to \(target).", effect: names)
  }
}

/// Writes a complete database to a temporary file, to be moved to its path when it is finished.
enum PreparedCopy {
  /// Writes a copy for `target`, where no file may exist.
  ///
  /// - Throws: `FileProblem` when a file exists at `target` or at a companion of it; as `make(beside:_:)`.
  static func make(for target: String, _ write: (String) throws -> Void) throws -> String {
    for taken in [""] + databaseCompanions where fileExists(target + taken) {
      throw FileProblem(taken: target + taken)
    }
    return try make(beside: target, write)
  }

  /// Writes a copy into a temporary file in the folder of `target`: a single file, checked and on disk.
  ///
  /// - Parameter write: writes the copy to the path that it is given.
  /// - Returns: the path of the temporary file.
  /// - Throws: `FileError`, `FileProblem`, or what `write` throws. No file is left behind then.
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

/// Replaces a journal with a backup. This cannot be undone, but the previous journal is kept in
/// another file.
///
/// Devices are not restored: those that are paired now stay paired, and one that was removed since the backup stays
/// removed.
///
/// Other processes that have the journal open see either all of the previous content or all of the restored content.
///
/// It is not an `Action`, because it must also work on a journal so damaged that no tracker can
/// open it.
public struct RestoreJournal {
  /// The path of the backup.
  public var source: String
  /// The path of the journal.
  public var path: String
  /// The seconds since 1970, which become part of the name of the kept file.
  public var seconds: Int64

  /// Replaces the journal at `path` with the backup at `source`.
  public init(from source: String, to path: String, at seconds: Int64) {
    self.source = source
    self.path = path
    self.seconds = seconds
  }

  /// Thrown when the source cannot be restored. Nothing was changed.
  public struct Refused: Error {
    /// Why the source cannot be restored.
    public enum Reason: Sendable {
      /// No file exists at the path.
      case missing
      /// The source is the journal itself.
      case sameFile
      /// The source is not a journal that can be restored; the error is a `Migrator.Refusal` or an `SQLiteError`.
      case invalid(any Error)
    }

    /// The path of the source.
    public let source: String
    /// The reason.
    public let reason: Reason
  }

  /// Replaces the journal.
  ///
  /// - Parameters:
  ///   - willKeep: called before anything is changed, with the path at which the previous journal will be kept.
  ///   - willLoseDevices: called before anything is changed, when the previous journal is beyond use, so that its devices
  ///     are not known.
  /// - Returns: the path at which the previous journal is kept; nil when there was none.
  /// - Throws: `Refused`, `FileProblem`, `FileError`, `SQLiteError`.
  public func perform(
    willKeep: (String) -> Void, willLoseDevices: () -> Void = {}
  ) throws -> String? {
    guard !source.isEmpty, fileExists(source) else {
      throw Refused(source: source, reason: .missing)
    }
    if areSameFile(source, path) { throw Refused(source: source, reason: .sameFile) }
    do { try Journal.checkBackup(source) } catch {
      throw Refused(source: source, reason: .invalid(error))
    }
    guard ([""] + databaseCompanions).contains(where: { fileExists(path + $0) }) else {
      try makeFolder(folder(of: path))
      try moveFile(try preparedSource(devices: []), toNew: path)
      return nil
    }
    let copy = try makeNewFile(JournalCopy.beforeRestore(at: seconds).path(of: path))
    willKeep(copy)
    try replace(keeping: copy, willLoseDevices)
    return copy
  }

  /// A copy of the source with the devices of the journal in place of its own, so that both are restored at once.
  private func preparedSource(devices: [DeviceRecord]) throws -> String {
    try PreparedCopy.make(beside: path) { temporary in
      try Journal.copyBackup(source, to: temporary)
      try Journal(at: temporary).replaceDevices(by: devices)
      // The source keeps the version from before the migration.
      for copy in try JournalCopy.all(of: temporary) { try removeFile(copy) }
    }
  }

  private func replace(keeping copy: String, _ willLoseDevices: () -> Void) throws {
    let prepared: String
    do {
      let usable = try usableJournal()
      if usable == nil { willLoseDevices() }
      prepared = try preparedSource(devices: usable?.devices ?? [])
      if let usable, try restore(usable.journal, from: prepared, keeping: copy) {
        return removeDatabase(prepared)
      }
    } catch {
      // The journal is unchanged, so the copy is not needed.
      removeDatabase(copy)
      throw error
    }
    // No process can write to a journal that cannot be opened, so no change is lost when its file is moved.
    removeDatabase(copy)
    do { try moveJournal(to: copy, replacingItBy: prepared) } catch {
      removeDatabase(prepared)
      throw error
    }
  }

  /// Replaces the content of `journal` with that of `prepared`.
  ///
  /// - Returns: false when the journal is beyond use; it is unchanged then.
  private func restore(
    _ journal: Journal, from prepared: String, keeping copy: String
  ) throws -> Bool {
    do {
      try journal.restore(from: prepared, keeping: copy)
      return true
    } catch {
      if RestoreJournal.isBeyondUse(error) { return false }
      removeDatabase(prepared)
      guard let invalid = error as? InvalidBackup else { throw error }
      throw Refused(source: source, reason: .invalid(invalid.cause))
    }
  }

  /// The journal with its devices; nil when it is beyond use.
  private func usableJournal() throws -> (journal: Journal, devices: [DeviceRecord])? {
    do {
      let journal = try Journal(at: path)
      return (journal, try journal.deviceRecords())
    } catch {
      guard RestoreJournal.isBeyondUse(error) else { throw error }
      return nil
    }
  }

  private func moveJournal(to copy: String, replacingItBy prepared: String) throws {
    // Move the write-ahead log before the file: SQLite would apply it to the restored file.
    for suffix in databaseCompanions where fileExists(path + suffix) {
      try moveFile(path + suffix, toNew: copy + suffix)
    }
    if fileExists(path) {
      try replaceFile(path, by: prepared, keeping: copy)
    } else {
      try moveFile(prepared, toNew: path)
    }
  }

  /// Whether `error` means that the journal is damaged, or that its schema is not porelog's.
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
