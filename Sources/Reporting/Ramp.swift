import Calendar
import Routine

/// Whether an active may be raised to its next level. It is offered, never done by itself.
public struct RampReport: Hashable, Sendable {
  /// The schedule in force.
  public let current: Schedule
  /// The schedule of the next level; nil at the last.
  public let next: Schedule?
  /// Why the next level is not due; empty when it is.
  public let reasons: [Reason]

  /// Why a step stays at its level.
  public enum Reason: Hashable, Sendable {
    /// The day is outside the step's life.
    case outsideLifetime
    /// There is no level above.
    case atLastLevel
    /// Fewer whole weeks at the schedule are over than `Policy.rampWeeks`.
    case tooFewWeeks(Int, at: Schedule)
    /// One of the last weeks was not kept.
    case notKept(Week)
    /// A sign of irritation was rated `Policy.irritationSign` or more in the last `Policy.rampSignDays` days.
    case sign(Rating)
  }

  /// Whether the next level is due.
  public var isDue: Bool { next != nil && reasons.isEmpty }

  /// Reports on a step as of `today`; nil without a schedule in force.
  ///
  /// - Parameter index: the step, in the diary's steps.
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
    if let kept = weeks.suffix(Policy.rampWeeks).first(where: { $0.tally.isConsistent != true }) {
      reasons.append(.notKept(kept.week))
    }
    let signs = ratings.filter { rating in
      rating.measure.isSign && rating.score >= Policy.irritationSign && rating.day <= today
        && rating.day > today - Policy.rampSignDays
    }
    reasons += signs.map(Reason.sign)
    self.reasons = reasons
  }

  /// The closed weeks that lie whole at the level.
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
  /// How many of the levels 2-3, 3-4 and 5-7 times a week it has reached, by its minimum: 0 as needed,
  /// 1 up to 2 times, 2 up to 4, 3 beyond.
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
