import Journal
import Routine

/// The result of importing one record of a habit.
public enum RecordOutcome: String, CaseIterable, Sendable {
  /// Imported as an entry that is done.
  case done
  /// Imported as an entry that is skipped: the tracker has it as not done.
  case skipped
  /// Imported as an entry that is excused: the tracker has it as skipped.
  case excused
  /// Not an entry: ticked by the tracker, not by the user.
  case automatic
  /// Not an entry: the tracker has no outcome for the day.
  case unknown
  /// Not imported: there is a later record of the same day.
  case superseded = "repeated"
  /// Not imported: the habit was left out.
  case leftOut = "left out"
}

/// The result of importing one habit.
public struct HabitSummary: Sendable {
  /// The name of the habit.
  public let name: String
  /// The step for the habit; nil if the habit was left out.
  public internal(set) var step: Step?
  /// The step's schedule.
  public internal(set) var schedule: Schedule?
  /// Whether the journal had the step already.
  public internal(set) var isKnown = false
  /// Further remarks, each a clause.
  public internal(set) var remarks: [String] = []
  /// The number of records for each result. Their sum is the number of all records.
  public internal(set) var records: [RecordOutcome: Int] = [:]
}

/// The result of an import from another tracker, or of a dry run.
public struct TrackerSummary: Sendable {
  /// The habits in the tracker's order.
  public internal(set) var habits: [HabitSummary] = []
  /// The data that a journal cannot hold: what it is, in the singular, and how often it occurs.
  public internal(set) var unsupported: [(what: String, count: Int)] = []
  /// The number of steps added.
  public internal(set) var newSteps = 0
  /// Counts of the entries by result.
  public internal(set) var entries = ImportSummary.Counts()
  /// The number of lines added to the notes of days, from notes on records that are not entries.
  public internal(set) var noteLinesAdded = 0
}

/// The data of another tracker, read completely.
public struct TrackerSource: Sendable {
  /// The tracker.
  public let tracker: HabitTracker
  /// The number of records.
  public var records: Int { collection.habits.reduce(0) { $0 + $1.records.count } }
  /// The approximate size of the records in the journal, in bytes.
  public let bytes: Int
  /// The path given to `init`.
  let path: String
  let collection: HabitCollection

  /// Reads the data of `tracker` at `path`. No file is changed or created.
  ///
  /// - Throws: `ImportError`, which lists the problems; `FileProblem`.
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
      // In the undo history, an entry takes about 40 bytes in addition to its note.
      habit.records.reduce(sum) { $0 + 40 + ($1.note?.utf8.count ?? 0) }
    }
  }
}
