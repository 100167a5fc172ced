import Journal
import Routine

/// What became of one record of a habit.
public enum RecordFate: String, CaseIterable, Sendable {
  /// It is an entry: done.
  case done
  /// It is an entry: skipped, since that program says no.
  case skipped
  /// It is an entry: excused, since that program says skipped.
  case excused
  /// That program ticked it by itself, which is not done.
  case automatic
  /// It says nothing.
  case unknown
  /// A later record of the same day took its place.
  case repeated
  /// Its habit was left out.
  case leftOut = "left out"
}

/// What became of one habit.
public struct HabitSummary: Sendable {
  /// Its name.
  public let name: String
  /// The step that it is; nil when it was left out.
  public internal(set) var step: Step?
  /// The step's schedule.
  public internal(set) var schedule: Schedule?
  /// Whether the journal had the step already.
  public internal(set) var isKnown = false
  /// What else there is to say, a clause each.
  public internal(set) var remarks: [String] = []
  /// How many of its records met which fate; together they are all.
  public internal(set) var records: [RecordFate: Int] = [:]
}

/// What an import from another tracker did, or would do.
public struct TrackerSummary: Sendable {
  /// The habits, in the order of that program.
  public internal(set) var habits: [HabitSummary] = []
  /// How many things of which sort, named in the singular, have no place here.
  public internal(set) var unsupported: [(what: String, count: Int)] = []
  /// Steps that are new.
  public internal(set) var newSteps = 0
  /// What became of the entries.
  public internal(set) var entries = ImportSummary.Counts()
  /// How many lines were added to notes of days, being of records that are no entry.
  public internal(set) var notedLines = 0
}

/// What another tracker has written, read whole.
public struct TrackerSource: Sendable {
  /// The program.
  public let tracker: HabitTracker
  /// How many records it holds.
  public var records: Int { collection.habits.reduce(0) { $0 + $1.records.count } }
  /// How many bytes were read, nearly.
  public let bytes: Int
  /// The path that was given.
  let path: String
  let collection: HabitCollection

  /// Reads it. Nothing is changed there, and nothing made.
  ///
  /// - Throws: `ImportRefused` that names every bad place; `FileProblem`.
  public init(_ tracker: HabitTracker, at path: String) throws {
    self.tracker = tracker
    self.path = path
    collection =
      switch tracker {
      case .loop: try LoopFolder.read(path)
      case .loopDatabase: try LoopDatabase.read(path)
      case .harsh: try Harsh.read(path)
      case .tableHabit: try TableHabit.read(path)
      }
    bytes = collection.habits.reduce(0) { sum, habit in
      // What an entry of it takes in a journal's history, about.
      habit.records.reduce(sum) { $0 + 40 + ($1.note?.utf8.count ?? 0) }
    }
  }
}
