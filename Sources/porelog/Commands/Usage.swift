import Journal
import Reporting
import Routine

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
      "A use is a step logged as done, with the product of the entry or else the step's product on that day. Layers and applications are counted beside the uses. Uses a week are reckoned from the first use on. When a pack runs out is reckoned from the last 28 days, and told from 7 uses in them."
    ])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else {
      return try session.console.print(
        session.wantsJSON ? #"{"products":[],"user":null}"# : "There are no products yet.")
    }
    let today = try session.today(for: account.user)
    let from = try session.arguments.value("from").map { try parseDay($0, today: today) }
    let to = try session.arguments.value("to").map { try parseDay($0, today: today) }
    if let from, let to, to < from {
      throw Failure(
        .dataError, "--to \(to) lies before --from \(from): a span ends after it begins")
    }
    let chronicle = try journal.read { try journal.chronicle(of: account.id) }
    let report = UsageReport(of: chronicle, from: from, to: to, today: today)
    if session.wantsJSON {
      return try session.console.print(UsageText.json(report, user: account.user.name).text)
    }
    let text = UsageText(report: report, user: account.user.name, style: session.style)
    try session.console.print(text.lines.joined(separator: "\n"))
  }
}
