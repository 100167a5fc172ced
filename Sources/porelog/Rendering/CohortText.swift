import Calendar
import Reporting
import Routine
import Text
import Tracker
import Wording

/// Draws the cohort: a table with a line a person, then the distributions.
struct CohortText {
  let style: Style
  private let frame: CohortFrame
  /// The width of the names, in columns.
  private let nameWidth: Int

  /// The fewest people of whom a distribution says anything. Choice.
  private static let fewestPeople = 5
  /// The width of a milestone, in columns.
  private static let milestoneWidth = 12

  /// - Parameter frame: its longest name is measured in columns.
  init(style: Style, frame: CohortFrame) {
    self.style = style
    self.frame = frame
    // Beside the name are the share, the weeks kept, the milestones and the last entry.
    let isWide = CohortText.isWide(style)
    let others = 6 + 11 + 2 + (isWide ? 3 * CohortText.milestoneWidth : 0) + 13
    nameWidth = min(max(4, frame.longestName), max(8, style.columns - others))
  }

  /// Whether the milestones stand beside the other columns, and not below them.
  private var isWide: Bool { CohortText.isWide(style) }
  private static func isWide(_ style: Style) -> Bool { style.columns >= 76 }

  /// The title and the names of the columns.
  var heading: String {
    let title = style.paint("Week of \(frame.week.monday.spoken(on: frame.today))", .bold)
    let milestones = isWide ? Milestone.all.map(\.name) : []
    let names = row("", "share", "kept", milestones, "last entry")
    return title + "\n" + style.paint(names, .dim) + "\n"
  }

  func line(_ member: CohortMember) -> String {
    let line = member.line
    let share = line.week.percent.map { "\($0) %" } ?? "-"
    let last = line.lastEntry.map { $0.shortened(on: frame.today) } ?? "none"
    let quiet = line.isQuiet ? ", quiet" : ""
    let milestones = Milestone.all.map { milestone in
      line.milestones.first { $0.milestone == milestone }.map(CohortText.words) ?? "-"
    }
    let row = row(
      member.name.terminalSafe, share, "\(line.keptWeeks) of \(line.countedWeeks)",
      isWide ? milestones : [], last + quiet)
    let shown = line.isQuiet ? style.paint(row, .yellow) : row
    if isWide || line.milestones.isEmpty { return shown }
    let below = line.milestones.map { "\($0.milestone.name) \(CohortText.words($0))" }
    return
      ([shown]
      + style.wrap(below.joined(separator: ", ").split(separator: " ").map(String.init), head: "  "))
      .joined(separator: "\n")
  }

  private func row(
    _ name: String, _ share: String, _ kept: String, _ milestones: [String], _ last: String
  ) -> String {
    var text =
      style.fitName(name, to: nameWidth) + style.right(share, 6)
      + style.right(kept, 11) + "  "
    for milestone in milestones { text += style.fit(milestone, to: CohortText.milestoneWidth) }
    return text + last
  }

  /// The state and the counted days: `building 14`.
  private static func words(_ attempt: Attempt) -> String {
    let state =
      switch attempt.state {
      case .windowOpen: "open"
      case .windowPassed: "passed"
      default: attempt.state.words
      }
    return attempt.anchor == nil ? state : "\(state) \(attempt.credited)"
  }

  func lines(_ summary: CohortSummary) -> [String] {
    let people = summary.people
    if people < CohortText.fewestPeople { return [] }
    let width = max(10, min(30, style.columns - 40))
    func bar(_ name: String, _ count: Int, indent: Int = 2) -> String {
      let filled = people == 0 ? 0 : count * width / people
      let mark = String(repeating: Bar.Part.done.cell(style), count: filled)
      let head = blanks(indent) + style.fit(name, to: 16 - indent)
      return "\(head)\(style.right(String(count), 6))  \(style.paint(mark, .green))"
        .droppingBlanksAtEnd
    }
    let names = ["0-19 %", "20-39 %", "40-59 %", "60-79 %", "80-100 %"]
    var lines = [
      "", style.paint("Of \(people) \(people == 1 ? "person" : "people")", .bold),
      "share of the week",
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
        states[state].map { bar(state.words, $0) }
      }
    }
    lines.append(bar("quiet", summary.quiet, indent: 0))
    return lines
  }
}
