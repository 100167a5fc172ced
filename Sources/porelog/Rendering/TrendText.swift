import Calendar
import Reporting
import Wording

/// Draws several weeks, one line a week.
struct TrendText {
  /// The weeks, oldest first.
  let reports: [WeekReport]
  let style: Style

  var lines: [String] {
    reports.map { report in
      let tally = report.total
      let head = report.week.description + "  "
      guard let percent = tally.percent else {
        return head + (tally.expected == 0 ? "nothing due" : "nothing settled yet")
      }
      let counts = style.right("\(tally.credit)", 3) + " of " + style.fit("\(tally.settled)", to: 3)
      let width = max(10, min(25, style.columns - 50))
      let filled = tally.credit * width / tally.settled
      let bar =
        style.paint(String(repeating: style.hasUnicode ? "▰" : "#", count: filled), .green)
        + style.paint(String(repeating: style.hasUnicode ? "✗" : "x", count: width - filled), .red)
      let verdict =
        tally.isKept == nil ? "\(tally.open) open" : tally.verdict
      return head + counts + style.right("\(percent)", 4) + " %  " + bar + "  " + verdict
    }
  }
}
