import Reporting
import Routine

/// Draws everyone's lines, and how they are spread.
struct CohortText {
  let style: Style
  /// How wide the names are drawn.
  private let nameWidth: Int

  /// - Parameter longestName: how many columns the widest name has.
  init(style: Style, longestName: Int) {
    self.style = style
    nameWidth = min(max(4, longestName), max(8, style.columns / 4))
  }

  func line(_ line: CohortLine, _ name: String, _ today: Day) -> String {
    let tally = line.week
    let share = tally.adherence.map { "\(Int(($0 * 100).rounded())) %" } ?? "-"
    var words = ["\(line.consistentWeeks) of \(line.countedWeeks) weeks,"]
    for attempt in line.milestones {
      words.append("\(attempt.milestone.name) \(attempt.state.rawValue) \(attempt.credited),")
    }
    let last = line.lastEntry.map { "last \($0)" } ?? "no entry"
    words.append(line.isQuiet ? style.paint("quiet, \(last)", .yellow) : last)
    let head = "\(style.fit(name.cleaned, to: nameWidth))  \(style.right(share, 5))  "
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
      "share of the week",
    ]
    lines += zip(names, summary.fifths).map { bar($0, $1) }
    if summary.withoutShare > 0 { lines.append(bar("none yet", summary.withoutShare)) }
    lines += [
      "weeks kept", bar("all", summary.weeks.all), bar("some", summary.weeks.some),
      bar("none", summary.weeks.none), bar("80 % or more", summary.mostlyConsistent),
    ]
    if summary.withoutWeek > 0 { lines.append(bar("none over yet", summary.withoutWeek)) }
    for (milestone, states) in summary.milestones where !states.isEmpty {
      lines.append(milestone.name)
      lines += MilestoneState.allCases.compactMap { state in
        states[state].map { bar(state.rawValue, $0) }
      }
    }
    lines.append(bar("quiet", summary.quiet, indent: 0))
    return lines
      + style.wrap(WeekText.disclaimer.replacing("porelog help week", with: "porelog help cohort"))
  }

  func json(_ line: CohortLine, _ name: String) -> JSON {
    .object([
      "user": .string(name), "tally": line.week.json,
      "consistentWeeks": .integer(line.consistentWeeks),
      "countedWeeks": .integer(line.countedWeeks),
      "lastEntry": .string(line.lastEntry?.description), "quiet": .bool(line.isQuiet),
      "milestones": .array(
        line.milestones.map { attempt in
          .object([
            "milestone": .string(attempt.milestone.name), "state": .string(attempt.state.rawValue),
            "attempt": .integer(attempt.number), "credited": .integer(attempt.credited),
          ])
        }),
    ])
  }

  func json(_ summary: CohortSummary) -> JSON {
    let milestones = summary.milestones.filter { !$0.states.isEmpty }.map { milestone, states in
      (
        milestone.name,
        JSON.object(
          Dictionary(uniqueKeysWithValues: states.map { ($0.key.rawValue, .integer($0.value)) }))
      )
    }
    return .object([
      "people": .integer(summary.people), "fifths": .array(summary.fifths.map { .integer($0) }),
      "withoutShare": .integer(summary.withoutShare),
      "weeks": .object([
        "all": .integer(summary.weeks.all), "some": .integer(summary.weeks.some),
        "none": .integer(summary.weeks.none), "notYet": .integer(summary.withoutWeek),
        "mostly": .integer(summary.mostlyConsistent),
      ]), "quiet": .integer(summary.quiet),
      "milestones": .object(Dictionary(uniqueKeysWithValues: milestones)),
    ])
  }
}
