import Documents
import Journal
import Tracker

/// `porelog today`: what is due today, what is done and what is left of the week.
enum Today: Command {
  static var name: String { "today" }
  static let description = CommandDescription(
    name: name, summary: "what is due today, what is done, and what is left of the week",
    details: [
      "The slot of the present hour comes first. Steps that can wait are listed as later this week: those due on a day to come, those that can be made up, and weekly steps that are your choice. Your choice: 2 more by Sunday means that any 2 days of the rest of the week will do.",
      "--today DAY shows another day, as if it were today.",
    ])

  static func run(_ session: Session) throws {
    guard let view = try session.tracker().today(session.user) else {
      return try session.print(.null, [nothingLoggedYet])
    }
    try session.print(view.document, DayText(view: view, style: session.style).lines)
  }
}
