import Journal
import Reporting
import Routine

/// `porelog today`: what the day asks for.
enum Today: Command {
  static var name: String { "today" }
  static let description = CommandDescription(
    name: name, summary: "what is due today, what is done, and what the week still wants",
    details: ["--today DAY shows another day as it was or will be seen then."])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else {
      let empty = session.wantsJSON ? "null" : "Nothing is logged yet: porelog log pm --all begins."
      return try session.console.print(empty)
    }
    let today = try session.today(for: account.user)
    let deedsFrom = today - Choices.poreStripDays
    let (chronicle, report) = try journal.read {
      let chronicle = try journal.chronicle(of: account.id, deedsFrom: deedsFrom)
      let report = DayReport(
        of: chronicle.diary, day: today, pauses: try journal.pauses(of: account.id),
        procedures: try journal.procedures(of: account.id))
      return (chronicle, report)
    }
    let cautions = chronicle.cautions(from: today, through: today, today: today)
    let warnings = chronicle.forewarnings(
      on: today, due: indices(report, chronicle) { $0 == .due },
      optional: indices(report, chronicle) { call in
        switch call {
        case .catchUp, .wanted, .optional, .enough: true
        default: false
        }
      })
    let name = account.user.name
    if session.wantsJSON {
      return try session.console.print(
        DayText.json(report, user: name, cautions: cautions, warnings: warnings).text)
    }
    let text = DayText(
      report: report, user: name, cautions: cautions, warnings: warnings,
      note: try journal.note(of: today, for: account.id)?.text,
      ratings: chronicle.ratings.filter { $0.day == today }, style: session.style)
    try session.console.print(text.lines.joined(separator: "\n"))
  }

  /// The steps that stand to the day in a way, as indices into the diary's.
  private static func indices(
    _ report: DayReport, _ chronicle: Chronicle, _ isMeant: (DayReport.Call) -> Bool
  ) -> [Int] {
    let keys = report.steps.filter { isMeant($0.call) }.map(\.step.key)
    return chronicle.diary.steps.indices.filter {
      keys.contains(chronicle.diary.steps[$0].step.key)
    }
  }
}
