import Calendar
import Reporting
import Routine
import Tracker
import Wording

/// Draws the milestones: one line each, then a card each with its weeks, what was rated and photographed, and what else
/// changed meanwhile. Nothing in the text may promise an effect.
struct MilestoneText {
  let view: MilestonesView
  let style: Style

  var lines: [String] {
    let words = view.reports.map { MilestoneWords(report: $0, today: view.today) }
    let width = words.map { displayWidth($0.title) }.max() ?? 0
    let head = style.spread(
      "Milestones  \(view.user)", view.today.titled(on: view.today), emphasis: .bold)
    let states = words.map { displayWidth($0.state) }.max() ?? 0
    let titles = max(8, min(width, style.columns - states - 4))
    let list = words.map { "  \(style.fitName($0.title, to: titles))  \($0.state)" }
    let invitations = Set(view.reports.flatMap(\.invitations))
    let invited = Invitation.allCases.filter(invitations.contains).flatMap {
      style.wrap($0.words())
    }
    return head + list + words.flatMap { [""] + card($0) } + (invited.isEmpty ? [] : [""] + invited)
      + [""] + foot.map { style.paint($0, .dim) }
  }

  private var foot: [String] {
    style.wrap(
      "These are the guide's weeks, not a promise. Counted from your log; not medical advice. porelog help milestones explains the figures."
    )
  }

  private func card(_ words: MilestoneWords) -> [String] {
    let title = style.wrap("\(words.title) \(style.hasUnicode ? "·" : "-") \(words.state)")
    var lines = title.map { style.paint($0, .bold) }
    lines += words.account.flatMap(style.wrap)
    if let inWords = words.weeksInWords { lines += strip(words.report.attempt.weeks, inWords) }
    lines += words.seen.flatMap { sentence in
      style.wrap(style.hasUnicode ? sentence : sentence.replacing(" → ", with: " to "))
    }
    let confounders = words.report.confounders
    if !confounders.isEmpty {
      lines.append(MilestoneWords.confoundersIntroduction)
      lines += confounders.flatMap { confounder in
        style.wrap(
          "\(confounder.step.slug) \(confounder.words)".split(separator: " ").map(String.init),
          head: "  \(confounder.day.spoken(on: view.today))  ")
      }
    }
    return lines
  }

  /// One cell a week, and the words for them.
  private func strip(_ weeks: [WeekResult], _ words: String) -> [String] {
    let cells = weeks.map { week in
      switch week {
      case .counted: style.hasUnicode ? "■" : "#"
      case .fellShort: style.hasUnicode ? "□" : "-"
      case .paused: "~"
      }
    }
    // A long strip is broken where the line ends.
    var rows: [String] = []
    for start in stride(from: 0, to: cells.count, by: style.columns) {
      rows.append(cells[start..<min(start + style.columns, cells.count)].joined())
    }
    let last = rows.removeLast()
    let tail = style.wrap(words.split(separator: " ").map(String.init), head: last + " ")
    let fits = tail.count == 1
    return rows + (fits ? tail : [last] + style.wrap(words))
  }
}
