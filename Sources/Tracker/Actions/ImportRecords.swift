import Calendar
import Files
import Journal
import Routine

/// The records of a file, to be merged into a journal.
public protocol RecordSource {
  /// The summary of an import.
  associatedtype Summary
  /// The approximate size of the records in bytes. Their changes take about as much space in the
  /// undo history.
  var bytes: Int { get }
  /// Merges all records into `target`, within a write transaction.
  ///
  /// - Throws: an error when a record is refused. The transaction is then rolled back.
  func merge(into target: ImportTarget) throws -> Summary
  /// The import in one line, for the list of changes that can be undone.
  func line(_ summary: Summary) -> String
}

/// Imports records: all of them or, when one is refused, none. Importing the same records again changes nothing.
public struct ImportRecords<Source: RecordSource> {
  /// The source of the records.
  public var source: Source
  /// Whether a record replaces an existing one that has the same key and other content. If not, it is refused.
  public var isReplacing: Bool
  /// Whether to roll the import back and only return its summary.
  public var isDryRun: Bool

  /// Creates an import of the records of `source`.
  public init(_ source: Source, replacing: Bool = false, dryRun: Bool = false) {
    self.source = source
    isReplacing = replacing
    isDryRun = dryRun
  }

  /// Imports the records.
  ///
  /// An import larger than `largestUndoableImport` cannot be undone; the journal is copied before it.
  ///
  /// - Parameter willCopy: called with the path of that copy before it is made.
  /// - Returns: the summary of the source.
  /// - Throws: what the source throws; `ActionError.noUser`, `FileProblem`, `FileError`, `SQLiteError`, `Damaged`.
  public func perform(
    in tracker: Tracker, as choice: UserChoice, willCopy: (String) -> Void
  ) throws -> Source.Summary {
    // Fail before the copy is made if the user does not exist. The user is read again in the
    // transaction.
    _ = try tracker.account(choice)
    let isUndoable = source.bytes <= largestUndoableImport
    let copy = isUndoable || isDryRun ? nil : try keepCopy(of: tracker, willCopy)
    var imported: Source.Summary?
    do {
      return try tracker.journal.write {
        let account = try tracker.account(choice)
        let target = ImportTarget(tracker, account, isReplacing: isReplacing)
        return try tracker.journal.recordChange(
          by: account?.id, at: tracker.moment.now, isKept: isUndoable, summary: source.line
        ) {
          let summary = try source.merge(into: target)
          imported = summary
          if isDryRun { throw DryRun() }
          return summary
        }.result
      }
    } catch is DryRun {
      guard let imported else { throw DryRun() }
      return imported
    } catch {
      // Nothing was imported, so the copy is not needed.
      if let copy { removeDatabase(copy) }
      throw error
    }
  }

  private func keepCopy(of tracker: Tracker, _ willCopy: (String) -> Void) throws -> String {
    let name = JournalCopy.beforeImport(at: tracker.moment.now.seconds)
    let copy = try makeNewFile(name.path(of: tracker.journal.path))
    willCopy(copy)
    do {
      try tracker.journal.backUp(to: copy)
    } catch {
      removeDatabase(copy)
      throw FileError(path: copy, cause: error)
    }
    return copy
  }
}

/// The largest import that can be undone, in bytes of records: 4 MiB. Choice: its changes take
/// about as much space, which is well below `Journal.keptBytes`, the limit of a user's undo
/// history.
public let largestUndoableImport = 4 << 20

/// Thrown at the end of a dry run to roll its transaction back.
private struct DryRun: Error {}

/// The journal that records are merged into, with the merge rules that CSV and other trackers share.
public struct ImportTarget {
  /// The journal, in a write transaction.
  public let journal: Journal
  /// Whether a record replaces an existing one that has the same key and other content.
  public let isReplacing: Bool
  /// The user that the import is for; nil while the journal has no user.
  public let account: Account?
  private let tracker: Tracker

  init(_ tracker: Tracker, _ account: Account?, isReplacing: Bool) {
    self.tracker = tracker
    self.account = account
    self.isReplacing = isReplacing
    journal = tracker.journal
  }

  /// The user that the first change to an empty journal creates.
  ///
  /// - Throws: as `Tracker.newcomer()`.
  public func newcomer() throws -> User { try tracker.newcomer() }

  /// The day that counts as today for the user; while the journal has no user, for the newcomer.
  ///
  /// - Throws: as `Moment.today(for:)`.
  public func today() throws -> Day {
    try tracker.moment.today(for: try account?.user ?? newcomer())
  }

  /// The day that counts as today for `user`.
  ///
  /// - Throws: as `Moment.today(for:)`.
  public func today(for user: User) throws -> Day { try tracker.moment.today(for: user) }

  /// The user that the habits of another tracker are imported for. In an empty journal it adds the newcomer, without
  /// the starter routine: the imported steps are the routine.
  ///
  /// - Throws: `SQLiteError`, `Damaged`; as `newcomer()`.
  public func owner() throws -> UserID {
    try account?.id ?? journal.addUser(newcomer()).id
  }

  /// Sets the default user after users were imported into a journal without any. It is the user who was created first;
  /// of several created on one day it is the first by name.
  ///
  /// - Returns: the name of the default user; nil when there is only one user, or none.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func chooseDefaultUser() throws -> String? {
    let accounts = try journal.accounts()
    guard let first = accounts.min(by: { $0.user.createdOn < $1.user.createdOn }) else {
      return nil
    }
    try journal.setDefault(first.id)
    return accounts.count > 1 ? first.user.name : nil
  }
}
