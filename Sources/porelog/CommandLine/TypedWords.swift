import Calendar
import Routine
import Text
import Tracker

// The words for days and slots that people type.

/// Parses a DAY: `2025-06-02` or `2025-6-2`, `today`, `yesterday`, `tomorrow`, `-3` for three days ago, or the name of a
/// weekday for the last such day, today included.
///
/// - Throws: `InvalidInput` for a date that does not exist, such as `2025-02-30`; `Failure` for any other text.
func parseDay(_ text: String) throws -> RelativeDay {
  if let day = try dayWord(text) { return day }
  throw notADay(text)
}

private func notADay(_ text: String) -> Failure {
  Failure(
    .dataError,
    "\(quoted(text)) is not a day: write 2025-06-02, today, yesterday, monday or -3 (days ago)")
}

/// The day that `text` names; nil when it is no word for a day.
///
/// - Throws: `InvalidInput` for a date that does not exist; `Failure` for one that is written in another way.
func dayWord(_ text: String) throws -> RelativeDay? {
  let word = text.lowercased()
  switch word {
  case "today": return .today
  case "yesterday": return .fromToday(-1)
  case "tomorrow": return .fromToday(1)
  default: break
  }
  if let weekday = weekdayNames.firstIndex(where: { $0 == word || $0.prefix(3) == word }) {
    return .lastWeekday(weekday)
  }
  if word.hasPrefix("-"), let days = wholeNumber(word.dropFirst()), days <= 4_000_000 {
    return .fromToday(-days)
  }
  // Numbers with other signs between them are a date, too, but not clearly which.
  let numbers = word.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "." }
  if numbers.count > 1, numbers.allSatisfy({ wholeNumber($0) != nil }) { throw notADay(text) }
  // Three numbers are a date, also without the zeros: `2025-6-2`.
  let parts = word.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.count == 3, parts[0].utf8.count == 4,
    parts[1...].allSatisfy({ (1...2) ~= $0.utf8.count }),
    parts.allSatisfy({ wholeNumber($0) != nil })
  else { return nil }
  let padded = parts.map { $0.utf8.count == 1 ? "0\($0)" : "\($0)" }.joined(separator: "-")
  return .day(try Day(parsing: padded))
}

/// The names of the weekdays, from Monday on.
let weekdayNames = [
  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
]

extension Slot {
  /// The slot that `text` names: `am` or `morning`, `pm`, `evening` or `night`, or `weekly`; nil for any other text.
  init?(typed text: String) {
    switch text.lowercased() {
    case "am", "morning": self = .am
    case "pm", "evening", "night", "tonight": self = .pm
    case "weekly": self = .weekly
    default: return nil
    }
  }
}

extension ScopeReference {
  /// Parses a SCOPE. The words for a slot are those of `Slot(typed:)`.
  ///
  /// - Throws: `InvalidInput` for any other text.
  init(typed text: String) throws {
    let word = text.lowercased()
    let isScope = word == "all" || word == "actives"
    self = try ScopeReference(
      parsing: isScope ? word : Slot(typed: text)?.rawValue ?? pairedWithSlot(text))
  }
}

extension StepReference {
  /// Parses a STEP. Before its `/` stands any word for a slot.
  ///
  /// - Throws: as `init(parsing:in:)`.
  init(typed text: String, in slot: Slot? = nil) throws {
    try self.init(parsing: pairedWithSlot(text), in: slot)
  }
}

/// `text` with the word before its `/` as the name of a slot: `evening/toner` is `pm/toner`.
private func pairedWithSlot(_ text: String) -> String {
  guard let slash = text.firstIndex(of: "/"), let slot = Slot(typed: String(text[..<slash])) else {
    return text
  }
  return slot.rawValue + text[slash...]
}
