import Calendar
import Reporting
import Routine
import Wording

/// A bar chart of the share done in each week, in total and by group, with a line at the share from
/// which a week counts as kept.
struct WeekShares {
  let weeks: [WeekReport]

  private static let height = 48

  private var rows: [(name: String, tallies: [Tally?])] {
    let groups = Group.allCases.compactMap { group -> (name: String, tallies: [Tally?])? in
      let tallies = weeks.map { week in week.groups.first { $0.0 == group }?.1 }
      let isDue = tallies.contains { ($0?.expected ?? 0) > 0 }
      return isDue ? (group.rawValue, tallies) : nil
    }
    return [("in all", weeks.map { $0.total })] + groups
  }

  var markup: Markup {
    guard let first = weeks.first, let last = weeks.last else { return .nothing }
    let axis = TimeAxis(span: first.week.monday...last.week.sunday)
    let rows = self.rows.map { row($0.name, $0.tallies) }
    return """
      <div class="rows">\(rows)<div class="row"><div></div>\(axis.labels)</div></div>
      <p class="legend"><span>One bar a week, up to 100 %. The dashed line is \(keptShare); \
      a filled bar is a week that reached it, an outlined one is not over yet.</span></p>
      """
  }

  private func row(_ name: String, _ tallies: [Tally?]) -> Markup {
    let height = Double(WeekShares.height)
    let bars = tallies.enumerated().compactMap { index, tally -> Markup? in
      guard let tally, let share = tally.adherence else { return nil }
      let kind =
        !tally.isClosed ? "running" : tally.isKept == true ? "kept" : "short"
      let drawn = max(1, share * height)
      return box("bar \(kind)", Double(index) * 7 + 1.5, height - drawn, 4, drawn)
    }
    let level = height * (1 - Double(Policy.keptPercent) / 100)
    let threshold = line("threshold", [(0, level), (Double(tallies.count * 7), level)])
    let known = tallies.compactMap { $0 }
    let kept = known.filter { $0.isKept == true }.count
    let closed = known.filter { $0.isKept != nil }.count
    let words = closed == 0 ? "no week over yet" : "\(kept) of \(counted(closed, "week")) kept"
    return """
      <div class="row"><div class="name">\(name)<small>\(words)</small></div><div class="plotted">\
      \(scale(["100 %", "0"]))\
      \(stretched(width: tallies.count * 7, height: WeekShares.height, label: "Weekly shares, \(name): \(words)", bars + [threshold]))</div></div>
      """
  }

  /// The same figures as a table.
  var table: Markup {
    let rows = self.rows
    let head = rows.map { "<th scope=\"col\">\($0.name)</th>" as Markup }
    let body = weeks.indices.map { index -> Markup in
      let cells = rows.map { row -> Markup in
        guard let tally = row.tallies[index], let percent = tally.percent else {
          return "<td></td>"
        }
        return "<td>\(tally.credit) of \(tally.settled), \(inPercent(percent))</td>"
      }
      return "<tr><th scope=\"row\">\(weeks[index].week.description)</th>\(cells)</tr>"
    }
    return """
      <details><summary>Weekly shares as a table</summary><div \(scrolling("Table of weekly shares"))><table><thead><tr>\
      <th scope="col">week</th>\(head)</tr></thead><tbody>\(body)</tbody></table></div></details>
      """
  }
}
