import Calendar
import Reporting
import Wording

/// A calendar of days, with one column for each week and Monday on top. The shade of a day stands for the share done.
struct HeatMap {
  let days: [DayShare]

  /// The most columns in a block, so that it fits on a phone.
  private static let columns = 26
  private static let labelWidth = 30
  /// The greatest width of a block in CSS pixels, so that it fits on a phone.
  private static let widest = 330

  var markup: Markup {
    guard let first = days.first?.day, let last = days.last?.day else { return .nothing }
    let weeks = Week(of: last) - Week(of: first) + 1
    let perBlock = min(weeks, HeatMap.columns)
    let cell = min(22, (HeatMap.widest - HeatMap.labelWidth) / perBlock)
    let blocks = stride(from: 0, to: weeks, by: perBlock).map { start in
      block(Week(of: first) + start, min(perBlock, weeks - start), cell)
    }
    return "<div class=\"heat\">\(blocks)</div>\(legend)"
  }

  /// A sentence that sums up the days.
  var summary: String {
    let logged = days.filter(\.isLogged).count
    let full = days.filter { $0.share == 1 }.count
    let excused = days.filter(\.isExcused).count
    let away = excused > 0 ? ", \(excused) paused or excused" : ""
    return
      "Logged on \(logged) of \(counted(days.count, "day")); all done on \(full)\(away)."
  }

  private func block(_ start: Week, _ weeks: Int, _ cell: Int) -> Markup {
    let width = HeatMap.labelWidth + weeks * cell
    let height = 16 + 7 * cell
    let end = start + (weeks - 1)
    var shapes: [Markup] = []
    for (weekday, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")] {
      shapes.append("<text x=\"0\" y=\"\(16 + weekday * cell + cell * 3 / 4)\">\(name)</text>")
    }
    var labelled = -10
    for index in 0..<weeks {
      let (year, month, day) = (start + index).sunday.civil
      // The column in which a month begins is labelled with its name, unless the previous label is too near.
      if day <= 7 || index == 0, (index - labelled) * cell >= 34 {
        let name = month == 1 ? String(year) : monthNames[month - 1]
        shapes.append(
          "<text x=\"\(HeatMap.labelWidth + index * cell)\" y=\"10\">\(name)</text>")
        labelled = index
      }
    }
    for day in days where day.day >= start.monday && day.day <= end.sunday {
      let x = HeatMap.labelWidth + (Week(of: day.day) - start) * cell
      let y = 16 + day.day.weekday * cell
      shapes.append(
        """
        <rect class="\(shade(day))" x="\(x + 1)" y="\(y + 1)" width="\(cell - 2)" height="\(cell - 2)" \
        rx="2"><title>\(words(day))</title></rect>
        """)
    }
    return """
      <svg class="calendar" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img" \
      aria-label="Calendar from \(start.monday) to \(end.sunday). \(summary)">\(shapes)</svg>
      """
  }

  private func shade(_ day: DayShare) -> String {
    if day.isExcused { return "paused" }
    guard let share = day.share else { return day.isLogged ? "s0" : "nothing" }
    if !day.isLogged { return "unlogged" }
    return "s\(Int(share * 4))"
  }

  private func words(_ day: DayShare) -> String {
    if day.isExcused { return "\(day.day): paused or excused" }
    guard let percent = day.percent else { return "\(day.day): nothing was due" }
    let logged = day.isLogged ? "" : ", nothing logged"
    return
      "\(day.day): \(day.done) of \(day.done + day.notDone) done, \(inPercent(percent))\(logged)"
  }

  private var legend: Markup {
    let shades = ["s0", "s1", "s2", "s3", "s4"].map { shade in
      "<svg class=\"key\" width=\"14\" height=\"14\" aria-hidden=\"true\"><rect class=\"\(shade)\" x=\"1\" y=\"1\" width=\"12\" height=\"12\" rx=\"2\"/></svg>"
        as Markup
    }
    func key(_ name: String, _ words: String) -> Markup {
      "<span><svg class=\"key\" width=\"14\" height=\"14\" aria-hidden=\"true\"><rect class=\"\(name)\" x=\"1\" y=\"1\" width=\"12\" height=\"12\" rx=\"2\"/></svg> \(words)</span>"
    }
    return """
      <p class="legend"><span>0 % \(shades) 100 % done of what was due that day</span>\
      \(key("unlogged", "nothing logged"))\(key("paused", "paused"))\(key("nothing", "nothing due"))</p>
      """
  }
}
