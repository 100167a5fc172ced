import Documents
import Journal
import Text
import Tracker
import Wording

/// `porelog undo`: undoes the user's last change.
enum Undo: Command {
  static var name: String { "undo" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "list", help: "list the changes that can be undone, newest first"),
      .init(name: "skip", help: "keep the last change, and undo the one before it"),
    ],
    summary: "undo the last change",
    details: [
      "Each call undoes one change of the user, the newest first. The last \(Journal.keptChanges) changes of each user can be undone. redo brings an undone change back, until something else is changed. A change on which later changes depend, such as the addition of a person who has logged since, cannot be undone; --skip keeps it and undoes the one before it."
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

  /// The most changes that a screen lists.
  private static let mostListed = 20

  private static func list(_ changes: [Change], _ session: Session) throws {
    let style = session.style
    var lines = changes.prefix(mostListed).map {
      style.fit("\($0.madeAt)  \($0.summary.terminalSafe)", to: style.columns).droppingBlanksAtEnd
    }
    let left = changes.count - lines.count
    if left > 0 { lines.append("and \(counted(left, "earlier change")): --json lists them all") }
    try session.print(
      .array(changes.map(\.document)), lines.isEmpty ? ["Nothing can be undone."] : lines)
  }
}

/// `porelog redo`: brings back the change that was undone last.
enum Redo: Command {
  static var name: String { "redo" }
  static let description = CommandDescription(
    name: name, summary: "bring back the change that was undone last",
    details: [
      "Each call brings back one change, the one that was undone last. After any other change there is nothing to redo. The addition of a user cannot be redone; use porelog user add."
    ])

  static func run(_ session: Session) throws {
    let outcome = try session.perform(RedoChange())
    try session.confirm(outcome.sentence, json: outcome.effect.document)
  }
}
