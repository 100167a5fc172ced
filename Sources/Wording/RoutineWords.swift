import Calendar
import Routine

/// Sentences about changes of the routine.
public enum RoutineWords {
  /// The notice when a step with a retinoid is added.
  public static let retinoidNotice =
    "A retinoid is not for pregnancy or breastfeeding without a doctor's word."

  /// The remark on the pause that covers the days between the end of a step and the day on which it goes on.
  public static func pausedBetween(_ pause: Pause, today: Day) -> String {
    "The days between are paused (\(pause.spoken(on: today))), so reports of them change."
  }

  /// The remark on a change that takes effect from `day`, a day before today.
  public static func changesThePast(from day: Day, today: Day) -> String {
    "It holds from \(day.spoken(on: today)) on, so reports of past days may change."
  }
}
