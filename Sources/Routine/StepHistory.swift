import Calendar

/// A step with everything that decides on which days it is due.
///
/// It is immutable, and a class so that reports, which pass it on for every week, copy a reference rather than the
/// lists in it.
public final class StepHistory: Sendable {
  /// The step.
  public let step: Step
  /// Its schedules, without versions equal to the one before. The first begins with the step.
  public let schedules: Timeline<Schedule>
  /// The spans in which a pause or a recovery covers it. They may overlap.
  public let absences: [DaySpan]

  /// Gathers what concerns `step`.
  ///
  /// - Parameters:
  ///   - schedules: all versions of its schedule. Without any the step expects nothing.
  ///   - pauses: of the whole routine.
  ///   - procedures: of the person; their recoveries cover the steps that `Procedure.pauses(_:)` names.
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
