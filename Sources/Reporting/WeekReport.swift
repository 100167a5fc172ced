import Calendar
import Routine

/// How well one week was kept.
public struct WeekReport: Sendable {
  /// The week.
  public let week: Week
  /// The day it is seen from.
  public let today: Day
  /// Everything together.
  public private(set) var total: Tally
  /// By slot; those without a step that week are left out.
  public private(set) var slots: [(Slot, Tally)] = []
  /// By group; those without a step that week are left out.
  public private(set) var groups: [(Group, Tally)] = []
  /// By active; those without a step that week are left out.
  public private(set) var actives: [(Active, Tally)] = []
  /// The steps that live on at least one of its days, in slot, position, slug order.
  public private(set) var steps: [StepLine] = []

  /// One step in the week.
  public struct StepLine: Sendable {
    /// The step.
    public let step: Step
    /// Its tally.
    public let tally: Tally
    /// What became of it on each day, Monday first.
    public let days: [DayState]
  }

  /// Whether the week is over.
  public var isClosed: Bool { total.isClosed }

  /// Reports on `week` as seen on `today`.
  ///
  /// - Complexity: O(steps + loggedDays of the week), after a search for the first of them.
  public init(of diary: Diary, week: Week, today: Day) {
    self.week = week
    self.today = today
    total = Tally(isClosed: week.isClosed(on: today))
    diary.forEachWeek(from: week, through: week, asOf: today) { _, stepWeeks in
      for step in stepWeeks where !step.life.isEmpty {
        let tally = step.tally
        steps.append(StepLine(step: step.history.step, tally: tally, days: step.states(of: tally)))
      }
    }
    for line in steps { total += line.tally }
    slots = pooled { $0.key.slot }
    groups = pooled { $0.kind.group }
    actives = pooled { $0.active }
  }

  /// The steps' tallies pooled by a property of the step, in the order of its cases.
  private func pooled<Key: Named>(by key: (Step) -> Key?) -> [(Key, Tally)] {
    Key.allCases.compactMap { candidate in
      let lines = steps.filter { key($0.step) == candidate }
      guard !lines.isEmpty else { return nil }
      return (candidate, lines.reduce(into: Tally(isClosed: isClosed)) { $0 += $1.tally })
    }
  }
}
