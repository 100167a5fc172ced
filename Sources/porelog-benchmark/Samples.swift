import CBenchmark
import Calendar
import Journal
import Routine

/// The journals that are measured, in which seven daily steps are logged every day.
enum Samples {
  /// The first day of every journal: Monday, 2025-01-06. Ten million entries end before the year 9999.
  static let firstDay = Day(number: 20_094)
  /// The steps of a day: the first ones of the starter routine, all of them daily.
  static let steps = StarterRoutine.steps(from: firstDay).prefix(Int(benchmark_steps))

  /// Makes a journal at `path` in which each of `people` has logged `days` days.
  static func makeJournal(_ path: String, people: Int, days: Int) throws {
    let journal = try Journal(at: path)
    try journal.write {
      let samples = SampleEntries()
      var entry = samples.first
      for person in 1...people {
        let user = User(name: name(of: person), timeZone: "Etc/UTC", createdOn: firstDay)
        let account = try journal.add(user, with: Array(steps))
        let writer = EntryWriter(of: account.id, in: journal)
        for index in 0..<days * steps.count {
          samples.fill(&entry, index)
          try writer.put(entry)
        }
      }
    }
  }

  /// The name of a person, such as `u000042`. The names sort like the numbers, so that a report on
  /// everyone, which is sorted by name, reads the entries in the order of the file.
  static func name(of person: Int) -> String {
    let digits = String(person)
    return "u" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}

/// Makes the same sample entries as the C code. Callers reuse one entry, so that little of the measured time is spent
/// on making samples.
struct SampleEntries {
  private let keys = Samples.steps.map(\.step.key)
  private let reason = String(cString: benchmark_reason)
  private let note = String(cString: benchmark_note)
  private let firstDay = Int64(Samples.firstDay.number)

  /// An entry to pass to `fill(_:_:)`.
  var first: Entry { Entry(day: Samples.firstDay, step: keys[0], status: .done) }

  /// Sets `entry` to the sample at `index`.
  func fill(_ entry: inout Entry, _ index: Int) {
    let made = benchmark_make_entry(firstDay, Int64(index))
    entry.day = Day(number: Int(made.day))
    entry.step = keys[Int(made.step) - 1]
    entry.status = made.status == 1 ? .done : made.status == 0 ? .skipped : .excused
    entry.count = Int(made.count)
    entry.minutes = made.minutes == 0 ? nil : Int(made.minutes)
    entry.reason = made.reason == nil ? nil : reason
    entry.note = made.note == nil ? nil : note
    entry.loggedAt = Instant(seconds: made.logged_at)
    entry.loggedOn = entry.day
  }
}
