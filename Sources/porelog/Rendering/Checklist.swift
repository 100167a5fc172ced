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

    /// The state of the step after saving.
    var state: String { mark == logged ? words : mark?.rawValue ?? "not logged" }
    /// What was logged before, when saving changes it.
    var was: String? { mark == logged ? nil : logged.map { "was \($0.rawValue)" } }

    /// Whether saving changes the log.
    var isChanged: Bool { mark != logged || note != nil }
  }

  /// A key of the keyboard.
  enum Key: Hashable, Sendable {
    case up, down, enter, escape, interrupt, suspend
    case character(Character)
    // The keys of a line of text. Emacs' control keys have the same effect as the others.
    case left, right, lineStart, lineEnd, backspace, delete
    /// Removes the text behind the cursor, before it, or the word before it.
    case killLine, killStart, killWord
    /// The terminal was resized.
    case resize
    /// Any other key.
    case other
    /// The end of the input.
    case end
  }

  /// What to do after a key: stay in the list, save it, leave it without saving, leave it as interrupted, or stop the
  /// program until it is continued.
  enum Outcome: Hashable, Sendable {
    case stay, save, leave, interrupt, suspend
  }

  let title: String
  private(set) var rows: [Row]
  private(set) var cursor = 0
  /// The note being written for the current row; nil when none is.
  private(set) var draft: LineEditor?

  /// Lists the steps of `report` in `slot` and, in the evening, the weekly steps that are due. Due steps come first and
  /// are ticked, but for the weekly ones; the others have the mark that is logged.
  init(_ report: DayReport, slot: Slot, user: String, today: Day) {
    title =
      "\(slot == .weekly ? "Weekly steps" : slot.title) of \(report.day.titled(on: today))  \(user)"
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
    switch key {
    case .interrupt: return .interrupt
    case .suspend: return .suspend
    default: break
    }
    if draft != nil { return edit(with: key) }
    switch key {
    case .up, .character("k"): cursor = max(0, cursor - 1)
    case .down, .character("j"): cursor = min(rows.count - 1, cursor + 1)
    case .enter: return .save
    case .escape, .end, .character("q"): return .leave
    case .character(" "): toggle(.done)
    case .character("s"): toggle(.skipped)
    case .character("e"): toggle(.excused)
    case .character("n") where !rows.isEmpty:
      draft = LineEditor(rows[cursor].note ?? "", limit: TextRules.longestNote)
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
    switch key {
    case .enter:
      let note = (draft?.text ?? "").trimmed
      rows[cursor].note = note.isEmpty ? nil : note
      draft = nil
    case .escape: draft = nil
    case .end: return .leave
    default: draft?.press(key)
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
      : style.wrap(["enter keeps the note ", "escape drops it"], head: "")
    let nameWidth = min(
      style.columns / 2, rows.map { displayWidth($0.key.slug.description) }.max() ?? 0)
    // A list longer than the screen scrolls with the cursor in the middle. Where there is room, two lines say how much
    // is above and below.
    let height = max(1, height - help.count - 4)
    let isLong = rows.count > height && height > 3
    let room = isLong ? height - 2 : height
    let first = max(0, min(cursor - room / 2, rows.count - room))
    let shown = rows.indices.dropFirst(first).prefix(room)
    var lines = [style.paint(style.fit(title, to: style.columns).droppingBlanksAtEnd, .bold), ""]
    func more(_ count: Int, _ mark: String) -> String {
      style.paint(count > 0 ? "  \(mark) \(count) more" : "", .dim)
    }
    if isLong { lines.append(more(first, style.hasUnicode ? "↑" : "^")) }
    lines += shown.map { index in line(rows[index], index == cursor, nameWidth, style) }
    if isLong { lines.append(more(rows.count - first - room, style.hasUnicode ? "↓" : "v")) }
    if rows.isEmpty { lines.append("The routine has no step of this slot on this day.") }
    lines.append("")
    if let draft {
      lines.append("Note: " + draft.shown(in: style.columns - 6))
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
    let name = style.fitName(row.key.slug.description, to: nameWidth)
    let words = (row.note == nil ? "" : "note, ") + row.state
    let room = max(1, style.columns - 7)
    let text = style.fit("\(name)  \(words)", to: room).droppingBlanksAtEnd
    let was = row.was.map { " (\($0))" } ?? ""
    let fits = displayWidth(text) + displayWidth(was) <= room
    return (isCurrent ? "> " : "  ") + "[" + style.paint(box.0, box.1) + "] "
      + (isCurrent ? style.paint(text, .bold) : text) + (fits ? style.paint(was, .dim) : "")
  }
}
