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
    summary: "how often products were used, when they expire and run out",
    details: [
      "A use is a step logged as done, with the product of the entry or else the step's product on that day. Layers and applications are counted beside the uses. Uses a week are counted from the first use on, until the product is finished, and shown from \(Policy.usageRateDays) days on.",
      "A product expires on the day printed on it or at the end of its months after opening, whichever is earlier. When a pack runs out follows from the pace of its uses in the \(Policy.forecastDays) days before the last one, and is shown from \(Policy.forecastUses) uses on. porelog product set changes what is known about a pack.",
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
