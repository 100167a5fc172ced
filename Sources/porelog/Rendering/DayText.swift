import Reporting
import Routine

/// Draws what a day asks for, on one screen.
struct DayText {
  let report: DayReport
  let user: String
  /// What has come true today.
  let cautions: [Caution]
  /// What would, if the rest of the evening is as planned or as one likes.
  let warnings: [Caution]
  /// What the user wrote of the day.
  let note: String?
  /// What the user rated on it.
  let ratings: [Rating]
  let style: Style

  var lines: [String] {
    let weekday = Weekdays.names[report.day.weekday]
    let title = "\(weekday.prefix(1).uppercased())\(weekday.dropFirst()) \(report.day)"
    var lines = [style.paint(title, .bold) + "  " + user]
    for slot in Slot.allCases {
      let steps = report.steps.filter { $0.step.key.slot == slot }
      if steps.isEmpty { continue }
      lines += ["", style.paint(slot.rawValue, .bold)] + steps.map(line)
    }
    if report.steps.isEmpty {
      lines += ["", "No step of the routine lives on this day: porelog routine add makes one."]
    }
    let notes =
      report.pauses.map { "Paused: \($0.words) (\($0.reason.rawValue))." }
      + report.recoveries.map {
        "Recovery from \($0.kind) of \($0.day)\($0.recoverUntil.map { " to \($0)" } ?? "")."
      }
    lines.append("")
    lines += notes.flatMap { style.wrap($0) }
    if let note {
      // White space of any kind separates words, and nothing else of it reaches the terminal.
      let words = note.split(whereSeparator: \.isWhitespace).map { String($0).cleaned }
      lines += style.wrap(words, head: "Note: ")
    }
    if !ratings.isEmpty {
      let scores = ratings.map { "\($0.measure.rawValue) \($0.score)" }.joined(separator: ", ")
      lines += style.wrap("Rated: \(scores).")
    }
    lines += CautionText.lines(cautions, style)
    if !warnings.isEmpty {
      lines += style.wrap("Before you do it, this would come true tonight:")
      lines += CautionText.lines(warnings, style)
    }
    lines += style.wrap(report.week.standing(of: Week(of: report.day))).map {
      style.paint($0, .bold)
    }
    return lines + style.wrap(WeekText.disclaimer).map { style.paint($0, .dim) }
  }

  private func line(_ line: DayReport.StepLine) -> String {
    let width = min(
      style.columns / 2,
      report.steps.map { displayWidth($0.step.key.slug.description) }.max() ?? 0)
    let (mark, color) = WeekText.mark(line.state, style)
    let name = style.fit(line.step.key.slug.description, to: width)
    let words = style.fit(DayText.words(line), to: max(1, style.columns - width - 6))
    return ("  " + style.paint(mark, color) + " " + name + "  " + words).droppingBlanksAtEnd
  }

  /// Why a step is asked for, or is not.
  static func words(_ line: DayReport.StepLine) -> String {
    let schedule = line.schedule?.description ?? "no schedule"
    switch line.call {
    case .settled: return line.state.rawValue
    case .due: return "due"
    case .catchUp(let times):
      return times == 1
        ? "can still be made up (\(schedule))" : "\(times) can still be made up (\(schedule))"
    case .wanted(let left, _): return "\(left) more this week (\(schedule))"
    case .optional(let done):
      return done == 0 ? "as you like (\(schedule))" : "as you like, \(done) done (\(schedule))"
    case .enough(let done): return "\(done) done, enough this week (\(schedule))"
    case .paused(let until): return until.map { "paused to \($0)" } ?? "paused until resumed"
    case .off: return "not due (\(schedule))"
    }
  }

  /// The report as one JSON document.
  static func json(
    _ report: DayReport, user: String, cautions: [Caution], warnings: [Caution]
  ) -> JSON {
    let steps = report.steps.map { line in
      JSON.object([
        "slot": .string(line.step.key.slot.rawValue),
        "step": .string(line.step.key.slug.description), "state": .string(line.state.rawValue),
        "every": .string(line.schedule?.description), "why": .string(words(line)),
      ])
    }
    let pauses = report.pauses.map { pause in
      JSON.object([
        "scope": .string(pause.scope.description), "from": .string(pause.from.description),
        "to": .string(pause.to?.description), "reason": .string(pause.reason.rawValue),
      ])
    }
    let recoveries = report.recoveries.map { procedure in
      JSON.object([
        "kind": .string(procedure.kind), "day": .string(procedure.day.description),
        "until": .string(procedure.recoverUntil?.description),
      ])
    }
    return .object([
      "user": .string(user), "day": .string(report.day.description),
      "week": .string(Week(of: report.day).description), "total": report.week.json,
      "steps": .array(steps), "pauses": .array(pauses), "recoveries": .array(recoveries),
      "cautions": .array(cautions.map(\.json)), "warnings": .array(warnings.map(\.json)),
    ])
  }
}
