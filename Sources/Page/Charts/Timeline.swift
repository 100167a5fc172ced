import Calendar
import Reporting
import Routine
import Tracker
import Wording

/// The ratings over time and, on the same axis, what may have influenced them: windows of milestones, procedures and
/// pauses.
struct Timeline {
  let content: PeriodView

  private var axis: TimeAxis { TimeAxis(span: content.span) }

  private static let lookHeight = 64
  private static let signHeight = 22
  private static let laneHeight = 18

  var markup: Markup {
    let looks = Measure.allCases.filter { !$0.isSign }.compactMap { lookRow($0) }
    let signs = Measure.allCases.filter(\.isSign).compactMap { signRow($0) }
    let lanes = windowLanes + [procedureLane, pauseLane].compactMap { $0 }
    if looks.isEmpty, signs.isEmpty, lanes.isEmpty { return .nothing }
    return """
      <div class="rows">\(looks)\(signs)\(lanes)<div class="row"><div></div>\(axis.labels)</div></div>
      \(legend(hasLooks: !looks.isEmpty, hasSigns: !signs.isEmpty))
      """
  }

  private func scores(_ measure: Measure) -> [Rating] {
    content.ratings.filter { $0.measure == measure }
  }

  /// The curve of a look: 0, the best, is at the bottom, and 10 is on top.
  private func lookRow(_ measure: Measure) -> Markup? {
    let ratings = scores(measure)
    guard let first = ratings.first, let last = ratings.last else { return nil }
    let height = Double(Timeline.lookHeight)
    let points = ratings.map { rating in
      (axis.middle(of: rating.day), height - 4 - Double(rating.score) * (height - 8) / 10)
    }
    let dots = points.map { dot("rating", $0.0, $0.1) }
    let label =
      "\(measure.rawValue), 0 to 10, \(counted(ratings.count, "rating")): first \(first.score) on \(first.day), last \(last.score) on \(last.day)"
    return row(
      "\(measure.rawValue)<small>0 best, 10 worst</small>", Timeline.lookHeight, label,
      background(Timeline.lookHeight) + [line("curve", points)] + dots, ticks: ["10", "0"])
  }

  /// The dots of a sign of irritation: one for each rating, larger for a stronger sign.
  private func signRow(_ measure: Measure) -> Markup? {
    let ratings = scores(measure)
    guard !ratings.isEmpty else { return nil }
    let strongest = ratings.map(\.score).max() ?? 0
    let dots = ratings.map { rating in
      dot("sign\(rating.score)", axis.middle(of: rating.day), Double(Timeline.signHeight) / 2)
    }
    let label =
      "\(measure.rawValue), 0 to 3, \(counted(ratings.count, "rating")), at most \(strongest)"
    return row(
      "\(measure.rawValue)<small>sign, 0 to 3</small>", Timeline.signHeight, label,
      background(Timeline.signHeight) + dots)
  }

  private var windowLanes: [Markup] {
    content.milestones.compactMap { report in
      let attempt = report.attempt
      guard let days = attempt.windowDays(on: content.today),
        let extent = axis.extent(days.lowerBound, days.upperBound)
      else { return nil }
      let label =
        "Window of \(attempt.milestone.name) open from \(days.lowerBound) to \(days.upperBound)"
      return row(
        "\(attempt.milestone.name)<small>window open</small>", Timeline.laneHeight, label,
        [box("window", extent.start, 3, extent.end - extent.start, Double(Timeline.laneHeight) - 6)]
      )
    }
  }

  private var procedureLane: Markup? {
    let procedures = content.procedures
    guard !procedures.isEmpty else { return nil }
    let height = Double(Timeline.laneHeight)
    let shapes = procedures.flatMap { procedure -> [Markup] in
      let recovery = procedure.recoverUntil.flatMap { axis.extent(procedure.day, $0) }
      let band = recovery.map { box("recovery", $0.start, 3, $0.end - $0.start, height - 6) }
      return [band, dot("procedure", axis.middle(of: procedure.day), height / 2)].compactMap { $0 }
    }
    let list = procedures.map { "\($0.kind) on \($0.day)" }.joined(separator: ", ")
    return row(
      "procedures<small>and recovery</small>", Timeline.laneHeight, "Procedures: \(list)", shapes)
  }

  private var pauseLane: Markup? {
    let extents = content.pauses.compactMap { pause in
      axis.extent(pause.from, pause.to).map { (pause, $0) }
    }
    guard !extents.isEmpty else { return nil }
    let shapes = extents.map { _, extent in
      box("pause", extent.start, 3, extent.end - extent.start, Double(Timeline.laneHeight) - 6)
    }
    let list = extents.map { pause, _ in
      "\(pause.scope.description) from \(pause.from) to \(pause.to?.description ?? "now") (\(pause.reason.rawValue))"
    }.joined(separator: ", ")
    return row("pauses", Timeline.laneHeight, "Pauses: \(list)", shapes)
  }

  /// The shapes behind a row of ratings: bands for the windows of milestones, lines for procedures.
  private func background(_ height: Int) -> [Markup] {
    let windows = content.milestones.compactMap { report -> Markup? in
      guard let days = report.attempt.windowDays(on: content.today),
        let extent = axis.extent(days.lowerBound, days.upperBound)
      else { return nil }
      return box("behind", extent.start, 0, extent.end - extent.start, Double(height))
    }
    let procedures = content.procedures.map { procedure in
      let x = axis.middle(of: procedure.day)
      return line("moment", [(x, 0), (x, Double(height))])
    }
    return windows + procedures
  }

  private func row(
    _ name: Markup, _ height: Int, _ label: String, _ shapes: [Markup], ticks: [String] = []
  ) -> Markup {
    return """
      <div class="row"><div class="name">\(name)</div><div class="plotted">\(scale(ticks))\
      \(stretched(width: axis.width, height: height, label: label, shapes))</div></div>
      """
  }

  private func legend(hasLooks: Bool, hasSigns: Bool) -> Markup {
    var parts: [Markup] = []
    if hasLooks {
      parts.append(
        "<span>The shaded spans are windows of milestones, the upright lines procedures.</span>")
    }
    if hasSigns {
      parts.append(
        "<span>Of a sign, a larger dot is a stronger one, and a small grey one is none.</span>")
    }
    return parts.isEmpty ? .nothing : "<p class=\"legend\">\(parts)</p>"
  }

  /// The ratings as a table.
  var table: Markup {
    let measures = Measure.allCases.filter { measure in
      content.ratings.contains { $0.measure == measure }
    }
    guard !measures.isEmpty else { return .nothing }
    let head = measures.map { "<th scope=\"col\">\($0.rawValue)</th>" as Markup }
    let days = Set(content.ratings.map(\.day)).sorted()
    let body = days.map { day -> Markup in
      let cells = measures.map { measure -> Markup in
        let score = content.ratings.first { $0.day == day && $0.measure == measure }?.score
        return score.map { "<td>\($0)</td>" } ?? "<td></td>"
      }
      return "<tr><th scope=\"row\">\(day)</th>\(cells)</tr>"
    }
    return """
      <details><summary>Ratings as a table</summary><div \(scrolling("Table of ratings"))><table><thead><tr>\
      <th scope="col">day</th>\(head)</tr></thead><tbody>\(body)</tbody></table></div></details>
      """
  }
}
