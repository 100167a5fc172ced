import CSQLite
import Calendar
import Routine
import TestSupport
import Testing
import Tracker

@testable import Journal
@testable import SQLite

/// 2025-06-02.
let monday = Day(number: 20_241)
/// 2025-06-04, the day of the tests.
let wednesday = monday + 2

/// The moment of a request; the day is Wednesday unless `time` says otherwise.
func moment(_ time: String = "2025-06-04T21:10:00Z") throws -> Moment {
  Moment(now: try Instant(parsing: time), machineTimeZone: { "UTC" })
}

func reference(_ text: String) throws -> StepReference { try StepReference(parsing: text) }
func key(_ text: String) throws -> StepKey { try StepKey(parsing: text) }

/// A journal in a folder of its own.
struct TestJournal {
  let folder: TemporaryFolder
  let journal: Journal
  let tracker: Tracker

  /// Creates a journal with `users`, each with the starter routine from Monday on.
  init(users: [String] = ["hana"]) throws {
    folder = try TemporaryFolder()
    journal = try Journal(at: folder.file("j.db"))
    tracker = Tracker(journal, at: try moment())
    for user in users {
      try journal.add(
        User(name: user, timeZone: "UTC", createdOn: monday),
        with: StarterRoutine.steps(from: monday))
    }
  }

  /// The tracker of a request at another time.
  func tracker(at time: String) throws -> Tracker { Tracker(journal, at: try moment(time)) }

  /// The default user.
  var user: UserID { get throws { try #require(try journal.defaultAccount()).id } }

  /// All rows of all tables as text, except the undo history and the migration record.
  func rows() throws -> [String] {
    let tables = try journal.database.statement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('history', 'migrations') ORDER BY name"
    ).map { try $0.text(0) }
    return try tables.flatMap { table in
      let columns = try journal.database.statement("SELECT name FROM pragma_table_info(?)")
        .map(table) { "quote(\(try $0.text(0)))" }
      return try journal.database.statement(
        "SELECT \(columns.joined(separator: " || '|' || ")) FROM \(table) ORDER BY 1"
      ).map { "\(table): \(try $0.text(0))" }
    }
  }

  /// The summaries of the default user's changes, newest first.
  func history() throws -> [String] { try journal.changes(of: user).map(\.summary) }

  /// Performs `action` and checks that it says `sentence`, that `isDone` holds after it, that one undo brings every row
  /// back, and that a redo makes the same change again.
  @discardableResult func check<A: Action>(
    _ action: A, says sentence: String, remarks: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation, _ isDone: () throws -> Bool
  ) throws -> A.Effect {
    let (before, history) = (try rows(), try history())
    let outcome = try tracker.perform(action, as: .default)
    #expect(outcome.sentence == sentence, sourceLocation: sourceLocation)
    #expect(outcome.remarks == remarks, sourceLocation: sourceLocation)
    #expect(outcome.isChanged, sourceLocation: sourceLocation)
    #expect(try isDone(), sourceLocation: sourceLocation)
    #expect(try self.history() == [outcome.summary] + history, sourceLocation: sourceLocation)
    let after = try rows()
    let undone = try tracker.perform(UndoChange(), as: .default)
    #expect(undone.effect.summary == outcome.summary, sourceLocation: sourceLocation)
    #expect(try rows() == before, sourceLocation: sourceLocation)
    #expect(try self.history() == history, sourceLocation: sourceLocation)
    // What creates a user cannot be redone.
    if A.self != AddUser.self {
      let redone = try tracker.perform(RedoChange(), as: .default)
      #expect(redone.effect.summary == outcome.summary, sourceLocation: sourceLocation)
      #expect(try rows() == after, sourceLocation: sourceLocation)
      try tracker.perform(UndoChange(), as: .default)
      #expect(try rows() == before, sourceLocation: sourceLocation)
    }
    return outcome.effect
  }

  /// Performs `action` and checks that it is refused with `sentence` and changes nothing.
  func refuse<A: Action>(
    _ action: A, _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (before, history) = (try rows(), try history())
    let error = #expect(throws: ActionError.self, sourceLocation: sourceLocation) {
      try tracker.perform(action, as: .default)
    }
    #expect(error?.sentence == sentence, sourceLocation: sourceLocation)
    #expect(try rows() == before, sourceLocation: sourceLocation)
    #expect(try self.history() == history, sourceLocation: sourceLocation)
  }
}

/// How many statements the connection of `journal` has prepared since it was opened.
func prepared(by journal: Journal) -> Int { journal.database.preparedCount }

/// How often the kept statements of `journal` that contain `text` have run.
func runs(of text: String, by journal: Journal) -> Int {
  let connection = journal.database.database.pointer
  var (runs, statement) = (0, sqlite3_next_stmt(connection, nil))
  while let found = statement {
    if let sql = sqlite3_sql(found), String(cString: sql).contains(text) {
      runs += Int(sqlite3_stmt_status(found, SQLITE_STMTSTATUS_RUN, 0))
    }
    statement = sqlite3_next_stmt(connection, found)
  }
  return runs
}
