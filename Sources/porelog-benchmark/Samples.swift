import CBenchmark
import Journal
import Routine

/// The journals that are measured: seven daily steps, logged every day.
enum Samples {
  /// The first day of all of them, 2025-01-06, a Monday: ten million entries end before the year 9999.
  static let firstDay = Day(number: 20_094)
  /// The steps of a day: those of the starter routine that are due daily.
  static let steps = StarterRoutine.steps(from: firstDay).prefix(Int(benchmark_steps))
  /// In the order of their numbers.
  private static let keys = steps.map(\.step.key).sorted()
  private static let reason = String(cString: benchmark_reason)
  private static let note = String(cString: benchmark_note)

  /// Makes a journal at `path` in which each of `people` has logged `days` days.
  static func makeJournal(_ path: String, people: Int, days: Int) throws {
    let journal = try Journal(at: path)
    try journal.write {
      for person in 1...people {
        let user = User(name: name(of: person), timeZone: "Etc/UTC", createdOn: firstDay)
        let account = try journal.add(user, with: Array(steps))
        let writer = try EntryWriter(of: account.id, in: journal)
        for index in 0..<days * steps.count {
          try writer.put(entry(benchmark_make_entry(Int64(firstDay.number), Int64(index))))
        }
      }
    }
  }

  /// What the person of a number is called: by name as by number, so that entries lie in the order in which a report
  /// of everyone asks for them.
  static func name(of person: Int) -> String {
    let digits = String(person)
    return "u" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// The entry that C describes.
  static func entry(_ made: benchmark_entry) -> Entry {
    Entry(
      day: Day(number: Int(made.day)), step: keys[Int(made.step) - 1],
      status: made.status == 1 ? .done : made.status == 0 ? .skipped : .excused,
      count: Int(made.count), minutes: made.minutes == 0 ? nil : Int(made.minutes),
      reason: made.reason == nil ? nil : reason, note: made.note == nil ? nil : note,
      loggedAt: Instant(seconds: made.logged_at))
  }
}
