import Calendar
import Reporting
import Routine
import Text
import Wording

/// The state of a list of steps to tick off: its rows, the cursor, and the note being written. It handles keys and
/// produces the lines to draw.
struct Checklist: Sendable {
  /// The mark in the box of a row.
  typealias Mark = Status

  /// One step.
  struct Row: Hashable, Sendable {
    let key: StepKey
    /// Why the step is due, or why it is not.
    let words: String
    let isDue: Bool
    /// The mark that is logged; nil when the step is not logged.
    let logged: Mark?
    /// The mark that saving logs; nil when saving leaves the step without an entry.
    var mark: Mark?
    /// The note written in the list.
    var note: String?

    /// The state of the step after saving. What was logged before and differs stands behind it.
    var state: String {
      guard mark != logged else { return words }
      let was = logged.map { " (was \($0.rawValue))" } ?? ""
      return (mark?.rawValue ?? "not logged") + was
    }

    /// Whether saving changes the log.
    var isChanged: Bool { mark != logged || note != nil }
  }

  /// A key of the keyboard.
  enum Key: Hashable, Sendable {
    case up, down, enter, escape, backspace, interrupt
    case character(Character)
    /// The terminal was resized.
    case resize
    /// Any other key.
    case other
    /// The end of the input.
    case end
  }

  /// What to do after a key: stay in the list, save it, or leave it without saving.
  enum Outcome: Hashable, Sendable {
    case stay, save, leave
  }

  let title: String
  private(set) var rows: [Row]
  private(set) var cursor = 0
  /// The note being written for the current row; nil when none is.
  private(set) var draft: String?

  /// Lists the steps of `report` in `slot` and, in the evening, the weekly steps that are due. Due steps come first and
  /// are ticked, but for the weekly ones; the others have the mark that is logged.
  init(_ report: DayReport, slot: Slot, user: String, today: Day) {
    title = "\(slot.title) of \(report.day.titled(on: today))  \(user)"
    let lines = report.steps.filter { line in
      line.step.key.slot == slot
        || slot == .pm && line.step.key.slot == .weekly && line.due == .due
    }
    let ranked = lines.enumerated().sorted { left, right in
      let (first, second) = (Checklist.rank(left.element), Checklist.rank(right.element))
      return first == second ? left.offset < right.offset : first < second
    }
    rows = ranked.map { _, line in
      let logged = Checklist.logged(line)
      let isDue = line.due == .due
      return Row(
        key: line.step.key, words: line.words(on: report.day), isDue: isDue, logged: logged,
        mark: isDue && line.step.key.slot == slot ? .done : logged)
    }
  }

  private static func logged(_ line: DayReport.StepLine) -> Mark? {
    guard line.due == .logged else { return nil }
    switch line.state {
    case .done: return .done
    case .skipped: return .skipped
    case .excused: return .excused
    default: return nil
    }
  }

  /// The place of a step in the list: lower ranks come first.
  private static func rank(_ line: DayReport.StepLine) -> Int {
    switch line.due {
    case .due: 0
    case .catchUp, .needed: 1
    case .optional, .enough: 2
    case .logged: 3
    case .notDue: 4
    case .paused: 5
    }
  }

  /// Handles a key.
  mutating func press(_ key: Key) -> Outcome {
    if draft != nil { return edit(with: key) }
    switch key {
    case .up, .character("k"): cursor = max(0, cursor - 1)
    case .down, .character("j"): cursor = min(rows.count - 1, cursor + 1)
    case .enter: return .save
    case .escape, .interrupt, .end, .character("q"): return .leave
    case .character(" "): toggle(.done)
    case .character("s"): toggle(.skipped)
    case .character("e"): toggle(.excused)
    case .character("n") where !rows.isEmpty: draft = rows[cursor].note ?? ""
    case .character("a"):
      for index in rows.indices where rows[index].isDue && rows[index].mark == nil {
        rows[index].mark = .done
      }
    default: break
    }
    return .stay
  }

  /// Gives the current row `mark`, or removes the mark if the row has it.
  private mutating func toggle(_ mark: Mark) {
    guard !rows.isEmpty else { return }
    rows[cursor].mark = rows[cursor].mark == mark ? nil : mark
  }

  /// Handles a key while a note is written.
  private mutating func edit(with key: Key) -> Outcome {
    guard var text = draft else { return .stay }
    switch key {
    case .enter:
      let note = text.trimmed
      rows[cursor].note = note.isEmpty ? nil : note
      draft = nil
    case .escape: draft = nil
    case .interrupt, .end: return .leave
    case .backspace:
      if !text.isEmpty { text.removeLast() }
      draft = text
    case .character(let character):
      if text.utf8.count + character.utf8.count <= TextRules.longestNote { text.append(character) }
      draft = text
    default: break
    }
    return .stay
  }

  /// The lines to draw with `style` on a terminal of `height` lines.
  func lines(_ style: Style, height: Int) -> [String] {
    let help =
      draft == nil
      ? style.wrap(
        ["space done ", "s skip ", "e excuse ", "n note ", "a all due ", "enter save ", "q leave"],
        head: "")
      : style.wrap(["enter keeps the note, ", "escape drops it"], head: "")
    let nameWidth = min(
      style.columns / 2, rows.map { displayWidth($0.key.slug.description) }.max() ?? 0)
    // A list longer than the screen scrolls with the cursor in the middle.
    let room = max(1, height - help.count - 4)
    let first = max(0, min(cursor - room / 2, rows.count - room))
    let shown = rows.indices.dropFirst(first).prefix(room)
    var lines = [style.paint(style.fit(title, to: style.columns).droppingBlanksAtEnd, .bold), ""]
    lines += shown.map { index in line(rows[index], index == cursor, nameWidth, style) }
    if rows.isEmpty { lines.append("The routine has no step of this slot on this day.") }
    lines.append("")
    if let draft {
      let room = style.columns - 7
      lines.append("Note: " + Checklist.tail(draft, room) + "_")
    } else {
      lines += help.map { style.paint($0.droppingBlanksAtEnd, .dim) }
    }
    if draft != nil { lines += help.map { style.paint($0.droppingBlanksAtEnd, .dim) } }
    return lines
  }

  private func line(_ row: Row, _ isCurrent: Bool, _ nameWidth: Int, _ style: Style) -> String {
    let box: (String, Style.Emphasis?) =
      switch row.mark {
      case .done: (style.hasUnicode ? "✓" : "+", .green)
      case .skipped: ("-", nil)
      case .excused: ("~", .cyan)
      case nil: (" ", nil)
      }
    let name = style.fit(row.key.slug.description, to: nameWidth)
    let words = (row.note == nil ? "" : "note, ") + row.state
    let text = style.fit("\(name)  \(words)", to: max(1, style.columns - 7)).droppingBlanksAtEnd
    return (isCurrent ? "> " : "  ") + "[" + style.paint(box.0, box.1) + "] "
      + (isCurrent ? style.paint(text, .bold) : text)
  }

  /// The longest end of `text` that fits into `columns`.
  private static func tail(_ text: String, _ columns: Int) -> String {
    var shown = text
    while displayWidth(shown) > columns { shown.removeFirst() }
    return shown
  }
}
