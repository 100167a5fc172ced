import Calendar
import Files
import Journal
import Routine

/// Records that another file holds, ready to be merged into a journal.
public protocol RecordSource {
  /// What came of it.
  associatedtype Summary
  /// How many bytes its records take, nearly. Their changes take about as much again in the undo history.
  var bytes: Int { get }
  /// Merges all records into `target`, within a write transaction.
  ///
  /// - Throws: when a record is refused; nothing of the import is kept then.
  func merge(into target: ImportTarget) throws -> Summary
  /// What was imported, for the list of changes that can be undone.
  func line(_ summary: Summary) -> String
}

/// Imports records: all of them or, when one is refused, none. Importing them again changes nothing.
public struct ImportRecords<Source: RecordSource> {
  /// The records.
  public var source: Source
  /// Whether a record overwrites one with its key and other content; else it is refused.
  public var isReplacing: Bool
  /// Whether nothing is kept, and only told what would happen.
  public var isDryRun: Bool

  /// Imports the records of `source`.
  public init(_ source: Source, replacing: Bool = false, dryRun: Bool = false) {
    self.source = source
    isReplacing = replacing
    isDryRun = dryRun
  }

  /// Imports the records.
  ///
  /// - Parameter willCopy: called with the path of the copy that is made before an import too large for undo.
  /// - Throws: what the source throws; `FileProblem`, `FileError`, `SQLiteError`.
  public func perform(
    in tracker: Tracker, as choice: UserChoice, willCopy: (String) -> Void
  ) throws -> Source.Summary {
    let account = try tracker.account(choice)
    let isUndoable = source.bytes <= largestUndoableImport
    let copy = isUndoable || isDryRun ? nil : try keepCopy(of: tracker, willCopy)
    let target = ImportTarget(tracker, account, isReplacing: isReplacing)
    var imported: Source.Summary?
    do {
      return try tracker.journal.change(
        by: account?.id, at: tracker.moment.now, isKept: isUndoable, summary: source.line
      ) {
        let summary = try source.merge(into: target)
        imported = summary
        if isDryRun { throw DryRun() }
        return summary
      }.result
    } catch is DryRun {
      guard let imported else { throw DryRun() }
      return imported
    } catch {
      // Nothing was imported, so the copy is of no use.
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

/// How many bytes of records an import may have to be kept for undo. Their changes take about as much again, and the
/// history of a user is bounded by `Journal.keptBytes`.
public let largestUndoableImport = 4 << 20

/// Ends the transaction of a dry run, so that nothing of it is kept.
private struct DryRun: Error {}

/// The journal that records are merged into, and the rules of merging that CSV and other trackers share.
public struct ImportTarget {
  /// The journal, in a write transaction.
  public let journal: Journal
  /// Whether a record overwrites one with its key and other content.
  public let isReplacing: Bool
  /// The user that the import is for; nil while the journal has none.
  public let account: Account?
  private let tracker: Tracker

  init(_ tracker: Tracker, _ account: Account?, isReplacing: Bool) {
    self.tracker = tracker
    self.account = account
    self.isReplacing = isReplacing
    journal = tracker.journal
  }

  /// The user that the first change to an empty journal creates.
  public func newcomer() throws -> User { try tracker.newcomer() }

  /// What counts as today for the user, or for the newcomer.
  public func today() throws -> Day {
    try tracker.moment.today(for: try account?.user ?? newcomer())
  }

  /// The user that habits of another tracker go to. In an empty journal it is the newcomer, without the starter
  /// routine: the steps imported are the routine.
  public func owner() throws -> UserID {
    try account?.id ?? journal.addUser(newcomer()).id
  }

  /// Chooses the default user after people were imported into a journal that had none: the one who was added first, and
  /// of several on one day the first by name.
  ///
  /// - Returns: that user's name, if there were several to choose from.
  public func chooseDefaultUser() throws -> String? {
    let accounts = try journal.accounts()
    guard let first = accounts.min(by: { $0.user.createdOn < $1.user.createdOn }) else {
      return nil
    }
    try journal.setDefault(first.id)
    return accounts.count > 1 ? first.user.name : nil
  }
}
