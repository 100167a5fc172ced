import Calendar
import Reporting
import Routine

/// The short names of the months, from January on.
public let monthNames = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

extension Day {
  /// The day with its weekday, as the start of a title: `Mon 2025-06-02`.
  public var title: String { "\(Weekdays.title(of: weekday)) \(self)" }
}

extension Weekdays {
  /// The short name of `weekday`, with a capital letter: `Mon` for 0.
  static func title(of weekday: Int) -> String {
    names[weekday].prefix(1).uppercased() + names[weekday].dropFirst()
  }
}

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
