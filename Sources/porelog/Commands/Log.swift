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
      .init(
        name: "all", help: "all steps of the slot that are due and not logged yet; -a for short"),
      .init(name: "skip", value: "STEP[=REASON]", repeats: true, help: "log the step as skipped"),
      .init(
        name: "excuse", value: "STEP[=REASON]", repeats: true,
        help: "log the step as excused: it does not count as missed"),
      .init(name: "clear", value: "STEP", repeats: true, help: "remove the entry of the step"),
      .init(name: "on", value: "DAY", help: "the day to log; else today"),
      .init(name: "count", value: "N", help: "the number of layers or applications"),
      .init(name: "minutes", value: "N", help: "how long it took, in minutes"),
      .init(name: "product", value: "NAME", help: "the product, if not the step's own"),
      .init(name: "note", value: "TEXT", help: "a note on the steps that are logged"),
    ],
    summary: "log steps as done, skipped or excused",
    details: [
      "DAY is a date such as 2025-06-02, yesterday, -3 (three days ago) or the name of a weekday, which means the last such day. It can be before or after SLOT, and means the same as --on. SLOT is am or morning; pm, evening or night; or weekly. STEP is the name of a step, or a part of it that only one step has. Write slot/name when two slots have a step of that name, or when the name is also a word for a day or a slot. The steps that you name are logged as done.",
      "log pm --all logs every evening step that is due on the day by a daily, weekday or N-days schedule, is not paused and is not logged yet. Steps that are due a number of times a week or as needed must be named; log lists those that can still be done this week. Without a SLOT, --all takes am before noon and pm from noon on; for a past day it takes both. The word all is the same as --all. --skip all, --excuse all and --clear all take the whole slot.",
      "--count, --minutes and --product apply to every step that the command logs as done, --note to every step that it logs. A step that is logged again keeps its note, product and minutes unless you give new ones.",
      "On a terminal, log without a step shows a checklist. Steps that are due come first and are ticked. The evening list also has the weekly steps that are due, not ticked. Press space to tick a step, s to skip it, e to excuse it, n to write a note, a to tick all steps that are due, enter to save and q to leave.",
      "What you log before the day start (\(Policy.dayStart) by default) belongs to the day before.",
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
      func isAllWord(_ word: String) -> Bool { word.lowercased() == "all" }
      isAll = arguments.has("all") || words.contains(where: isAllWord)
      steps = words.filter { !isAllWord($0) }
      // Behind the steps such a word is a mistake, also when it is the name of a step.
      let late = try steps.first { try Slot(typed: $0) != nil || dayWord($0) != nil }
      if let late {
        throw Failure(
          .usage,
          "\(quoted(late)) stands before the steps: porelog log \(late.terminalSafe) STEP"
        )
      }
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
      LogNight.Mark(try StepReference(typed: $0, in: slot), .done, details)
    }
    var all = operands.isAll ? [LogNight.AllDue(slot: slot, details: details)] : []
    func read(
      _ option: String, _ status: (String?) -> LogNight.StepStatus, _ details: LogNight.Details
    ) throws {
      for text in arguments.all(option) {
        let (name, reason) = option == "clear" ? (text, nil) : split(text)
        if name.lowercased() == "all" {
          all.append(LogNight.AllDue(slot: slot, status: status(reason), details: details))
        } else {
          marks.append(
            LogNight.Mark(try StepReference(typed: name, in: slot), status(reason), details))
        }
      }
    }
    try read("skip", { .skipped(reason: $0) }, LogNight.Details(note: note))
    try read("excuse", { .excused(reason: $0) }, LogNight.Details(note: note))
    try read("clear", { _ in .cleared }, LogNight.Details())
    if all.count > 1 {
      throw Failure(.usage, "say one thing about all steps: --all, --skip all or --clear all")
    }
    return LogNight(on: operands.day, marks, allDue: all)
  }

  /// Splits `STEP=REASON`; the reason is optional.
  private static func split(_ text: String) -> (name: String, reason: String?) {
    guard let equals = text.firstIndex(of: "=") else { return (text, nil) }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }
}
