import Calendar
import Reporting
import Routine

/// Phrases about the levels of an active.
public enum RampWords {
  /// The days a week of each level, from the first to the last: `2-3, 3-4, 5-7`.
  public static var levels: String { names.joined(separator: ", ") }

  /// The days a week of each level in a sentence: `2-3, 3-4 and 5-7`.
  public static var levelsInSentence: String {
    names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  private static var names: [String] {
    Policy.rampLevels.map { String($0.description.prefix { $0 != "/" }) }
  }
}

extension RampReport.Reason {
  /// The reason as a clause.
  public var words: String {
    switch self {
    case .outsideLifetime: "the step is not part of the routine today"
    case .atLastLevel: "it is at the last level"
    case .tooFewWeeks(let count, let schedule):
      "\(count) of \(Policy.rampWeeks) whole weeks with \(schedule) are over"
    case .notKept(let week): "the week of \(week.monday.spoken(on: week.monday)) was not kept"
    case .sign(let rating):
      "\(rating.measure.rawValue) was rated \(rating.score) on \(rating.day.spoken(on: rating.day))"
    }
  }
}
