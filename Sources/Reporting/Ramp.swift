import Calendar
import Routine

/// Whether the next level of a step with an active is due. porelog offers the level and never raises it by itself.
public struct RampReport: Hashable, Sendable {
  /// The schedule in force.
  public let current: Schedule
  /// The schedule of the next level; nil at the last level.
  public let next: Schedule?
  /// The reasons why the next level is not due; empty when it is.
  public let reasons: [Reason]

  /// A reason why a step stays at its level.
  public enum Reason: Hashable, Sendable {
    /// The step does not exist today.
    case outsideLifetime
    /// There is no higher level.
    case atLastLevel
    /// The number of whole closed weeks in a row at the level of the schedule, which is less than `Policy.rampWeeks`.
    case tooFewWeeks(Int, at: Schedule)
    /// The earliest of the last `Policy.rampWeeks` closed weeks that was not kept.
    case notKept(Week)
    /// A sign of irritation that was rated `Policy.irritationSign` or more in the last `Policy.rampSignDays` days.
    case sign(Rating)
  }

  /// Whether the next level is due.
  public var isDue: Bool { next != nil && reasons.isEmpty }

  /// Creates the report on a step as of `today`; nil when no schedule is in force today.
  ///
  /// - Parameters:
  ///   - index: the index of the step in the diary's steps.
  ///   - ratings: all ratings of the user.
  /// - Complexity: O(versions of the schedule), plus a binary search for the logged days of `Policy.rampWeeks` weeks.
  public init?(of index: Int, in diary: Diary, ratings: [Rating], today: Day) {
    let history = diary.steps[index]
    guard let current = history.schedules.value(on: today) else { return nil }
    self.current = current
    let level = current.rampLevel
    next = Policy.rampLevels.indices.contains(level) ? Policy.rampLevels[level] : nil
    var reasons: [Reason] = []
    if !history.step.exists(on: today) { reasons.append(.outsideLifetime) }
    if next == nil { reasons.append(.atLastLevel) }
    let weeks = RampReport.closedWeeks(at: level, of: index, in: diary, today)
    if weeks.count < Policy.rampWeeks {
      reasons.append(.tooFewWeeks(weeks.count, at: current))
    }
    if let notKept = weeks.first(where: { $0.tally.isKept != true }) {
      reasons.append(.notKept(notKept.week))
    }
    let signs = ratings.filter { rating in
      rating.measure.isSign && rating.score >= Policy.irritationSign && rating.day <= today
        && rating.day > today - Policy.rampSignDays
    }
    reasons += signs.map(Reason.sign)
    self.reasons = reasons
  }

  /// The last whole closed weeks in a row in which every schedule in force had `level`, at most `Policy.rampWeeks`.
  private static func closedWeeks(
    at level: Int, of index: Int, in diary: Diary, _ today: Day
  ) -> [(week: Week, tally: Tally)] {
    let history = diary.steps[index]
    let last = Week(of: today) + -1
    var first = last + 1
    while last - first + 1 < Policy.rampWeeks, history.isAtLevel(level, throughout: first + -1) {
      first = first + -1
    }
    var weeks: [(week: Week, tally: Tally)] = []
    diary.forEachWeek(from: first, through: last, asOf: today) { week, steps in
      weeks.append((week, steps[index].tally))
    }
    return weeks
  }
}

extension StepHistory {
  /// Whether the step exists on every day of `week` and every schedule in force has `level`.
  fileprivate func isAtLevel(_ level: Int, throughout week: Week) -> Bool {
    guard step.exists(on: week.monday), step.exists(on: week.sunday) else { return false }
    var isAtLevel = !schedules.isEmpty
    schedules.forEach(in: week) { version, _ in
      if version.value.rampLevel != level { isAtLevel = false }
    }
    return isAtLevel
  }
}

extension Schedule {
  /// The ramp level, from the least number of days a week: 0 below 2 days, 1 for 2 days, 2 for 3 or 4 days, 3 for more.
  var rampLevel: Int {
    let minimum =
      switch self {
      case .daily: 7
      case .weekdays(let days): days.count
      case .everyDays(let days): 7 / days
      case .quota(let minimum, _): minimum
      case .asNeeded: 0
      }
    switch minimum {
    case ...1: return 0
    case 2: return 1
    case ...4: return 2
    default: return 3
    }
  }
}
