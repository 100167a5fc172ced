import Calendar
import Routine

/// The tallies of one week: in total, by slot, group, active and step.
public struct WeekReport: Sendable {
  /// The week.
  public let week: Week
  /// The day that counts as today.
  public let today: Day
  /// The pooled tally of all steps.
  public private(set) var total: Tally
  /// The pooled tally of each slot that has a step this week.
  public private(set) var slots: [(Slot, Tally)] = []
  /// The pooled tally of each group that has a step this week.
  public private(set) var groups: [(Group, Tally)] = []
  /// The pooled tally of each active that a step has this week.
  public private(set) var actives: [(Active, Tally)] = []
  /// How many of the done entries of the week were logged on their own day. Entries whose day of logging is not known
  /// are not counted.
  public let sameDay: SameDayCount
  /// The steps that exist on at least one day of the week, in slot, position, slug order.
  public private(set) var steps: [StepLine] = []

  /// How many entries were logged on their own day, of those whose day of logging is known.
  public struct SameDayCount: Hashable, Sendable {
    /// The number of entries that were logged on their own day.
    public internal(set) var logged = 0
    /// The number of entries whose day of logging is known.
    public internal(set) var of = 0
  }

  /// One step in the week.
  public struct StepLine: Sendable {
    /// The step.
    public let step: Step
    /// Its tally over the week.
    public let tally: Tally
    /// Its state on each of the seven days, Monday first.
    public let days: [DayState]
    /// The days on which it is due and not paused; empty for a step without fixed days.
    public let due: Weekdays
  }

  /// Whether the week is closed: `today` is after its Sunday.
  public var isClosed: Bool { total.isClosed }

  /// Creates the report on `week` as of `today`. Entries after `today` are ignored.
  ///
  /// - Complexity: O(steps + logged days of the week), plus a binary search for the first of them.
  public init(of diary: Diary, week: Week, today: Day) {
    self.week = week
    self.today = today
    total = Tally(isClosed: week.isClosed(on: today))
    sameDay = diary.sameDayCount(from: week.monday, through: min(week.sunday, today))
    diary.forEachWeek(from: week, through: week, asOf: today) { _, stepWeeks in
      for step in stepWeeks where !step.lifetime.isEmpty {
        let tally = step.tally
        steps.append(
          StepLine(
            step: step.history.step, tally: tally, days: step.states(of: tally),
            due: step.due.intersection(step.eligible)))
      }
    }
    for line in steps { total += line.tally }
    slots = pooled { $0.key.slot }
    groups = pooled { $0.kind.group }
    actives = pooled { $0.active }
  }

  /// The tallies of the steps, pooled by a property of the step, in the order of the property's cases.
  private func pooled<Key: Named>(by key: (Step) -> Key?) -> [(Key, Tally)] {
    let keys = steps.map { key($0.step) }
    return Key.allCases.compactMap { candidate in
      guard keys.contains(candidate) else { return nil }
      var tally = Tally(isClosed: isClosed)
      for index in steps.indices where keys[index] == candidate { tally += steps[index].tally }
      return (candidate, tally)
    }
  }
}

extension Diary {
  /// How many of the done entries from `first` through `last` were logged on their own day.
  fileprivate func sameDayCount(from first: Day, through last: Day) -> WeekReport.SameDayCount {
    var count = WeekReport.SameDayCount()
    for loggedDay in loggedDays[firstIndex(from: first)...] {
      if loggedDay.day > last { break }
      guard loggedDay.status == .done, let isSameDay = loggedDay.isSameDay else { continue }
      count.of += 1
      count.logged += isSameDay ? 1 : 0
    }
    return count
  }
}
