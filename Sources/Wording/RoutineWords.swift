import Calendar

/// Sentences about changes of the routine.
public enum RoutineWords {
  /// The notice when a step with a retinoid is added.
  public static let retinoidNotice =
    "A retinoid is not for pregnancy or breastfeeding without a doctor's word."

  /// The remark on a change that takes effect from `day`, a day before today.
  public static func changesThePast(from day: Day) -> String {
    "From \(day) on, so reports of days gone by may change."
  }
}
