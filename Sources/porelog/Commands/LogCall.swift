import Journal
import Reporting
import Routine

/// What one call of `log` writes down, step by step.
struct LogCall {
  /// What becomes of a step.
  private enum Action {
    case done
    case skip(reason: String?)
    case excuse(reason: String?)
    case clear
    /// It stays as it is but for the note.
    case note

    var word: String {
      switch self {
      case .done: "done"
      case .skip: "skipped"
      case .excuse: "excused"
      case .clear: "cleared"
      case .note: "noted"
      }
    }
  }

  /// What is written beside it.
  private struct Details {
    var count: Int?
    var minutes: Int?
    var product: String?
    var note: String?
  }

  private let context: ChangeContext
  private let routine: [RoutineStep]
  private var actions: [(step: Step, action: Action, details: Details)] = []
  private var optional: [String] = []
  /// When the slot's first step begins, if none lives on the day.
  private var notYet: Day?

  private var day: Day { context.day }

  init(_ context: ChangeContext) throws {
    self.context = context
    routine = try context.journal.routine(of: context.user)
  }

  /// Takes in what the call's words say.
  mutating func read(_ arguments: Arguments, slot: Slot?) throws {
    let details = Details(
      count: try arguments.integer("count", in: Entry.counts),
      minutes: try arguments.integer("minutes", in: Entry.minutes),
      product: try arguments.value("product").map { try context.product($0).name },
      note: try arguments.value("note").map(Texts.note))
    let isAnyDone = arguments.operands.count > (slot == nil ? 0 : 1) || arguments.has("all")
    if !isAnyDone, let option = ["count", "minutes", "product"].first(where: arguments.has) {
      throw Failure(.usage, "--\(option) is of steps that are done: name one")
    }
    let beside = Details(note: details.note)
    for name in arguments.operands.dropFirst(slot == nil ? 0 : 1) {
      try add(name, slot, .done, details)
    }
    for text in arguments.all("skip") {
      let (name, reason) = try LogCall.split(text)
      try add(name, slot, .skip(reason: reason), beside)
    }
    for text in arguments.all("excuse") {
      let (name, reason) = try LogCall.split(text)
      try add(name, slot, .excuse(reason: reason), beside)
    }
    for name in arguments.all("clear") { try add(name, slot, .clear, Details()) }
    if arguments.has("all") { try addAllDue(slot, details) }
  }

  /// Takes in a row of the checklist.
  mutating func add(_ row: Checklist.Row) throws {
    guard let step = routine.first(where: { $0.step.key == row.key })?.step else {
      throw Failure(.dataError, "\(row.key) has been taken out meanwhile: log again")
    }
    if row.mark == row.logged {
      actions.append((step, .note, Details(note: row.note)))
      return
    }
    let action: Action =
      switch row.mark {
      case .done: .done
      case .skipped: .skip(reason: nil)
      case .excused: .excuse(reason: nil)
      case nil: .clear
      }
    actions.append((step, action, Details(note: row.note)))
  }

  /// `STEP=REASON` in its parts.
  private static func split(_ text: String) throws -> (name: String, reason: String?) {
    guard let equals = text.firstIndex(of: "=") else { return (text, nil) }
    let reason = String(text[text.index(after: equals)...])
    return (
      String(text[..<equals]), try Texts.name(reason, "a reason", longest: Texts.longestLine)
    )
  }

  private mutating func add(
    _ name: String, _ slot: Slot?, _ action: Action, _ details: Details
  ) throws {
    let step = try StepName(name, in: slot).find(in: routine, on: day)
    guard !actions.contains(where: { $0.step.key == step.key }) else {
      throw Failure(.usage, "\(step.key) is named twice: name it once")
    }
    actions.append((step, action, details))
  }

  /// Adds what is due on the day: as the report sees it on that very day, what is still open.
  private mutating func addAllDue(_ slot: Slot?, _ details: Details) throws {
    let slot = try slot ?? context.session.slotByTheHour(for: context.account.user)
    let diary = try context.journal.diary(of: context.user, in: Week(of: day))
    let report = DayReport(of: diary, day: day, pauses: [], procedures: [])
    for line in report.steps where line.step.key.slot == slot {
      if actions.contains(where: { $0.step.key == line.step.key }) { continue }
      switch line.call {
      case .due: actions.append((line.step, .done, details))
      case .wanted, .optional, .enough:
        optional.append("\(line.step.key.slug) (\(line.schedule?.description ?? ""))")
      default: break
      }
    }
    notYet =
      report.steps.contains { $0.step.key.slot == slot } ? nil : firstDay(of: slot, after: day)
  }

  /// The first day after `day` on which a step of the slot lives.
  private func firstDay(of slot: Slot, after day: Day) -> Day? {
    routine.filter { $0.step.key.slot == slot && $0.step.firstDay > day }.map(\.step.firstDay).min()
  }

  /// Writes it down, as one change.
  func carryOut() throws -> LogResult {
    let journal = context.journal
    let done = description
    let summary = "log \(day): \(done)"
    try journal.change(by: context.user, at: context.session.now, summary: { _ in summary }) {
      for (step, action, details) in actions { try write(step.key, action, details) }
    }
    let diary = try journal.diary(of: context.user, in: Week(of: day))
    return LogResult(
      day: day, description: done, optional: optional, notYet: notYet,
      stray: actions.filter { !$0.step.lives(on: day) }.map(\.step.key.description),
      report: WeekReport(of: diary, week: Week(of: day), today: context.today),
      logged: actions.map { ($0.step.key, $0.action.word) })
  }

  private func write(_ key: StepKey, _ action: Action, _ details: Details) throws {
    let known = try context.journal.entry(of: key, on: day, for: context.user)
    var entry = Entry(
      day: day, step: key, status: .done, minutes: details.minutes ?? known?.minutes,
      product: details.product ?? known?.product, note: details.note ?? known?.note,
      loggedAt: context.session.now)
    switch action {
    case .clear:
      guard known != nil else {
        throw Failure(
          .dataError, "nothing is logged of \(key) on \(day), so there is nothing to clear")
      }
      return try context.journal.removeEntry(of: key, on: day, for: context.user)
    case .note:
      guard var noted = known else { return }
      noted.note = try Texts.note((noted.note.map { $0 + "\n" } ?? "") + (details.note ?? ""))
      return try context.journal.put(noted, for: context.user)
    case .done: entry.count = details.count ?? 1
    case .skip(let reason): (entry.status, entry.reason) = (.skipped, reason)
    case .excuse(let reason): (entry.status, entry.reason) = (.excused, reason)
    }
    try context.journal.put(entry, for: context.user)
  }

  /// `pm oil-cleanse, toner done; am sunscreen skipped`.
  private var description: String {
    var parts: [(head: String, tail: String, names: [String])] = []
    for (step, action, _) in actions {
      let (head, tail) = (step.key.slot.rawValue, action.word)
      if let last = parts.last, last.head == head, last.tail == tail {
        parts[parts.count - 1].names.append(step.key.slug.description)
      } else {
        parts.append((head, tail, [step.key.slug.description]))
      }
    }
    return parts.map { "\($0.head) \($0.names.joined(separator: ", ")) \($0.tail)" }
      .joined(separator: "; ")
  }
}

/// What a call of `log` came to.
struct LogResult {
  let day: Day
  let description: String
  let optional: [String]
  /// When the slot's first step begins, if none lives on the day.
  let notYet: Day?
  /// Steps that were logged outside their life.
  let stray: [String]
  let report: WeekReport
  let logged: [(key: StepKey, word: String)]

  /// Says it in one line: what was logged, and where the week stands.
  func tell(_ session: Session) throws {
    let entries = logged.map {
      JSON.object(["step": .string($0.key.description), "status": .string($0.word)])
    }
    let document = JSON.object([
      "day": .string(day.description), "logged": .array(entries),
      "week": .string(report.week.description), "total": report.total.json,
    ])
    let nothing =
      notYet.map { "no step of the slot lives on it, the first begins on \($0)" }
      ?? "nothing due is left to log"
    var parts = ["\(day): \(logged.isEmpty ? nothing : description)."]
    if !stray.isEmpty {
      parts.append(
        "Outside the span of \(stray.joined(separator: ", ")), so it counts in no share.")
    }
    if !optional.isEmpty { parts.append("As you like: \(optional.joined(separator: ", ")).") }
    parts.append(report.total.standing(of: report.week))
    try session.confirm(parts.joined(separator: " "), json: document)
  }
}
