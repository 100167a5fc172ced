import Routine

/// A cause of visible pores, as named by the skincare guide that porelog follows.
public enum Cause: String, Named {
  /// Too much sebum.
  case sebum
  /// Loss of elasticity.
  case elasticity
  /// Exposure to the sun.
  case sun
  /// Clogged pores.
  case congestion

  /// The noun for a value in messages.
  public static var noun: String { "a cause" }

  /// Whether `step` addresses the cause.
  func isAddressed(by step: Step) -> Bool {
    switch self {
    case .sebum: step.active == .niacinamide || step.kind == .clayMask
    case .elasticity: step.active == .retinoid || step.active == .vitaminC
    case .sun: step.kind == .sunscreen
    case .congestion:
      step.kind.group == .cleanse || step.active == .bha
        || [.chemicalExfoliant, .scrub, .clayMask].contains(step.kind)
    }
  }
}

extension WeekReport {
  /// The causes that at least one step of the week addresses, and whether the week covers them. A cause whose steps
  /// expect nothing this week, for example because they are paused, is left out.
  ///
  /// A cause is covered when the pooled tally of its steps was kept or, while the week runs, can still be kept.
  public var causes: [(cause: Cause, isCovered: Bool)] {
    Cause.allCases.compactMap { cause in
      let lines = steps.filter { cause.isAddressed(by: $0.step) }
      let tally = lines.reduce(into: Tally(isClosed: isClosed)) { $0 += $1.tally }
      if tally.expected == 0 { return nil }
      let isKept = tally.isKept ?? (!isClosed && tally.spareLeft >= 0)
      return (cause, isKept)
    }
  }
}
