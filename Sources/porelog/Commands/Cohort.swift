import Calendar
import Documents
import Journal
import Reporting
import Routine
import Text
import Tracker
import Wording

/// `porelog cohort`: a table with one line for each user, and the distributions.
enum Cohort: Command {
  static var name: String { "cohort" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "week", value: "W", help: "the week, such as 2025-W23; else the last closed one"),
      .init(
        name: "sort", value: "ORDER", help: "the order of the people; else by name",
        values: CohortOrder.allCases.map(\.rawValue)),
    ],
    summary: "everyone in one table, and the distributions of five or more people",
    details: [
      "--sort share puts the greatest share first, --sort quiet those who have not logged for longest. Each line has the share of the week, how many of the weeks that are over were kept to \(keptShare), the state of each milestone with its counted days, and the day of the last entry. A person without an entry in the last \(Policy.quietDays) days is quiet. Today is the day of the user who runs the command.",
      "The distributions are shown from five people on. Shares are counted by fifths: from 0 to below 20 %, and so on, up to 80 to 100 %. Weeks kept are counted as all, mostly (at least \(Policy.mostWeeks.kept) of \(Policy.mostWeeks.of), but not all), some, or none. Everyone is counted once.",
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
