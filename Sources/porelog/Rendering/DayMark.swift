import Routine
import Reporting

extension DayState {
  /// The mark of a day on a terminal. Marks differ in shape, so that they can be told apart without colour, and every
  /// terminal draws them one column wide.
  func mark(_ style: Style) -> String { style.paint(character(style), color) }

  /// The mark without its colour.
  func character(_ style: Style) -> String {
    let hasUnicode = style.hasUnicode
    return switch self {
    case .done: hasUnicode ? "✓" : "+"
    case .missed: hasUnicode ? "✗" : "x"
    case .pending: hasUnicode ? "◌" : "?"
    case .moved: hasUnicode ? "↷" : ">"
    case .skipped: "-"
    case .excused: "~"
    case .future: hasUnicode ? "·" : "."
    case .notDue, .outside: " "
    }
  }

  private var color: Style.Emphasis? {
    switch self {
    case .done: .green
    case .missed: .red
    case .pending: .yellow
    case .moved, .excused: .cyan
    case .skipped: nil
    case .notDue, .outside, .future: .dim
    }
  }

  /// The words for the marks that a screen has to explain, in the order of a legend.
  private static let legend: [(state: DayState, words: String)] = [
    (.done, "done"), (.missed, "missed"), (.pending, "to do today"), (.moved, "made up or can be"),
    (.skipped, "skipped"), (.excused, "paused or excused"), (.future, "to come"),
  ]

  /// The words for the marks of `states`: `✓ done`.
  static func legend(of states: Set<DayState>, _ style: Style) -> [String] {
    legend.filter { states.contains($0.state) }.map { "\($0.state.character(style)) \($0.words)" }
  }
}

extension String {
  /// The text without blanks at its end.
  var droppingBlanksAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
