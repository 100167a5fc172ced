import Documents
import Journal
import Text
import Tracker

/// `porelog note`: writes, shows or removes the note on a day.
enum NoteCommand: Command {
  static var name: String { "note" }
  static let description = CommandDescription(
    name: name, operands: "[TEXT]", operandCount: 0...1,
    options: [
      .init(name: "on", value: "DAY", help: "the day; else today"),
      .init(name: "clear", help: "remove the note"),
    ],
    summary: "write a note on the day, or show it",
    details: [
      "Without TEXT, the note of the day is shown. A day has one note. A new text is added to it on a new line."
    ])

  static func run(_ session: Session) throws {
    let text = session.arguments.operands.first
    let isClearing = session.arguments.has("clear")
    guard text == nil || !isClearing else {
      throw Failure(.usage, "--clear takes the note out, and text adds to it: give one of them")
    }
    guard text != nil || isClearing else { return try show(session) }
    try session.change(WriteNote(text, on: try session.day("on")))
  }

  /// Prints the day's note.
  private static func show(_ session: Session) throws {
    let view = try session.tracker().note(session.user, on: try session.day("on"))
    let lines = view.text.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    try session.print(
      view.document,
      lines.map { $0.map { String($0).terminalSafe } } ?? ["There is no note on \(view.day)."])
  }
}
