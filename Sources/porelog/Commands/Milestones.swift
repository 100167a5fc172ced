import Journal
import Reporting
import Routine

/// `porelog milestones`: how far the routine was kept up towards what the guide speaks of.
enum Milestones: Command {
  static var name: String { "milestones" }
  static let description = CommandDescription(
    name: name, summary: "how long the routine was kept up, and what was seen beside it",
    details: [
      "The guide that porelog follows speaks of smoother texture after 2 to 4 weeks of consistent cleansing and hydration, and of a change after 8 to 12 weeks of steady use of niacinamide or a retinoid. These are its words. What porelog counts is days in weeks that were kept to 80 %: 14 to 28 of them are the window of the first, 56 to 84 of the others. Whether there is anything to see is another question, which your ratings and photos answer or do not.",
      "A milestone is anchored on the first day on which all it needs was done. Weeks are counted once they are over. Days that were paused or excused count for neither side, and nothing ever subtracts. 14 days in a row without any of it (28 for an active) end the attempt; the next day on which all of it is done begins another.",
    ])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else {
      let empty = #"{"milestones":[],"user":null}"#
      return try session.console.print(
        session.wantsJSON ? empty : "Nothing is logged yet: porelog log pm --all begins.")
    }
    let today = try session.today(for: account.user)
    let chronicle = try journal.read { try journal.chronicle(of: account.id, deedsFrom: today) }
    let reports = MilestoneReport.all(of: chronicle, today: today)
    let name = account.user.name
    if session.wantsJSON {
      let document = JSON.object([
        "user": .string(name), "milestones": .array(reports.map(\.json)),
      ])
      return try session.console.print(document.text)
    }
    let text = MilestoneText(reports: reports, today: today, user: name, style: session.style)
    try session.console.print(text.lines.joined(separator: "\n"))
  }
}
