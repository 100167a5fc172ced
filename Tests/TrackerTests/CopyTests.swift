import Files
import Journal
import Routine
import SQLite
import TestSupport
import Testing
import Tracker

@Suite struct CopyTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  var copy: String { test.folder.file("copy.db") }

  func backUp() throws { try test.tracker.perform(BackUpJournal(to: copy), as: .default) }

  /// Restores from `source`. Returns the path that was announced for the previous journal, and the
  /// path at which it was kept.
  func restore(_ source: String, to path: String? = nil) throws -> (
    willKeep: String?, kept: String?
  ) {
    var willKeep: String?
    let restore = RestoreJournal(from: source, to: path ?? test.journal.path, at: 77)
    let kept = try restore.perform { willKeep = $0 }
    return (willKeep, kept)
  }

  @Test func aBackupIsOnePrivateFile() throws {
    let outcome = try test.tracker.perform(BackUpJournal(to: copy), as: .default)
    #expect(outcome.sentence == "Backed up the journal (hana) to \(copy).")
    #expect(outcome.effect == ["hana"])
    #expect(FileAccess(of: copy)?.mode == 0o600)
    #expect(try test.folder.names().filter { $0.hasPrefix("copy") } == ["copy.db"])
    let backup = try Journal(at: copy)
    #expect(try backup.routine(of: test.user) == test.journal.routine(of: test.user))
  }

  @Test func aBackupNeverOverwrites() throws {
    try test.folder.write("mine", to: "copy.db")
    #expect(throws: FileProblem.self) { try backUp() }
    #expect(try test.folder.bytes(of: "copy.db") == Array("mine".utf8))
    try removeFile(copy)
    try test.folder.write("mine", to: "copy.db-wal")
    #expect(throws: FileProblem.self) { try backUp() }
    for name in ["x-wal", "x-shm", "x-journal", "none/x"] {
      #expect(throws: FileProblem.self) {
        try test.tracker.perform(BackUpJournal(to: test.folder.file(name)), as: .default)
      }
    }
    #expect(
      try test.folder.names().filter { !$0.hasPrefix("j.db") } == ["copy.db-wal"])
  }

  @Test func aRestoreBringsTheBackupAndKeepsWhatWasThere() throws {
    let before = try test.rows()
    try backUp()
    try test.tracker.perform(WriteNote("later"), as: .default)
    let after = try test.rows()
    let kept = test.journal.path + ".before-restore-77"
    let restored = try restore(copy)
    #expect(restored.willKeep == kept && restored.kept == kept)
    #expect(try test.rows() == before)
    #expect(FileAccess(of: kept)?.mode == 0o600)
    #expect(try JournalCopy.all(of: test.journal.path) == [kept])
    // The kept journal can be restored in turn; the second copy has its own name.
    #expect(try restore(kept).kept == kept + "-2")
    #expect(try test.rows() == after)
  }

  @Test func aRestoreMayMakeTheJournal() throws {
    try backUp()
    let path = test.folder.file("new/j.db")
    #expect(try restore(copy, to: path).kept == nil)
    #expect(FileAccess(of: path)?.mode == 0o600)
    #expect(try Journal(at: path).routine(of: test.user) == test.journal.routine(of: test.user))
    #expect(try Folder.names(in: test.folder.file("new")).contains("j.db"))
  }

  /// The reason why `source` is refused. Checks that nothing was changed.
  func refusal(
    of source: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> RestoreJournal.Refused.Reason? {
    let (rows, names) = (try test.rows(), try test.folder.names())
    let refused = #expect(throws: RestoreJournal.Refused.self, sourceLocation: sourceLocation) {
      try restore(source)
    }
    #expect(refused?.source == source, sourceLocation: sourceLocation)
    #expect(try test.rows() == rows, sourceLocation: sourceLocation)
    #expect(try test.folder.names() == names, sourceLocation: sourceLocation)
    return refused?.reason
  }

  @Test func aMissingFileIsNotRestored() throws {
    for source in ["", test.folder.file("none.db")] {
      guard case .missing = try refusal(of: source) else {
        Issue.record("'\(source)' is not missing")
        continue
      }
    }
  }

  @Test func theJournalIsNotRestoredFromItself() throws {
    let link = test.folder.file("link.db")
    #expect(try makeLink(link, to: test.journal.path))
    for source in [test.journal.path, link] {
      guard case .sameFile = try refusal(of: source) else {
        Issue.record("\(source) is not the journal")
        continue
      }
    }
  }

  @Test func whatIsNoJournalIsNotRestored() throws {
    try test.folder.write("no database", to: "text.db")
    try test.folder.write("", to: "empty.db")
    // A database of another program, and a journal of a later version.
    let foreign = try Connection(path: test.folder.file("foreign.db"))
    try foreign.executeScript("CREATE TABLE t (a); PRAGMA journal_mode = DELETE")
    try backUp()
    let (source, name) = (try test.folder.bytes(of: "copy.db"), "damaged.db")
    var damaged = source
    for index in 100..<damaged.count where index % 512 > 400 { damaged[index] = 0xff }
    let file = try OutputFile(test.folder.file(name))
    try file.write(damaged)
    try file.commit()
    for name in ["text.db", "empty.db", "foreign.db", name] {
      guard case .invalid = try refusal(of: test.folder.file(name)) else {
        Issue.record("\(name) is valid")
        continue
      }
    }
  }

  /// A row whose parent is missing passes SQLite's check of the file, but not the check of the
  /// journal.
  @Test func aBackupWithOrphansIsNotRestored() throws {
    try backUp()
    let other = try Connection(path: copy)
    try other.executeScript(
      "PRAGMA foreign_keys = OFF; INSERT INTO notes VALUES (99, 0, 'x'); PRAGMA journal_mode = DELETE"
    )
    guard case .invalid = try refusal(of: copy) else {
      Issue.record("it is valid")
      return
    }
  }

  @Test func aJournalBeyondUseIsReplacedAndKept() throws {
    try backUp()
    let broken = try test.folder.write("broken", to: "b.db")
    let kept = try restore(copy, to: broken).kept
    #expect(kept == broken + ".before-restore-77")
    #expect(try test.folder.bytes(of: "b.db.before-restore-77") == Array("broken".utf8))
    #expect(try Journal(at: broken).accounts().map(\.user.name) == ["hana"])
  }

  private func makeLink(_ path: String, to target: String) throws -> Bool {
    try start("/bin/ln", ["-s", target, path]).finish().code == 0
  }
}
