import Calendar
import Reporting
import Routine

/// Sentences about steps that were logged.
public enum LogWords {
  /// The logged steps as a list: `pm oil-cleanse, toner done; am sunscreen skipped`. Adjacent steps with the same slot
  /// and word are grouped.
  ///
  /// - Parameter logged: the steps in the order in which they were named, each with a word such as `done`.
  public static func list(_ logged: [(key: StepKey, word: String)]) -> String {
    var parts: [(slot: Slot, word: String, names: [String])] = []
    for (key, word) in logged {
      if let last = parts.last, last.slot == key.slot, last.word == word {
        parts[parts.count - 1].names.append(key.slug.description)
      } else {
        parts.append((key.slot, word, [key.slug.description]))
      }
    }
    return parts.map { "\($0.slot.rawValue) \($0.names.joined(separator: ", ")) \($0.word)" }
      .joined(separator: "; ")
  }

  /// The sentences after a log: what was logged, what does not count, the steps that are owed or optional, and the standing of the week.
  ///
  /// - Parameters:
  ///   - day: the day that was logged.
  ///   - logged: the result of `list(_:)`; empty when nothing was logged.
  ///   - owed: the steps of the slot that can earn more this week, with the number of days.
  ///   - optional: the as-needed steps of the slot, with their schedules.
  ///   - begins: the day on which the first step of the slot begins, when no step of the slot exists on `day`.
  ///   - outside: the steps that were logged outside their lifetime.
  ///   - week: the week of `day`, with what was logged.
  public static func sentences(
    on day: Day, _ logged: String, owed: [(key: StepKey, times: Int)],
    optional: [(key: StepKey, schedule: Schedule?)], begins: Day?,
    outside: [StepKey], _ week: WeekReport
  ) -> String {
    let nothing =
      begins.map { "no step of the slot lives on it, the first begins on \($0)" }
      ?? "nothing due is left to log"
    var parts = ["\(day): \(logged.isEmpty ? nothing : logged)."]
    if !outside.isEmpty {
      let names = outside.map(\.description).joined(separator: ", ")
      parts.append("Outside the span of \(names), so it counts in no share.")
    }
    if !owed.isEmpty {
      let names = owed.map { "\($0.key.slug) (\($0.times) more)" }
      parts.append("Still this week: \(names.joined(separator: ", ")).")
    }
    if !optional.isEmpty {
      let names = optional.map { "\($0.key.slug) (\($0.schedule?.description ?? ""))" }
      parts.append("As you like: \(names.joined(separator: ", ")).")
    }
    parts.append(week.total.standing(of: week.week))
    return parts.joined(separator: " ")
  }
}
