import Interchange
import Journal
import Routine
import SQLite

/// `porelog doctor`: looks at the journal, and says what to do about what is wrong.
enum Doctor: Command {
  static var name: String { "doctor" }
  static let description = CommandDescription(
    name: name,
    summary: "check the file, its rules, its permissions and its photos",
    details: [
      "It looks at the whole file and at every row, at the rules that a database cannot hold, at who else could read it, and at the photos: whether they are where they were and byte by byte what they were. It changes nothing, but that a journal of an earlier version is brought up to date first, as by every command. It ends with 65 when it finds something."
    ])

  /// Something that is wrong, and what to do.
  struct Finding {
    let what: String
    let advice: String
  }

  static func run(_ session: Session) throws {
    guard let path = session.path, fileExists(path) || fileExists(path + "-wal") else {
      return try report([], "There is no journal yet, so there is nothing to check.", session)
    }
    var findings = try permissions(of: path)
    var summary = "Looked at \(path)"
    // Opening it would make a journal of it.
    if try DatabaseFile(at: path).content == .nothing {
      findings.append(Finding(what: "the file is empty", advice: try restoring(path)))
      return try report(findings, summary + ".", session)
    }
    do {
      let journal = try session.journal()
      let checkup = try journal.checkup(isTimeZone: Clock.isKnown)
      findings += try checkup.flaws.map { try finding($0, path) }
      if !checkup.flaws.contains(where: \.isOfTheFile) {
        findings += try photos(of: journal, session)
        let counts = checkup.counts
        let parts = [
          (counts.users, "user", "users"), (counts.entries, "entry", "entries"),
          (counts.photos, "photo", "photos"),
        ].map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
        summary += ": \(parts.joined(separator: ", "))"
      }
    } catch Migrator.Refusal.notADatabase {
      findings.append(
        Finding(what: "the file is no SQLite database any more", advice: try restoring(path)))
    } catch Migrator.Refusal.foreignParts(let name) {
      findings.append(
        Finding(
          what:
            "it holds \(quoted(name)), which porelog did not make and which could change what is logged",
          advice: try restoring(path) + "; if you made it yourself, drop it with sqlite3"))
    } catch let error as SQLiteError where [1, 11, 20, 26].contains(error.code) {
      let words = String(error.message.prefix { !$0.isNewline }.prefix(120))
      // Of a file whose tables are not ours any more nothing can be exported.
      findings.append(
        error.code == 11 || error.code == 20
          ? try finding(.damaged([words]), path)
          : Finding(what: "the file is damaged (\(words))", advice: try restoring(path)))
    }
    try report(findings, summary + ".", session)
  }

  private static func report(
    _ findings: [Finding], _ summary: String, _ session: Session
  ) throws {
    if session.wantsJSON {
      let list = findings.map { finding in
        JSON.object(["what": .string(finding.what), "advice": .string(finding.advice)])
      }
      try session.console.print(JSON.object(["findings": .array(list)]).text)
    } else {
      var lines = session.style.wrap(summary)
      for finding in findings {
        let words = "\(finding.what): \(finding.advice).".cleaned.split(separator: " ")
        lines += session.style.wrap(words.map(String.init), head: "! ")
      }
      if findings.isEmpty { lines += ["Nothing is wrong."] }
      try session.console.print(lines.joined(separator: "\n"))
    }
    if !findings.isEmpty {
      let count = findings.count
      throw Failure(
        .dataError,
        "\(count) \(count == 1 ? "thing is" : "things are") wrong, with what to do beside it")
    }
  }

  private static func finding(_ flaw: Flaw, _ path: String) throws -> Finding {
    switch flaw {
    case .damaged(let lines):
      Finding(
        what: "the file is damaged (\(lines[0])\(lines.count > 1 ? ", and more" : ""))",
        advice: try wayBack(path))
    case .orphans(let table, let count):
      Finding(
        what:
          "\(count) \(count == 1 ? "row of \(table) refers" : "rows of \(table) refer") to what is not there",
        advice: try wayBack(path))
    case .unreadable(let what):
      Finding(what: "a row holds what porelog never writes (\(what))", advice: try wayBack(path))
    case .name(let name):
      Finding(
        what: "the name \(quoted(name)) is not as porelog writes names",
        advice: "export the journal, mend the name in the CSV and import it into a new journal")
    case .noSchedule(let step, let user):
      Finding(
        what: "\(step) of \(user) has no schedule, so it is never due",
        advice: "porelog routine every \(step) daily --user \(user) gives it one")
    case .timeZone(let zone, let user):
      Finding(
        what: "this machine does not know the time zone \(zone) of \(user)",
        advice: "install tzdata, or name another with porelog user set --time-zone")
    case .strayChanges(let count):
      Finding(
        what: "\(count) changes are kept of a user who is not there",
        advice: "export the journal and import it into a new one to be rid of them")
    }
  }

  /// What to do about a damaged file.
  private static func wayBack(_ path: String) throws -> String {
    try restoring(path) + ", porelog export DIR saves what can be read"
  }

  /// What to do about a file of which nothing can be exported.
  private static func restoring(_ path: String) throws -> String {
    let copies = try ownCopies(of: path)
    let own = copies.isEmpty ? "" : " (porelog itself made \(copies.joined(separator: ", ")))"
    return "porelog restore FILE goes back to a backup\(own)"
  }

  private static func permissions(of path: String) throws -> [Finding] {
    let files = try [path, path + "-wal", path + "-shm"] + ownCopies(of: path)
    var findings: [Finding] = files.compactMap { file in
      guard let access = FileAccess(of: file) else { return nil }
      if !access.isOwn {
        return Finding(what: "\(file) belongs to another user", advice: "make it yours with chown")
      }
      guard access.mode & 0o077 != 0 else { return nil }
      return Finding(
        what: "others can open \(file) (mode \(String(access.mode, radix: 8)))",
        advice: "chmod 600 \(file) keeps them out")
    }
    let folder = folder(of: path)
    // Who can write in the folder can put another file in the place of the journal.
    if let access = FileAccess(of: folder), access.mode & 0o022 != 0 {
      findings.append(
        Finding(
          what: "others can write in the folder \(folder) (mode \(String(access.mode, radix: 8)))",
          advice: "chmod go-w \(folder) keeps them out"))
    }
    return findings
  }

  private static func photos(of journal: Journal, _ session: Session) throws -> [Finding] {
    let photos = try journal.read {
      try journal.accounts().flatMap { try journal.photos(of: $0.id) }
    }
    let bar = ProgressBar("Checking photos", total: photos.reduce(0) { $0 + $1.bytes }, session)
    defer { bar.erase() }
    return photos.compactMap { photo in
      let what = "the photo \(photo.id) (\(photo.file.cleaned))"
      switch photo.fileState(progress: bar.advance) {
      case .present, .unlocated: return nil
      case .missing:
        return Finding(
          what: "\(what) is missing",
          advice: "put it back, or find it with porelog photo check --under")
      case .altered:
        return Finding(
          what: "\(what) is another file than it was", advice: "put the original back from a copy")
      case .unreadable:
        return Finding(what: "\(what) cannot be read", advice: "check its permissions")
      }
    }
  }
}

extension Flaw {
  /// Whether the file as a whole is not to be trusted.
  fileprivate var isOfTheFile: Bool {
    switch self {
    case .damaged, .orphans, .unreadable: true
    default: false
    }
  }
}
