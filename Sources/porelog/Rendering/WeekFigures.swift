import Calendar
import Reporting
import Routine
import Tracker
import Wording

/// Draws the figures of a week: the tallies by slot, group and active, the runs, and the causes.
struct WeekFigures {
  let view: WeekView
  let style: Style
  private var report: WeekReport { view.week }

  init(view: WeekView, style: Style) {
    self.view = view
    self.style = style
  }

  var lines: [String] {
    if report.steps.isEmpty { return [] }
    return [""] + tallies + [""] + runs + causes + sameDay
  }

  private var tallies: [String] {
    var lines: [String] = []
    func add(_ title: String, _ rows: [(String, Tally)]) {
      if rows.isEmpty { return }
      lines.append(style.paint(title, .bold))
      lines += rows.map { line($0.0, $0.1) }
    }
    add("By group", report.groups.map { ($0.0.rawValue, $0.1) })
    add("By active", report.actives.map { ($0.0.rawValue, $0.1) })
    add("By slot", report.slots.map { ($0.0.title.lowercased(), $0.1) })
    lines.append(line("In all", report.total, indent: ""))
    let cells = Bar.Part.allCases.map { $0.cell(style) }
    let legend = "\(cells[0]) done  \(cells[1]) missed  \(cells[2]) to come"
    return lines + [style.paint(legend, .dim)]
  }

  private func line(_ name: String, _ tally: Tally, indent: String = "  ") -> String {
    let head = style.fitName(indent + name, to: 15)
    if tally.expected == 0 { return head + " nothing due" }
    let isWide = style.columns >= 66
    let counts = style.right("\(tally.credit)", 3) + " of " + style.fit("\(tally.expected)", to: 3)
    let bar = Bar.text(
      done: tally.credit, missed: tally.missed, open: tally.open, width: isWide ? 20 : 10, style)
    return (head + counts + " " + bar + "  " + tally.verdict).droppingBlanksAtEnd
  }

  /// The runs of complete days. They are those of today, so another week does not have them.
  private var runs: [String] {
    guard (report.week.monday...report.week.sunday).contains(report.today) else { return [] }
    func text(_ name: String, _ run: Streak) -> String {
      "\(name) \(counted(run.current, "day")) (longest \(run.longest))"
    }
    let streaks = view.streaks
    return style.wrap(
      "Complete days in a row: \(text("morning", streaks.am)), \(text("evening", streaks.pm)), \(text("both", streaks.both))."
    )
  }

  /// The causes that the steps of the week address, covered and open.
  private var causes: [String] {
    func names(_ isCovered: Bool) -> String {
      report.causes.filter { $0.1 == isCovered }.map(\.0.rawValue).joined(separator: ", ")
    }
    let (covered, open) = (names(true), names(false))
    if covered.isEmpty && open.isEmpty { return [] }
    let parts = [
      covered.isEmpty ? nil : "covered \(covered)", open.isEmpty ? nil : "open \(open)",
    ].compactMap { $0 }
    return style.wrap("Causes addressed: \(parts.joined(separator: "; ")).")
  }

  /// How many of the done entries were logged on their own day.
  private var sameDay: [String] {
    let count = report.sameDay
    return count.of == 0
      ? [] : style.wrap("Logged the same day: \(count.logged) of \(count.of).")
  }
}
