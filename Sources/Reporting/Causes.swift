import Routine

/// What the guide this program follows names as causes of visible pores.
public enum Cause: String, Named {
  /// Oil.
  case sebum
  /// Skin that has lost its hold.
  case elasticity
  /// Light.
  case sun
  /// What clogs.
  case congestion

  /// What one is called.
  public static var noun: String { "a cause" }

  /// Whether `step` addresses it.
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
  /// The causes that the week's routine addresses, and whether it covered them: the steps' pooled tally
  /// is consistent or, while the week runs, has missed nothing beyond its spare. Of nothing due nothing
  /// is covered.
  public var causes: [(cause: Cause, isCovered: Bool)] {
    Cause.allCases.compactMap { cause in
      let lines = steps.filter { cause.isAddressed(by: $0.step) }
      if lines.isEmpty { return nil }
      let tally = lines.reduce(into: Tally(isClosed: isClosed)) { $0 += $1.tally }
      let isKept = tally.isConsistent ?? (!isClosed && tally.spareLeft >= 0)
      return (cause, tally.expected > 0 && isKept)
    }
  }
}
