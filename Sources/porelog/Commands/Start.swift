import Documents
import Files
import Tracker

/// `porelog` without a command: today, or what a newcomer needs to know.
enum Start {
  static func run(_ session: Session) throws {
    // A newcomer has no journal, and looking around does not create one.
    guard let path = session.path, fileExists(path),
      let view = try session.tracker().today(session.user)
    else {
      return try session.print(.null, welcome(session.style))
    }
    try session.print(view.document, DayText(view: view, style: session.style).lines)
  }

  private static func welcome(_ style: Style) -> [String] {
    let commands = [
      ("porelog log", "log what you did: a list to tick off"),
      ("porelog log pm --all", "the same for the evening, in a hurry"),
      ("porelog week", "how well the week is kept"),
      ("porelog help", "everything else"),
    ]
    let width = commands.map(\.0.count).max() ?? 0
    return style.wrap(
      "porelog keeps a journal of your skincare routine, in one file on this machine.")
      + style.wrap("The first log begins it, with a starter routine.") + [""]
      + commands.flatMap { name, text in
        style.wrap(
          text.split(separator: " ").map(String.init),
          head: "  " + style.fit(name, to: width) + "  ")
      }
  }
}
