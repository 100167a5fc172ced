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
  /// Whether a running week has reached the share already: what is left may all be missed.
  private var isReached: Bool { expected > 0 && !isClosed && credit >= needed }

  /// Whether the week was kept or still can be: `kept`, `not kept, 2 short`, `can miss 3`, `miss none`, `80 % reached` or
  /// `below 80 %`.
  public var verdict: String {
    if let isKept { return isKept ? "kept" : "not kept, \(needed - credit) short" }
    if isReached { return "\(keptShare) reached" }
    if spareLeft < 0 { return "below \(keptShare)" }
    return spareLeft == 0 ? "miss none" : "can miss \(spareLeft)"
  }

  /// Whether the running week can still be kept, as a clause: `you can miss 3 and still reach 80 %`.
  public var outlook: String {
    if isReached { return "\(keptShare) is reached" }
    if spareLeft < 0 { return "it will end below \(keptShare), and a new week starts Monday" }
    return spareLeft == 0
      ? "miss none to reach \(keptShare)" : "you can miss \(spareLeft) and still reach \(keptShare)"
  }

  /// The standing of the week in a few words, for a heading: `On track: 23 of 48 done, you can miss 7`.
  ///
  /// - Parameter isAhead: whether the week has not begun.
  public func headline(isAhead: Bool) -> String {
    if expected == 0 { return isClosed ? "Nothing was due" : "Nothing is due" }
    if isAhead { return "To come: \(expected) due" }
    let done = "\(credit) of \(expected) done"
    if let isKept, let percent {
      return isKept ? "Kept: \(done), \(percent) %" : "Not kept: \(done), \(needed) needed"
    }
    if isReached { return "On track: \(done), \(keptShare) reached" }
    if spareLeft < 0 { return "Below \(keptShare): \(done)" }
    return "On track: \(done), " + (spareLeft == 0 ? "miss none" : "you can miss \(spareLeft)")
  }

  /// The standing of `week`, whose tally this is, in a sentence or two.
  public func standing(of week: Week, on today: Day) -> String {
    let name = week == Week(of: today) ? "This week" : week.spoken(on: today)
    guard expected > 0 else { return "\(name): nothing \(isClosed ? "was" : "is") due." }
    guard let isKept, let percent else {
      return "\(name): \(credit) of \(expected) done; \(outlook)."
    }
    let share = "\(name): \(credit) of \(expected) done, \(percent) %"
    return isKept ? "\(share). Kept." : "\(share); \(needed) were needed to keep it."
  }
}
