import Calendar

/// A step with everything that determines on which days it is expected.
///
/// It is an immutable class because reports pass it on for every week: copying one reference is
/// cheaper than copying the properties.
public final class StepHistory: Sendable {
  /// The step.
  public let step: Step
  /// The schedules that differ from the previous one. The first begins on the step's first day.
  public let schedules: Timeline<Schedule>
  /// The spans on which a pause or a recovery covers the step. They may overlap.
  public let absences: [DaySpan]

  /// Creates the history of `step`.
  ///
  /// - Parameters:
  ///   - schedules: all versions of its schedule. With none, the step is never expected.
  ///   - pauses: the pauses of the whole routine; those that do not include the step are ignored.
  ///   - procedures: the user's procedures. Their recoveries cover the step if `Procedure.pauses(_:)` returns true.
  public init(
    step: Step, schedules: Timeline<Schedule>, pauses: [Pause], procedures: [Procedure]
  ) {
    self.step = step
    self.schedules = schedules.resolved(from: step.firstDay)
    var absences = pauses.filter { $0.scope.includes(step) }.map(\.span)
    if Procedure.pauses(step) { absences += procedures.compactMap(\.recovery) }
    self.absences = absences
  }

  /// Whether the step exists on `day` and is due on it by a daily, weekday or N-days schedule. Pauses are not considered.
  public func isDue(on day: Day) -> Bool {
    guard step.exists(on: day), let index = schedules.index(on: day) else { return false }
    let version = schedules.versions[index]
    return version.value.dueDays(in: Week(of: day), from: version.from).has(day.weekday)
  }
}
