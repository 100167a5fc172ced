import Journal
import Reporting
import Routine

/// `porelog log`: writes down what was done, skipped or excused.
enum Log: Command {
  static let description = CommandDescription(
    name: "log", operands: "[SLOT] [STEP...]", operandCount: 0...200,
    options: [
      .init(name: "all", help: "all steps of the slot that are due that day and not logged yet"),
      .init(name: "skip", value: "STEP[=REASON]", repeats: true, help: "left out"),
      .init(
        name: "excuse", value: "STEP[=REASON]", repeats: true,
        help: "left out, not held against you"),
      .init(name: "clear", value: "STEP", repeats: true, help: "take out what was logged of it"),
      .init(name: "on", value: "DAY", help: "of another day than today"),
      .init(name: "count", value: "N", help: "toner layers, sunscreen applications"),
      .init(name: "minutes", value: "N", help: "how long it took"),
      .init(name: "product", value: "NAME", help: "with this product instead of the step's own"),
      .init(name: "note", value: "TEXT", help: "a note on what is logged"),
    ],
    summary: "log steps as done, skipped or excused",
    details: [
      "SLOT is am, pm or weekly. STEP is a step's name, or slot/name where two slots have it. The steps named are done.",
      "log pm --all logs every daily and weekday step of the evening that is due that day, not paused and not logged yet; steps due so often a week or as needed are named, never logged by themselves. Without a SLOT, --all takes am before noon and pm after.",
      "--count, --minutes and --product go to every step the call logs as done, --note to every step it logs. A step that is logged again keeps the note, the product and the minutes that are not given anew.",
      "Until the day start (04:00 unless told) it is still the day before.",
    ])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let arguments = session.arguments
    guard
      !arguments.operands.isEmpty
        || ["all", "skip", "excuse", "clear"].contains(where: arguments.has)
    else {
      throw Failure(.usage, "name the steps you did, or a slot with --all: porelog log pm --all")
    }
    let result = try journal.write {
      let on: (Day) throws -> Day? = { today in
        try arguments.value("on").map { try parseDay($0, today: today) }
      }
      let (account, today) = try session.accountOrFirst(from: on)
      let day = try on(today) ?? today
      guard day <= today else {
        throw Failure(.dataError, "\(day) has not come yet (today is \(today)): log it then")
      }
      return try LogCall(session, account, day: day, today: today).carryOut()
    }
    try result.tell(session)
  }
}

/// One call of `log`, with the routine it is about.
private struct LogCall {
  enum Action {
    case done
    case skip(reason: String?)
    case excuse(reason: String?)
    case clear
  }

  let session: Session
  let account: Account
  let day: Day
  let today: Day
  let routine: [RoutineStep]
  let slot: Slot?
  private var actions: [(step: Step, action: Action)] = []
  private var optional: [String] = []

  init(_ session: Session, _ account: Account, day: Day, today: Day) throws {
    self.session = session
    self.account = account
    self.day = day
    self.today = today
    routine = try session.journal().routine(of: account.id)
    let arguments = session.arguments
    var names = arguments.operands[...]
    slot = names.first.flatMap { Slot(rawValue: $0.lowercased()) }
    if slot != nil { names.removeFirst() }
    for name in names { try add(name, .done) }
    for text in arguments.all("skip") {
      let (name, reason) = try LogCall.split(text)
      try add(name, .skip(reason: reason))
    }
    for text in arguments.all("excuse") {
      let (name, reason) = try LogCall.split(text)
      try add(name, .excuse(reason: reason))
    }
    for name in arguments.all("clear") { try add(name, .clear) }
    if arguments.has("all") { try addAllDue() }
    guard !actions.isEmpty || arguments.has("all") else {
      throw Failure(.usage, "name the steps you did, or add --all for all that are due")
    }
  }

  /// `STEP=REASON` in its parts.
  private static func split(_ text: String) throws -> (name: String, reason: String?) {
    guard let equals = text.firstIndex(of: "=") else { return (text, nil) }
    let reason = String(text[text.index(after: equals)...])
    return (
      String(text[..<equals]), try Texts.name(reason, "a reason", longest: Texts.longestLine)
    )
  }

  private mutating func add(_ name: String, _ action: Action) throws {
    let step = try StepName(name, in: slot).find(in: routine, on: day)
    guard !actions.contains(where: { $0.step.key == step.key }) else {
      throw Failure(.usage, "\(step.key) is named twice: name it once")
    }
    actions.append((step, action))
  }

  /// Adds what is due on the day: as the report sees it on that very day, what is still open.
  private mutating func addAllDue() throws {
    let slot = try slot ?? slotByTheHour()
    let diary = try session.journal().diary(of: account.id)
    let report = WeekReport(of: diary, week: Week(of: day), today: day)
    for line in report.steps where line.step.key.slot == slot {
      if actions.contains(where: { $0.step.key == line.step.key }) { continue }
      switch line.days[day.weekday] {
      case .pending: actions.append((line.step, .done))
      case .notDue:
        let schedule = routine.first { $0.step.key == line.step.key }?.schedule(on: day)
        switch schedule {
        case .quota?, .asNeeded?:
          optional.append("\(line.step.key.slug) (\(schedule?.description ?? ""))")
        default: break
        }
      default: break
      }
    }
  }

  private func slotByTheHour() throws -> Slot {
    let time = try Clock.localTime(of: session.now, in: account.user.timeZone).time
    // Before the day start it is still last night.
    return time >= account.user.dayStart && time < TimeOfDay(minutes: 720) ? .am : .pm
  }

  func carryOut() throws -> LogResult {
    let journal = try session.journal()
    let details = try LogDetails(session.arguments)
    if let product = details.product, try journal.product(named: product, of: account.id) == nil {
      let names = try journal.products(of: account.id).map(\.name)
      throw Failure(
        .dataError,
        "there is no product \(quoted(product))\(nearest(to: product, among: names)): import it with products.csv first"
      )
    }
    let done = LogCall.describe(actions.map { ($0.step.key, $0.action) })
    try journal.change(by: account.id, at: session.now, summary: { _ in "log \(day): \(done)" }) {
      for (step, action) in actions { try write(step.key, action, details, journal) }
    }
    let diary = try journal.diary(of: account.id)
    let report = WeekReport(of: diary, week: Week(of: day), today: today)
    return LogResult(
      day: day, description: done, optional: optional,
      stray: actions.filter { !$0.step.lives(on: day) }.map(\.step.key.description), report: report,
      logged: actions.map { ($0.step.key, LogCall.word($0.action)) })
  }

  private func write(
    _ key: StepKey, _ action: Action, _ details: LogDetails, _ journal: Journal
  ) throws {
    let known = try journal.entry(of: key, on: day, for: account.id)
    var entry = Entry(
      day: day, step: key, status: .done, minutes: known?.minutes, product: known?.product,
      note: details.note ?? known?.note, loggedAt: session.now)
    switch action {
    case .clear:
      guard known != nil else {
        throw Failure(
          .dataError, "nothing is logged of \(key) on \(day), so there is nothing to clear")
      }
      return try journal.removeEntry(of: key, on: day, for: account.id)
    case .done:
      entry.count = details.count ?? 1
      entry.minutes = details.minutes ?? known?.minutes
      entry.product = details.product ?? known?.product
    case .skip(let reason):
      entry.status = .skipped
      entry.reason = reason
    case .excuse(let reason):
      entry.status = .excused
      entry.reason = reason
    }
    try journal.put(entry, for: account.id)
  }

  private static func word(_ action: Action) -> String {
    switch action {
    case .done: "done"
    case .skip: "skipped"
    case .excuse: "excused"
    case .clear: "cleared"
    }
  }

  /// `pm oil-cleanse, toner done; am sunscreen skipped`.
  private static func describe(_ actions: [(key: StepKey, action: Action)]) -> String {
    var parts: [(head: String, tail: String, names: [String])] = []
    for (key, action) in actions {
      let (head, tail) = (key.slot.rawValue, word(action))
      if let last = parts.last, last.head == head, last.tail == tail {
        parts[parts.count - 1].names.append(key.slug.description)
      } else {
        parts.append((head, tail, [key.slug.description]))
      }
    }
    return parts.map { "\($0.head) \($0.names.joined(separator: ", ")) \($0.tail)" }
      .joined(separator: "; ")
  }
}

/// What is written beside the steps.
private struct LogDetails {
  var count: Int?
  var minutes: Int?
  var product: String?
  var note: String?

  init(_ arguments: Arguments) throws {
    count = try arguments.integer("count", in: Entry.counts)
    minutes = try arguments.integer("minutes", in: Entry.minutes)
    product = try arguments.value("product").map {
      try Texts.name($0, "a product's name", longest: Texts.longestLine)
    }
    note = try arguments.value("note").map(Texts.note)
  }
}

/// What a call of `log` came to.
private struct LogResult {
  let day: Day
  let description: String
  let optional: [String]
  /// Steps that were done outside their life.
  let stray: [String]
  let report: WeekReport
  let logged: [(key: StepKey, word: String)]

  func tell(_ session: Session) throws {
    if session.wantsJSON {
      let entries = logged.map {
        JSON.object(["step": .string($0.key.description), "status": .string($0.word)])
      }
      return try session.console.print(
        JSON.object([
          "day": .string(day.description), "logged": .array(entries),
          "week": .string(report.week.description), "total": report.total.json,
        ]).text)
    }
    let choice = optional.isEmpty ? "" : " As you like: \(optional.joined(separator: ", "))."
    let outside =
      stray.isEmpty
      ? "" : " Outside the span of \(stray.joined(separator: ", ")), so it counts in no share."
    let first = logged.isEmpty ? "\(day): nothing due is left to log." : "\(day): \(description)."
    try session.confirm("\(first)\(outside)\(choice) \(report.total.standing(of: report.week))")
  }
}
