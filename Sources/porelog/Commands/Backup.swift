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
    if databaseCompanions.contains(where: { target.hasSuffix($0) }) {
      throw Failure(
        .cannotCreate, "SQLite gives names such as \(target) to files of its own: choose another")
    }
    let journal = try session.journal()
    let temporary = try prepareCopy(for: target) { try journal.backUp(to: $0) }
    do { try moveFile(temporary, toNew: target) } catch {
      removeDatabase(temporary)
      throw error
    }
    let names = try journal.accounts().map(\.user.name)
    let people = names.isEmpty ? "nobody yet" : names.joined(separator: ", ")
    try session.confirm(
      "Backed up the journal (\(people)) to \(target).",
      json: .object(["file": .string(target), "users": .array(names.map { .string($0) })]))
  }

  /// Makes a whole database beside `target`, to get that name: one file, looked over and on disk.
  ///
  /// - Throws: `Failure`, `FileProblem` when the name is taken; nothing is left then.
  static func prepareCopy(for target: String, _ write: (String) throws -> Void) throws -> String {
    for taken in [""] + databaseCompanions where fileExists(target + taken) {
      throw FileProblem(taken: target + taken)
    }
    return try prepareCopy(besides: target, write)
  }

  static func prepareCopy(besides target: String, _ write: (String) throws -> Void) throws -> String
  {
    let temporary = try makeTemporaryFile(for: target)
    do {
      try write(temporary)
      try Journal.settle(temporary)
      return temporary
    } catch {
      removeDatabase(temporary)
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
    guard !source.isEmpty, fileExists(source) else {
      throw Failure(.noInput, "there is no file \(source.cleaned): check the path")
    }
    if areSameFile(source, path) {
      throw Failure(.dataError, "\(source.cleaned) is the journal itself: name a backup of it")
    }
    do { try Journal.checkBackup(source) } catch { throw refusal(of: source, error) }

    let isThere = ([""] + databaseCompanions).contains { fileExists(path + $0) }
    var kept: String?
    if isThere {
      let copy = try makeNewFile("\(path).before-restore-\(session.now.seconds)")
      kept = copy
      session.say(
        "A restore cannot be taken back. The journal as it is now will be kept as \(copy).")
      try replace(path, by: source, keeping: copy)
    } else {
      try session.makeFolderOfJournal()
      let temporary = try Backup.prepareCopy(for: path) { try Journal.copyBackup(source, to: $0) }
      try moveFile(temporary, toNew: path)
    }
    let names: [String]
    do { names = try session.journal().accounts().map(\.user.name) } catch {
      throw Failure(
        .ioError, "it is restored, but cannot be read: \(Failure(error, journal: path).message)")
    }
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
    case Migrator.Refusal.foreignParts(let name):
      return Failure(
        .dataError,
        "\(source) holds \(quoted(name)), which porelog did not make and which could change what is logged: name another backup"
      )
    case Migrator.Refusal.orphanedLog:
      return Failure(.dataError, "\(source) is empty: name a file that porelog backup made")
    case let error as SQLiteError where error.code == 14:
      return Failure(.noInput, "\(source) cannot be read (\(error.message)): name a backup")
    default: return Failure(error, journal: source)
    }
  }

  private static func replace(_ path: String, by source: String, keeping copy: String) throws {
    do {
      return try Journal(at: path).restore(from: source, keeping: copy)
    } catch {
      // Nothing is changed, and the copy is of no use.
      removeDatabase(copy)
      if let unfit = error as? UnfitBackup { throw refusal(of: source, unfit.cause) }
      guard isBeyondUse(error) else { throw error }
    }
    // Nobody can work with it, so nobody's work is lost when the file itself is put aside.
    let temporary = try Backup.prepareCopy(besides: path) { try Journal.copyBackup(source, to: $0) }
    do {
      // The log first: beside another file than its own it would do harm.
      for suffix in databaseCompanions where fileExists(path + suffix) {
        try moveFile(path + suffix, toNew: copy + suffix)
      }
      if fileExists(path) {
        try replaceFile(path, by: temporary, keeping: copy)
      } else {
        try moveFile(temporary, toNew: path)
      }
    } catch {
      removeDatabase(temporary)
      throw error
    }
  }

  /// Whether `error` says that the journal itself is damaged: SQLITE_CORRUPT, SQLITE_NOTADB, or a schema
  /// that is not ours any more.
  private static func isBeyondUse(_ error: any Error) -> Bool {
    switch error {
    case let error as SQLiteError: [1, 11, 26].contains(error.code)
    case Migrator.Refusal.notADatabase, Migrator.Refusal.altered, Migrator.Refusal.orphanedLog,
      Migrator.Refusal.foreignParts:
      true
    default: false
    }
  }
}
