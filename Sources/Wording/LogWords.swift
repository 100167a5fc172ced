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
    // Where nothing was done, the verb says what happened.
    if words.count == 1, let word = words.first, word != "done" {
      let names = logged.map(\.key.slug.description).joined(separator: ", ")
      return "\(word.prefix(1).uppercased() + word.dropFirst()) for \(date): \(names)."
    }
    var parts: [String] = []
    for word in ["done", "skipped", "excused", "cleared", "noted"] {
      let names = logged.filter { $0.word == word }.map(\.key.slug.description)
      if names.isEmpty { continue }
      parts.append((word == "done" ? "" : "\(word) ") + names.joined(separator: ", "))
    }
    let isOneTime = slots.count == 1 && !slots.contains(.weekly)
    let what = isOneTime ? "\(slots.first?.title ?? "") logged" : "Logged"
    return "\(what) for \(date): \(parts.joined(separator: "; "))."
  }

  /// Why nothing of a slot was left to log or to clear.
  public enum NothingLeft: Hashable, Sendable {
    /// No step of the slot exists on the day; the first begins on this day.
    case begins(Day)
    /// What is due is logged.
    case logged
    /// Nothing is due.
    case notDue
    /// Nothing is due because of a pause.
    case paused
    /// Nothing is logged, so there is nothing to clear.
    case nothingToClear
  }

  /// The sentence when nothing was left to log or to clear of `slot` on `day`.
  public static func nothingLeft(
    of slot: Slot, on day: Day, today: Day, _ reason: NothingLeft
  ) -> String {
    let date = day.titled(on: today)
    // `this evening`, or `in the evening of Fri 30 May`.
    let when =
      switch (slot, day == today) {
      case (.am, true): "this morning"
      case (.pm, true): "this evening"
      case (.am, false): "in the morning of \(date)"
      case (.pm, false): "in the evening of \(date)"
      case (.weekly, true): "today of the weekly steps"
      case (.weekly, false): "on \(date) of the weekly steps"
      }
    let verb = day == today ? "is" : "was"
    switch reason {
    case .begins(let first):
      let name = slot == .am ? "morning" : slot == .pm ? "evening" : "weekly"
      return "No \(name) step exists on \(date); the first begins on \(first.spoken(on: today))."
    case .logged: return "Everything due \(when) is already logged."
    case .notDue: return "Nothing \(verb) due \(when)."
    case .paused: return "Nothing \(verb) due \(when), because of a pause."
    case .nothingToClear: return "Nothing is logged \(when), so there is nothing to clear."
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
