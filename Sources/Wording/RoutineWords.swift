import Calendar
import Routine

/// Sentences about changes of the routine.
public enum RoutineWords {
  /// The notice when a step with a retinoid is added.
  public static let retinoidNotice =
    "A retinoid is not for pregnancy or breastfeeding without a doctor's word."

  /// The remark on the pause that covers the days between the end of a step and the day on which it goes on.
  public static func pausedBetween(_ pause: Pause) -> String {
    "A pause covers \(pause.from) to \(pause.to ?? pause.from), so reports of those days change."
  }

  /// The remark on a change that takes effect from `day`, a day before today.
  public static func changesThePast(from day: Day) -> String {
    "From \(day) on, so reports of days gone by may change."
  }
}
