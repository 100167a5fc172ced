import Calendar
import Documents
import Files
import Journal
import Routine
import Tracker

/// `porelog backup`: copies the journal into a new file. Other processes can use the journal meanwhile.
enum Backup: Command {
  static var name: String { "backup" }
  static let description = CommandDescription(
    name: name, operands: "FILE", operandCount: 1...1,
    summary: "copy the whole journal into one new file, which restore takes back",
    details: [
      "The copy is of one moment, even while others log, and it is looked over before it gets its name. It holds everyone's data and what can be undone; only you can read it. Nothing is written over: name a new file each time.",
      "Pictures are not in it: the journal keeps where they lie. What user erase takes out of the journal stays in backups that you have made.",
    ])

  static func run(_ session: Session) throws {
    let target = session.arguments.operands[0]
    guard let path = session.path, fileExists(path) else {
      throw Failure(.noInput, "there is no journal yet, so there is nothing to back up")
    }
    let outcome = try session.perform(BackUpJournal(to: target))
    try session.confirm(outcome.sentence, json: .copy(target, users: outcome.effect))
  }
}

/// `porelog restore`: replaces the journal with a backup.
enum Restore: Command {
  static var name: String { "restore" }
  static let description = CommandDescription(
    name: name, operands: "FILE", operandCount: 1...1,
    summary: "put a backup in the place of the journal, which is kept beside it",
    details: [
      "FILE is what backup made, or a copy that porelog made by itself. It is looked over before, and left as it is. Others who have the journal open see all of the old or all of the new.",
      "undo cannot take it back; restoring the file that was kept does.",
    ])

  static func run(_ session: Session) throws {
    let source = session.arguments.operands[0]
    let path = try session.requiredPath()
    let restore = RestoreJournal(from: source, to: path, at: session.now.seconds)
    let kept = try restore.perform { copy in
      session.say(
        "A restore cannot be taken back. The journal as it is now will be kept as \(copy).")
    }
    let names: [String]
    do { names = try session.tracker().users().users.map(\.name) } catch {
      throw Failure(
        .ioError, "it is restored, but cannot be read: \(Failure(error, journal: path).message)")
    }
    let people = names.isEmpty ? "nobody" : names.joined(separator: ", ")
    let before = kept.map { "; what was there before is \($0)" } ?? ""
    try session.confirm(
      "Restored the journal of \(people) from \(source)\(before).",
      json: .copy(source, users: names, kept: .some(kept)))
  }
}
