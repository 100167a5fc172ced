import Documents
import Journal
import Routine
import Tracker
import Wording

/// `porelog milestones`: one line and one card for each attempt at a milestone.
enum Milestones: Command {
  static var name: String { "milestones" }
  static let description = CommandDescription(
    name: name, summary: "how long the routine was kept, with the ratings and photos beside it",
    details: [
      "The guide that porelog follows speaks of smoother texture after \(Policy.textureWindow.inWeeks.words) weeks of consistent cleansing and hydration, and of a change after \(Policy.activeWindow.inWeeks.words) weeks of steady use of niacinamide or a retinoid. This is the guide's claim. porelog counts the days of the weeks in which the steps of the milestone were kept to \(keptShare). The window of the first opens after \(Policy.textureWindow.lowerBound) of these days and passes when there are more than \(Policy.textureWindow.upperBound). That of an active opens after \(Policy.activeWindow.lowerBound) and passes when there are more than \(Policy.activeWindow.upperBound). Whether you see a change is a separate question. Your ratings and photos are shown beside the count.",
      "An attempt at a milestone begins on the first day on which all that it requires was done. A week is counted once it is over. Each card has one cell for each week: it counted, it fell short of \(keptShare), or it was paused. Paused and excused days are not counted, and the number of counted days does not decrease. After \(Policy.textureLapse) days in a row on which nothing of it was done (\(Policy.activeLapse) for an active), the attempt is let go. The next day on which all of it is done begins another attempt.",
    ])

  static func run(_ session: Session) throws {
    guard let view = try session.tracker().milestones(session.user) else {
      return try session.print(MilestonesView.emptyDocument, [nothingLoggedYet])
    }
    try session.print(view.document, MilestoneText(view: view, style: session.style).lines)
  }
}
