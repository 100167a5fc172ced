import Documents
import Journal
import Text
import Tracker

/// `porelog undo`: takes back the user's last change.
enum Undo: Command {
  static var name: String { "undo" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "list", help: "show what can be taken back, newest first"),
      .init(name: "skip", help: "leave the last change as it is, and take back the one before"),
    ],
    summary: "take back the last change",
    details: [
      "Each call takes back one change of the user's, the newest first; the last \(Journal.keptChanges) are kept. Another user's changes are left alone: --user NAME names whose. What was taken back cannot be brought back by undo. What others have built on, such as a person you added who has logged since, stays: --skip passes it over."
    ])

  static func run(_ session: Session) throws {
    let changes = try session.tracker().changes(session.user)
    if session.arguments.has("list"), let changes { return try list(changes.changes, session) }
    guard let changes, !changes.changes.isEmpty else {
      throw ActionError.nothingToUndo(user: changes?.user)
    }
    session.say("An undo cannot be taken back.")
    let outcome = try session.perform(
      UndoChange(skipping: session.arguments.has("skip")))
    try session.confirm(outcome.sentence, json: outcome.effect.document)
  }

  private static func list(_ changes: [Change], _ session: Session) throws {
    let lines = changes.map { "\($0.madeAt)  \($0.summary.terminalSafe)" }
    try session.print(
      .array(changes.map(\.document)), lines.isEmpty ? ["Nothing can be taken back."] : lines)
  }
}
