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
  ///   - `product`: the name of the product that the step uses; null for none.
  ///   - `why`: the reason why the step is due or not due, as a phrase in English.
  ///   - `more`: only of a step with a quota: how many more days it can earn this week, the `open` of its tally.
  /// - `pauses`: an array of the pauses that cover the day, each as `Pause.json`.
  /// - `recoveries`: an array of the procedures whose recovery covers the day. Each has
  ///   - `kind`: the kind of procedure, in the user's words.
  ///   - `day`: the day of the procedure.
  ///   - `until`: the last day of recovery.
  /// - `cautions`: an array of the cautions about the day, each as `Caution.json`.
  /// - `forewarnings`: an array of the cautions that only the rest of the day can prevent, and of those that the steps
  ///   still to be done would cause, each as `Caution.json`.
  /// - `products`: an array of the products whose pack is used up, runs out within 7 days, or has expired or expires
  ///   within 14, ordered by name. Each has
  ///   - `product`: the name.
  ///   - `left`: the number of uses that are left; null when it is not known.
  ///   - `runsOutOn`: the day on which the pack runs out at its pace so far; null without a forecast.
  ///   - `usedUpOn`: the day of the use that emptied the pack; null before.
  ///   - `expiresOn`: the last day of use; null when it is not known.
  /// - `invites`: an array of what the user is invited to do: `rate` and `photo`, when a milestone begins or its window is
  ///   open, and `yesterday`, when something that was due then has no entry.
  public var document: JSON {
    let steps = zip(report.steps, products).map { line, product in
      var members: JSON.Object = [
        "slot": .string(line.step.key.slot.rawValue),
        "step": .string(line.step.key.slug.description), "state": .string(line.state.rawValue),
        "every": .string(line.schedule?.description), "product": .string(product),
        "why": .string(line.words(on: report.day)),
      ]
      if case .quota? = line.schedule { members.add("more", .integer(line.open)) }
      return JSON.object(members)
    }
    let packs = packs.map { notice in
      JSON.object([
        "product": .string(notice.product.name), "left": .integer(notice.pack.left),
        "runsOutOn": .day(notice.pack.runsOutOn), "usedUpOn": .day(notice.pack.usedUpOn),
        "expiresOn": .day(notice.pack.expiresOn),
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
      "forewarnings": .array(forewarnings.map(\.json)), "products": .array(packs),
      "invites": .strings(invitations.map(\.rawValue)),
    ])
  }
}
