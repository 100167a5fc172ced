import Documents
import Journal
import Routine
import Tracker
import Wording

/// `porelog pause`: pauses everything, a slot, the actives, a step or an active.
enum PauseCommand: Command {
  static var name: String { "pause" }
  static let description = CommandDescription(
    name: name, operands: "SCOPE --reason R", operandCount: 1...1,
    options: [
      .init(name: "from", value: "DAY", help: "the first day; else today"),
      .init(name: "to", value: "DAY", help: "the last day; else until you resume it"),
      .init(name: "for", value: "N", help: "the length in days, instead of the last day"),
      .init(name: "reason", value: "R", help: "why", values: PauseReason.allCases.map(\.rawValue)),
    ],
    summary: "pause everything, a slot, the actives or a step",
    details: [
      "SCOPE is all, a slot (am, pm, weekly, or a word such as morning), actives (every step with an active, exfoliants, scrubs and pore strips), a step such as pm/retinol, or active:retinoid. A paused step is not due and does not count as missed. If you do it anyway, it counts.",
      "R is one of \(PauseReason.names). Without --to or --for, the pause lasts until you resume it.",
    ])

  /// The most days that `--for` takes. Choice.
  private static let longestPause = 3650

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    guard let reason = arguments.value("reason") else {
      throw Failure(.usage, "a pause needs a --reason: it is one of \(PauseReason.names)")
    }
    let days = try arguments.integer("for", in: 1...longestPause)
    let last = try session.day("to")
    if days != nil, last != nil {
      throw Failure(.usage, "--to and --for both say when the pause ends: leave one out")
    }
    try session.change(
      PauseSteps(
        try ScopeReference(typed: arguments.operands[0]), from: try session.day("from"),
        until: last.map { .day($0) } ?? days.map { .days($0) },
        reason: try PauseReason(parsing: reason)))
  }
}

/// `porelog resume`: ends a pause.
enum Resume: Command {
  static var name: String { "resume" }
  static let description = CommandDescription(
    name: name, operands: "SCOPE", operandCount: 1...1,
    options: [
      .init(name: "on", value: "DAY", help: "the first day that is no longer paused; else today")
    ],
    summary: "end a pause",
    details: [
      "SCOPE must be the same as for pause. When you resume after noon without --on, the morning steps that would be due today are excused, because the morning is over."
    ])

  static func run(_ session: Session) throws {
    let scope = try ScopeReference(typed: session.arguments.operands[0])
    try session.change(ResumeSteps(scope, on: try session.day("on")))
  }
}

/// `porelog pause remove`: deletes a pause that was entered by mistake.
enum PauseRemove: Command {
  static var name: String { "pause remove" }
  static let description = CommandDescription(
    name: name, operands: "SCOPE", operandCount: 1...1,
    options: [.init(name: "from", value: "DAY", help: "the first day of the pause")],
    summary: "remove a pause that was entered by mistake")

  static func run(_ session: Session) throws {
    guard let from = try session.day("from") else {
      throw Failure(.usage, "name the pause by its first day: --from DAY")
    }
    let scope = try ScopeReference(typed: session.arguments.operands[0])
    try session.change(RemovePause(scope, from: from))
  }
}

/// `porelog pause list`: lists the pauses and the procedures.
enum PauseList: Command {
  static var name: String { "pause list" }
  static let description = CommandDescription(
    name: name, summary: "show the pauses and the procedures")

  static func run(_ session: Session) throws {
    let view = try session.tracker().pauses(session.user)
    let lines =
      view.pauses.sorted { $0.from < $1.from }.map { "\($0.words) (\($0.reason.rawValue))" }
      + view.procedures.map(\.words)
    try session.print(view.document, lines.isEmpty ? ["Nothing is paused."] : lines)
  }
}
