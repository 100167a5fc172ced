import CBenchmark
import Calendar
import Journal
import Routine

/// Work that is measured within a process, done by porelog's layers or in C.
enum Work: String, CaseIterable {
  /// Inserts entries in one transaction, into a journal that has none.
  case insert
  /// Reads all entries of one person as values, by day and step.
  case scan
  /// Reads single weeks of one person, spread over the whole file.
  case weeks
  /// Reads all columns of everyone's entries. Only implemented in C, as the reference for `porelog cohort`.
  case everyone
  /// Like `everyone`, with only the four columns needed to count the entries.
  case counted

  /// The implementation that does the work.
  enum Side: String { case porelog, c }

  /// The number of weeks that `weeks` reads.
  static let weeksRead = 2000

  /// How often the work is repeated within one process. With few entries, a single run would mostly measure the loading
  /// of code.
  private func times(_ entries: Int) -> Int {
    self == .insert || self == .scan ? max(1, 100_000 / max(1, entries)) : 1
  }

  /// The result of the work.
  struct Outcome {
    /// The time for doing the work once, without opening the file.
    let seconds: Double
    /// The number of entries read or written, over all repetitions.
    let rows: Int
    /// A checksum of what was read or written. It must be the same on both sides.
    let sum: Int

    /// The outcome as one line, printed for the process that started this one.
    var line: String { "\(seconds) \(rows) \(sum)" }

    init(seconds: Double, rows: Int, sum: Int) {
      (self.seconds, self.rows, self.sum) = (seconds, rows, sum)
    }

    init?(line: String) {
      let parts = line.split(whereSeparator: \.isWhitespace)
      guard parts.count == 3, let seconds = Double(parts[0]), let rows = Int(parts[1]),
        let sum = Int(parts[2])
      else { return nil }
      self.init(seconds: seconds, rows: rows, sum: sum)
    }
  }

  /// Does the work with the journal at `path`.
  ///
  /// - Parameter entries: the number of entries that the journal has or, for `insert`, is to have.
  func run(_ side: Side, _ path: String, entries: Int) throws -> Outcome {
    switch side {
    case .porelog: try runOurs(path, entries: entries)
    case .c: try runInC(path, entries: entries)
    }
  }

  private static func weeks(of entries: Int) -> Int { max(1, entries / (7 * Samples.steps.count)) }

  private func runInC(_ path: String, entries: Int) throws -> Outcome {
    let first = Int64(Samples.firstDay.number)
    let times = times(entries)
    let result =
      switch self {
      case .insert: benchmark_insert(path, 1, first, Int64(entries), Int64(times))
      case .scan: benchmark_scan(path, 1, Int64(times))
      case .weeks:
        benchmark_weeks(path, 1, first, Int64(Work.weeks(of: entries)), Int64(Work.weeksRead))
      case .everyone: benchmark_everyone(path, 1)
      case .counted: benchmark_everyone(path, 0)
      }
    guard result.code == 0 else {
      throw BenchmarkError("\(rawValue) in C: SQLite answers \(result.code)")
    }
    return Outcome(
      seconds: result.seconds / Double(times), rows: Int(result.rows), sum: Int(result.sum))
  }

  private func runOurs(_ path: String, entries: Int) throws -> Outcome {
    let journal = try Journal(at: path)
    guard let user = try journal.defaultAccount()?.id else {
      throw BenchmarkError("nobody is in \(path)")
    }
    var (rows, sum, seconds) = (0, 0, 0.0)
    func measured(_ work: () throws -> Void) rethrows {
      let start = benchmark_now()
      try work()
      seconds += benchmark_now() - start
    }
    let times = times(entries)
    switch self {
    case .insert:
      let (samples, steps) = (SampleEntries(), Samples.steps.count)
      for time in 0..<times {
        guard time == 0 || benchmark_clear(path) == 0 else {
          throw BenchmarkError("\(path) is in use")
        }
        try measured {
          try journal.write {
            let writer = EntryWriter(of: user, in: journal)
            var entry = samples.first
            for index in 0..<entries {
              samples.fill(&entry, index)
              guard try writer.merge(entry, replacing: false) == .added else {
                throw BenchmarkError("an entry is there already in \(path)")
              }
              rows += 1
              sum += entry.day.number + index % steps + 1
            }
          }
        }
      }
    case .scan:
      for _ in 0..<times {
        try measured {
          try journal.forEachEntry(of: user) { entry in
            rows += 1
            sum += Work.sum(of: entry)
          }
        }
      }
    case .weeks:
      let days = 7 * Work.weeks(of: entries)
      try measured {
        for time in 0..<Work.weeksRead {
          let monday = Samples.firstDay + time * 7 * 7919 % days
          try journal.forEachEntry(of: user, from: monday, to: monday + 6) { entry in
            rows += 1
            sum += Work.sum(of: entry)
          }
        }
      }
    case .everyone, .counted: throw BenchmarkError("everyone is read by porelog cohort")
    }
    return Outcome(seconds: seconds / Double(times), rows: rows, sum: sum)
  }

  @inline(__always) private static func sum(of entry: Entry) -> Int {
    let status =
      switch entry.status {
      case .skipped: 0
      case .done: 1
      case .excused: 2
      }
    let texts = (entry.reason?.utf8.count ?? 0) + (entry.note?.utf8.count ?? 0)
    let loggedAfter = entry.loggedOn.map { $0 - entry.day } ?? 0
    return entry.day.number + entry.step.slug.description.utf8.count + status + entry.count
      + (entry.minutes ?? 0) + texts + Int(entry.loggedAt?.seconds ?? 0) + loggedAfter
  }
}

/// The reason why a measurement failed.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
