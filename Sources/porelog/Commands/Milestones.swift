import Journal
import Tracker
import Wording

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
    guard let view = try session.tracker().milestones(session.user) else {
      return try session.print(MilestonesView.emptyDocument, [nothingLoggedYet])
    }
    try session.print(view.document, MilestoneText(view: view, style: session.style).lines)
  }
}
