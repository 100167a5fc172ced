import Calendar
import Routine

/// What a day asks for, step by step, and how the week bears on it.
public struct DayReport: Sendable {
  /// The day, seen from itself.
  public let day: Day
  /// The steps that live on it, in slot, position, slug order.
  public private(set) var steps: [StepLine] = []
  /// What is not asked for on it, and until when.
  public let pauses: [Pause]
  /// The recoveries it lies in.
  public let recoveries: [Procedure]
  /// The whole week's tally.
  public private(set) var week: Tally

  /// One step on the day.
  public struct StepLine: Sendable {
    /// The step.
    public let step: Step
    /// The schedule in force; nil without any.
    public let schedule: Schedule?
    /// What became of it, or is to.
    public let state: DayState
    /// How it stands to the day.
    public let due: Due
  }

  /// How a step stands to the day.
  public enum Due: Hashable, Sendable {
    /// It was logged: done, skipped or excused.
    case settled
    /// It is due.
    case due
    /// It was due earlier this week and can still be made up, so many times.
    case catchUp(times: Int)
    /// So many days this week are still wanted of its quota, after so many that are done.
    case wanted(left: Int, done: Int)
    /// It may be done, after so many days this week.
    case optional(done: Int)
    /// It was done this week as often as its schedule allows.
    case enough(done: Int)
    /// It is paused; until that day, or open-ended.
    case paused(until: Day?)
    /// It is not due.
    case off
  }

  /// Reports on `day` as seen on that day.
  ///
  /// - Parameters:
  ///   - pauses: of the whole routine.
  ///   - procedures: of the person.
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
        guard step.life.has(day.weekday) else { continue }
        steps.append(line(step, tally))
      }
    }
  }

  private func line(_ week: StepWeek, _ tally: Tally) -> StepLine {
    let state = week.states(of: tally)[day.weekday]
    let schedule = week.history.schedules.value(on: day)
    let done = week.life.intersection(week.logged.done).count
    return StepLine(
      step: week.history.step, schedule: schedule, state: state,
      due: due(week.history, state, schedule, done, tally))
  }

  private func due(
    _ history: StepHistory, _ state: DayState, _ schedule: Schedule?, _ done: Int, _ tally: Tally
  ) -> Due {
    switch state {
    case .done, .skipped: return .settled
    case .pending: return .due
    case .excused:
      let absences = history.absences.filter { $0.contains(day) }
      if absences.isEmpty { return .settled }
      // Of spans that overlap the one that ends last tells when it is asked for again.
      let isOpen = absences.contains { $0.last == nil }
      return .paused(until: isOpen ? nil : absences.compactMap(\.last).max())
    default: break
    }
    switch schedule {
    case .weekdays:
      // What is open beyond the days still to come was due on a day that is past.
      let times = tally.open - history.dueLater(than: day)
      return times > 0 ? .catchUp(times: times) : .off
    case .quota(let minimum, let maximum):
      if done < minimum { return .wanted(left: minimum - done, done: done) }
      return maximum.map { done < $0 } ?? true ? .optional(done: done) : .enough(done: done)
    case .asNeeded(let maximum):
      return maximum.map { done < $0 } ?? true ? .optional(done: done) : .enough(done: done)
    default: return .off
    }
  }
}

extension StepHistory {
  /// How many days after `day` in its week it is due by its weekdays and not paused.
  func dueLater(than day: Day) -> Int {
    let week = Week(of: day)
    let step = StepWeek(history: self, week: week, logged: LoggedWeek(), today: day)
    let later = Weekdays(of: week, from: day + 1, through: nil)
    return step.due.intersection(step.eligible).intersection(later).count
  }
}
