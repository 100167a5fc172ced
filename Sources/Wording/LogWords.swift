import Calendar
import Reporting
import Routine

/// Sentences about steps that were logged.
public enum LogWords {
  /// The logged steps as a list for the undo history: `pm oil-cleanse, toner done; am sunscreen skipped`. Adjacent steps
  /// with the same slot and word are grouped.
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

  /// What was logged, in one sentence: `Evening logged for Mon 26 May: oil-cleanse, toner; skipped serum.`
  ///
  /// - Parameters:
  ///   - logged: the steps in the order in which they were named, each with a word such as `done`; at least one.
  ///   - time: the time of day when the day is today but its date is over, as after midnight; else nil.
  public static func sentence(
    _ logged: [(key: StepKey, word: String)], on day: Day, today: Day, at time: TimeOfDay?
  ) -> String {
    let slots = Set(logged.map(\.key.slot))
    let words = Set(logged.map(\.word))
    let date = day.titled(on: today) + (time.map { " (it is \($0))" } ?? "")
    // Only cleared or only noted: the verb says it.
    if words.count == 1, let word = words.first, word == "cleared" || word == "noted" {
      let names = logged.map(\.key.slug.description).joined(separator: ", ")
      return "\(word == "cleared" ? "Cleared" : "Noted") for \(date): \(names)."
    }
    var parts: [String] = []
    for word in ["done", "skipped", "excused", "cleared", "noted"] {
      let names = logged.filter { $0.word == word }.map(\.key.slug.description)
      if names.isEmpty { continue }
      parts.append((word == "done" ? "" : "\(word) ") + names.joined(separator: ", "))
    }
    let what =
      slots.count > 1
      ? "Logged"
      : slots.contains(.weekly) ? "Weekly steps logged" : "\(slots.first?.title ?? "") logged"
    return "\(what) for \(date): \(parts.joined(separator: "; "))."
  }

  /// The sentence when nothing was left to log of `slot`.
  ///
  /// - Parameter begins: the day on which the first step of the slot begins, when no step of the slot exists on `day`.
  public static func nothingLeft(
    of slot: Slot, on day: Day, today: Day, begins: Day?
  ) -> String {
    if let begins {
      return
        "No \(slot.title.lowercased()) step exists on \(day.titled(on: today)); the first begins on \(begins.spoken(on: today))."
    }
    switch (slot, day == today) {
    case (.am, true): return "Everything due this morning is already logged."
    case (.pm, true): return "Everything due this evening is already logged."
    case (.weekly, true): return "Every weekly step that is due today is already logged."
    case (let slot, false):
      return
        "Every \(slot.title.lowercased()) step that was due on \(day.titled(on: today)) is already logged."
    }
  }

  /// The steps that were logged outside their lifetime, in one sentence.
  public static func outside(_ keys: [StepKey]) -> String {
    let names = keys.map(\.slug.description).joined(separator: ", ")
    return keys.count == 1
      ? "\(names) was not part of the routine that day, so it counts as use but in no share."
      : "\(names) were not part of the routine that day, so they count as use but in no share."
  }

  /// The steps that can earn more this week, in one sentence: `Still to do this week: retinol (2 more).`
  public static func owed(_ steps: [(key: StepKey, times: Int)]) -> String {
    "Still to do this week: \(steps.map { "\($0.key.slug) (\($0.times) more)" }.joined(separator: ", "))."
  }
}
