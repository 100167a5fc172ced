import Journal
import Reporting
import Routine

extension Exporter {
  /// Writes the weekly reports of one user: from the week in which the first step begins, or that of
  /// the selection, through the running one. In each week rows stand by scope and name.
  func weekRows(_ account: Account, _ csv: inout CSVWriter) throws {
    let diary = try journal.diary(of: account.id)
    let today = try selection.today(account.user)
    guard let firstDay = diary.firstDay else { return }
    let first = Week(of: max(firstDay, selection.from ?? firstDay))
    let last = Week(of: min(today, selection.to ?? today))
    var week = first
    while week <= last {
      let report = WeekReport(of: diary, week: week, today: today)
      for line in Exporter.lines(of: report) {
        try row(account.user.name, report, line, &csv)
      }
      week = week + 1
    }
  }

  private struct Line {
    let scope: String
    let name: String?
    let tally: Tally
  }

  /// The tallies of a report, by scope and then by name.
  private static func lines(of report: WeekReport) -> [Line] {
    func named<Key: Named>(_ scope: String, _ tallies: [(Key, Tally)]) -> [Line] {
      tallies.map { Line(scope: scope, name: $0.0.rawValue, tally: $0.1) }
        .sorted { ($0.name ?? "") < ($1.name ?? "") }
    }
    let steps = report.steps.sorted { $0.step.key < $1.step.key }.map { line in
      Line(scope: "step", name: line.step.key.description, tally: line.tally)
    }
    return named("active", report.actives) + named("group", report.groups)
      + named("slot", report.slots) + steps
      + [Line(scope: "total", name: nil, tally: report.total)]
  }

  private func row(
    _ user: String, _ report: WeekReport, _ line: Line, _ csv: inout CSVWriter
  ) throws {
    csv.text(user)
    csv.plain(report.week.description)
    csv.day(report.week.monday)
    csv.day(report.week.sunday)
    csv.plain(report.isClosed ? "true" : "false")
    csv.plain(line.scope)
    csv.plain(line.name)
    csv.integer(line.tally.expected)
    csv.integer(line.tally.credit)
    csv.integer(line.tally.missed)
    csv.integer(line.tally.open)
    csv.integer(line.tally.skipped)
    csv.integer(line.tally.unlogged)
    csv.integer(line.tally.needed)
    csv.integer(line.tally.spareLeft)
    csv.plain(line.tally.adherence.map { "\($0)" })
    csv.plain(line.tally.isConsistent.map { $0 ? "true" : "false" })
    try csv.endRow()
  }
}
