import Calendar
import Routine

/// How many of one day's steps were done, of those that were done, skipped or missed.
public struct DayShare: Hashable, Sendable {
  /// The day.
  public let day: Day
  /// The number of steps that were done.
  public let done: Int
  /// The number of steps that were skipped or missed.
  public let notDone: Int
  /// Whether any step has an entry on the day: done, skipped or excused.
  public let isLogged: Bool
  /// Whether at least one step was excused or paused, and no step was done, skipped, missed, moved or pending.
  public let isExcused: Bool

  /// `share` in whole percent; nil when no step was done, skipped or missed.
  public var percent: Int? { wholePercent(done, of: done + notDone) }
  /// `done` divided by `done` + `notDone`, from 0 to 1; nil when both are 0.
  public var share: Double? { done + notDone == 0 ? nil : Double(done) / Double(done + notDone) }
}

extension Diary {
  /// The share of each day from `first` through `last`, in order. Days after `today` are left out.
  ///
  /// Steps that are still pending today are not counted. A weekday step is not missed when it was made up on another
  /// day of the week, or still can be. A quota or as-needed step is never missed on a single day.
  /// - Complexity: O(weeks · steps + logged days), plus a binary search for the first logged day.
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
        let notDone = states.filter { $0 == .skipped || $0 == .missed }.count
        let isLogged = lines.contains { line in
          line.logged.done.union(line.logged.skipped).union(line.logged.excused).has(weekday)
        }
        shares.append(
          DayShare(
            day: day, done: states.filter { $0 == .done }.count, notDone: notDone,
            isLogged: isLogged,
            isExcused: states.contains(.excused)
              && states.allSatisfy { [.excused, .outside, .notDue].contains($0) }))
      }
    }
    return shares
  }
}
