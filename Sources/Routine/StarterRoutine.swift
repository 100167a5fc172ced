import Calendar

/// The routine that a new user starts with: the guide's steps for everyone.
///
/// It contains no retinoid, BHA or vitamin C, because new actives are introduced one at a time.
public enum StarterRoutine {
  /// The steps with their schedules. All of them exist from `firstDay` on, those of the morning from `firstMorning` on.
  ///
  /// - Parameter firstMorning: nil is `firstDay`.
  public static func steps(
    from firstDay: Day, morningFrom firstMorning: Day? = nil
  ) -> [(step: Step, schedule: Schedule)] {
    var positions: [Slot: Int] = [:]
    return plan.map { line in
      positions[line.slot, default: 0] += 1
      let step = Step(
        key: StepKey(slot: line.slot, slug: Slug(stored: line.slug)),
        position: positions[line.slot, default: 1], kind: line.kind, active: line.active,
        firstDay: line.slot == .am ? firstMorning ?? firstDay : firstDay)
      return (step, line.schedule)
    }
  }

  private struct Line {
    let slot: Slot
    let slug: String
    let kind: Kind
    var active: Active?
    let schedule: Schedule
  }

  private static let plan = [
    Line(slot: .am, slug: "cleanse", kind: .waterCleanse, schedule: .daily),
    Line(slot: .am, slug: "toner", kind: .toner, schedule: .daily),
    Line(slot: .am, slug: "moisturizer", kind: .moisturizer, schedule: .daily),
    Line(slot: .am, slug: "sunscreen", kind: .sunscreen, schedule: .daily),
    Line(slot: .pm, slug: "oil-cleanse", kind: .oilCleanse, schedule: .daily),
    Line(slot: .pm, slug: "water-cleanse", kind: .waterCleanse, schedule: .daily),
    Line(slot: .pm, slug: "niacinamide", kind: .serum, active: .niacinamide, schedule: .daily),
    // The clay mask in mid-week and the exfoliant at the weekend, because they should not be used on the same day.
    Line(slot: .weekly, slug: "clay-mask", kind: .clayMask, schedule: .weekdays(.day(2))),
    Line(
      slot: .weekly, slug: "exfoliant", kind: .chemicalExfoliant, active: .aha,
      schedule: .weekdays(.day(5))),
    Line(
      slot: .weekly, slug: "sheet-mask", kind: .sheetMask,
      schedule: .quota(minimum: 1, maximum: nil)),
    Line(slot: .weekly, slug: "pore-strip", kind: .poreStrip, schedule: .asNeeded(maximum: 1)),
  ]
}
