import Calendar
import Documents
import Journal
import Routine
import Text
import Tracker

/// `porelog day`: everything that is recorded for one day.
enum DayCommand: Command {
  static var name: String { "day" }
  static let description = CommandDescription(
    name: name, operands: "[DAY]", operandCount: 0...1,
    summary: "everything that is recorded for one day",
    details: [
      "DAY is 2025-06-02, yesterday, -3 (three days ago) or the name of a weekday, which means the last such day; without it, today. Entries are shown with their count, minutes, product, reason and note. The day of logging is shown when it is another day."
    ])

  static func run(_ session: Session) throws {
    let day = try session.arguments.operands.first.map(parseDay)
    guard let view = try session.tracker().day(session.user, day) else {
      return try session.print(.null, [nothingLoggedYet])
    }
    try session.print(view.document, DayRecordText(view: view, style: session.style).lines)
  }
}

/// `porelog notes`: the notes of days and steps, and the reasons.
enum NotesCommand: Command {
  static var name: String { "notes" }
  static let description = CommandDescription(
    name: name,
    options: CommandDescription.spanOptions,
    summary: "the notes of days and steps, and the reasons, by day")

  static func run(_ session: Session) throws {
    let view = try session.tracker().notes(
      session.user, from: try session.day("from"), to: try session.day("to"))
    let lines = view.map { NotesText(view: $0, style: session.style).lines } ?? []
    try session.print(
      view?.document ?? .array([]), lines.isEmpty ? ["There are no notes."] : lines)
  }
}

/// `porelog ratings`: the ratings by day.
enum RatingsCommand: Command {
  static var name: String { "ratings" }
  static let description = CommandDescription(
    name: name,
    options: CommandDescription.spanOptions,
    summary: "the ratings by day, with a line of blocks for each measure",
    details: [
      "Each block is one rating, from the first to the last. Its height is the score: 0 (best) to 10 for texture, congestion, pores and oiliness, 0 (none) to 3 for the signs of irritation."
    ])

  static func run(_ session: Session) throws {
    let view = try session.tracker().ratings(
      session.user, from: try session.day("from"), to: try session.day("to"))
    let lines = view.map { RatingsText(view: $0, style: session.style).lines } ?? []
    try session.print(
      view?.document ?? .array([]), lines.isEmpty ? ["There are no ratings."] : lines)
  }
}
