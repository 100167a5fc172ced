import Journal
import Reporting
import Routine

/// `porelog cohort`: everyone in one view.
enum Cohort: Command {
  static var name: String { "cohort" }
  static let description = CommandDescription(
    name: name,
    options: [.init(name: "week", value: "W", help: "the week, as 2025-W23; else the running one")],
    summary: "everyone in one view: a line each, and how they are spread",
    details: [
      "Each line has the week's share, how many of the weeks that are over were kept to \(Choices.consistentPercent) %, where the milestones stand, and the day of the last entry. Quiet is who has no entry in the last \(Choices.quietDays) days.",
      "Of the spread, a share in a fifth is 0 to below 20 %, and so on; 80 to 100 % is the last.",
    ])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let week = try session.arguments.value("week").map(Week.init(parsing:))
    let console = session.console
    var summary = CohortSummary()
    // One after the other: what is kept of a person is their line's part in the sums.
    try journal.read {
      var longest = 0
      try journal.forEachAccount { longest = max(longest, displayWidth($0.user.name.cleaned)) }
      let text = CohortText(style: session.style, longestName: longest)
      // Written in pieces: a call of the system for each line would be a good part of the time. Of a report
      // that fails, the piece at hand is not shown.
      var shown = session.wantsJSON ? "{\"users\":[" : ""
      try journal.forEachAccount { account in
        let today = try session.today(for: account.user)
        let diary = try journal.diaryReader(of: account.id)
        var count = CohortCount(of: diary.steps, week: week ?? Week(of: today), today: today)
        try diary.forEachMark { count.take($0) }
        let line = count.line()
        if session.wantsJSON {
          shown += summary.people > 0 ? "," : ""
          shown += text.json(line, account.user.name).text
        } else {
          shown += text.line(line, account.user.name, today) + "\n"
        }
        summary.add(line)
        if shown.utf8.count >= 1 << 16 {
          try console.write(Array(shown.utf8))
          shown = ""
        }
      }
      if session.wantsJSON {
        let week = JSON.string(week?.description).text
        shown += "],\"week\":\(week),\"whole\":\(text.json(summary).text)}"
      } else {
        let lines = summary.people == 0 ? ["There is no user yet."] : text.lines(summary)
        shown += lines.joined(separator: "\n")
      }
      try console.print(shown)
    }
  }
}
