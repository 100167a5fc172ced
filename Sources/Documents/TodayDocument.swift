import Calendar
import Reporting
import Routine
import Tracker
import Wording

extension TodayView {
  /// The document of `porelog today`. While the journal has no user, the command prints `null` instead.
  ///
  /// - `user`: the name of the user.
  /// - `day`: today's date.
  /// - `week`: the week of that day.
  /// - `total`: the tally of the whole week, as `Tally.json`.
  /// - `steps`: an array of the steps that exist on the day, in slot, position, slug order. Each has
  ///   - `slot`: `am`, `pm` or `weekly`.
  ///   - `step`: the name of the step in its slot.
  ///   - `state`: the state on the day, a raw value of `DayState`: `done`, `skipped`, `excused`, `not-due` or
  ///     `pending`.
  ///   - `every`: the schedule in force; null when the step has none.
  ///   - `why`: the reason why the step is due or not due, as a phrase in English.
  /// - `pauses`: an array of the pauses that cover the day, each as `Pause.json`.
  /// - `recoveries`: an array of the procedures whose recovery covers the day. Each has
  ///   - `kind`: the kind of procedure, in the user's words.
  ///   - `day`: the day of the procedure.
  ///   - `until`: the last day of recovery.
  /// - `cautions`: an array of the cautions about the day, each as `Caution.json`.
  /// - `warnings`: an array of the cautions that the steps still to be done would cause, each as
  ///   `Caution.json`.
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
