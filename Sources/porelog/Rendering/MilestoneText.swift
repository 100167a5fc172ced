import Calendar
import Reporting
import Tracker
import Wording

/// Draws the milestones: for each its progress, where it stands, ratings, photos, and what else changed meanwhile.
/// Nothing in the text may promise an effect.
struct MilestoneText {
  let view: MilestonesView
  let style: Style

  var lines: [String] {
    let head = style.paint("Milestones on \(view.today)", .bold) + "  " + view.user
    let body = view.reports.flatMap { [""] + section($0) }
    let foot = style.wrap(
      "The weeks are those the guide speaks of, not a promise. "
        + disclaimer("milestones"))
    return [head] + body + [""] + foot.map { style.paint($0, .dim) }
  }

  private func section(_ report: MilestoneReport) -> [String] {
    let attempt = report.attempt
    let words = MilestoneWords(report: report, today: view.today)
    let title = style.fit(words.title, to: style.columns).droppingBlanksAtEnd
    var lines = [style.paint(title, .bold)]
    if let progress = progress(attempt) { lines.append("  " + progress) }
    for sentence in words.account + words.seen { lines += indented(sentence) }
    if !report.confounders.isEmpty {
      lines.append("  " + MilestoneWords.confoundersIntroduction)
      lines += report.confounders.flatMap { confounder in
        style.wrap(
          "\(confounder.step) \(confounder.what)".split(separator: " ").map(String.init),
          head: "    \(confounder.day)  ")
      }
    }
    return lines
  }

  private func indented(_ sentence: String) -> [String] {
    style.wrap(sentence.split(separator: " ").map(String.init), head: "  ")
  }

  /// A bar of the credited days. Its full length stands for the start of the window and, once the
  /// window is open, for its end.
  private func progress(_ attempt: Attempt) -> String? {
    guard attempt.anchor != nil else { return nil }
    let window = attempt.milestone.window
    let isOpen = attempt.credited >= window.lowerBound
    let goal = isOpen ? window.upperBound : window.lowerBound
    let width = max(10, min(28, style.columns - 30))
    let filled = min(width, attempt.credited * width / goal)
    let bar =
      style.paint(String(repeating: style.hasUnicode ? "▰" : "#", count: filled), .green)
      + style.paint(String(repeating: style.hasUnicode ? "▱" : "-", count: width - filled), .dim)
    let isPassed = attempt.credited > window.upperBound
    return "\(bar)  \(attempt.credited)" + (isPassed ? " days" : " of \(goal) days")
  }
}
