import Calendar

/// A step with everything that determines on which days it is expected.
///
/// It is an immutable class because reports pass it on for every week: copying one reference is
/// cheaper than copying the properties.
public final class StepHistory: Sendable {
  /// The step.
  public let step: Step
  /// The schedules, without versions that equal the previous one. The first is in force from the step's first day on.
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
    self.schedules = schedules.withoutRepetitions
    var absences = pauses.filter { $0.scope.includes(step) }.map(\.span)
    if Procedure.pauses(step) { absences += procedures.compactMap(\.recovery) }
    self.absences = absences
  }
}
