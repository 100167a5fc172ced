import Calendar
import Documents
import Journal
import Routine
import Text
import Tracker

/// `porelog log`: logs steps as done, skipped or excused.
enum Log: Command {
  static var name: String { "log" }
  static let description = CommandDescription(
    name: name, operands: "[DAY] [SLOT] [STEP...]", operandCount: 0...200,
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
      "DAY is a word for a day: yesterday, monday, 2025-06-02. SLOT is am (morning), pm (evening, night) or weekly. STEP is a step's name or a part of it that only one step has, or slot/name where two slots have it. The steps named are done.",
      "log pm --all logs every step of the evening that is due that day by a daily, weekday or N-days schedule, not paused and not logged yet; steps due so often a week or as needed are named, never logged by themselves. Without a SLOT, --all takes am before noon and pm after, and of a day gone by both. The word all is --all too, and --skip all, --excuse all and --clear all take the whole slot.",
      "--count, --minutes and --product go to every step the call logs as done, --note to every step it logs. A step that is logged again keeps the note, the product and the minutes that are not given anew.",
      "On a terminal with no step named, log shows a list to tick off: what is due comes first and is ticked; in the evening the weekly steps that are due are listed too, but not ticked. Space ticks, s skips, e excuses, n writes a note, a ticks all that is due, enter saves, q leaves.",
      "Until the day start (\(Policy.dayStart) unless told) it is still the day before.",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let operands = try Operands(session)
    let namesSteps =
      !operands.steps.isEmpty || operands.isAll
      || ["skip", "excuse", "clear"].contains(where: arguments.has)
    if namesSteps { return try log(try action(session, operands), session) }
    let details = ["count", "minutes", "product", "note"].filter(arguments.has)
    let isDumb = session.invocation.environment["TERM"] == "dumb"
    guard session.invocation.terminal.isInteractive, !isDumb, !session.wantsJSON, details.isEmpty
    else {
      let day =
        arguments.operands.first.flatMap { (try? dayWord($0)) == nil ? nil : "\($0) " } ?? ""
      let example = "porelog log \(day)\(operands.slot?.rawValue ?? "pm") --all"
      throw Failure(.usage, "name the steps you did, or give --all: \(example)")
    }
    try LogChecklist.run(session, on: operands.day, slot: operands.slot)
  }

  /// The operands: a day, a slot and steps, each of which may be missing.
  private struct Operands {
    /// The day before the slot, or that of `--on`; nil is today.
    var day: RelativeDay?
    var slot: Slot?
    var steps: [String] = []
    /// Whether all steps of the slot are done: `--all`, or the word `all`.
    var isAll = false

    init(_ session: Session) throws {
      let arguments = session.arguments
      day = try session.day("on")
      var words = arguments.operands[...]
      try takeDay(&words)
      slot = words.first.flatMap { Slot(typed: $0) }
      if slot != nil {
        words.removeFirst()
        try takeDay(&words)
      }
      isAll = arguments.has("all") || words.contains("all")
      steps = words.filter { $0 != "all" }
    }

    /// Takes the first word when it is one for a day.
    private mutating func takeDay(_ words: inout ArraySlice<String>) throws {
      guard let word = words.first, let spoken = try dayWord(word) else { return }
      if day != nil {
        throw Failure(
          .usage, "the day is given twice, the second time as \(quoted(word)): leave one out")
      }
      day = spoken
      words.removeFirst()
    }
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
    more += CautionText.lines(effect.cautions + effect.forewarnings, on: effect.day, session.style)
    try session.confirm(outcome.sentence, more, json: effect.document)
  }

  /// The action that the arguments describe.
  private static func action(_ session: Session, _ operands: Operands) throws -> LogNight {
    let arguments = session.arguments
    let slot = operands.slot
    let isAnyDone = !operands.steps.isEmpty || operands.isAll
    if !isAnyDone, let option = ["count", "minutes", "product"].first(where: arguments.has) {
      throw Failure(.usage, "--\(option) is of steps that are done: name one")
    }
    let note = arguments.value("note")
    let details = LogNight.Details(
      count: try arguments.integer("count", in: Entry.countRange),
      minutes: try arguments.integer("minutes", in: Entry.minutesRange),
      product: arguments.value("product"), note: note)
    var marks = try operands.steps.map {
      LogNight.Mark(try StepReference(parsing: $0, in: slot), .done, details)
    }
    var all = operands.isAll ? [LogNight.AllDue(slot: slot, details: details)] : []
    func read(
      _ option: String, _ status: (String?) -> LogNight.StepStatus, _ details: LogNight.Details
    ) throws {
      for text in arguments.all(option) {
        let (name, reason) = option == "clear" ? (text, nil) : split(text)
        if name == "all" {
          all.append(LogNight.AllDue(slot: slot, status: status(reason), details: details))
        } else {
          marks.append(
            LogNight.Mark(try StepReference(parsing: name, in: slot), status(reason), details))
        }
      }
    }
    try read("skip", { .skipped(reason: $0) }, LogNight.Details(note: note))
    try read("excuse", { .excused(reason: $0) }, LogNight.Details(note: note))
    try read("clear", { _ in .cleared }, LogNight.Details())
    return LogNight(on: operands.day, marks, allDue: all)
  }

  /// Splits `STEP=REASON`; the reason is optional.
  private static func split(_ text: String) -> (name: String, reason: String?) {
    guard let equals = text.firstIndex(of: "=") else { return (text, nil) }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
