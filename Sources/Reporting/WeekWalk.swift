import Calendar
import Routine

/// The weeks of a diary one after the other, filled by loggedDays that come by day.
struct WeekWalk {
  private let steps: [StepHistory]
  private let last: Week
  private let today: Day
  private var week: Week
  private var logged: [LoggedWeek]
  private var stepWeeks: [StepWeek] = []

  /// A walk from `first` through `last`.
  init(over steps: [StepHistory], from first: Week, through last: Week, asOf today: Day) {
    (self.steps, self.last, self.today, week) = (steps, last, today, first)
    logged = [LoggedWeek](repeating: LoggedWeek(), count: steps.count)
    stepWeeks.reserveCapacity(steps.count)
  }

  /// Takes in the next loggedDay, which is not after today; `body` is told of each week that is over before it. One that lies
  /// outside the walk is passed over.
  @inline(__always)
  mutating func take(_ loggedDay: LoggedDay, _ body: (Week, [StepWeek]) -> Void) {
    var weekday = loggedDay.day - week.monday
    if weekday > 6 { weekday = tell(until: loggedDay.day, body) }
    if weekday < 0 { return }
    logged[loggedDay.step].insert(code: loggedDay.code, on: weekday)
  }

  /// Tells `body` of the weeks before that of `day`.
  ///
  /// - Returns: which day of the walk's week it is; negative when it lies behind the walk.
  private mutating func tell(until day: Day, _ body: (Week, [StepWeek]) -> Void) -> Int {
    while week <= last, week.sunday < day { tell(body) }
    return week <= last ? day - week.monday : -1
  }

  /// Tells `body` of the weeks that are left.
  mutating func finish(_ body: (Week, [StepWeek]) -> Void) {
    while week <= last { tell(body) }
  }

  private mutating func tell(_ body: (Week, [StepWeek]) -> Void) {
    stepWeeks.removeAll(keepingCapacity: true)
    for index in steps.indices {
      stepWeeks.append(
        StepWeek(history: steps[index], week: week, logged: logged[index], today: today))
      logged[index] = LoggedWeek()
    }
    body(week, stepWeeks)
    week = week + 1
  }
}

/// The days of a week on which a step was logged, by status.
struct LoggedWeek {
  /// A byte a status, in the order of their codes.
  private var bits: UInt32 = 0

  var skipped: Weekdays { days(.skipped) }
  var done: Weekdays { days(.done) }
  var excused: Weekdays { days(.excused) }

  /// - Parameters:
  ///   - code: the status, as a number from 0 to 2.
  ///   - weekday: from 0 to 6.
  @inline(__always) mutating func insert(code: UInt32, on weekday: Int) {
    // Unchecked, being done for every loggedDay: both are small.
    bits |= 1 &<< (8 &* code &+ UInt32(truncatingIfNeeded: weekday))
  }

  private func days(_ status: Status) -> Weekdays {
    Weekdays(rawValue: UInt8(truncatingIfNeeded: bits >> (8 * LoggedDay.code(of: status))))
  }
}

extension Diary {
  /// Calls `body` with each week from `first` through `last` and what each step has in it. Marks after
  /// `today` are passed over: no report knows the future.
  ///
  /// - Complexity: O(weeks · steps + loggedDays), after a search for the first loggedDay.
  func forEachWeek(
    from first: Week, through last: Week, asOf today: Day, _ body: (Week, [StepWeek]) -> Void
  ) {
    var walk = WeekWalk(over: steps, from: first, through: last, asOf: today)
    let end = min(last.sunday, today)
    for loggedDay in loggedDays[firstIndex(from: first.monday)...] {
      if loggedDay.day > end { break }
      walk.take(loggedDay, body)
    }
    walk.finish(body)
  }
}
