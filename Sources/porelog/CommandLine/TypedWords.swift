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
  throw Failure(
    .dataError,
    "\(quoted(text)) is not a day: write 2025-06-02, today, yesterday, monday or -3 (days ago)")
}

/// The day that `text` names; nil when it is no word for a day.
///
/// - Throws: `InvalidInput` for a date that does not exist.
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
    self = try ScopeReference(parsing: Slot(typed: text)?.rawValue ?? text)
  }
}
