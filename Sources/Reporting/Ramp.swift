import Routine

/// Whether an active may be raised to its next level. It is offered, never done by itself.
public struct RampReport: Hashable, Sendable {
  /// The schedule in force.
  public let current: Schedule
  /// The schedule of the next level; nil at the last.
  public let next: Schedule?
  /// Why the next level is not due, in words; empty when it is.
  public let reasons: [String]

  /// Whether the next level is due.
  public var isDue: Bool { next != nil && reasons.isEmpty }

  /// Reports on a step as of `today`; nil without a schedule in force.
  ///
  /// - Parameter index: the step, in the diary's steps.
  public init?(of index: Int, in diary: Diary, ratings: [Rating], today: Day) {
    let history = diary.steps[index]
    let running =
      history.schedules.lastIndex { $0.from <= today } ?? history.schedules.indices.first
    guard let running else { return nil }
    current = history.schedules[running].value
    let level = current.rampLevel
    next = Choices.rampLevels.indices.contains(level) ? Choices.rampLevels[level] : nil
    let from = running == 0 ? history.step.firstDay : history.schedules[running].from
    var reasons: [String] = []
    if !history.step.lives(on: today) { reasons.append("the step does not live today") }
    if next == nil { reasons.append("it is at the last level") }
    let weeks = RampReport.closedWeeks(from: from, of: index, in: diary, today)
    if weeks.count < Choices.rampWeeks {
      reasons.append(
        "\(weeks.count) of \(Choices.rampWeeks) whole weeks at \(current) are over")
    }
    if let kept = weeks.suffix(Choices.rampWeeks).first(where: { $0.tally.isConsistent != true }) {
      reasons.append("\(kept.week) was not consistent")
    }
    let signs = ratings.filter { rating in
      rating.measure.isSign && rating.score >= 2 && rating.day <= today && rating.day > today - 7
    }
    for sign in signs {
      reasons.append("\(sign.measure.rawValue) was rated \(sign.score) on \(sign.day)")
    }
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
