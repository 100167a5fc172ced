import Calendar
import Reporting
import Text
import Tracker
import Wording

/// Draws the cohort: one line a person, then the distributions.
struct CohortText {
  let style: Style
  private let week: Week
  /// The width of the names, in columns.
  private let nameWidth: Int

  /// - Parameter frame: its longest name is measured in columns.
  init(style: Style, frame: CohortFrame) {
    self.style = style
    nameWidth = min(max(4, frame.longestName), max(8, style.columns / 4))
    week = frame.week
  }

  func line(_ member: CohortMember) -> String {
    let (line, name) = (member.line, member.name)
    let share = line.week.percent.map { "\($0) %" } ?? "-"
    var words = ["\(line.keptWeeks) of \(line.countedWeeks) weeks,"]
    for attempt in line.milestones {
      words.append("\(attempt.milestone.name) \(attempt.state.rawValue) \(attempt.credited),")
    }
    let last = line.lastEntry.map { "last \($0)" } ?? "no entry"
    words.append(line.isQuiet ? style.paint("quiet, \(last)", .yellow) : last)
    let head = "\(style.fit(name.terminalSafe, to: nameWidth))  \(style.right(share, 5))  "
    return style.wrap(words, head: head).joined(separator: "\n")
  }

  func lines(_ summary: CohortSummary) -> [String] {
    let people = summary.people
    let width = max(10, min(30, style.columns - 40))
    func bar(_ name: String, _ count: Int, indent: Int = 2) -> String {
      let filled = people == 0 ? 0 : count * width / people
      let mark = String(repeating: style.hasUnicode ? "▰" : "#", count: filled)
      let head = blanks(indent) + style.fit(name, to: 16 - indent)
      return "\(head)\(style.right(String(count), 6))  \(style.paint(mark, .green))"
        .droppingBlanksAtEnd
    }
    let names = ["0-19 %", "20-39 %", "40-59 %", "60-79 %", "80-100 %"]
    var lines = [
      "", style.paint("Of \(people) \(people == 1 ? "person" : "people")", .bold),
      "share of the week \(week)",
    ]
    lines += zip(names, summary.fifths).map { bar($0, $1) }
    if summary.withoutShare > 0 { lines.append(bar("none yet", summary.withoutShare)) }
    lines += [
      "weeks kept"
    ]
    lines += KeptWeeks.allCases.map { kept in
      bar(kept == .notYet ? "none over yet" : kept.rawValue, summary.weeks[kept] ?? 0)
    }
    for (milestone, states) in summary.milestones where !states.isEmpty {
      lines.append(milestone.name)
      lines += MilestoneState.allCases.compactMap { state in
        states[state].map { bar(state.rawValue, $0) }
      }
    }
    lines.append(bar("quiet", summary.quiet, indent: 0))
    return lines
      + style.wrap(disclaimer("cohort"))
  }
}
