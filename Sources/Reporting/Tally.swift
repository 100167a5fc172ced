import Calendar
import Routine

/// How often something was due over a span of days, and how often it was done. Shares are stored as
/// counts; `adherence` converts one to a decimal for output.
public struct Tally: Hashable, Sendable {
  /// The number of times it was due.
  public var expected = 0
  /// The number of times it was done, capped at `expected`.
  public var credit = 0
  /// The number of expected times that can no longer be earned.
  public var missed = 0
  /// The part of `missed` that was logged as skipped.
  public var skipped = 0
  /// Whether the week is closed: today is after its Sunday.
  public let isClosed: Bool

  /// Creates an empty tally.
  public init(isClosed: Bool) { self.isClosed = isClosed }

  /// The number of expected times that can still be earned.
  public var open: Int { expected - credit - missed }
  /// The part of `missed` that was not logged as skipped.
  public var unlogged: Int { missed - skipped }
  /// The credit at which the week is kept: `Policy.keptPercent` of `expected`, rounded up.
  public var needed: Int { (Policy.keptPercent * expected + 99) / 100 }
  /// The number of further misses with which the week can still be kept; negative when it can no
  /// longer be kept.
  public var spareLeft: Int { expected - needed - missed }
  /// `credit` + `missed`: the number of times that are no longer open.
  public var settled: Int { credit + missed }
  /// `credit` divided by `settled`, from 0 to 1; nil when `settled` is 0.
  public var adherence: Double? { settled == 0 ? nil : Double(credit) / Double(settled) }
  /// The adherence in whole percent; nil when `settled` is 0.
  public var percent: Int? { wholePercent(credit, of: settled) }
  /// Whether the week was kept: `credit` reached `needed`. Nil while the week runs, and when nothing was due.
  public var isKept: Bool? { isClosed && expected > 0 ? credit >= needed : nil }

  /// Adds the counts of another tally of the same week. The derived figures follow from the sums.
  public static func += (left: inout Tally, right: Tally) {
    left.expected += right.expected
    left.credit += right.credit
    left.missed += right.missed
    left.skipped += right.skipped
  }
}

/// The state of a step on one day.
public enum DayState: String, Named {
  /// Logged as done.
  case done
  /// Logged as skipped.
  case skipped
  /// Logged as excused, or covered by a pause.
  case excused
  /// Outside the step's lifetime.
  case outside = "none"
  /// After today.
  case future
  /// Not due on this particular day: a weekday or N-days step on a day between, or any day of a quota or as-needed step.
  case notDue = "not-due"
  /// Due today and not logged yet.
  case pending
  /// Due by a weekday or N-days schedule before today and not done, but the step's `missed` is 0 this week: it was made up on
  /// another day, or still can be.
  case moved
  /// Due before today and not done.
  case missed

  /// The noun for a value in messages.
  public static var noun: String { "a day state" }
}

/// One step in one week. Its days are stored as sets of weekdays, and its figures are counts of such sets.
struct StepWeek {
  let history: StepHistory
  let today: Day
  private(set) var week: Week
  private(set) var logged: LoggedWeek
  /// The days on which the step exists.
  private(set) var lifetime: Weekdays = []
  /// The days that a pause or a recovery covers.
  private(set) var paused: Weekdays = []
  /// The days of the lifetime that count: those done, and those neither paused nor excused. A done day stays eligible
  /// when a pause that covers it is recorded later.
  private(set) var eligible: Weekdays = []
  /// The tally over the whole week, stored because nearly every report needs it.
  private(set) var tally: Tally

  init(history: StepHistory, week: Week, logged: LoggedWeek, today: Day) {
    (self.history, self.week, self.logged, self.today) = (history, week, logged, today)
    tally = Tally(isClosed: false)
    update()
  }

  /// Moves on to another week of the same step. In a walk over many weeks this costs less than a new value, which
  /// retains the history.
  mutating func move(to week: Week, logged: LoggedWeek) {
    (self.week, self.logged) = (week, logged)
    update()
  }

  private mutating func update() {
    lifetime = Weekdays(of: week, from: history.step.firstDay, through: history.step.lastDay)
    paused = []
    for absence in history.absences {
      paused.formUnion(Weekdays(of: week, from: absence.first, through: absence.last))
    }
    eligible = lifetime.intersection(
      logged.done.union(Weekdays.all.subtracting(paused.union(logged.excused))))
    tally = Tally(isClosed: week.isClosed(on: today))
    tally = count(over: .all)
  }

  /// The days on which the step is due by a daily, weekday or N-days schedule.
  var due: Weekdays {
    var days: Weekdays = []
    history.schedules.forEach(in: week) { version, inForce in
      days.formUnion(inForce.intersection(version.value.dueDays(in: week, from: version.from)))
    }
    return days
  }

  /// The days on which a daily schedule is in force.
  var daily: Weekdays { days { $0 == .daily } }

  /// The days on which a version of a schedule is in force for which `predicate` holds.
  func days(where predicate: (Schedule) -> Bool) -> Weekdays {
    var days: Weekdays = []
    history.schedules.forEach(in: week) { version, inForce in
      if predicate(version.value) { days.formUnion(inForce) }
    }
    return days
  }

  /// The tally over the days of `range`.
  func tally(over range: Weekdays) -> Tally { range == .all ? tally : count(over: range) }

  private func count(over range: Weekdays) -> Tally {
    let eligible = eligible.intersection(range)
    var tally = Tally(isClosed: tally.isClosed)
    history.schedules.forEach(in: week) { version, inForce in
      let days = eligible.intersection(inForce)
      switch version.value {
      case .daily: tally.expected += days.count
      case .weekdays, .everyDays:
        let due = version.value.dueDays(in: week, from: version.from)
        tally.expected += days.intersection(due).count
      // minimum · days / 7, rounded to the nearest integer. No ties occur, because 7 is odd.
      case .quota(let minimum, _): tally.expected += (2 * minimum * days.count + 7) / 14
      case .asNeeded: break
      }
    }
    tally.credit = min(eligible.intersection(logged.done).count, tally.expected)
    let fromToday = eligible.intersection(Weekdays(of: week, from: today, through: nil))
    let openDays = fromToday.subtracting(logged.done.union(logged.skipped)).count
    tally.missed = max(0, tally.expected - tally.credit - openDays)
    tally.skipped = min(tally.missed, eligible.intersection(logged.skipped).count)
    return tally
  }

  /// The state of each day, Monday first. `tally` is the step's tally over the whole week.
  func states(of tally: Tally) -> [DayState] {
    let (lifetime, paused, due) = (lifetime, paused, due)
    let makeUp = days(where: \.canBeMadeUp)
    return (0..<7).map { weekday in
      let day = week.monday + weekday
      if logged.done.has(weekday) { return .done }
      if logged.skipped.has(weekday) { return .skipped }
      if logged.excused.has(weekday) { return .excused }
      if !lifetime.has(weekday) { return .outside }
      if day > today { return .future }
      if paused.has(weekday) { return .excused }
      if !due.has(weekday) { return .notDue }
      if day == today { return .pending }
      return makeUp.has(weekday) && tally.missed == 0 ? .moved : .missed
    }
  }
}

/// The share `part` / `whole` in whole percent, rounded half up; nil when `whole` is 0. Every screen uses this
/// function, so no two screens show different figures.
public func wholePercent(_ part: Int, of whole: Int) -> Int? {
  whole == 0 ? nil : (200 * part + whole) / (2 * whole)
}
