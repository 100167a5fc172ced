import Interchange
import Journal
import Routine
import SQLite

/// `porelog backup`: copies the journal, while others may go on using it.
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
    if fileExists(target) { throw FileProblem(taken: target) }
    let journal = try session.journal()
    try copy(to: target) { try journal.backUp(to: $0) }
    let names = try Journal(at: path).accounts().map(\.user.name)
    let people = names.isEmpty ? "nobody yet" : names.joined(separator: ", ")
    try session.confirm(
      "Backed up the journal (\(people)) to \(target).",
      json: .object(["file": .string(target), "users": .array(names.map { .string($0) })]))
  }

  /// Makes the file `target` out of what `write` writes into another beside it, once that is whole.
  ///
  /// - Parameter prepare: makes way for it.
  static func copy(
    to target: String, after prepare: () throws -> Void = {}, _ write: (String) throws -> Void
  ) throws {
    let temporary = try makeTemporaryFile(for: target)
    do {
      try write(temporary)
      try Journal.settle(temporary)
      try prepare()
      try moveFile(temporary, toNew: target)
    } catch {
      try? removeFile(temporary)
      throw error is SQLiteError ? Failure(error, journal: target) : error
    }
  }
}

/// `porelog restore`: puts a copy in the place of the journal.
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
    guard let path = session.path, !path.isEmpty else {
      throw Failure(.usage, "no place for the journal: set HOME, or name a file with --db")
    }
    guard fileExists(source) else {
      throw Failure(.noInput, "there is no file \(source.cleaned): check the path")
    }
    if areSameFile(source, path) {
      throw Failure(.dataError, "\(source.cleaned) is the journal itself: name a backup of it")
    }
    do { try Journal.checkBackup(source) } catch { throw refusal(of: source, error) }

    var kept: String?
    if fileExists(path) {
      let copy = try makeNewFile("\(path).before-restore-\(session.now.seconds)")
      kept = copy
      session.say("A restore cannot be taken back. The journal as it is now is kept as \(copy).")
      try replace(path, by: source, keeping: copy)
    } else {
      try session.makeFolderOfJournal()
      try Backup.copy(to: path) { try Journal.copyBackup(source, to: $0) }
    }
    let names = try session.journal().accounts().map(\.user.name)
    let people = names.isEmpty ? "nobody" : names.joined(separator: ", ")
    let before = kept.map { "; what was there before is \($0)" } ?? ""
    try session.confirm(
      "Restored the journal of \(people) from \(source)\(before).",
      json: .object([
        "file": .string(source), "kept": .string(kept), "users": .array(names.map { .string($0) }),
      ]))
  }

  /// Why `source` is not restored.
  private static func refusal(of source: String, _ error: any Error) -> Failure {
    let source = source.cleaned
    switch error {
    case Migrator.Refusal.notADatabase, Migrator.Refusal.foreign:
      return Failure(
        .dataError, "\(source) is no journal of porelog: name a file that porelog backup made")
    case let error as SQLiteError where error.isBusy:
      return Failure(
        .dataError,
        "\(source) has changes beside it that are not in it: restore what porelog backup --db \(source) makes of it"
      )
    case let error as SQLiteError where error.code == 11 || error.code == 26:
      return Failure(
        .dataError, "\(source) is damaged (\(error.message.prefix(120))): name another backup")
    case let error as SQLiteError where error.code == 14:
      return Failure(.noInput, "\(source) cannot be read (\(error.message)): name a backup")
    default: return Failure(error, journal: source)
    }
  }

  private static func replace(_ path: String, by source: String, keeping copy: String) throws {
    do {
      do {
        return try Journal(at: path).restore(from: source, keeping: copy)
      } catch {
        // Nothing is changed, and the copy is of no use.
        try? removeFile(copy)
        throw error
      }
    } catch let error where isBeyondUse(error) {
      // Nobody can work with it, so nobody's work is lost when the file itself is put aside.
      try Backup.copy(to: path, after: { try moveJournal(path, to: copy) }) {
        try Journal.copyBackup(source, to: $0)
      }
    }
  }

  /// Whether `error` says that the journal itself is damaged: SQLITE_CORRUPT, SQLITE_NOTADB, or a schema
  /// that is not ours any more.
  private static func isBeyondUse(_ error: any Error) -> Bool {
    switch error {
    case let error as SQLiteError: [1, 11, 26].contains(error.code)
    case Migrator.Refusal.notADatabase, Migrator.Refusal.altered: true
    default: false
    }
  }

  /// Puts the file aside, with what SQLite keeps beside it.
  private static func moveJournal(_ path: String, to copy: String) throws {
    // The log first: beside another file than its own it would do harm.
    for suffix in ["-wal", "-shm", ""] where fileExists(path + suffix) {
      try moveFile(path + suffix, toNew: copy + suffix)
    }
  }
}
