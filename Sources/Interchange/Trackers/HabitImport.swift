import Calendar
import Journal
import Routine
import Text
import Tracker

/// Imports the records of another tracker. Each habit becomes a new step, or is merged into the
/// existing step of the same name.
public struct HabitImport: RecordSource {
  /// The most habits in one source. Choice.
  public static let mostHabits = 1000

  private let source: TrackerSource
  private let mapping: String?
  private let progress: (Int) -> Void

  /// Creates an import of `source`.
  ///
  /// - Parameters:
  ///   - mapping: the path of a CSV file with the columns `HabitMapping.columns`, which maps habits to steps; nil to
  ///     map them by their names.
  ///   - progress: called with 1 for each record.
  public init(
    _ source: TrackerSource, mapping: String?, progress: @escaping (Int) -> Void = { _ in }
  ) {
    self.source = source
    self.mapping = mapping
    self.progress = progress
  }

  /// The approximate size of the records in the journal, in bytes.
  public var bytes: Int { source.bytes }

  /// Merges all records of all habits into `target`.
  ///
  /// - Throws: `ImportError` if any habit or record is refused; `FileProblem`, `SQLiteError`, `Damaged`.
  public func merge(into target: ImportTarget) throws -> TrackerSummary {
    let habits = source.collection.habits
    let path = source.path
    guard !habits.isEmpty else { throw ImportError("\(path.terminalSafe) holds no habit") }
    guard habits.count <= HabitImport.mostHabits else {
      throw ImportError(
        "\(path.terminalSafe) holds more than \(HabitImport.mostHabits) habits, the most there can be"
      )
    }
    let map = try mapping.map { try HabitMapping(at: $0, for: habits) } ?? HabitMapping()
    let destinations: [HabitMapping.Target?]
    do { destinations = try map.targets(of: habits) } catch let invalid as InvalidInput {
      throw ImportError("\(mapping?.terminalSafe ?? path.terminalSafe): \(invalid.description)")
    }
    var importer = HabitImporter(target, try target.owner(), try target.today(), path, progress)
    importer.summary.unsupported = source.collection.unsupported.counts
    for (habit, destination) in zip(habits, destinations) {
      do { try importer.merge(habit, destination) } catch let invalid as InvalidInput {
        importer.addProblem(habit, invalid.description)
      }
    }
    try importer.problems.check()
    return importer.summary
  }

  /// The line for the list of changes that can be undone, such as `import loop: 42 entries added`.
  public func line(_ summary: TrackerSummary) -> String {
    "import \(source.path.terminalSafe): \(summary.entries.words("entry", "entries"))"
  }
}

/// Merges habits one after the other and collects the results and the problems.
private struct HabitImporter {
  private let target: ImportTarget
  private let user: UserID
  private let today: Day
  private let path: String
  private let progress: (Int) -> Void
  private let writer: EntryWriter
  var problems = ImportProblems()
  var summary = TrackerSummary()

  init(
    _ target: ImportTarget, _ user: UserID, _ today: Day, _ path: String,
    _ progress: @escaping (Int) -> Void
  ) {
    self.target = target
    self.user = user
    self.today = today
    self.path = path
    self.progress = progress
    writer = EntryWriter(of: user, in: target.journal)
  }

  mutating func addProblem(_ habit: Habit, _ message: String) {
    problems.add(path, "habit \(quoted(habit.name))", message)
  }

  mutating func merge(_ habit: Habit, _ destination: HabitMapping.Target?) throws {
    var result = HabitSummary(name: habit.name)
    defer { summary.habits.append(result) }
    guard let destination else {
      result.records[.leftOut] = habit.records.isEmpty ? nil : habit.records.count
      result.remarks.append(habit.isToAvoid ? "a habit to avoid is no step" : "left out by the map")
      return
    }
    let records = HabitImporter.lastOfEachDay(habit.records, &result)
    let dated = records.map { record in
      (record, entry(of: record, habit, destination.key, &result))
    }
    try mergeStep(of: habit, destination, days: dated.compactMap(\.1?.day), &result)
    for (record, entry) in dated {
      progress(1)
      do {
        if let entry {
          try merge(entry, of: habit)
        } else if let note = record.note {
          let line = "\(habit.name.terminalSafe): \(note)"
          if try target.addLine(line, to: record.day, of: user) { summary.noteLinesAdded += 1 }
        }
      } catch let invalid as InvalidInput {
        addProblem(habit, "on \(record.day) \(invalid.description)")
      }
    }
  }

  /// The records sorted by day. If a day has several, only the last one is kept.
  private static func lastOfEachDay(
    _ records: [HabitRecord], _ result: inout HabitSummary
  ) -> [HabitRecord] {
    var last: [Day: HabitRecord] = [:]
    for record in records where last.updateValue(record, forKey: record.day) != nil {
      result.records[.superseded, default: 0] += 1
    }
    return last.values.sorted { $0.day < $1.day }
  }

  /// The entry for a record; nil if its outcome is automatic or unknown.
  private mutating func entry(
    of record: HabitRecord, _ habit: Habit, _ key: StepKey, _ result: inout HabitSummary
  ) -> Entry? {
    var outcome = record.outcome
    // The tracker, too, counts an amount below the day's goal as not done.
    if outcome == .done, let amount = record.amount, amount < max(1, habit.goal ?? 1) {
      outcome = .notDone
    }
    let imported: RecordOutcome =
      switch outcome {
      case .done: .done
      case .notDone: .skipped
      case .excused: .excused
      case .automatic: .automatic
      case .unknown: .unknown
      }
    result.records[imported, default: 0] += 1
    let statuses: [RecordOutcome: Status] = [.done: .done, .skipped: .skipped, .excused: .excused]
    guard let status = statuses[imported] else { return nil }
    var entry = Entry(day: record.day, step: key, status: status, note: record.note)
    if let amount = record.amount, amount != 0 {
      let whole = amount % 1000 == 0 ? amount / 1000 : 0
      let isMinutes = ["min", "mins", "minute", "minutes"].contains(habit.unit?.lowercased() ?? "")
      if status == .done, isMinutes, Entry.minutesRange.contains(whole) {
        entry.minutes = whole
      } else if status == .done, !isMinutes, Entry.countRange.contains(whole) {
        entry.count = whole
      } else {
        countUnsupported("amount")
      }
    }
    return entry
  }

  private mutating func countUnsupported(_ what: String) {
    if let index = summary.unsupported.firstIndex(where: { $0.what == what }) {
      summary.unsupported[index].count += 1
    } else {
      summary.unsupported.append((what, 1))
    }
  }

  private mutating func mergeStep(
    of habit: Habit, _ destination: HabitMapping.Target, days: [Day], _ result: inout HabitSummary
  ) throws {
    let frequency = habit.frequency
    let taken = try target.take(
      ImportTarget.StepProposal(
        key: destination.key, kind: destination.kind, active: destination.active,
        isChosen: destination.isChosen, schedule: frequency.schedule, days: days,
        beginsOn: habit.beginsOn, isArchived: habit.isArchived), for: user, today: today)
    (result.step, result.schedule, result.isKnown) = (taken.step, taken.schedule, taken.isKnown)
    if taken.isKnown {
      if let before = taken.beganOn {
        result.remarks.append("begins on \(taken.step.firstDay) now, not on \(before)")
      }
      if let last = taken.step.lastDay, let day = days.last, day > last {
        result.remarks.append("ends on \(last), and no report counts what lies behind")
      }
      return
    }
    summary.newSteps += 1
    if !frequency.hasSchedule {
      result.remarks.append(
        "\(frequency.times) in \(frequency.days) days is no schedule here, the nearest below is \(frequency.schedule)"
      )
    }
    if let last = taken.step.lastDay {
      result.remarks.append("kept no longer, so it ends on \(last)")
    }
  }

  private mutating func merge(_ entry: Entry, of habit: Habit) throws {
    let entry = try target.completed(entry, of: user)
    switch try writer.merge(entry, replacing: target.isReplacing) {
    case .added:
      summary.entries.added += 1
      summary.entries.ahead += entry.day > today ? 1 : 0
    case .unchanged: summary.entries.unchanged += 1
    case .replaced:
      summary.entries.replaced += 1
      summary.entries.ahead += entry.day > today ? 1 : 0
    case .conflict:
      addProblem(
        habit,
        "\(entry.step) has another entry on \(entry.day) in the journal: give --replace to take the one imported"
      )
    }
  }
}
