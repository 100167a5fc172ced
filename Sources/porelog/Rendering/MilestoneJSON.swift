import Reporting
import Routine

extension MilestoneReport {
  /// The attempt as the contract of `milestones --json` has it.
  var json: JSON {
    func day(_ day: Day?) -> JSON { .string(day?.description) }
    let active: JSON =
      if case .active(let active) = attempt.milestone { .string(active.rawValue) } else { .null }
    let window = attempt.milestone.window
    let compared = ratings.map { ($0.0.rawValue, $0.1.json) }
    return .object([
      "milestone": .string(attempt.milestone == .texture ? "texture" : "active"), "active": active,
      "attempt": .integer(attempt.number), "state": .string(attempt.state.rawValue),
      "anchor": day(attempt.anchor),
      "window": .array([.integer(window.lowerBound), .integer(window.upperBound)]),
      "credited": .integer(attempt.credited), "excused": .integer(attempt.excused),
      "failed": .integer(attempt.failed), "neutral": .integer(attempt.neutral),
      "openedOn": day(attempt.openedOn), "passedOn": day(attempt.passedOn),
      "projectedOpenOn": day(attempt.projectedOpenOn), "lapsedOn": day(attempt.lapsedOn),
      "ratings": .object(Dictionary(uniqueKeysWithValues: compared)),
      "photos": .object([
        "before": .string(photos.before?.id), "after": .string(photos.after?.id),
        "matched": photos.isMatched.map { .bool($0) } ?? .null,
      ]),
      "confounders": .array(
        confounders.map { confounder in
          .object([
            "day": day(confounder.day), "step": .string(confounder.step.description),
            "what": .string(confounder.what),
          ])
        }),
      "waitingFor": .array(attempt.waitingFor.map { .string($0) }),
    ])
  }
}

extension RatingComparison {
  var json: JSON {
    func number(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }
    return .object([
      "baseline": number(baseline), "window": number(window), "change": number(change),
      "verdict": .string(verdict.rawValue), "counts": .array(counts.map { .integer($0) }),
    ])
  }
}
