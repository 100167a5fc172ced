import Journal
import Reporting
import Routine

/// `porelog log`: writes down what was done, skipped or excused.
enum Log: Command {
  static var name: String { "log" }
  static let description = CommandDescription(
    name: name, operands: "[SLOT] [STEP...]", operandCount: 0...200,
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
      "On a terminal with no step named, log shows a list to tick off: what is due comes first and is ticked. Space ticks, s skips, e excuses, n writes a note, a ticks all that is due, enter saves, q leaves.",
      "Until the day start (04:00 unless told) it is still the day before.",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let slot = arguments.operands.first.flatMap { Slot(rawValue: $0.lowercased()) }
    let namesSteps =
      arguments.operands.count > (slot == nil ? 0 : 1)
      || ["all", "skip", "excuse", "clear"].contains(where: arguments.has)
    if namesSteps {
      return try log(session, on: nil) { call in try call.read(arguments, slot: slot) }
    }
    let details = ["count", "minutes", "product", "note"].filter(arguments.has)
    let isDumb = session.invocation.environment["TERM"] == "dumb"
    guard session.invocation.terminal.isInteractive, !isDumb, !session.wantsJSON, details.isEmpty
    else {
      let example = "porelog log \(slot?.rawValue ?? "pm") --all"
      throw Failure(.usage, "name the steps you did, or give --all: \(example)")
    }
    try LogChecklist.run(session, slot: slot)
  }

  /// Logs what `fill` puts into the call, all or nothing, and says what it came to.
  ///
  /// - Parameter day: the day; with nil the one that --on names, or today.
  static func log(
    _ session: Session, on day: Day?, _ fill: (inout LogCall) throws -> Void
  ) throws {
    let journal = try session.journal()
    let result = try journal.write {
      let named: (Day) throws -> Day? = { today in
        try day ?? session.arguments.value("on").map { try parseDay($0, today: today) }
      }
      let (account, today) = try session.accountOrFirst(from: named)
      let day = try named(today) ?? today
      guard day <= today else {
        throw Failure(.dataError, "\(day) has not come yet (today is \(today)): log it then")
      }
      let context = ChangeContext(
        session: session, journal: journal, account: account, today: today, day: day)
      var call = try LogCall(context)
      try fill(&call)
      return try call.carryOut()
    }
    try result.tell(session)
  }
}
