import Calendar
import Reporting
import Routine
import Tracker
import Wording

/// Draws a week: a grid of steps by days, tallies, streaks, cautions, and where the week stands.
struct WeekText {
  private let view: WeekView
  private let style: Style
  private let report: WeekReport
  /// The width of the names of steps, in columns.
  private let nameWidth: Int

  init(view: WeekView, style: Style) {
    self.view = view
    self.style = style
    report = view.week
    let longest = report.steps.map { displayWidth($0.step.key.slug.description) + 2 }.max() ?? 0
    nameWidth = max(12, min(longest, style.columns - WeekText.dayWidth(style) * 7 - 18))
  }

  var lines: [String] {
    guard !report.steps.isEmpty else {
      return heading + [
        "", "The routine has no step in this week: porelog routine add makes one.",
      ]
    }
    return heading + [""] + grid + [""] + tallies + [""] + runs + causes
      + cautionLines
      + closing
      + style.wrap(standing).map { style.paint($0, .bold) } + sameDay + [""]
      + (legend + style.wrap(disclaimer("week"))).map { style.paint($0, .dim) }
  }

  private var heading: [String] {
    let state =
      report.isClosed ? "closed" : report.today < report.week.monday ? "to come" : "running"
    let title = "\(report.week), \(report.week.monday) to \(report.week.sunday), \(state)"
    let user = view.user ?? ""
    let name = style.fit(user, to: min(displayWidth(user), max(1, style.columns - 2 - title.count)))
    return [style.paint(title, .bold) + "  " + name]
  }

  /// Whether lines have room for bars and for days of three columns.
  private var isWide: Bool { WeekText.isWide(style) }
  private static func isWide(_ style: Style) -> Bool { style.columns >= 72 }

  // MARK: The grid

  /// The width of a day, in columns.
  private static func dayWidth(_ style: Style) -> Int { isWide(style) ? 3 : 2 }
  private var dayWidth: Int { WeekText.dayWidth(style) }

  private var grid: [String] {
    var letters = ""
    for (index, letter) in ["M", "T", "W", "T", "F", "S", "S"].enumerated() {
      let isToday = report.week.monday + index == report.today
      letters += style.paint(style.right(letter, dayWidth), isToday ? .bold : nil)
    }
    var lines: [String] = []
    for slot in Slot.allCases {
      let steps = report.steps.filter { $0.step.key.slot == slot }
      if steps.isEmpty { continue }
      let head = style.fit(slot.rawValue, to: nameWidth)
      lines.append(
        style.paint(lines.isEmpty ? head : slot.rawValue, .bold)
          + (lines.isEmpty ? letters : ""))
      lines += steps.map(line)
    }
    return lines
  }

  private func line(_ line: WeekReport.StepLine) -> String {
    var text = style.fit("  " + line.step.key.slug.description, to: nameWidth)
    for state in line.days {
      let (mark, color) = WeekText.mark(state, style)
      text += blanks(dayWidth - 1) + style.paint(mark, color)
    }
    let done = line.days.filter { $0 == .done }.count
    let share =
      if line.tally.settled > 0 {
        WeekText.share(line.tally, style)
      } else if line.tally.open > 0 {
        style.right("\(line.tally.open)", 3) + " open"
      } else {
        done == 0 ? "" : style.right("\(done)", 3) + " done"
      }
    return (text + " " + share).droppingBlanksAtEnd
  }

  /// The mark of a day and its colour. Marks differ in shape, so that they can be told apart without colour. Every
  /// terminal draws them one column wide.
  static func mark(_ state: DayState, _ style: Style) -> (mark: String, color: Style.Emphasis?) {
    (mark(state, hasUnicode: style.hasUnicode), color(state))
  }

  private static func mark(_ state: DayState, hasUnicode: Bool) -> String {
    switch state {
    case .done: hasUnicode ? "✓" : "+"
    case .missed: hasUnicode ? "✗" : "x"
    case .pending: hasUnicode ? "◌" : "?"
    case .moved: hasUnicode ? "↷" : ">"
    case .skipped: "-"
    case .excused: "~"
    case .notDue: "."
    case .outside, .future: " "
    }
  }

  private static func color(_ state: DayState) -> Style.Emphasis? {
    switch state {
    case .done: .green
    case .missed: .red
    case .pending: .yellow
    case .moved, .excused: .cyan
    case .skipped: nil
    case .notDue, .outside, .future: .dim
    }
  }

  private var legend: [String] {
    let names: [(DayState, String)] = [
      (.done, "done"), (.missed, "missed"), (.pending, "due today"), (.moved, "on another day"),
      (.skipped, "skipped"), (.excused, "excused"), (.notDue, "not due"),
    ]
    let words = names.filter { name in report.steps.contains { $0.days.contains(name.0) } }.map {
      "\(WeekText.mark($0.0, style).mark) \($0.1)"
    }
    return words.isEmpty
      ? [] : style.wrap(words.map { $0 + " " }, head: "").map(\.droppingBlanksAtEnd)
  }

  // MARK: The tallies

  /// `18 of 21   86 %`, padded so that the numbers of all lines are aligned.
  private static func share(_ tally: Tally, _ style: Style) -> String {
    guard let percent = tally.percent else { return blanks(15) }
    return style.right("\(tally.credit)", 3) + " of " + style.fit("\(tally.settled)", to: 3)
      + style.right("\(percent)", 3) + " %"
  }

  private var tallies: [String] {
    var lines: [String] = []
    func add(_ title: String, _ rows: [(String, Tally)]) {
      if rows.isEmpty { return }
      lines.append(style.paint(title, .bold))
      lines += rows.map { line($0.0, $0.1) }
    }
    add("by group", report.groups.map { ($0.0.rawValue, $0.1) })
    add("by active", report.actives.map { ($0.0.rawValue, $0.1) })
    add("by slot", report.slots.map { ($0.0.rawValue, $0.1) })
    lines.append(line("in all", report.total, indent: ""))
    return lines
  }

  private func line(_ name: String, _ tally: Tally, indent: String = "  ") -> String {
    let head = style.fit(indent + name, to: isWide ? 16 : 14)
    if tally.expected == 0 { return head + " " + "nothing due" }
    var text = head + WeekText.share(tally, style)
    let open = tally.open > 0 ? "\(tally.open) open" : ""
    if isWide { text += "  " + bar(tally) }
    text += style.right(open, isWide ? 9 : 8) + "  " + tally.verdict
    return text.droppingBlanksAtEnd
  }

  /// A bar of ten cells: done, then open, then missed.
  private func bar(_ tally: Tally) -> String {
    let width = 10
    let done = tally.credit * width / tally.expected
    let missed = (tally.missed * width + tally.expected - 1) / tally.expected
    let open = max(0, width - done - missed)
    return style.paint(String(repeating: style.hasUnicode ? "▰" : "#", count: done), .green)
      + style.paint(String(repeating: style.hasUnicode ? "▱" : "-", count: open), .dim)
      + style.paint(
        String(repeating: style.hasUnicode ? "✗" : "x", count: width - done - open), .red)
  }

  // MARK: Below the tallies

  /// Whether the week is the running one.
  private var isRunning: Bool {
    (report.week.monday...report.week.sunday).contains(report.today)
  }

  /// The streaks, which are those of today and say nothing about another week.
  private var runs: [String] { isRunning ? style.wrap(runsLine) : [] }

  private var runsLine: String {
    let streaks = view.streaks
    func text(_ name: String, _ run: Streak) -> String {
      "\(name) \(run.current) \(run.current == 1 ? "day" : "days") (longest \(run.longest))"
    }
    return "Complete days in a row: " + text("am", streaks.am) + ", " + text("pm", streaks.pm)
      + ", "
      + text("both", streaks.both) + "."
  }

  /// The causes that the steps of the week address, covered and open.
  private var causes: [String] {
    let causes = report.causes
    if causes.isEmpty { return [] }
    var (covered, open) = ("", "")
    for (cause, isCovered) in causes {
      func add(to names: inout String) {
        names += names.isEmpty ? cause.rawValue : ", " + cause.rawValue
      }
      if isCovered { add(to: &covered) } else { add(to: &open) }
    }
    let parts = [
      covered.isEmpty ? "" : "covered \(covered)", covered.isEmpty || open.isEmpty ? "" : "; ",
      open.isEmpty ? "" : "open \(open)",
    ]
    return style.wrap("Causes addressed: \(parts[0])\(parts[1])\(parts[2]).")
  }

  private var cautionLines: [String] { CautionText.lines(view.cautions(of: report), style) }

  /// The steps that are due today and not logged yet, by slot.
  private var closing: [String] {
    guard isRunning else { return [] }
    let weekday = report.today - report.week.monday
    let pending = report.steps.filter { $0.days[weekday] == .pending }
    return Slot.allCases.flatMap { slot -> [String] in
      let names = pending.filter { $0.step.key.slot == slot }.map(\.step.key.slug.description)
      guard !names.isEmpty else { return [] }
      let list = names.dropLast().map { $0 + "," } + names.suffix(1)
      return style.wrap(list, head: "Due today, \(slot.rawValue): ")
    }
  }

  /// How many of the done entries were logged on their own day.
  private var sameDay: [String] {
    let count = report.sameDay
    return count.of == 0
      ? [] : style.wrap("Logged the same day: \(count.logged) of \(count.of).")
  }

  /// One sentence: where the week stands.
  private var standing: String { report.total.standing(of: report.week) }
}

extension String {
  /// The text without blanks at its end.
  var droppingBlanksAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
