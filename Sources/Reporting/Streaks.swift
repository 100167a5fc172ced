import Calendar
import Routine

/// A run of complete days: how long the one that reaches today is, and the longest there was.
public struct Streak: Hashable, Sendable {
  /// Complete days in the run that reaches today; 0 when the last day that counts broke it.
  public private(set) var current = 0
  /// Complete days in the longest run.
  public private(set) var longest = 0

  /// A run that has not begun.
  public init() {}

  /// Takes in a week: on the days of `asked` something was due daily, on those of `left` some of
  /// it was not done. A day on which nothing was asked is passed over.
  mutating func add(asked: Weekdays, left: Weekdays) {
    if asked.isEmpty { return }
    for weekday in 0..<7 where asked.has(weekday) {
      current = left.has(weekday) ? 0 : current + 1
      longest = max(longest, current)
    }
  }
}

/// The runs of the morning, of the evening and of both together.
public struct Streaks: Hashable, Sendable {
  /// The daily steps of the morning.
  public private(set) var am = Streak()
  /// The daily steps of the evening.
  public private(set) var pm = Streak()
  /// The daily steps of both.
  public private(set) var both = Streak()

  /// Counts the runs over the whole diary, as of `today`.
  ///
  /// A day is complete when every step that is daily and eligible then is done. A day with no such
  /// step is passed over, and so is today while it is incomplete; any other day ends the run.
  /// - Complexity: O(weeks · steps + loggedDays).
  public init(of diary: Diary, asOf today: Day) {
    guard let firstDay = diary.firstDay else { return }
    diary.forEachWeek(from: Week(of: firstDay), through: Week(of: today), asOf: today) {
      week, steps in
      // Of the morning and of the evening: on which days something was due daily, and was left.
      var morning = (asked: Weekdays(), left: Weekdays())
      var evening = morning
      let soFar = Weekdays(of: week, from: nil, through: today)
      for step in steps where step.history.step.key.slot != .weekly {
        let days = step.daily.intersection(step.eligible).intersection(soFar)
        let left = days.subtracting(step.logged.done)
        if step.history.step.key.slot == .am {
          morning = (morning.asked.union(days), morning.left.union(left))
        } else {
          evening = (evening.asked.union(days), evening.left.union(left))
        }
      }
      let todayAlone = Weekdays(of: week, from: today, through: today)
      func add(_ asked: Weekdays, _ left: Weekdays, to streak: inout Streak) {
        streak.add(asked: asked.subtracting(todayAlone.intersection(left)), left: left)
      }
      add(morning.asked, morning.left, to: &am)
      add(evening.asked, evening.left, to: &pm)
      add(morning.asked.union(evening.asked), morning.left.union(evening.left), to: &both)
    }
  }
}
