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
    options: [.init(name: "week", value: "W", help: "the week, as 2025-W23; else the running one")],
    summary: "everyone in one view: a line each, and how they are spread",
    details: [
      "Each line has the week's share, how many of the weeks that are over were kept to \(keptShare), where the milestones stand, and the day of the last entry. Quiet is who has no entry in the last \(Policy.quietDays) days.",
      "Of the spread, a share in a fifth is 0 to below 20 %, and so on; 80 to 100 % is the last.",
    ])

  static func run(_ session: Session) throws {
    let week = try session.arguments.value("week").map(Week.init(parsing:))
    let (console, wantsJSON) = (session.console, session.wantsJSON)
    let around = { (summary: CohortSummary) in summary.documentAround(week: week) }
    var text = CohortText(style: session.style, longestName: 0)
    var isFirst = true
    // Written in pieces of 64 KiB, because one system call for each line would take a large part of
    // the time. When the report fails, the pending piece is not written.
    var shown = wantsJSON ? around(CohortSummary()).before : ""
    let summary = try session.tracker().cohort(
      week: week,
      begin: { names in
        var longest = 0
        try names { longest = max(longest, displayWidth($0.terminalSafe)) }
        text = CohortText(style: session.style, longestName: longest)
      },
      { member in
        if wantsJSON {
          shown += (isFirst ? "" : ",") + member.document.text
          isFirst = false
        } else {
          shown += text.line(member) + "\n"
        }
        if shown.utf8.count >= 1 << 16 {
          try console.write(Array(shown.utf8))
          shown = ""
        }
      })
    if wantsJSON {
      shown += around(summary).after
    } else {
      let lines = summary.people == 0 ? ["There is no user yet."] : text.lines(summary)
      shown += lines.joined(separator: "\n")
    }
    try console.print(shown)
  }
}
