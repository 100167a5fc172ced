import Documents
import Journal
import Routine
import Tracker
import Wording

/// `porelog milestones`: prints the days counted towards each milestone.
enum Milestones: Command {
  static var name: String { "milestones" }
  static let description = CommandDescription(
    name: name, summary: "how long the routine was kept up, and what was seen beside it",
    details: [
      "The guide that porelog follows speaks of smoother texture after \(Policy.textureWindow.inWeeks.words) weeks of consistent cleansing and hydration, and of a change after \(Policy.activeWindow.inWeeks.words) weeks of steady use of niacinamide or a retinoid. These are its words. What porelog counts is days in weeks that were kept to \(keptShare): \(Policy.textureWindow.words) of them are the window of the first, \(Policy.activeWindow.words) of the others. Whether there is anything to see is another question, which your ratings and photos answer or do not.",
      "A milestone is anchored on the first day on which all it needs was done. Weeks are counted once they are over. Days that were paused or excused count for neither side, and nothing ever subtracts. \(Policy.textureLapse) days in a row without any of it (\(Policy.activeLapse) for an active) end the attempt; the next day on which all of it is done begins another.",
    ])

  static func run(_ session: Session) throws {
    guard let view = try session.tracker().milestones(session.user) else {
      return try session.print(MilestonesView.emptyDocument, [nothingLoggedYet])
    }
    try session.print(view.document, MilestoneText(view: view, style: session.style).lines)
  }
}
