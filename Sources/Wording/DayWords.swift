import Reporting
import Routine

extension DayReport.StepLine {
  /// The reason why the step is due or not due, as a phrase.
  public var words: String {
    let schedule = schedule?.description ?? "no schedule"
    switch due {
    case .logged: return state.rawValue
    case .due: return "due"
    case .catchUp(let times):
      return times == 1
        ? "can still be made up (\(schedule))" : "\(times) can still be made up (\(schedule))"
    case .needed(let left, _): return "\(left) more this week (\(schedule))"
    case .optional(let done):
      return done == 0 ? "as you like (\(schedule))" : "as you like, \(done) done (\(schedule))"
    case .enough(let done): return "\(done) done, enough this week (\(schedule))"
    case .paused(let until): return until.map { "paused to \($0)" } ?? "paused until resumed"
    case .notDue: return "not due (\(schedule))"
    }
  }
}
