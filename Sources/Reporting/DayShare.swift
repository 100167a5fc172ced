import Calendar
import Routine

/// How one day was kept: of what was done, skipped or missed on it, how much was done.
public struct DayShare: Hashable, Sendable {
  /// The day.
  public let day: Day
  /// How many steps were done.
  public let done: Int
  /// How many were skipped, or were due and not done.
  public let left: Int
  /// Whether anything was logged, be it that something was skipped or excused.
  public let isLogged: Bool
  /// Whether a pause or an excuse covered all that there was to do.
  public let isExcused: Bool

  /// The share of `done` in whole percent; nil when there was nothing to do.
  public var percent: Int? { wholePercent(done, of: done + left) }
  /// From 0 to 1; nil when there was nothing to do.
  public var share: Double? { done + left == 0 ? nil : Double(done) / Double(done + left) }
}

extension Diary {
  /// How the days from `first` through `last`, and not after `today`, were kept, one after the other.
  ///
  /// What is still open today is not counted. A step that is due by its weekday and was made up on another
  /// day is not missed, and what can be done on any day is not missed on one.
  /// - Complexity: O(weeks · steps + loggedDays).
  public func dayShares(from first: Day, through last: Day, today: Day) -> [DayShare] {
    let last = min(last, today)
    guard first <= last else { return [] }
    var shares: [DayShare] = []
    forEachWeek(from: Week(of: first), through: Week(of: last), asOf: today) { week, steps in
      let lines = steps.map { (states: $0.states(of: $0.tally), logged: $0.logged) }
      for weekday in 0..<7 {
        let day = week.monday + weekday
        guard day >= first, day <= last else { continue }
        let states = lines.map { $0.states[weekday] }
        let left = states.filter { $0 == .skipped || $0 == .missed }.count
        let isLogged = lines.contains { line in
          line.logged.done.union(line.logged.skipped).union(line.logged.excused).has(weekday)
        }
        shares.append(
          DayShare(
            day: day, done: states.filter { $0 == .done }.count, left: left, isLogged: isLogged,
            isExcused: states.contains(.excused)
              && states.allSatisfy { [.excused, .outside, .notDue].contains($0) }))
      }
    }
    return shares
  }
}
