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
    /// The number of closed weeks at the schedule, which is less than `Policy.rampWeeks`.
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
  /// - Complexity: O(weeks at the schedule · steps + logged days), plus a binary search for the first logged day.
  public init?(of index: Int, in diary: Diary, ratings: [Rating], today: Day) {
    let history = diary.steps[index]
    guard let running = history.schedules.index(on: today) else { return nil }
    let version = history.schedules.versions[running]
    current = version.value
    let level = current.rampLevel
    next = Policy.rampLevels.indices.contains(level) ? Policy.rampLevels[level] : nil
    let from = running == 0 ? history.step.firstDay : version.from
    var reasons: [Reason] = []
    if !history.step.exists(on: today) { reasons.append(.outsideLifetime) }
    if next == nil { reasons.append(.atLastLevel) }
    let weeks = RampReport.closedWeeks(from: from, of: index, in: diary, today)
    if weeks.count < Policy.rampWeeks {
      reasons.append(.tooFewWeeks(weeks.count, at: current))
    }
    if let notKept = weeks.suffix(Policy.rampWeeks).first(where: { $0.tally.isKept != true }) {
      reasons.append(.notKept(notKept.week))
    }
    let signs = ratings.filter { rating in
      rating.measure.isSign && rating.score >= Policy.irritationSign && rating.day <= today
        && rating.day > today - Policy.rampSignDays
    }
    reasons += signs.map(Reason.sign)
    self.reasons = reasons
  }

  /// The closed weeks that begin on or after `from`, the first day of the schedule in force.
  private static func closedWeeks(
    from: Day, of index: Int, in diary: Diary, _ today: Day
  ) -> [(week: Week, tally: Tally)] {
    let first = Week(of: from + 6)
    var weeks: [(week: Week, tally: Tally)] = []
    guard first <= Week(of: today) else { return [] }
    diary.forEachWeek(from: first, through: Week(of: today), asOf: today) { week, steps in
      guard week.isClosed(on: today) else { return }
      weeks.append((week, steps[index].tally))
    }
    return weeks
  }
}

extension Schedule {
  /// The ramp level, from the schedule's minimum number of days a week: 0 for as needed, 1 for up
  /// to 2 days, 2 for 3 or 4 days, 3 for more.
  var rampLevel: Int {
    let minimum =
      switch self {
      case .daily: 7
      case .weekdays(let days): days.count
      case .quota(let minimum, _): minimum
      case .asNeeded: 0
      }
    switch minimum {
    case 0: return 0
    case ...2: return 1
    case ...4: return 2
    default: return 3
    }
  }
}
