import Calendar
import Routine

/// The steps of one day, with what is due, and the tally of the day's week.
public struct DayReport: Sendable {
  /// The day, which also counts as today.
  public let day: Day
  /// The steps that exist on the day, in slot, position, slug order.
  public private(set) var steps: [StepLine] = []
  /// The pauses that cover the day.
  public let pauses: [Pause]
  /// The procedures whose recovery covers the day.
  public let recoveries: [Procedure]
  /// The pooled tally of all steps over the whole week.
  public private(set) var week: Tally

  /// One step on the day.
  public struct StepLine: Sendable {
    /// The step.
    public let step: Step
    /// The schedule in force on the day; nil when the step has no schedule.
    public let schedule: Schedule?
    /// The state of the step on the day.
    public let state: DayState
    /// The number of times that the step can still earn this week: `Tally.open`.
    public let open: Int
    /// The days of the week after this day on which the step is due and not paused; empty for steps without fixed days.
    public let laterDays: Weekdays
    /// Whether the step is due on the day, and why.
    public let due: Due
  }

  /// Whether a step is due on a day, and why.
  public enum Due: Hashable, Sendable {
    /// The step was logged as done or skipped, or it was logged as excused and no pause covers the day.
    case logged
    /// The step is due and not logged yet.
    case due
    /// The step was due earlier this week and not done; `times` days can still be made up.
    case catchUp(times: Int)
    /// The step of a quota can earn `left` more days this week, in addition to the `done` days so far. This is
    /// `Tally.open`.
    case needed(left: Int, done: Int)
    /// The as-needed step may be done but need not be. It was done on `done` days this week.
    case optional(done: Int)
    /// The step was done on `done` days this week, and more days would earn nothing or exceed the schedule.
    case enough(done: Int)
    /// A pause or recovery covers the day; `until` is its last day, nil for an open-ended one.
    case paused(until: Day?)
    /// The step is not due.
    case notDue
  }

  /// Creates the report on `day`, with `day` as today.
  ///
  /// - Parameters:
  ///   - pauses: all pauses of the user; those that cover the day are kept.
  ///   - procedures: all procedures of the user; those whose recovery covers the day are kept.
  /// - Complexity: O(steps + logged days of the week), plus a binary search for the first of them.
  public init(of diary: Diary, day: Day, pauses: [Pause], procedures: [Procedure]) {
    self.day = day
    self.pauses = pauses.filter { $0.span.contains(day) }
    recoveries = procedures.filter { $0.recovery?.contains(day) ?? false }
    let week = Week(of: day)
    self.week = Tally(isClosed: false)
    diary.forEachWeek(from: week, through: week, asOf: day) { _, stepWeeks in
      for step in stepWeeks {
        let tally = step.tally
        self.week += tally
        guard step.lifetime.has(day.weekday) else { continue }
        steps.append(line(step, tally))
      }
    }
  }

  private func line(_ week: StepWeek, _ tally: Tally) -> StepLine {
    let state = week.states(of: tally)[day.weekday]
    let schedule = week.history.schedules.value(on: day)
    return StepLine(
      step: week.history.step, schedule: schedule, state: state, open: tally.open,
      laterDays: week.history.dueLater(than: day), due: due(week, state, schedule, tally))
  }

  private func due(
    _ step: StepWeek, _ state: DayState, _ schedule: Schedule?, _ tally: Tally
  ) -> Due {
    let history = step.history
    switch state {
    case .done, .skipped: return .logged
    case .pending: return .due
    case .excused:
      let absences = history.absences.filter { $0.contains(day) }
      if absences.isEmpty { return .logged }
      // Absences may overlap: the one that ends last decides when the step resumes.
      let isOpen = absences.contains { $0.last == nil }
      return .paused(until: isOpen ? nil : absences.compactMap(\.last).max())
    default: break
    }
    switch schedule {
    case .weekdays, .everyDays:
      // `open` also counts the due days after today. Without them, it counts the days that were due
      // earlier and can still be made up.
      let times = tally.open - history.dueLater(than: day).count
      return times > 0 ? .catchUp(times: times) : .notDue
    case .quota:
      let done = step.lifetime.intersection(step.logged.done).count
      if tally.open > 0 { return .needed(left: tally.open, done: done) }
      return .enough(done: done)
    case .asNeeded(let maximum):
      // The limit is that of the version in force, as for the caution `overMax`.
      let version = history.schedules.index(on: day).map { history.schedules.versions[$0].from }
      let inForce = Weekdays(of: step.week, from: version, through: day)
      let done = step.lifetime.intersection(step.logged.done).intersection(inForce).count
      return maximum.map { done < $0 } ?? true ? .optional(done: done) : .enough(done: done)
    case .daily, nil: return .notDue
    }
  }
}

extension StepHistory {
  /// The days after `day`, within its week, on which the step is due and not paused.
  func dueLater(than day: Day) -> Weekdays {
    let week = Week(of: day)
    let step = StepWeek(history: self, week: week, logged: LoggedWeek(), today: day)
    let later = Weekdays(of: week, from: day + 1, through: nil)
    return step.due.intersection(step.eligible).intersection(later)
  }
}
