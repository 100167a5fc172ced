import Calendar
import Documents
import Journal
import Reporting
import Routine
import Text
import Tracker
import Wording

/// `porelog cohort`: one line for each user, and the distributions.
enum Cohort: Command {
  static var name: String { "cohort" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "week", value: "W", help: "the week, as 2025-W23; else the last that is over"),
      .init(
        name: "sort", value: "ORDER", help: "by name, or by share or quiet",
        values: CohortOrder.allCases.map(\.rawValue)),
    ],
    summary: "everyone in one view: a line each, and how they are spread",
    details: [
      "Each line has the week's share, how many of the weeks that are over were kept to \(keptShare), where the milestones stand, and the day of the last entry. Quiet is who has no entry in the last \(Policy.quietDays) days. Today is the day of the user who runs the command.",
      "Of the spread, a share in a fifth is 0 to below 20 %, and so on; 80 to 100 % is the last. Of the weeks that are over, mostly is at least \(Policy.mostWeeks.kept) of \(Policy.mostWeeks.of) kept, but not all. Everyone is counted once.",
    ])

  static func run(_ session: Session) throws {
    let chosen = try session.arguments.value("week").map(Week.init(parsing:))
    let order = try session.arguments.value("sort").map(CohortOrder.init(parsing:)) ?? .name
    let (console, wantsJSON) = (session.console, session.wantsJSON)
    var text: CohortText?
    var week: Week?
    var isFirst = true
    // Written in pieces of 64 KiB, because one system call for each line would take a large part of
    // the time. When the report fails, the pending piece is not written.
    var shown = ""
    let summary = try session.tracker().cohort(
      session.user, week: chosen, order: order, width: { displayWidth($0.terminalSafe) },
      begin: { frame in
        week = frame.week
        text = CohortText(style: session.style, frame: frame)
        shown =
          wantsJSON
          ? CohortSummary().documentAround(week: frame.week).before : text?.heading ?? ""
      },
      { member in
        if wantsJSON {
          shown += (isFirst ? "" : ",") + member.document.text
          isFirst = false
        } else {
          shown += (text?.line(member) ?? "") + "\n"
        }
        if shown.utf8.count >= 1 << 16 {
          try console.write(Array(shown.utf8))
          shown = ""
        }
      })
    if wantsJSON {
      shown += week.map { summary.documentAround(week: $0).after } ?? ""
    } else {
      let lines = text?.lines(summary) ?? []
      shown = summary.people == 0 ? "There is no user yet." : shown + lines.joined(separator: "\n")
      if shown.hasSuffix("\n") { shown.removeLast() }
    }
    try console.print(shown)
  }
}
