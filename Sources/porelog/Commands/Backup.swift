import Calendar
import Documents
import Files
import Journal
import Routine
import Text
import Tracker
import Wording

/// `porelog backup`: copies the journal into a new file. Other processes can use the journal meanwhile.
enum Backup: Command {
  static var name: String { "backup" }
  static let description = CommandDescription(
    name: name, operands: "FILE", operandCount: 1...1,
    summary: "copy the whole journal into one new file, for restore",
    details: [
      "The copy has the state of one moment, even while others log. It is checked before it gets its name. It contains the data of all users and the undo history, and only you can read it. No file is overwritten: name a new file each time.",
      "It does not contain the pictures, only their paths. A person that user erase removes from the journal stays in the backups that you have made.",
    ])

  static func run(_ session: Session) throws {
    let target = session.arguments.operands[0]
    guard let path = session.path, fileExists(path) else {
      throw Failure(.noInput, "there is no journal yet, so there is nothing to back up")
    }
    let outcome = try session.perform(BackUpJournal(to: target))
    let pictures = PictureFolder.beside(journal: path)
    if let names = try? Folder.names(in: pictures.path), !names.isEmpty {
      session.sayAfterwards(
        "Not in it: \(counted(names.count, "picture")) from your phone. Copy the folder \(pictures.path.terminalSafe) as well."
      )
    }
    try session.confirm(outcome.sentence, json: .copy(target, users: outcome.effect))
  }
}

/// `porelog restore`: replaces the journal with a backup.
enum Restore: Command {
  static var name: String { "restore" }
  static let description = CommandDescription(
    name: name, operands: "FILE", operandCount: 1...1,
    summary: "replace the journal with a backup; the previous one is kept beside it",
    details: [
      "FILE is a file that backup made, or a copy that porelog made automatically. It is checked first and is not changed. Other programs that have the journal open see all of the old content or all of the new.",
      "undo cannot undo a restore. To go back, restore the file that was kept.",
      "Devices are not restored: those that are paired stay paired, and no other comes back.",
    ])

  static func run(_ session: Session) throws {
    let source = session.arguments.operands[0]
    let path = try session.requiredPath()
    let restore = RestoreJournal(from: source, to: path, at: session.now.seconds)
    let kept = try restore.perform { copy in
      session.say(
        "A restore cannot be taken back. The journal as it is now will be kept as \(copy).")
    } willLoseDevices: {
      session.say(
        "The journal as it is now cannot be read. If devices were paired, pair them again.")
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
