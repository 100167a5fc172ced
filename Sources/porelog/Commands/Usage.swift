import Documents
import Journal
import Routine
import Tracker
import Wording

/// `porelog usage`: how often the products were used.
enum Usage: Command {
  static var name: String { "usage" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "from", value: "DAY", help: "the first day; else the first use"),
      .init(name: "to", value: "DAY", help: "the last day; else today"),
    ],
    summary: "how often products were used, and when they run out and expire",
    details: [
      "A use is a step that was logged as done, with the product of the entry or else the step's product on that day. Layers and applications are shown when there are more of them than uses. Uses a week are counted from the first use until the product is finished, and shown from \(Policy.usageRateDays) days on. The product with the next day on which it was used up, runs out or expires comes first, and finished products come last.",
      "A product expires on the day printed on it or at the end of its months after opening, whichever is earlier. The day on which a pack runs out is estimated from its uses in the \(Policy.forecastDays) days before the last one, and shown from \(Policy.forecastUses) uses on. porelog product set changes what is known about a pack.",
    ])

  static func run(_ session: Session) throws {
    let view = try session.tracker().usage(
      session.user, from: try session.day("from"), to: try session.day("to"))
    guard let view else {
      return try session.print(UsageView.emptyDocument, ["There are no products yet."])
    }
    try session.print(view.document, UsageText(view: view, style: session.style).lines)
  }
}
