import Calendar
import Reporting
import Routine
import Text
import Tracker
import Wording

/// Draws a day: its steps, pauses, note, ratings and cautions, and where the week stands.
struct DayText {
  private let view: TodayView
  private let style: Style
  private let report: DayReport

  init(view: TodayView, style: Style) {
    self.view = view
    self.style = style
    report = view.report
  }

  var lines: [String] {
    var lines = [style.paint(report.day.title, .bold) + "  " + view.user]
    for slot in Slot.allCases {
      let steps = report.steps.filter { $0.step.key.slot == slot }
      if steps.isEmpty { continue }
      lines += ["", style.paint(slot.rawValue, .bold)] + steps.map(line)
    }
    if report.steps.isEmpty {
      lines += ["", "The routine has no step on this day: porelog routine add makes one."]
    }
    let notes =
      report.pauses.map { "Paused: \($0.words) (\($0.reason.rawValue))." }
      + report.recoveries.map {
        "Recovery from \($0.kind) of \($0.day)\($0.recoverUntil.map { " to \($0)" } ?? "")."
      }
    lines.append("")
    lines += notes.flatMap { style.wrap($0) }
    if let note = view.note {
      // Line breaks and tabs become single blanks, so that the note is wrapped like a sentence.
      let words = note.split(whereSeparator: \.isWhitespace).map { String($0).terminalSafe }
      lines += style.wrap(words, head: "Note: ")
    }
    if !view.ratings.isEmpty {
      let scores = view.ratings.map { "\($0.measure.rawValue) \($0.score)" }.joined(separator: ", ")
      lines += style.wrap("Rated: \(scores).")
    }
    lines += view.packs.flatMap { style.wrap($0.words(on: report.day)) }
    lines += CautionText.lines(view.cautions, style)
    if !view.forewarnings.isEmpty {
      lines += style.wrap("To watch out for in the rest of the day:")
      lines += CautionText.lines(view.forewarnings, style)
    }
    lines += view.invitations.flatMap { style.wrap($0.words) }
    lines += style.wrap(report.week.standing(of: Week(of: report.day))).map {
      style.paint($0, .bold)
    }
    return lines + style.wrap(disclaimer("week")).map { style.paint($0, .dim) }
  }

  private func line(_ line: DayReport.StepLine) -> String {
    let width = min(
      style.columns / 2,
      report.steps.map { displayWidth($0.step.key.slug.description) }.max() ?? 0)
    let (mark, color) = WeekText.mark(line.state, style)
    let name = style.fit(line.step.key.slug.description, to: width)
    let words = style.fit(line.words, to: max(1, style.columns - width - 6))
    return ("  " + style.paint(mark, color) + " " + name + "  " + words).droppingBlanksAtEnd
  }
}
