import Reporting
import Tracker

extension MilestonesView {
  /// The document of every attempt.
  public var document: JSON {
    .object(["user": .string(user), "milestones": .array(reports.map(\.json))])
  }

  /// The document while the journal has no user.
  public static let emptyDocument = JSON.object(["user": .null, "milestones": .array([])])
}

extension MilestoneReport {
  fileprivate var json: JSON {
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
      "ratings": .object(Dictionary(uniqueKeysWithValues: compared)),
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
      "waitingFor": .strings(attempt.waitingFor),
    ])
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
