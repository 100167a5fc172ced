import Calendar
import Routine

/// The current and the longest streak of complete days.
public struct Streak: Hashable, Sendable {
  /// The number of complete days in the current streak; 0 when the last day that counts was not complete.
  public private(set) var current = 0
  /// The number of complete days in the longest streak.
  public private(set) var longest = 0

  /// Creates a streak without any day.
  public init() {}

  /// Adds a week.
  ///
  /// - Parameters:
  ///   - due: the days on which a daily step was due. Other days are ignored: they neither lengthen nor end the streak.
  ///   - notDone: the days on which some daily step was not done.
  mutating func add(due: Weekdays, notDone: Weekdays) {
    if due.isEmpty { return }
    for weekday in 0..<7 where due.has(weekday) {
      current = notDone.has(weekday) ? 0 : current + 1
      longest = max(longest, current)
    }
  }
}

/// The streaks of the morning, of the evening and of both together.
public struct Streaks: Hashable, Sendable {
  /// The streak of the daily morning steps.
  public private(set) var am = Streak()
  /// The streak of the daily evening steps.
  public private(set) var pm = Streak()
  /// The streak of the daily steps of both slots.
  public private(set) var both = Streak()

  /// Counts the streaks over the whole diary, as of `today`.
  ///
  /// A day is complete when every daily step of the slot that is eligible on the day is done. A day
  /// without such a step neither lengthens nor ends the streak, and neither does today while it is
  /// incomplete. Every other incomplete day ends it.
  /// - Complexity: O(weeks · steps + logged days).
  public init(of diary: Diary, asOf today: Day) {
    guard let firstDay = diary.firstDay else { return }
    diary.forEachWeek(from: Week(of: firstDay), through: Week(of: today), asOf: today) {
      week, steps in
      var morning = (due: Weekdays(), notDone: Weekdays())
      var evening = morning
      let soFar = Weekdays(of: week, from: nil, through: today)
      for step in steps where step.history.step.key.slot != .weekly {
        let days = step.daily.intersection(step.eligible).intersection(soFar)
        let notDone = days.subtracting(step.logged.done)
        if step.history.step.key.slot == .am {
          morning = (morning.due.union(days), morning.notDone.union(notDone))
        } else {
          evening = (evening.due.union(days), evening.notDone.union(notDone))
        }
      }
      let todayAlone = Weekdays(of: week, from: today, through: today)
      func add(_ due: Weekdays, _ notDone: Weekdays, to streak: inout Streak) {
        streak.add(due: due.subtracting(todayAlone.intersection(notDone)), notDone: notDone)
      }
      add(morning.due, morning.notDone, to: &am)
      add(evening.due, evening.notDone, to: &pm)
      add(morning.due.union(evening.due), morning.notDone.union(evening.notDone), to: &both)
    }
  }
}
