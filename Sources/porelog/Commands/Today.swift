import Journal
import Reporting
import Routine

/// `porelog today`: what the day asks for.
enum Today: Command {
  static let description = CommandDescription(
    name: "today", summary: "what is due today, what is done, and what the week still wants",
    details: ["--today DAY shows another day as it was or will be seen then."])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else {
      let empty = session.wantsJSON ? "null" : "Nothing is logged yet: porelog log pm --all begins."
      return try session.console.print(empty)
    }
    let today = try session.today(for: account.user)
    let report = try journal.read {
      DayReport(
        of: try journal.diary(of: account.id), day: today,
        pauses: try journal.pauses(of: account.id),
        procedures: try journal.procedures(of: account.id))
    }
    let text =
      session.wantsJSON
      ? DayText.json(report, user: account.user.name).text
      : DayText(report: report, user: account.user.name, style: session.style).lines
        .joined(separator: "\n")
    try session.console.print(text)
  }
}
