import Calendar

/// The routine and the logged days of one person. Shares, streaks and milestones are calculated from it.
public struct Diary: Sendable {
  /// The steps, ordered by slot, position and slug.
  public let steps: [StepHistory]
  /// The logged days, ordered by day; at most one for each step and day.
  public let loggedDays: [LoggedDay]

  /// Creates a diary. Both arrays must have the order that the properties describe.
  public init(steps: [StepHistory], loggedDays: [LoggedDay]) {
    self.steps = steps
    self.loggedDays = loggedDays
  }

  /// The first day on which a step exists; nil when there are no steps.
  public var firstDay: Day? { steps.map(\.step.firstDay).min() }

  /// Whether nothing was logged for `today` or earlier.
  public func isEmpty(on today: Day) -> Bool {
    loggedDays.first.map { $0.day > today } ?? true
  }

  /// The index of the first element of `loggedDays` on or after `day`; `loggedDays.count` when
  /// there is none.
  ///
  /// - Complexity: O(log n) in the number of logged days.
  public func firstIndex(from day: Day) -> Int {
    var (low, high) = (0, loggedDays.count)
    while low < high {
      let middle = (low + high) / 2
      if loggedDays[middle].day < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The logged days of all steps on `day`.
  ///
  /// - Complexity: O(log n) in the number of logged days, and O(n) in the number of those on `day`.
  public func loggedDays(on day: Day) -> ArraySlice<LoggedDay> {
    let start = firstIndex(from: day)
    var end = start
    while end < loggedDays.count, loggedDays[end].day == day { end += 1 }
    return loggedDays[start..<end]
  }

  /// The status that was logged for the step at the index `step` on `day`; nil when nothing was logged.
  public func status(of step: Int, on day: Day) -> Status? {
    loggedDays(on: day).first { $0.step == step }?.status
  }
}
