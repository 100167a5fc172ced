import CBenchmark
import Calendar
import Journal
import Routine

/// The journals that are measured: seven daily steps, logged every day.
enum Samples {
  /// The first day of all of them, 2025-01-06, a Monday: ten million entries end before the year 9999.
  static let firstDay = Day(number: 20_094)
  /// The steps of a day: those of the starter routine that are due daily.
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

  /// What the person of a number is called: by name as by number, so that entries lie in the order in which a report
  /// of everyone asks for them.
  static func name(of person: Int) -> String {
    let digits = String(person)
    return "u" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}

/// Makes one entry into each of the samples, as C makes them: what is measured is what becomes of them.
struct SampleEntries {
  private let keys = Samples.steps.map(\.step.key)
  private let reason = String(cString: benchmark_reason)
  private let note = String(cString: benchmark_note)
  private let firstDay = Int64(Samples.firstDay.number)

  /// An entry to begin with.
  var first: Entry { Entry(day: Samples.firstDay, step: keys[0], status: .done) }

  /// Makes `entry` the one of that place among all.
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
  }
}
