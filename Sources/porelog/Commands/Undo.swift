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
      "Each call takes back one change of the user's, the newest first; the last \(Journal.keptChanges) are kept. Another user's changes are left alone: --user NAME names whose. redo does again what was taken back, until something else is changed. What others have built on, such as a person you added who has logged since, stays: --skip passes it over."
    ])

  static func run(_ session: Session) throws {
    let changes = try session.tracker().changes(session.user)
    if session.arguments.has("list"), let changes { return try list(changes.changes, session) }
    guard let changes, !changes.changes.isEmpty else {
      throw ActionError.nothingToUndo(user: changes?.user)
    }
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

/// `porelog redo`: does again what the last undo took back.
enum Redo: Command {
  static var name: String { "redo" }
  static let description = CommandDescription(
    name: name, summary: "do again what the last undo took back",
    details: [
      "Each call does again one change, the one that was taken back last. After any other change there is nothing to do again. The creation of a user cannot be done again: porelog user add."
    ])

  static func run(_ session: Session) throws {
    let outcome = try session.perform(RedoChange())
    try session.confirm(outcome.sentence, json: outcome.effect.document)
  }
}
