import Documents
import Journal
import Tracker

/// `porelog today`: what is due today and what is done.
enum Today: Command {
  static var name: String { "today" }
  static let description = CommandDescription(
    name: name, summary: "what is due today, what is done, and what the week still wants",
    details: ["--today DAY shows another day as it was or will be seen then."])

  static func run(_ session: Session) throws {
    guard let view = try session.tracker().today(session.user) else {
      return try session.print(.null, [nothingLoggedYet])
    }
    try session.print(view.document, DayText(view: view, style: session.style).lines)
  }
}
