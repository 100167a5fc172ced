import Calendar
import Routine

/// What was due over a span, and what became of it. Shares are kept as counts; a decimal is made
/// only where one is printed.
public struct Tally: Hashable, Sendable {
  /// How many times it was due.
  public var expected = 0
  /// How many of those were done.
  public var credit = 0
  /// How many can no longer be done.
  public var missed = 0
  /// How many of the missed were skipped on record.
  public var skipped = 0
  /// Whether the week is over.
  public let isClosed: Bool

  /// The tally of nothing.
  public init(isClosed: Bool) { self.isClosed = isClosed }

  /// How many can still be done.
  public var open: Int { expected - credit - missed }
  /// How many of the missed nobody logged anything for.
  public var unlogged: Int { missed - skipped }
  /// How many make the week consistent: `Policy.consistentPercent` of `expected`, rounded up.
  public var needed: Int { (Policy.consistentPercent * expected + 99) / 100 }
  /// How many more may be missed with the week still consistent; negative when it is too late.
  public var spareLeft: Int { expected - needed - missed }
  /// How many have been decided, one way or the other.
  public var settled: Int { credit + missed }
  /// `credit` of `settled`, from 0 to 1; nil when nothing is settled, which is neither 0 nor 1.
  public var adherence: Double? { settled == 0 ? nil : Double(credit) / Double(settled) }
  /// The adherence in whole percent; nil when nothing is settled.
  public var percent: Int? { wholePercent(credit, of: settled) }
  /// Whether the week was kept well enough; nil while it runs, and when nothing was due.
  public var isConsistent: Bool? { isClosed && expected > 0 ? credit >= needed : nil }

  /// Pools two tallies of the same week: counts add up, and what follows from them follows.
  public static func += (left: inout Tally, right: Tally) {
    left.expected += right.expected
    left.credit += right.credit
    left.missed += right.missed
    left.skipped += right.skipped
  }
}

/// What became, or is to become, of a step on one day.
public enum DayState: String, Named {
  /// Logged as done.
  case done
  /// Logged as skipped.
  case skipped
  /// Logged as excused, or paused.
  case excused
  /// Outside the step's life.
  case outside = "none"
  /// After today.
  case future
  /// Nothing is expected that very day.
  case notDue = "not-due"
  /// Due today and not logged yet.
  case pending
  /// Due by its weekday and made up on another day, or that can still be.
  case moved
  /// Due and not done.
  case missed

  /// What one is called.
  public static var noun: String { "a day state" }
}

/// One step in one week, counted in sets of its seven days.
struct StepWeek {
  let history: StepHistory
  let week: Week
  let logged: LoggedWeek
  let today: Day
  /// The days of the step's life.
  let life: Weekdays
  /// The days on which a pause covers it.
  let paused: Weekdays
  /// The days that count: of its life, those done, and those neither paused nor excused. What was done
  /// is never taken back by a pause noted later.
  let eligible: Weekdays
  /// The tally over the whole week, which everything asks for, counted once.
  private(set) var tally: Tally

  init(history: StepHistory, week: Week, logged: LoggedWeek, today: Day) {
    (self.history, self.week, self.logged, self.today) = (history, week, logged, today)
    life = Weekdays(of: week, from: history.step.firstDay, through: history.step.lastDay)
    var paused: Weekdays = []
    for absence in history.absences {
      paused.formUnion(Weekdays(of: week, from: absence.first, through: absence.last))
    }
    self.paused = paused
    eligible = life.intersection(
      logged.done.union(Weekdays.all.subtracting(paused.union(logged.excused))))
    tally = Tally(isClosed: week.isClosed(on: today))
    tally = count(over: .all)
  }

  /// The days on which it is due by its schedule: all of a daily one, its own of a weekday one.
  var due: Weekdays {
    var days: Weekdays = []
    history.schedules.forEach(in: week) { schedule, inForce in
      switch schedule {
      case .daily: days.formUnion(inForce)
      case .weekdays(let weekdays): days.formUnion(inForce.intersection(weekdays))
      case .quota, .asNeeded: break
      }
    }
    return days
  }

  /// The days on which the schedule in force is a daily one.
  var daily: Weekdays {
    var days: Weekdays = []
    history.schedules.forEach(in: week) { schedule, inForce in
      if schedule == .daily { days.formUnion(inForce) }
    }
    return days
  }

  /// The tally over those days of `range` that are in the week.
  func tally(over range: Weekdays) -> Tally { range == .all ? tally : count(over: range) }

  private func count(over range: Weekdays) -> Tally {
    let eligible = eligible.intersection(range)
    var tally = Tally(isClosed: tally.isClosed)
    history.schedules.forEach(in: week) { schedule, inForce in
      let days = eligible.intersection(inForce)
      switch schedule {
      case .daily: tally.expected += days.count
      case .weekdays(let weekdays): tally.expected += days.intersection(weekdays).count
      // The week's minimum, in proportion to the days and to the nearest whole; no ties occur.
      case .quota(let minimum, _): tally.expected += (2 * minimum * days.count + 7) / 14
      case .asNeeded: break
      }
    }
    tally.credit = min(eligible.intersection(logged.done).count, tally.expected)
    let ahead = eligible.intersection(Weekdays(of: week, from: today, through: nil))
    let openDays = ahead.subtracting(logged.done.union(logged.skipped)).count
    tally.missed = max(0, tally.expected - tally.credit - openDays)
    tally.skipped = min(tally.missed, eligible.intersection(logged.skipped).count)
    return tally
  }

  /// The state of each day, Monday first.
  func states(of tally: Tally) -> [DayState] {
    let (life, paused, due) = (life, paused, due)
    var byWeekday: Weekdays = []
    history.schedules.forEach(in: week) { schedule, inForce in
      if case .weekdays = schedule { byWeekday.formUnion(inForce) }
    }
    return (0..<7).map { weekday in
      let day = week.monday + weekday
      if logged.done.has(weekday) { return .done }
      if logged.skipped.has(weekday) { return .skipped }
      if logged.excused.has(weekday) { return .excused }
      if !life.has(weekday) { return .outside }
      if day > today { return .future }
      if paused.has(weekday) { return .excused }
      if !due.has(weekday) { return .notDue }
      if day == today { return .pending }
      return byWeekday.has(weekday) && tally.missed == 0 ? .moved : .missed
    }
  }
}

/// The share `part` of `whole` in whole percent, rounded to the nearest, half up; nil of nothing. Every screen rounds by
/// this function, so that no two of them differ.
public func wholePercent(_ part: Int, of whole: Int) -> Int? {
  whole == 0 ? nil : (200 * part + whole) / (2 * whole)
}
