import Calendar
import Files
import Reporting
import Routine
import Text
import Tracker

/// A habit tracker whose data can be imported.
public enum HabitTracker: String, Named {
  /// Loop Habit Tracker's CSV export, unpacked.
  case loop
  /// Loop Habit Tracker's database backup.
  case loopDatabase = "loop-db"
  /// harsh: the files `habits` and `log`.
  case harsh
  /// Table Habit's JSON export.
  case tableHabit = "table-habit"

  /// The noun for messages, with its article.
  public static var noun: String { "a format" }

  /// The name shown to the user.
  public var title: String {
    switch self {
    case .loop: "Loop's CSV"
    case .loopDatabase: "Loop's backup"
    case .harsh: "harsh"
    case .tableHabit: "Table Habit"
    }
  }
}

/// How often a habit is due: a number of times in a number of days.
struct Frequency: Hashable, Sendable {
  let times: Int
  let days: Int

  /// The schedule with this frequency: once in 2 to 6 days is due on every such day. If there is none, it is a quota of
  /// whole times a week, rounded down. A habit due less than once a week becomes as needed.
  var schedule: Schedule {
    if times <= 0 { return .asNeeded(maximum: nil) }
    if times >= days { return .daily }
    if times == 1, Schedule.intervals.contains(days) { return .everyDays(days) }
    let perWeek = times * 7 / days
    return perWeek == 0 ? .asNeeded(maximum: nil) : .quota(minimum: perWeek, maximum: nil)
  }

  /// Whether `schedule` expresses the frequency without rounding.
  var hasSchedule: Bool {
    times <= 0 || times >= days || times * 7 % days == 0
      || times == 1 && Schedule.intervals.contains(days)
  }

  /// The range of `times` and of `days` in files: up to a year's days. Choice.
  static let bounds = 0...366
}

/// A habit of another tracker, with its records.
struct Habit: Sendable {
  /// The name in that tracker.
  let name: String
  /// The heading above the habit, which may name a time of day.
  var heading: String?
  var frequency = Frequency(times: 1, days: 1)
  /// The day on which the habit begins, if the tracker records it.
  var beginsOn: Day?
  /// Whether the habit is archived: the user has stopped it.
  var isArchived = false
  /// Whether the goal is to do less of it. Such a habit does not become a step.
  var isToAvoid = false
  /// The amount to reach in a day, in thousandths of `unit`; nil for a habit without amounts.
  var goal: Int?
  /// The unit of the amounts.
  var unit: String?
  var records: [HabitRecord] = []
}

/// The record of a habit on one day.
struct HabitRecord: Sendable {
  enum Outcome {
    case done, notDone, excused
    /// Ticked by the tracker itself, because other days suffice for the frequency.
    case automatic
    /// The tracker has no outcome for the day.
    case unknown
  }

  let day: Day
  var outcome: Outcome
  /// The amount in thousandths, if one is recorded.
  var amount: Int?
  var note: String?
}

/// The contents of one source.
struct HabitCollection: Sendable {
  var habits: [Habit] = []
  /// The data that a journal cannot hold, such as colours of habits.
  var unsupported = Tally()

  /// How often each kind of data occurs. Kinds are named in the singular, in the order of their first occurrence.
  struct Tally: Sendable {
    private(set) var counts: [(what: String, count: Int)] = []

    mutating func add(_ what: String, _ count: Int = 1) {
      guard count > 0 else { return }
      if let index = counts.firstIndex(where: { $0.what == what }) {
        counts[index].count += count
      } else {
        counts.append((what, count))
      }
    }
  }
}

/// Reads a whole file as UTF-8, without its byte-order mark.
///
/// - Throws: `ImportError` if it is not UTF-8; `FileProblem`, also if it has more than `longestWholeFile` bytes.
func wholeText(of path: String) throws -> String {
  let bytes = try InputFile(path).readAll(atMost: longestWholeFile)
  guard let text = String(utf8: bytes.span) else {
    throw ImportError("\(path.terminalSafe) is not UTF-8: save it as UTF-8")
  }
  return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
}

/// The most bytes of a file that is read whole: about a hundred times ten years of ten habits. Choice.
let longestWholeFile = 64 << 20

/// The value in thousandths of a decimal number such as `2`, `-0.5` or `3.0`, rounded towards zero; nil for any other
/// text.
func thousandths(_ text: String) -> Int? {
  let isNegative = text.hasPrefix("-")
  let parts = (isNegative ? text.dropFirst() : text[...]).split(
    separator: ".", omittingEmptySubsequences: false)
  guard parts.count <= 2, parts[0].utf8.count <= 12, let whole = decimal(parts[0]) else {
    return nil
  }
  let fraction = parts.count == 2 ? parts[1] : "0"
  guard fraction.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !fraction.isEmpty,
    let part = decimal((fraction + "00").prefix(3))
  else { return nil }
  return (isNegative ? -1 : 1) * (whole * 1000 + part)
}

/// The value of a number of 1 to 18 ASCII digits; nil for any other text.
func decimal(_ text: Substring) -> Int? {
  let bytes = Array(text.utf8)
  return decimal(bytes.span, 0..<bytes.count)
}
