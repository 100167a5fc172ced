import Journal
import Routine

/// `porelog undo`: takes back the user's last change.
enum Undo: Command {
  static let description = CommandDescription(
    name: "undo", options: [.init(name: "list", help: "show what can be taken back, newest first")],
    summary: "take back the last change",
    details: [
      "Each call takes back one change of the user's, the newest first; the last \(Journal.keptChanges) are kept. Another user's changes are left alone: --user NAME names whose. What was taken back cannot be brought back by undo."
    ])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else { throw nothing("the journal has no user yet") }
    if session.arguments.has("list") { return try list(of: account, session) }
    let name = account.user.name
    guard let last = try journal.changes(of: account.id).first else {
      throw nothing("\(quoted(name)) has made no change that is kept")
    }
    session.say("Taking back, for good: \(last.summary)")
    guard let change = try journal.undo(by: account.id) else {
      throw nothing("\(quoted(name)) has made no change that is kept")
    }
    if session.wantsJSON { return try session.console.print(json(change).text) }
    try session.confirm("Took back of \(name): \(change.summary).")
  }

  private static func nothing(_ reason: String) -> Failure {
    Failure(.dataError, "there is nothing to take back: \(reason)")
  }

  private static func list(of account: Account, _ session: Session) throws {
    let changes = try session.journal().changes(of: account.id)
    if session.wantsJSON {
      return try session.console.print(JSON.array(changes.map(json)).text)
    }
    if changes.isEmpty { return try session.console.print("Nothing can be taken back.") }
    for change in changes { try session.console.print("\(change.madeAt)  \(change.summary)") }
  }

  private static func json(_ change: Change) -> JSON {
    .object([
      "madeAt": .string(change.madeAt.description), "summary": .string(change.summary),
    ])
  }
}
