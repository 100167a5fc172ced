import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct OutputFileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("report.html")
  }

  /// The file at `path` as text.
  func text() throws -> String {
    String(decoding: try folder.bytes(of: "report.html"), as: UTF8.self)
  }

  @Test func nothingIsAtThePathBeforeTheCommit() throws {
    let file = try OutputFile(path)
    try file.write(Array("one ".utf8))
    try file.write(Array("two".utf8))
    try file.finish()
    #expect(!fileExists(path))
    try file.commit()
    #expect(try text() == "one two")
    #expect(try folder.names() == ["report.html"])
  }

  @Test func aFileThatIsNotCommittedLeavesNothing() throws {
    try folder.write("old", to: "report.html")
    do {
      let file = try OutputFile(path)
      try file.write(Array("new".utf8))
      try file.finish()
      #expect(try text() == "old")
      #expect(try folder.names().count == 2)
    }
    #expect(try folder.names() == ["report.html"])
    #expect(try text() == "old")
  }

  @Test func onlyTheOwnerCanReadIt() throws {
    try folder.write("old", to: "report.html")
    #expect(chmod(path, 0o644) == 0)
    let file = try OutputFile(path)
    let temporary = OutputFile.temporaryPath(for: path)
    #expect(FileAccess(of: temporary)?.mode == 0o600)
    try file.write(Array("new".utf8))
    try file.finish()
    try file.commit()
    #expect(FileAccess(of: path)?.mode == 0o600)
    #expect(FileAccess(of: path)?.isOwn == true)
  }

  /// Another user could put a link there, so that the file that it points to would be overwritten.
  @Test func aLinkAtTheTemporaryNameIsNotFollowed() throws {
    let victim = try folder.write("precious", to: "victim")
    #expect(symlink(victim, OutputFile.temporaryPath(for: path)) == 0)
    let problem = #expect(throws: FileProblem.self) { try OutputFile(path) }
    #expect(problem?.nature == .uncreatable)
    #expect(String(decoding: try folder.bytes(of: "victim"), as: UTF8.self) == "precious")
  }

  @Test func anEmptyPathIsRefused() throws {
    let partial = ".\(getpid())\(OutputFile.partial)"
    #expect(throws: FileProblem.self) { try OutputFile("") }
    #expect(!fileExists(partial))
  }

  @Test func aFileInNoFolderIsRefused() throws {
    let problem = #expect(throws: FileProblem.self) { try OutputFile(folder.file("none/a")) }
    #expect(problem?.message.contains("none/a") == true)
    let unnamed = FileProblem(writing: "", errno: ENOENT)
    #expect(unnamed.message == "the name of a file is empty: name one")
  }

  @Test func aFileOfItsOwnIsReplaced() throws {
    for version in ["<!-- porelog -->1", "<!-- porelog -->2, which is longer", "<!-- porelog -->"] {
      try writeOwnFile(path, signature: "<!-- porelog -->", noun: "page", version)
      #expect(try text() == version)
      #expect(FileAccess(of: path)?.mode == 0o600)
    }
    #expect(try folder.names() == ["report.html"])
  }

  @Test(arguments: ["", "mine", "<!-- porelog --", " <!-- porelog -->"])
  func aFileOfTheUserIsKept(content: String) throws {
    try folder.write(content, to: "report.html")
    let problem = #expect(throws: FileProblem.self) {
      try writeOwnFile(path, signature: "<!-- porelog -->", noun: "page", "<!-- porelog -->new")
    }
    #expect(problem?.nature == .uncreatable)
    #expect(problem?.message == "\(path) is there and is no page of porelog: name another file")
    #expect(try text() == content)
    #expect(try folder.names() == ["report.html"])
  }

  @Test func aFolderOrABrokenLinkIsNotReplaced() throws {
    #expect(mkdir(path, 0o700) == 0)
    let link = folder.file("link")
    #expect(symlink(folder.file("nowhere"), link) == 0)
    for taken in [path, link] {
      #expect(throws: FileProblem.self) {
        try writeOwnFile(taken, signature: "x", noun: "page", "x")
      }
    }
    #expect(try folder.names() == ["link", "report.html"])
  }

  @Test func aNewFileTakesAFreeName() throws {
    #expect(try makeNewFile(path) == path)
    #expect(FileAccess(of: path)?.mode == 0o600)
    try folder.write("kept", to: "report.html")
    #expect(try makeNewFile(path) == "\(path)-2")
    #expect(try makeNewFile(path) == "\(path)-3")
    #expect(try text() == "kept")
    #expect(symlink(folder.file("elsewhere"), "\(path)-4") == 0)
    #expect(try makeNewFile(path) == "\(path)-5")
    #expect(!fileExists(folder.file("elsewhere")))
  }

  /// SQLite would apply the log to the new file.
  @Test(arguments: ["-wal", "-shm", "-journal"])
  func aNameBesideALogIsNotFree(companion: String) throws {
    try folder.write("log", to: "report.html\(companion)")
    #expect(try makeNewFile(path) == "\(path)-2")
  }

  @Test func aTemporaryFileLiesBesideItsTarget() throws {
    let first = try makeTemporaryFile(for: path)
    #expect(first == "\(path).\(getpid()).partial")
    #expect(FileAccess(of: first)?.mode == 0o600)
    #expect(try makeTemporaryFile(for: path) == "\(first)-2")
  }

  @Test func aMovedFileNeverReplacesAnother() throws {
    let temporary = try folder.write("new", to: "temporary")
    try moveFile(temporary, toNew: path)
    #expect(try text() == "new")
    #expect(try folder.names() == ["report.html"])
    try folder.write("newer", to: "temporary")
    let problem = #expect(throws: FileProblem.self) { try moveFile(temporary, toNew: path) }
    #expect(problem == FileProblem(taken: path))
    #expect(try text() == "new")
    #expect(try folder.names() == ["report.html", "temporary"])
  }

  @Test func aReplacedFileIsKept() throws {
    try folder.write("old", to: "report.html")
    let temporary = try folder.write("new", to: "temporary")
    try replaceFile(path, by: temporary, keeping: folder.file("kept"))
    #expect(try text() == "new")
    #expect(try folder.bytes(of: "kept") == Array("old".utf8))
    #expect(try folder.names() == ["kept", "report.html"])
  }

  /// A file that already has the name for the old file is not overwritten.
  @Test func nothingIsReplacedWhenTheOldFileCannotBeKept() throws {
    try folder.write("old", to: "report.html")
    let temporary = try folder.write("new", to: "temporary")
    try folder.write("other", to: "kept")
    #expect(throws: FileProblem.self) {
      try replaceFile(path, by: temporary, keeping: folder.file("kept"))
    }
    #expect(try text() == "old")
    #expect(try folder.bytes(of: "kept") == Array("other".utf8))
    #expect(try folder.bytes(of: "temporary") == Array("new".utf8))
  }

  @Test func aRemovedFileIsGone() throws {
    try folder.write("old", to: "report.html")
    try removeFile(path)
    #expect(!fileExists(path))
    #expect(throws: FileProblem.self) { try removeFile(path) }
  }

  @Test func aFailingDeviceIsToldFromAForbiddenFile() {
    #expect(FileProblem(writing: "a", errno: ENOSPC).nature == .device)
    #expect(FileProblem(writing: "a", errno: EIO).nature == .device)
    #expect(FileProblem(writing: "a", errno: EROFS).nature == .forbidden)
    #expect(FileProblem(writing: "a", errno: EACCES).nature == .forbidden)
    #expect(FileProblem(writing: "a", errno: ENOENT).nature == .uncreatable)
    #expect(FileProblem(reading: "a", errno: EACCES).nature == .forbidden)
    #expect(FileProblem(reading: "a", errno: ENOENT).nature == .unreadable)
    #expect(FileProblem(reading: "a\u{1b}[2J", errno: ENOENT).message.contains("\u{1b}") == false)
  }
}
