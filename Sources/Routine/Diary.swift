import Calendar

/// One person's routine and what was logged of it, as far as shares, runs and milestones depend on it.
public struct Diary: Sendable {
  /// The steps, in slot, position, slug order.
  public let steps: [StepHistory]
  /// What was logged, by day; at most one for each step and day.
  public let loggedDays: [LoggedDay]

  /// Takes steps in their order and logged days by day.
  public init(steps: [StepHistory], loggedDays: [LoggedDay]) {
    self.steps = steps
    self.loggedDays = loggedDays
  }

  /// The first day of the earliest step's life; nil without any step.
  public var firstDay: Day? { steps.map(\.step.firstDay).min() }

  /// Whether nothing was logged up to `today`.
  public func isEmpty(on today: Day) -> Bool {
    loggedDays.first.map { $0.day > today } ?? true
  }

  /// The index of the first logged day on `day` or later.
  ///
  /// - Complexity: O(log logged days).
  public func firstIndex(from day: Day) -> Int {
    var (low, high) = (0, loggedDays.count)
    while low < high {
      let middle = (low + high) / 2
      if loggedDays[middle].day < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What was logged on `day`.
  ///
  /// - Complexity: O(log logged days), and those of the day.
  public func loggedDays(on day: Day) -> ArraySlice<LoggedDay> {
    let start = firstIndex(from: day)
    var end = start
    while end < loggedDays.count, loggedDays[end].day == day { end += 1 }
    return loggedDays[start..<end]
  }

  /// What was logged of a step on a day; nil when nothing was.
  public func status(of step: Int, on day: Day) -> Status? {
    loggedDays(on: day).first { $0.step == step }?.status
  }
}
