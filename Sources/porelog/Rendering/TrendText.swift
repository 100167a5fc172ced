import Calendar
import Reporting
import Wording

/// Draws several weeks, one line a week.
struct TrendText {
  /// The weeks, oldest first.
  let reports: [WeekReport]
  let style: Style

  var lines: [String] {
    // The weeks before the journal begins have nothing to tell.
    let begun = Array(reports.dropLast().drop { $0.steps.isEmpty } + reports.suffix(1))
    let starts = begun.map { $0.week.monday.spoken(on: $0.today) }
    let width = starts.map { displayWidth($0) }.max() ?? 0
    return zip(begun, starts).map { report, start in
      let tally = report.total
      let head = style.fit(start, to: width) + "  "
      guard tally.expected > 0 else { return head + "nothing due" }
      let counts =
        style.right("\(tally.credit)", 3) + " of " + style.fit("\(tally.expected)", to: 3)
      let percent = tally.isClosed ? tally.percent.map { style.right("\($0)", 4) + " %" } : nil
      // Beside the bar are the date, the counts, the percent and a verdict of at most 18 columns.
      let room = min(25, style.columns - width - 40)
      let bar =
        room < 5
        ? ""
        : Bar.text(
          done: tally.credit, missed: tally.missed, open: tally.open, width: room, style) + "  "
      return head + counts + (percent ?? blanks(6)) + "  " + bar + tally.verdict
    }
  }
}
