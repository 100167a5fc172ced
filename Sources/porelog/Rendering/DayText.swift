import Calendar
import Reporting
import Routine
import Text
import Tracker
import Wording

/// Draws today: how much is left to do, the slot of the hour, the other slots in short, what is left of the week, and
/// what the user should know.
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
    let routine =
      report.steps.isEmpty
      ? ["The routine has no step on this day: porelog routine add makes one."]
      : isDone ? folded : rows
    return heading + routine + later + records + notices + standing
  }

  // MARK: The steps

  /// The number of steps that are to be done today.
  private var left: Int { report.steps.filter { $0.due == .due }.count }
  /// Whether nothing is left to do but something was done.
  private var isDone: Bool { left == 0 && report.steps.contains { $0.due == .logged } }

  private var heading: [String] {
    let logged = report.steps.filter { $0.due == .logged }
    let allDone = logged.allSatisfy { $0.state == .done } ? "All done today" : "Nothing left to do"
    let state = isDone ? allDone : left == 0 ? "Nothing to do today" : "\(left) to do"
    return style.spread(
      "\(report.day.titled(on: report.day))  \(view.user)", state, emphasis: .bold)
  }

  /// The slots that have a step to show, the one of the hour first.
  private var slots: [Slot] {
    ([view.slot] + Slot.allCases.filter { $0 != view.slot }).filter { !shown(in: $0).isEmpty }
  }

  /// The steps of `slot` that matter today. Those that can wait are listed under what is left of the week.
  private func shown(in slot: Slot) -> [DayReport.StepLine] {
    report.steps.filter { line in
      guard line.step.key.slot == slot else { return false }
      switch line.due {
      case .logged, .due, .paused: return true
      case .needed, .optional: return slot != .weekly
      case .catchUp, .enough, .notDue: return false
      }
    }
  }

  private var rows: [String] {
    slots.enumerated().flatMap { index, slot in
      [style.paint(slot.title, .bold)]
        + (isListed(slot, index) ? shown(in: slot).map(row) : short(shown(in: slot)))
    }
  }

  /// Whether the steps of a slot have a line each: those of the hour and of the week, unless there are many.
  private func isListed(_ slot: Slot, _ index: Int) -> Bool {
    (index == 0 || slot == .weekly) && shown(in: slot).count <= DayText.mostRows
  }

  /// The most steps of a slot that have a line each, so that the screen fits 24 lines.
  private static let mostRows = 8
  /// The most products and cautions that are told.
  private static let mostNotices = 3

  /// The steps that matter still, one line a slot.
  private var folded: [String] {
    slots.flatMap { slot in
      short(shown(in: slot).filter(matters), head: "\(slot.title)  ")
    }
  }

  /// Whether the step is shown once nothing is left to do: it was logged, or a day of it is still owed.
  private func matters(_ line: DayReport.StepLine) -> Bool {
    switch line.due {
    case .logged, .needed: true
    default: false
    }
  }

  private func row(_ line: DayReport.StepLine) -> String {
    let names = report.steps.map { displayWidth($0.step.key.slug.description) }
    let width = min(style.columns / 2, names.max() ?? 0)
    let name = style.fitName(line.step.key.slug.description, to: width)
    let detail = style.fit(detail(line), to: max(1, style.columns - width - 6))
    return ("  " + state(line).mark(style) + " " + name + "  " + detail).droppingBlanksAtEnd
  }

  /// The product, or why the step is not to be done.
  private func detail(_ line: DayReport.StepLine) -> String {
    let product = product(of: line.step.key)?.terminalSafe ?? ""
    switch line.due {
    case .due: return product
    case .logged: return line.state == .done ? product : line.words(on: report.day)
    default: return line.words(on: report.day)
    }
  }

  private func product(of key: StepKey) -> String? {
    zip(report.steps, view.products).first { $0.0.step.key == key }?.1
  }

  /// The state to show: a step that is left to the user is neither due nor over.
  private func state(_ line: DayReport.StepLine) -> DayState {
    switch line.due {
    case .needed, .optional: .future
    default: line.state
    }
  }

  /// The steps in running text, each with its mark.
  private func short(_ lines: [DayReport.StepLine], head: String = "  ") -> [String] {
    if lines.isEmpty { return [] }
    let room = max(4, style.columns - displayWidth(head) - 3)
    let words = lines.map { line in
      let name = line.step.key.slug.description
      let shown = displayWidth(name) > room ? style.fitName(name, to: room) : name
      return "\(state(line).character(style)) \(shown) "
    }
    return style.wrap(words, head: head).map(\.droppingBlanksAtEnd)
  }

  private var later: [String] {
    let steps = report.steps.compactMap(\.later)
    if steps.isEmpty { return [] }
    let list = steps.dropLast().map { $0 + "," } + steps.suffix(1)
    return [style.paint("Later this week", .bold)]
      + style.wrap(list, head: "  ")
  }

  // MARK: Below the steps

  private var records: [String] {
    var lines =
      report.pauses.flatMap {
        style.wrap("Paused: \($0.spoken(on: report.day)) (\($0.reason.rawValue)).")
      } + report.recoveries.flatMap { style.wrap("Recovery: \($0.spoken(on: report.day)).") }
    if let note = view.note {
      // Line breaks and tabs become single blanks, so that the note is wrapped like a sentence.
      let words = note.split(whereSeparator: \.isWhitespace).map { String($0).terminalSafe }
      lines += style.wrap(words, head: "Note: ")
    }
    if !view.ratings.isEmpty {
      let scores = view.ratings.map { "\($0.measure.rawValue) \($0.score)" }.joined(separator: ", ")
      lines += style.wrap("Rated: \(scores).")
    }
    return lines
  }

  private var notices: [String] {
    let packs = view.packs.prefix(DayText.mostNotices)
    let cautions = view.cautions.suffix(DayText.mostNotices)
    let warnings = isDone ? [] : view.forewarnings.prefix(DayText.mostNotices)
    return packs.flatMap { style.wrap($0.words(on: report.day)) }
      + more(view.packs.count - packs.count, "product", "porelog usage")
      + CautionText.lines(Array(cautions), on: report.day, style)
      + more(view.cautions.count - cautions.count, "caution", "porelog week --all")
      + (warnings.isEmpty ? [] : ["Watch out today:"])
      + CautionText.lines(Array(warnings), on: report.day, style)
      + view.invitations.flatMap { style.wrap($0.words(unlogged: view.unlogged)) }
  }

  private func more(_ count: Int, _ noun: String, _ command: String) -> [String] {
    count == 0 ? [] : style.wrap("and \(counted(count, "more \(noun)")): \(command)")
  }

  private var standing: [String] {
    style.wrap(report.week.standing(of: Week(of: report.day), on: report.day)).map {
      style.paint($0, .bold)
    }
  }
}
