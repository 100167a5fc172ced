import Calendar
import Documents
import Journal
import Routine
import Text
import Tracker

/// `porelog day`: all that is kept of one day.
enum DayCommand: Command {
  static var name: String { "day" }
  static let description = CommandDescription(
    name: name, operands: "[DAY]", operandCount: 0...1,
    summary: "everything that is kept of one day",
    details: [
      "DAY is 2025-06-02, today, yesterday or -3 (days ago); without it, today. Entries are shown with their count, minutes, product, reason and note, and with the day on which they were logged when that is another one."
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
    options: [
      .init(name: "from", value: "DAY", help: "from this day on"),
      .init(name: "to", value: "DAY", help: "up to this day"),
    ],
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
    options: [
      .init(name: "from", value: "DAY", help: "from this day on"),
      .init(name: "to", value: "DAY", help: "up to this day"),
    ],
    summary: "the ratings by day, with a small line for each measure",
    details: [
      "The line goes from the first to the last rating that is shown. Its height is the score: texture, congestion, pores and oiliness from 0 (best) to 10, the signs from 0 (none) to 3."
    ])

  static func run(_ session: Session) throws {
    let view = try session.tracker().ratings(
      session.user, from: try session.day("from"), to: try session.day("to"))
    let lines = view.map { RatingsText(view: $0, style: session.style).lines } ?? []
    try session.print(
      view?.document ?? .array([]), lines.isEmpty ? ["There are no ratings."] : lines)
  }
}
