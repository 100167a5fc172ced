import Documents
import Journal
import Routine
import Tracker

/// `porelog log`: logs steps as done, skipped or excused.
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
      "log pm --all logs every step of the evening that is due that day by a daily, weekday or N-days schedule, not paused and not logged yet; steps due so often a week or as needed are named, never logged by themselves. Without a SLOT, --all takes am before noon and pm after.",
      "--count, --minutes and --product go to every step the call logs as done, --note to every step it logs. A step that is logged again keeps the note, the product and the minutes that are not given anew.",
      "On a terminal with no step named, log shows a list to tick off: what is due comes first and is ticked; in the evening the weekly steps that are due are listed too, but not ticked. Space ticks, s skips, e excuses, n writes a note, a ticks all that is due, enter saves, q leaves.",
      "Until the day start (\(Policy.dayStart) unless told) it is still the day before.",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let slot = arguments.operands.first.flatMap { Slot(rawValue: $0.lowercased()) }
    let namesSteps =
      arguments.operands.count > (slot == nil ? 0 : 1)
      || ["all", "skip", "excuse", "clear"].contains(where: arguments.has)
    if namesSteps { return try log(try action(session, slot), session) }
    let details = ["count", "minutes", "product", "note"].filter(arguments.has)
    let isDumb = session.invocation.environment["TERM"] == "dumb"
    guard session.invocation.terminal.isInteractive, !isDumb, !session.wantsJSON, details.isEmpty
    else {
      let example = "porelog log \(slot?.rawValue ?? "pm") --all"
      throw Failure(.usage, "name the steps you did, or give --all: \(example)")
    }
    try LogChecklist.run(session, slot: slot)
  }

  /// Performs `action`, and prints what was logged and where the week stands.
  static func log(_ action: LogNight, _ session: Session) throws {
    let outcome = try session.perform(action)
    let effect = outcome.effect
    var more: [String] = []
    if !effect.alsoDue.isEmpty {
      more += session.style.wrap(
        "Also due today: \(effect.alsoDue.map(\.slug.description).joined(separator: ", ")).")
    }
    more += CautionText.lines(effect.cautions + effect.forewarnings, session.style)
    try session.confirm(outcome.sentence, more, json: effect.document)
  }

  /// The action that the arguments describe.
  private static func action(_ session: Session, _ slot: Slot?) throws -> LogNight {
    let arguments = session.arguments
    let names = arguments.operands.dropFirst(slot == nil ? 0 : 1)
    let isAnyDone = !names.isEmpty || arguments.has("all")
    if !isAnyDone, let option = ["count", "minutes", "product"].first(where: arguments.has) {
      throw Failure(.usage, "--\(option) is of steps that are done: name one")
    }
    let note = arguments.value("note")
    let details = LogNight.Details(
      count: try arguments.integer("count", in: Entry.countRange),
      minutes: try arguments.integer("minutes", in: Entry.minutesRange),
      product: arguments.value("product"), note: note)
    func mark(
      _ name: String, _ status: LogNight.StepStatus, _ details: LogNight.Details
    ) throws -> LogNight.Mark {
      LogNight.Mark(try StepReference(parsing: name, in: slot), status, details)
    }
    var marks = try names.map { try mark($0, .done, details) }
    for text in arguments.all("skip") {
      let (name, reason) = split(text)
      marks.append(try mark(name, .skipped(reason: reason), LogNight.Details(note: note)))
    }
    for text in arguments.all("excuse") {
      let (name, reason) = split(text)
      marks.append(try mark(name, .excused(reason: reason), LogNight.Details(note: note)))
    }
    marks += try arguments.all("clear").map { try mark($0, .cleared, LogNight.Details()) }
    return LogNight(
      on: try session.day("on"), marks,
      allDue: arguments.has("all") ? LogNight.AllDue(slot: slot, details: details) : nil)
  }

  /// Splits `STEP=REASON`; the reason is optional.
  private static func split(_ text: String) -> (name: String, reason: String?) {
    guard let equals = text.firstIndex(of: "=") else { return (text, nil) }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
