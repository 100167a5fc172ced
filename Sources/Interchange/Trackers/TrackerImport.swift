import Journal
import Routine
import SQLite

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
  public internal(set) var withoutPlace: [(what: String, count: Int)] = []
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
  public let tracker: Tracker
  /// How many records it holds.
  public var records: Int { collection.habits.reduce(0) { $0 + $1.records.count } }
  /// How many bytes were read, nearly.
  public let bytes: Int
  let collection: HabitCollection

  /// Reads it. Nothing is changed there, and nothing made.
  ///
  /// - Throws: `ImportRefused` that names every bad place; `FileProblem`.
  public init(_ tracker: Tracker, at path: String) throws {
    self.tracker = tracker
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

/// Takes in what another tracker recorded: each habit becomes a step, or goes to the step of its name.
public struct TrackerImporter {
  /// The most habits that one source may hold.
  public static let mostHabits = 1000

  private let journal: Journal
  private let user: UserID
  private let replacing: Bool
  private let today: Day
  private let progress: (Int) -> Void
  private var problems = ImportProblems()
  private var summary = TrackerSummary()
  private let path: String

  /// Merges all of `source` into the journal of `user`. Call it inside a transaction: an error leaves rows
  /// behind that are to be taken back.
  ///
  /// - Parameters:
  ///   - path: what the source is called in messages.
  ///   - mapping: a CSV file that says where habits go; nil for none.
  ///   - replacing: whether a record takes the place of another entry of its step and day.
  ///   - today: the first day of a habit that has neither a beginning nor a record.
  ///   - progress: is told, record after record, that there is one more.
  /// - Throws: `ImportRefused` when anything is wrong; `FileProblem`, `SQLiteError`.
  public static func run(
    _ source: TrackerSource, from path: String, mapping: String?, into journal: Journal,
    for user: UserID, replacing: Bool, today: Day, progress: @escaping (Int) -> Void = { _ in }
  ) throws -> TrackerSummary {
    let habits = source.collection.habits
    guard !habits.isEmpty else { throw ImportRefused("\(path.cleaned) holds no habit") }
    guard habits.count <= mostHabits else {
      throw ImportRefused(
        "\(path.cleaned) holds more than \(mostHabits) habits, the most there can be")
    }
    let map = try mapping.map { try HabitMapping(at: $0, for: habits) } ?? HabitMapping()
    let targets: [HabitMapping.Target?]
    do { targets = try map.targets(of: habits) } catch let malformed as Malformed {
      throw ImportRefused("\(mapping?.cleaned ?? path.cleaned): \(malformed.description)")
    }
    var importer = TrackerImporter(
      journal: journal, user: user, replacing: replacing, today: today, path: path,
      progress: progress)
    importer.summary.withoutPlace = source.collection.withoutPlace.counts
    for (habit, target) in zip(habits, targets) {
      do { try importer.merge(habit, target) } catch let malformed as Malformed {
        importer.refuse(habit, malformed.description)
      }
    }
    try importer.problems.check()
    return importer.summary
  }

  private init(
    journal: Journal, user: UserID, replacing: Bool, today: Day, path: String,
    progress: @escaping (Int) -> Void
  ) {
    self.progress = progress
    self.journal = journal
    self.user = user
    self.replacing = replacing
    self.today = today
    self.path = path
  }

  private mutating func refuse(_ habit: Habit, _ message: String) {
    problems.refuse(path, "habit \(quoted(habit.name))", message)
  }

  private mutating func merge(_ habit: Habit, _ target: HabitMapping.Target?) throws {
    var told = HabitSummary(name: habit.name)
    defer { summary.habits.append(told) }
    guard let target else {
      told.records[.leftOut] = habit.records.isEmpty ? nil : habit.records.count
      told.remarks.append(habit.isToAvoid ? "a habit to avoid is no step" : "left out by the map")
      return
    }
    let records = TrackerImporter.lastOfEachDay(habit.records, &told)
    let dated = records.map { record in (record, entry(of: record, habit, target.key, &told)) }
    try addStep(habit, target, dated.compactMap(\.1?.day), &told)
    let writer = try EntryWriter(of: user, in: journal)
    for (record, entry) in dated {
      progress(1)
      if let entry {
        try merge(entry, of: habit, writer)
      } else if let note = record.note {
        try add(note, of: habit, on: record.day)
      }
    }
  }

  /// The records by day, of several of one day the last.
  private static func lastOfEachDay(
    _ records: [HabitRecord], _ told: inout HabitSummary
  ) -> [HabitRecord] {
    var last: [Day: HabitRecord] = [:]
    for record in records where last.updateValue(record, forKey: record.day) != nil {
      told.records[.repeated, default: 0] += 1
    }
    return last.values.sorted { $0.day < $1.day }
  }

  /// The entry that a record becomes; nil for one that says nothing of what was done.
  private mutating func entry(
    of record: HabitRecord, _ habit: Habit, _ key: StepKey, _ told: inout HabitSummary
  ) -> Entry? {
    var outcome = record.outcome
    // What falls short of the day's goal is not done, as that program counts it.
    if outcome == .done, let amount = record.amount, amount < max(1, habit.goal ?? 1) {
      outcome = .notDone
    }
    let fate: RecordFate
    switch outcome {
    case .done: fate = .done
    case .notDone: fate = .skipped
    case .excused: fate = .excused
    case .automatic: fate = .automatic
    case .unknown: fate = .unknown
    }
    told.records[fate, default: 0] += 1
    let statuses: [RecordFate: Status] = [.done: .done, .skipped: .skipped, .excused: .excused]
    guard let status = statuses[fate] else { return nil }
    var entry = Entry(day: record.day, step: key, status: status, note: record.note)
    if let amount = record.amount, amount != 0 {
      let whole = amount % 1000 == 0 ? amount / 1000 : 0
      let isMinutes = ["min", "mins", "minute", "minutes"].contains(habit.unit?.lowercased() ?? "")
      if status == .done, isMinutes, Entry.minutes.contains(whole) {
        entry.minutes = whole
      } else if status == .done, !isMinutes, Entry.counts.contains(whole) {
        entry.count = whole
      } else {
        add("amount", to: &summary.withoutPlace)
      }
    }
    return entry
  }

  private func add(_ what: String, to counts: inout [(what: String, count: Int)]) {
    if let index = counts.firstIndex(where: { $0.what == what }) {
      counts[index].count += 1
    } else {
      counts.append((what, 1))
    }
  }

  /// Makes the step unless it is there. One that is there keeps what it is, and begins earlier if its first
  /// entry does: else the days before would count for nothing.
  private mutating func addStep(
    _ habit: Habit, _ target: HabitMapping.Target, _ days: [Day], _ told: inout HabitSummary
  ) throws {
    let routine = try journal.routine(of: user)
    if let known = routine.first(where: { $0.step.key == target.key }) {
      try extend(known, target, days, &told)
      return
    }
    let firstDay = [days.first, habit.beginsOn].compactMap { $0 }.min() ?? today
    let lastDay = habit.isArchived ? max(days.last ?? firstDay, firstDay) : nil
    let position = routine.filter { $0.step.key.slot == target.key.slot }.map(\.step.position).max()
    let step = Step(
      key: target.key, position: min(Step.lastPosition, (position ?? 0) + 1), kind: target.kind,
      active: target.active, firstDay: firstDay, lastDay: lastDay)
    let frequency = habit.frequency
    try journal.addStep(step, schedule: frequency.schedule, for: user)
    told.step = step
    told.schedule = frequency.schedule
    if !frequency.hasSchedule {
      told.remarks.append(
        "\(frequency.times) in \(frequency.days) days is no schedule here, the nearest below is \(frequency.schedule)"
      )
    }
    if let lastDay { told.remarks.append("kept no longer, so it ends on \(lastDay)") }
    summary.newSteps += 1
  }

  private func extend(
    _ known: RoutineStep, _ target: HabitMapping.Target, _ days: [Day], _ told: inout HabitSummary
  ) throws {
    var step = known.step
    if target.isChosen, step.kind != target.kind || step.active != target.active {
      let active = step.active.map { " with \($0.rawValue)" } ?? ""
      throw Malformed(
        "the journal has \(step.key) already, \(step.kind.rawValue)\(active): map the habit to another step, or leave kind and active empty"
      )
    }
    if let first = days.first, first < step.firstDay {
      step = Step(
        key: step.key, position: step.position, kind: step.kind, active: step.active,
        firstDay: first,
        lastDay: step.lastDay)
      _ = try journal.merge(step, for: user, replacing: true)
      told.remarks.append("begins on \(first) now, not on \(known.step.firstDay)")
    }
    if let last = step.lastDay, let day = days.last, day > last {
      told.remarks.append("ends on \(last), and no report counts what lies behind")
    }
    told.step = step
    told.schedule = known.schedule(on: today)
    told.isKnown = true
  }

  private mutating func merge(_ entry: Entry, of habit: Habit, _ writer: EntryWriter) throws {
    var entry = entry
    if let known = try journal.entry(of: entry.step, on: entry.day, for: user) {
      // What the other program does not tell is no difference.
      entry.loggedAt = known.loggedAt
      entry.product = known.product
      if known.status == entry.status { entry.reason = known.reason }
      if entry.minutes == nil { entry.minutes = known.minutes }
      if entry.count == 1 { entry.count = known.count }
      if entry.note == nil { entry.note = known.note }
    }
    do {
      entry.note = try entry.note.map(Texts.note)
    } catch let malformed as Malformed {
      return refuse(habit, "on \(entry.day) \(malformed.description)")
    }
    switch try writer.merge(entry, replacing: replacing) {
    case .added: summary.entries.added += 1
    case .unchanged: summary.entries.unchanged += 1
    case .replaced: summary.entries.replaced += 1
    case .conflict:
      refuse(
        habit,
        "\(entry.step) has another entry on \(entry.day) in the journal: give --replace to take the one imported"
      )
    }
  }

  /// Adds a line to the day's note, unless it has it: the record it stood beside is no entry.
  private mutating func add(_ note: String, of habit: Habit, on day: Day) throws {
    let line = "\(habit.name.cleaned): \(note)"
    let known = try journal.note(of: day, for: user)?.text
    if let known, contains(Array("\n\(known)\n".utf8), Array("\n\(line)\n".utf8)) { return }
    let text = known.map { "\($0)\n\(line)" } ?? line
    do {
      let note = DayNote(day: day, text: try Texts.note(text))
      _ = try journal.merge(note, for: user, replacing: true)
      summary.notedLines += 1
    } catch let malformed as Malformed {
      refuse(habit, "on \(day) \(malformed.description)")
    }
  }
}
