import Calendar

/// What is said about changes of the routine.
public enum RoutineWords {
  /// What is said when a retinoid is added.
  public static let retinoidNotice =
    "A retinoid is not for pregnancy or breastfeeding without a doctor's word."

  /// What is said of a change that reaches back before today.
  public static func changesThePast(from day: Day) -> String {
    "From \(day) on, so reports of days gone by may change."
  }
}
