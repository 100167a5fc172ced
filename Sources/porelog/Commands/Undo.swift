import Journal
import Routine

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
    let journal = try session.journal()
    guard let account = try session.account() else {
      throw Failure(.dataError, "there is nothing to take back: the journal has no user yet")
    }
    if session.arguments.has("list") { return try list(of: account, session) }
    let name = account.user.name
    if try journal.changes(of: account.id).isEmpty { throw nothing(name) }
    session.say("An undo cannot be taken back.")
    let change = try journal.write {
      var isSkipping = session.arguments.has("skip")
      while true {
        if isSkipping, let skipped = try journal.forgetLastChange(of: account.id) {
          session.sayAfterwards("Left for good as it is: \(skipped.summary).")
        }
        do {
          guard let change = try journal.undo(by: account.id) else { throw nothing(name) }
          return change
        } catch is NotUndoable where session.arguments.has("skip") {
          isSkipping = true
        }
      }
    }
    try session.confirm(
      "Took back: \(change.summary).\(try others(name, journal))", json: json(change))
  }

  /// Whose change it was, where that could be in question.
  private static func others(_ name: String, _ journal: Journal) throws -> String {
    try journal.accounts().count > 1 ? " (A change of \(name).)" : ""
  }

  private static func nothing(_ name: String) -> Failure {
    Failure(.dataError, "there is nothing to take back: no change of \(quoted(name)) is kept")
  }

  private static func list(of account: Account, _ session: Session) throws {
    let changes = try session.journal().changes(of: account.id)
    if session.wantsJSON {
      return try session.console.print(JSON.array(changes.map(json)).text)
    }
    if changes.isEmpty { return try session.console.print("Nothing can be taken back.") }
    for change in changes {
      try session.console.print("\(change.madeAt)  \(change.summary.cleaned)")
    }
  }

  private static func json(_ change: Change) -> JSON {
    .object([
      "madeAt": .string(change.madeAt.description), "summary": .string(change.summary),
    ])
  }
}
