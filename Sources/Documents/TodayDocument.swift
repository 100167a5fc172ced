import Calendar
import Tracker

extension TodayView {
  /// The document of the day.
  public var document: JSON {
    let steps = report.steps.map { line in
      JSON.object([
        "slot": .string(line.step.key.slot.rawValue),
        "step": .string(line.step.key.slug.description), "state": .string(line.state.rawValue),
        "every": .string(line.schedule?.description), "why": .string(line.words),
      ])
    }
    let recoveries = report.recoveries.map { procedure in
      JSON.object([
        "kind": .string(procedure.kind), "day": .day(procedure.day),
        "until": .day(procedure.recoverUntil),
      ])
    }
    return .object([
      "user": .string(user), "day": .day(report.day),
      "week": .string(Week(of: report.day).description), "total": report.week.json,
      "steps": .array(steps), "pauses": .array(report.pauses.map(\.json)),
      "recoveries": .array(recoveries), "cautions": .array(cautions.map(\.json)),
      "warnings": .array(forewarnings.map(\.json)),
    ])
  }
}
