import Calendar
import Reporting
import Routine
import Tracker
import Wording

extension MilestonesView {
  /// The document of `porelog milestones`.
  ///
  /// - `user`: the name of the user.
  /// - `milestones`: an array of the attempts, in the order texture, niacinamide, retinoid, the oldest of each first.
  ///   A milestone that is not anchored yet has one attempt. An active that was never in the routine has none. Each has
  ///   - `milestone`: `texture` or `active`.
  ///   - `active`: the active, `niacinamide` or `retinoid`; null for texture.
  ///   - `attempt`: the number of the attempt at this milestone, from 1.
  ///   - `state`: `not-started`, `building`, `window-open`, `window-passed`, `lapsed` or `ended`.
  ///   - `anchor`: the day on which the attempt was anchored; null before.
  ///   - `window`: an array of two numbers, the credited days at which the window starts and at which it ends.
  ///   - `credited`: the non-excused days of closed weeks in which every required group, or the active, was kept.
  ///   - `excused`: the days of closed weeks on which a required group, or the active, had no eligible step.
  ///   - `failed`: the non-excused days of closed weeks in which a required group, or the active, was not kept.
  ///   - `neutral`: the non-excused days of closed weeks in which a required group, or the active, expected nothing.
  ///   - `openedOn`: the Monday on which the window opened; null before.
  ///   - `passedOn`: the Monday on which the window passed; null before.
  ///   - `projectedOpenOn`: the Monday on which the window opens if every week from the running one on is kept; null
  ///     unless the attempt is building, and beyond 104 weeks.
  ///   - `lapsedOn`: the day on which the attempt lapsed or ended; null while it runs.
  ///   - `ratings`: an object with a comparison for each scale that was rated around the anchor or in the window. The
  ///     keys are `texture`, `congestion`, `pores` and `oiliness`. Each has
  ///     - `baseline`: the median from 7 days before the anchor through 6 days after it, a number; null without any.
  ///     - `window`: the median in the window, a number; null without any.
  ///     - `change`: `window` − `baseline`; null when one of them is null.
  ///     - `verdict`: `lower`, `higher` or `same`, or `not-enough` without a rating around the anchor or with fewer than two in the window.
  ///     - `counts`: an array of two numbers, the ratings around the anchor and in the window.
  ///   - `photos`: an object with a pair of photos of the same view. It has
  ///     - `before`: the ID of the photo from around the anchor; null without any.
  ///     - `after`: the ID of the photo from the window; null without any.
  ///     - `matched`: whether the light and the distance of both are known and equal; null without
  ///       a pair.
  ///   - `confounders`: an array of the changes of required steps since the anchor, ordered by day and step. Each has
  ///     - `day`: the first day on which the change holds.
  ///     - `step`: the step.
  ///     - `what`: the change as a phrase: `added`, `ended`, `product NAME`, `no product` or `schedule SCHEDULE`.
  ///   - `title`: the milestone and, from the second attempt on, the number of the attempt, in English.
  ///   - `says`: an array of sentences in English: the state, then where the attempt stands.
  ///   - `weeks`: an array with the result of each week that is over since the anchor: `counted`, `short` or `paused`.
  ///   - `weeksInWords`: what these weeks brought, in English; null before one is over.
  ///   - `seen`: an array of sentences in English about the ratings and photos.
  ///   - `waitingFor`: an array of the required groups, or the active, that expect nothing in the whole running
  ///     week, so that no day of it is credited; empty unless the attempt is building or its window is open.
  public var document: JSON {
    .object(["user": .string(user), "milestones": .array(reports.map { $0.json(today: today) })])
  }

  /// The document of `porelog milestones` while the journal has no user.
  ///
  /// - `user`: null.
  /// - `milestones`: an empty array.
  public static let emptyDocument = JSON.object(["user": .null, "milestones": .array([])])
}

extension MilestoneReport {
  fileprivate func json(today: Day) -> JSON {
    let words = MilestoneWords(report: self, today: today)
    let active: JSON =
      if case .active(let active) = attempt.milestone { .string(active.rawValue) } else { .null }
    let window = attempt.milestone.window
    let compared = ratings.map { ($0.0.rawValue, $0.1.json) }
    return .object([
      "milestone": .string(attempt.milestone == .texture ? "texture" : "active"), "active": active,
      "attempt": .integer(attempt.number), "state": .string(attempt.state.rawValue),
      "anchor": .day(attempt.anchor),
      "window": .array([.integer(window.lowerBound), .integer(window.upperBound)]),
      "credited": .integer(attempt.credited), "excused": .integer(attempt.excused),
      "failed": .integer(attempt.failed), "neutral": .integer(attempt.neutral),
      "openedOn": .day(attempt.openedOn), "passedOn": .day(attempt.passedOn),
      "projectedOpenOn": .day(attempt.projectedOpenOn), "lapsedOn": .day(attempt.lapsedOn),
      "ratings": .object(JSON.Object(compared)),
      "photos": .object([
        "before": .string(photos.before?.id), "after": .string(photos.after?.id),
        "matched": .bool(photos.isMatched),
      ]),
      "confounders": .array(
        confounders.map { confounder in
          .object([
            "day": .day(confounder.day), "step": .string(confounder.step.description),
            "what": .string(confounder.what),
          ])
        }),
      "waitingFor": .strings(attempt.waitingFor), "title": .string(words.title),
      "says": .strings([words.state] + words.account),
      "weeks": .strings(attempt.weeks.map(\.word)), "weeksInWords": .string(words.weeksInWords),
      "seen": .strings(words.seen),
    ])
  }
}

extension WeekResult {
  fileprivate var word: String {
    switch self {
    case .counted: "counted"
    case .fellShort: "short"
    case .paused: "paused"
    }
  }
}

extension RatingComparison {
  fileprivate var json: JSON {
    .object([
      "baseline": .double(baseline), "window": .double(window), "change": .double(change),
      "verdict": .string(verdict.rawValue), "counts": .array(counts.map { .integer($0) }),
    ])
  }
}
