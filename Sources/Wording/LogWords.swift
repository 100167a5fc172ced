import Calendar
import Reporting
import Routine

/// What is said after steps were logged.
public enum LogWords {
  /// `pm oil-cleanse, toner done; am sunscreen skipped`: what became of steps, those of one slot and fate together.
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

  /// What was logged, what it does not count for, and where the week stands.
  ///
  /// - Parameters:
  ///   - logged: as `list(_:)` has it; empty when nothing due was left.
  ///   - optional: steps of the slot that are a matter of choice, with their schedules.
  ///   - begins: when the first step of the slot begins, if none exists on the day.
  ///   - outside: steps that were logged outside their life.
  public static func says(
    on day: Day, _ logged: String, optional: [(key: StepKey, schedule: Schedule?)], begins: Day?,
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
    if !optional.isEmpty {
      let names = optional.map { "\($0.key.slug) (\($0.schedule?.description ?? ""))" }
      parts.append("As you like: \(names.joined(separator: ", ")).")
    }
    parts.append(week.total.standing(of: week.week))
    return parts.joined(separator: " ")
  }
}
