import Calendar
import Reporting
import Routine
import Text
import Tracker
import Wording

/// Draws all that is kept of one day.
struct DayRecordText {
  let view: DayView
  let style: Style

  var lines: [String] {
    var lines = [style.paint(view.day.titled(on: view.today), .bold) + "  " + view.user]
    if view.isAhead { lines += style.wrap("This day is still to come.") }
    for slot in Slot.allCases {
      let entries = view.entries.filter { $0.entry.step.slot == slot }
      if entries.isEmpty { continue }
      lines += ["", style.paint(slot.title, .bold)] + entries.flatMap(self.lines)
    }
    let rest = others
    if !rest.isEmpty { lines += [""] + rest }
    if view.entries.isEmpty && rest.isEmpty { lines.append("Nothing is logged for this day.") }
    return lines
  }

  private func lines(of line: DayEntry) -> [String] {
    let entry = line.entry
    let state: DayState =
      switch entry.status {
      case .done: .done
      case .skipped: .skipped
      case .excused: .excused
      }
    var parts = [entry.status.rawValue]
    if entry.count > 1 { parts.append("\(entry.count) times") }
    if let minutes = entry.minutes { parts.append(counted(minutes, "minute")) }
    if let product = line.product { parts.append(product.terminalSafe) }
    if let reason = entry.reason { parts.append(reason.terminalSafe) }
    if let loggedOn = line.loggedOn, loggedOn != entry.day {
      parts.append("logged on \(loggedOn.spoken(on: view.today))")
    }
    let words = parts.joined(separator: ", ").split(separator: " ").map(String.init)
    let head = "  \(state.character(style)) \(entry.step.slug)  "
    return style.wrap(words, head: head) + NotesText.lines(entry.note, style, indent: "      ")
  }

  private var others: [String] {
    var lines: [String] = []
    if let note = view.note { lines += NotesText.lines(note, style, indent: "", head: "Note: ") }
    if !view.ratings.isEmpty {
      let scores = view.ratings.map { "\($0.measure.rawValue) \($0.score)" }
      lines += style.wrap("Rated: \(scores.joined(separator: ", ")).")
    }
    lines += view.photos.flatMap { style.wrap("Photo \($0.id): \($0.words)") }
    lines += view.pauses.flatMap {
      style.wrap("Paused: \($0.spoken(on: view.today)) (\($0.reason.rawValue)).")
    }
    lines += view.procedures.flatMap { style.wrap("Procedure: \($0.spoken(on: view.today)).") }
    return lines
  }
}

/// Draws notes and reasons by day.
struct NotesText {
  let view: NotesView
  let style: Style

  var lines: [String] {
    view.days.flatMap { line -> [String] in
      var lines = [style.paint(line.day.titled(on: view.today), .bold)]
      lines += NotesText.lines(line.text, style, indent: "  ")
      for entry in line.entries {
        if let reason = entry.reason {
          lines += style.wrap(
            reason.terminalSafe.split(separator: " ").map(String.init),
            head: "  \(entry.step) \(entry.status.rawValue): ")
        }
        lines += NotesText.lines(entry.note, style, indent: "  ", head: "\(entry.step): ")
      }
      return lines
    }
  }

  /// The lines of a note, each wrapped; none for nil.
  static func lines(
    _ note: String?, _ style: Style, indent: String, head: String = ""
  ) -> [String] {
    guard let note else { return [] }
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().flatMap { index, line in
      let words = line.split(whereSeparator: \.isWhitespace).map { String($0).terminalSafe }
      return style.wrap(words, head: indent + (index == 0 ? head : ""))
    }
  }
}

/// Draws ratings: a line of blocks for each measure, then the scores by day.
struct RatingsText {
  let view: RatingsView
  let style: Style

  private static let blocks = Array("▁▂▃▄▅▆▇█")

  var lines: [String] {
    if view.ratings.isEmpty { return [] }
    let measures = Measure.allCases.filter { measure in
      view.ratings.contains { $0.measure == measure }
    }
    let width = measures.map(\.rawValue.count).max() ?? 0
    let trends = measures.map { measure -> String in
      let scores = view.ratings.filter { $0.measure == measure }.map(\.score)
      // The last scores that fit, so that the newest are always shown.
      let room = max(1, style.columns - width - 16)
      let shown = scores.suffix(style.hasUnicode ? room : room / 2)
      let numbers =
        scores.count == 1 ? "\(scores[0])" : "\(scores[0]) to \(scores[scores.count - 1])"
      return style.fit(measure.rawValue, to: width) + "  " + style.right(numbers, 8) + "  "
        + shown.map { block($0, of: measure) }.joined(separator: style.hasUnicode ? "" : " ")
    }
    let days = Set(view.ratings.map(\.day)).sorted().flatMap { day -> [String] in
      let scores = view.ratings.filter { $0.day == day }.map {
        "\($0.measure.rawValue) \($0.score)"
      }
      let list = scores.dropLast().map { $0 + "," } + scores.suffix(1)
      return style.wrap(
        list.flatMap { $0.split(separator: " ").map(String.init) }, head: "\(day)  ")
    }
    return trends + [""] + days
  }

  /// A block as high as the score; without Unicode, the score itself.
  private func block(_ score: Int, of measure: Measure) -> String {
    guard style.hasUnicode else { return String(score) }
    let last = RatingsText.blocks.count - 1
    return String(RatingsText.blocks[score * last / measure.scores.upperBound])
  }
}
