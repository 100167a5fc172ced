import TestSupport
import Testing

@testable import Files

/// `user erase` deletes every file that counts as an automatic copy, so no file of the user may count as one.
@Suite struct JournalCopyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The names in the folder that count as copies of the journal `name`.
  func copies(of name: String = "j.db") throws -> [String] {
    try JournalCopy.all(of: folder.file(name)).map { String($0.dropFirst(folder.path.count + 1)) }
  }

  @Test(arguments: [
    "j.db.v1", "j.db.v12", "j.db.v1-2", "j.db.before-import-1749071400",
    "j.db.before-import-1749071400-2", "j.db.before-restore-1749071400",
    "j.db.before-restore-1749071400-17", "j.db.before-import--5", "j.db.before-import--5-2",
    "j.db.v1-wal", "j.db.v1-shm", "j.db.v1-2-journal", "j.db.before-restore-9-wal",
    "j.db.4711.partial", "j.db.4711.partial-journal", "j.db.4711.partial-2",
  ])
  func anAutomaticCopyIsFound(name: String) throws {
    try folder.write("", to: name)
    #expect(try copies() == [name])
  }

  @Test(arguments: [
    "j.db", "j.db-wal", "j.db-shm", "j.db-journal", "j.db.bak", "j.db.v", "j.db.v1.bak",
    "j.db.vold",
    "j.db.v1a", "j.db.va1", "j.db.v1-", "j.db.v1-2-3", "j.db.v1-b", "j.db.v１", "j.db.before-import",
    "j.db.before-import-", "j.db.before-import-trip", "j.db.before-import-1-2-3",
    "j.db.before-import-1--2", "j.db.before-restore-1.gz", "j.db.before-travel-1", "j.db.partial",
    "j.db..partial", "j.db.4711.partial-", "j.db.4711.partial-2-3", "j.db.mine.partial",
    "j.db.47a.partial", "j.db4711.partial", "my-j.db.v1",
    "k.db.v1", "J.db.v1", "j.db\u{301}.v1", "j.db\u{301}.before-import-1", "j.d.v1", "j.dbx.v1",
    "j.db v1", "copy of j.db.v1",
  ])
  func aFileOfTheUserIsNone(name: String) throws {
    try folder.write("", to: name)
    #expect(try copies() == [])
  }

  @Test(arguments: [
    JournalCopy.beforeMigration(from: 1), .beforeMigration(from: 23),
    .beforeImport(at: 1_749_071_400),
    .beforeImport(at: -62_135_596_800), .beforeRestore(at: 0),
  ])
  func aCopyIsFoundByTheNameItGets(copy: JournalCopy) throws {
    let path = copy.path(of: folder.file("j.db"))
    // The second file of the name gets a number.
    let made = [try makeNewFile(path), try makeNewFile(path)]
    #expect(Set(try JournalCopy.all(of: folder.file("j.db"))) == Set(made))
    #expect(try JournalCopy.all(of: folder.file("other.db")) == [])
  }

  @Test func theThreeKindsHaveNamesOfTheirOwn() {
    #expect(JournalCopy.beforeMigration(from: 1).path(of: "a/j.db") == "a/j.db.v1")
    #expect(JournalCopy.beforeImport(at: 9).path(of: "a/j.db") == "a/j.db.before-import-9")
    #expect(JournalCopy.beforeRestore(at: 9).path(of: "a/j.db") == "a/j.db.before-restore-9")
  }

  @Test func anUnfinishedCopyIsFound() throws {
    let partial = try makeTemporaryFile(for: folder.file("j.db"))
    #expect(try JournalCopy.all(of: folder.file("j.db")) == [partial])
  }

  @Test func copiesInAnotherFolderAreNotFound() throws {
    try makeFolder(folder.file("more"))
    try folder.write("", to: "more/j.db.v1")
    #expect(try copies() == [])
    #expect(throws: FileProblem.self) { try JournalCopy.all(of: folder.file("none/j.db")) }
  }

  @Test func aDatabaseIsRemovedWithItsCompanions() throws {
    for name in ["j.db", "j.db-wal", "j.db-shm", "j.db-journal", "j.db-x", "j.db.v1"] {
      try folder.write("", to: name)
    }
    removeDatabase(folder.file("j.db"))
    #expect(try folder.names() == ["j.db-x", "j.db.v1"])
  }
}
