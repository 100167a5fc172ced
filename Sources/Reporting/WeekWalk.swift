import Calendar
import Routine

/// Walks through the weeks of a diary. It receives the logged days, ordered by day, and holds one week at a time.
struct WeekWalk {
  private let last: Week
  private var week: Week
  /// What was logged in `week`, for each step.
  private var logged: [LoggedWeek]
  /// The weeks of the steps; those of `week` once it is finished.
  private var stepWeeks: [StepWeek]

  /// Creates a walk from `first` through `last`.
  init(over steps: [StepHistory], from first: Week, through last: Week, asOf today: Day) {
    (self.last, week) = (last, first)
    logged = [LoggedWeek](repeating: LoggedWeek(), count: steps.count)
    stepWeeks = steps.map {
      StepWeek(history: $0, week: first, logged: LoggedWeek(), today: today)
    }
  }

  /// Adds the next logged day, which must not be after today. Each week that ended before the
  /// logged day is first passed to `body`. A logged day outside the walk is ignored.
  @inline(__always)
  mutating func add(_ loggedDay: LoggedDay, _ body: (Week, [StepWeek]) -> Void) {
    var weekday = loggedDay.day - week.monday
    if weekday > 6 { weekday = finishWeeks(before: loggedDay.day, body) }
    if weekday < 0 { return }
    logged[loggedDay.step].insert(code: loggedDay.code, on: weekday)
  }

  /// Passes the weeks that end before `day` to `body`.
  ///
  /// - Returns: the weekday of `day` in the current week; negative when `day` is after the walk.
  private mutating func finishWeeks(
    before day: Day, _ body: (Week, [StepWeek]) -> Void
  ) -> Int {
    while week <= last, week.sunday < day { finishWeek(body) }
    return week <= last ? day - week.monday : -1
  }

  /// Passes the remaining weeks to `body`.
  mutating func finish(_ body: (Week, [StepWeek]) -> Void) {
    while week <= last { finishWeek(body) }
  }

  private mutating func finishWeek(_ body: (Week, [StepWeek]) -> Void) {
    for index in stepWeeks.indices {
      stepWeeks[index].move(to: week, logged: logged[index])
      logged[index] = LoggedWeek()
    }
    body(week, stepWeeks)
    week = week + 1
  }
}

/// The weekdays on which a step was logged, by status.
struct LoggedWeek {
  /// One byte for each status, in the order of their codes.
  private var bits: UInt32 = 0

  var skipped: Weekdays { days(.skipped) }
  var done: Weekdays { days(.done) }
  var excused: Weekdays { days(.excused) }

  /// - Parameters:
  ///   - code: the code of the status, from 0 to 2.
  ///   - weekday: from 0 for Monday to 6 for Sunday.
  @inline(__always) mutating func insert(code: UInt32, on weekday: Int) {
    // Unchecked arithmetic, because this runs for every logged day. The operands are too small to overflow.
    bits |= 1 &<< (8 &* code &+ UInt32(truncatingIfNeeded: weekday))
  }

  private func days(_ status: Status) -> Weekdays {
    Weekdays(rawValue: UInt8(truncatingIfNeeded: bits >> (8 * LoggedDay.code(of: status))))
  }
}

extension Diary {
  /// Calls `body` with each week from `first` through `last` and the steps in it, in the order of `steps`. Logged days
  /// after `today` are ignored.
  ///
  /// - Complexity: O(weeks · steps + logged days), plus a binary search for the first logged day.
  func forEachWeek(
    from first: Week, through last: Week, asOf today: Day, _ body: (Week, [StepWeek]) -> Void
  ) {
    var walk = WeekWalk(over: steps, from: first, through: last, asOf: today)
    let end = min(last.sunday, today)
    for loggedDay in loggedDays[firstIndex(from: first.monday)...] {
      if loggedDay.day > end { break }
      walk.add(loggedDay, body)
    }
    walk.finish(body)
  }
}
