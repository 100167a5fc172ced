import Calendar
import Reporting
import Routine

/// The share at which a week counts as kept, as text for sentences: `80 %`.
public let keptShare = "\(Policy.keptPercent) %"

/// The sentence under every report: self-reported data, no medical advice.
///
/// - Parameter topic: the name of the help page that explains the figures.
public func disclaimer(_ topic: String) -> String {
  "Counted from what was logged by the user; no medical advice. porelog help \(topic) explains the figures."
}

extension Tally {
  /// Whether the week was kept or still can be: `consistent`, `below 80 %` or `3 to spare`.
  public var verdict: String {
    if let isKept { return isKept ? "consistent" : "below \(keptShare)" }
    return spareLeft < 0 ? "below \(keptShare)" : "\(spareLeft) to spare"
  }

  /// Whether the running week can still be kept, as a clause.
  public var outlook: String {
    if spareLeft < 0 { return "\(keptShare) is out of reach" }
    return spareLeft == 0
      ? "none may be missed for \(keptShare)" : "\(spareLeft) may be missed for \(keptShare)"
  }

  /// The standing of `week`, whose tally this is, in one sentence.
  public func standing(of week: Week) -> String {
    guard expected > 0 else { return "\(week): nothing is due." }
    let share = percent.map { "\(credit) of \(settled) done, \($0) %" } ?? "nothing settled yet"
    if let isKept {
      return "\(week): \(share); "
        + (isKept ? "consistent, " : "not consistent, ") + "\(needed) were needed."
    }
    return "\(week): \(share), \(open) open; \(outlook)."
  }
}
