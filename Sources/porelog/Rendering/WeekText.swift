import Calendar
import Reporting
import Routine
import Tracker
import Wording

/// Draws a week on one screen: where it stands, a grid of steps by days, and cautions. `WeekFigures` has the rest.
struct WeekText {
  private let view: WeekView
  private let style: Style
  private let report: WeekReport
  /// Whether every step and caution is shown, also those that the screen has no room for.
  private let isWhole: Bool
  /// The width of the names of steps, in columns.
  private let nameWidth: Int

  /// The lines of a screen of 24, but for the one of the prompt.
  private static let height = 23
  /// The most cautions on the screen.
  private static let mostCautions = 3

  init(view: WeekView, style: Style, isWhole: Bool) {
    self.view = view
    self.style = style
    self.isWhole = isWhole
    report = view.week
    let longest = report.steps.map { displayWidth($0.step.key.slug.description) + 2 }.max() ?? 0
    nameWidth = max(12, min(longest, style.columns - 14 - 12))
  }

  var lines: [String] {
    guard !report.steps.isEmpty else {
      return heading
        + (report.isClosed
          ? ["The routine had no step then."]
          : ["The routine has no step in this week: porelog routine add makes one."])
    }
    let frame = heading + cautions + legend
    let fitting = fittingSteps(WeekText.height - frame.count - slots.count)
    return heading + grid(fitting) + cautions + legend
  }

  private var heading: [String] {
    let user = view.user.map { "  \($0)" } ?? ""
    let title = "Week of \(report.week.monday.spoken(on: report.today))"
    return style.spread(
      title + user,
      report.total.headline(isAhead: report.today < report.week.monday), emphasis: .bold)
  }

  // MARK: The grid

  private var slots: [Slot] {
    Slot.allCases.filter { slot in report.steps.contains { $0.step.key.slot == slot } }
  }

  /// The steps that have room in `rows`: all, or those that are to do today, then those with the most missed, then the
  /// first ones.
  private func fittingSteps(_ rows: Int) -> [WeekReport.StepLine] {
    if isWhole || report.steps.count <= rows { return report.steps }
    func rank(_ line: WeekReport.StepLine) -> Int {
      line.days.contains(.pending) ? .max : line.tally.missed
    }
    let chosen = report.steps.enumerated().sorted {
      let (left, right) = (rank($0.element), rank($1.element))
      return left == right ? $0.offset < $1.offset : left > right
    }.prefix(max(0, rows - 1)).map(\.offset)
    let kept = Set(chosen)
    return report.steps.enumerated().filter { kept.contains($0.offset) }.map(\.element)
  }

  private func grid(_ steps: [WeekReport.StepLine]) -> [String] {
    var lines: [String] = []
    for slot in slots {
      let own = steps.filter { $0.step.key.slot == slot }
      if own.isEmpty { continue }
      let head = lines.isEmpty ? style.fit(slot.title, to: nameWidth) : slot.title
      lines.append(style.paint(head, .bold) + (lines.isEmpty ? weekdays : ""))
      lines += own.map(line)
    }
    let left = report.steps.count - steps.count
    if left > 0 {
      lines.append("  and \(counted(left, "more step")): porelog week --all")
    }
    return lines
  }

  /// The number of the day after which a line divides what is over from what is to come; nil when nothing is to come.
  private var divider: Int? {
    let today = report.today - report.week.monday
    return (0..<6).contains(today) ? today : nil
  }

  /// The cells of the seven days, each a column wide, with a column before each.
  private func cells(_ cell: (Int) -> String) -> String {
    let bar = style.hasUnicode ? "│" : "|"
    return (0..<7).map { weekday in
      (divider.map { $0 + 1 } == weekday ? style.paint(bar, .dim) : " ") + cell(weekday)
    }.joined()
  }

  private var weekdays: String {
    let letters = ["M", "T", "W", "T", "F", "S", "S"]
    return cells { weekday in
      let isToday = report.week.monday + weekday == report.today
      return style.paint(letters[weekday], isToday ? .bold : nil)
    }
  }

  private func line(_ line: WeekReport.StepLine) -> String {
    let name = style.fitName("  " + line.step.key.slug.description, to: nameWidth)
    let days = cells { shown(line, $0).mark(style) }
    let done = line.days.filter { $0 == .done }.count
    let count =
      line.tally.expected > 0
      ? "\(style.right("\(line.tally.credit)", 2)) of \(line.tally.expected)"
      : done > 0 ? "\(style.right("\(done)", 2)) done" : ""
    return (name + days + "  " + count).droppingBlanksAtEnd
  }

  /// The state to show of a day: one to come on which the step is not due is left blank.
  private func shown(_ line: WeekReport.StepLine, _ weekday: Int) -> DayState {
    let state = line.days[weekday]
    return state == .future && !line.due.has(weekday) ? .notDue : state
  }

  // MARK: Below the grid

  private var cautions: [String] {
    let all = view.cautions(of: report)
    let shown = isWhole ? all : Array(all.suffix(WeekText.mostCautions))
    let lines = CautionText.lines(shown, on: nil, style)
    let left = all.count - shown.count
    return left == 0
      ? lines
      : [style.paint("! and \(counted(left, "earlier caution")): porelog week --all", .yellow)]
        + lines
  }

  private var legend: [String] {
    var states: Set<DayState> = []
    for line in report.steps { states.formUnion((0..<7).map { shown(line, $0) }) }
    let words = DayState.legend(of: states, style)
    let hint = isWhole ? "" : "porelog week --all"
    let text = words.joined(separator: "  ")
    let lines =
      displayWidth(text) <= style.columns
      ? [text] : style.wrap(words.map { $0 + " " }, head: "").map(\.droppingBlanksAtEnd)
    guard let last = lines.last, !isWhole else { return lines.map { style.paint($0, .dim) } }
    return lines.dropLast().map { style.paint($0, .dim) } + style.spread(last, hint, emphasis: .dim)
  }
}
