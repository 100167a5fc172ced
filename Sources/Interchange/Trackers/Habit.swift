import Calendar
import Files
import Reporting
import Routine
import Text
import Tracker

/// A program that people come from.
public enum HabitTracker: String, Named {
  /// Loop Habit Tracker's CSV export, unpacked.
  case loop
  /// Loop Habit Tracker's database backup.
  case loopDatabase = "loop-db"
  /// harsh: the files `habits` and `log`.
  case harsh
  /// Table Habit's JSON export.
  case tableHabit = "table-habit"

  /// What one is called.
  public static var noun: String { "a format" }

  /// What people call it.
  public var title: String {
    switch self {
    case .loop: "Loop's CSV"
    case .loopDatabase: "Loop's backup"
    case .harsh: "harsh"
    case .tableHabit: "Table Habit"
    }
  }
}

/// How often a habit is asked for: so many times in so many days.
struct Frequency: Hashable, Sendable {
  let times: Int
  let days: Int

  /// The schedule that asks for it, or for a little less where there is none such: whole times a week,
  /// rounded down. What comes to less than once a week is asked for by none, and is as needed.
  var schedule: Schedule {
    if times <= 0 { return .asNeeded(maximum: nil) }
    if times >= days { return .daily }
    let perWeek = times * 7 / days
    return perWeek == 0 ? .asNeeded(maximum: nil) : .quota(minimum: perWeek, maximum: nil)
  }

  /// Whether the schedule asks for exactly as much.
  var hasSchedule: Bool { times <= 0 || times >= days || times * 7 % days == 0 }

  /// The largest number of either that makes sense: a year's days.
  static let bounds = 0...366
}

/// What another tracker calls a habit, and all that it recorded of it.
struct Habit: Sendable {
  /// Its name, as that program has it.
  let name: String
  /// The heading that it stands under, which may name a time of day.
  var heading: String?
  var frequency = Frequency(times: 1, days: 1)
  /// The day on which it was begun, where that is told.
  var beginsOn: Day?
  /// Whether it is kept no longer.
  var isArchived = false
  /// Whether it is something to do less of, which is no step of a routine.
  var isToAvoid = false
  /// What a day asks for, in thousandths, where amounts are recorded.
  var goal: Int?
  /// What the amounts are of.
  var unit: String?
  var records: [HabitRecord] = []
}

/// What was recorded of a habit on a day.
struct HabitRecord: Sendable {
  enum Outcome {
    case done, notDone, excused
    /// It was ticked by the program, because a day before was.
    case automatic
    /// Nothing was said.
    case unknown
  }

  let day: Day
  var outcome: Outcome
  /// How much, in thousandths, where that is recorded.
  var amount: Int?
  var note: String?
}

/// All that one source holds.
struct HabitCollection: Sendable {
  var habits: [Habit] = []
  /// How many things of which sort, named in the singular, have no place in a journal of a routine, in the
  /// order met.
  var unsupported = Tally()

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

/// Text that people wrote, from a file that is read whole.
func wholeText(of path: String) throws -> String {
  let bytes = try InputFile(path).readAll(atMost: longestWholeFile)
  guard let text = String(utf8: bytes.span) else {
    throw ImportRefused("\(path.cleaned) is not UTF-8: save it as UTF-8")
  }
  return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
}

/// The most bytes of a file that is read whole: a hundred times ten years of ten habits.
let longestWholeFile = 64 << 20

/// The thousandths that a decimal number such as `2`, `-0.5` or `3.0` says, rounded down; nil for anything else.
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

/// The number that 1 to 18 ASCII digits spell; nil for anything else.
func decimal(_ text: Substring) -> Int? {
  let bytes = Array(text.utf8)
  return decimal(bytes.span, 0..<bytes.count)
}
