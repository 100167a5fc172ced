import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct InputFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aFileIsReadPieceByPiece() throws {
    let file = try InputFile(folder.write("abcdefg", to: "a"))
    #expect(try file.start(bytes: 3) == Array("abc".utf8))
    var buffer = [UInt8](repeating: 0, count: 2)
    #expect(try file.read(into: &buffer) == 2)
    #expect(buffer == Array("de".utf8))
    #expect(try file.readAll(atMost: 10) == Array("fg".utf8))
    #expect(try file.read(into: &buffer) == 0)
    #expect(try file.start(bytes: 3).isEmpty)
  }

  @Test func aStartIsShorterInAShortFile() throws {
    #expect(try InputFile(folder.write("ab", to: "a")).start(bytes: 9) == Array("ab".utf8))
    #expect(try InputFile(folder.write("", to: "b")).start(bytes: 9).isEmpty)
  }

  /// A piece has 64 KiB, so the file ends within the second.
  @Test func aFileIsReadWholeUpToTheLimit() throws {
    let bytes = (0..<100_000).map { UInt8($0 % 251) }
    let path = folder.file("a")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(try wholeFile(path, atMost: 100_000) == bytes)
    let problem = #expect(throws: FileProblem.self) { try wholeFile(path, atMost: 99_999) }
    #expect(problem?.nature == .unreadable)
    #expect(problem?.message.contains("MiB, the most that is read whole") == true)
  }

  @Test func whatIsNoRegularFileIsRefused() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, folder.path, "/dev/null"] {
      let problem = #expect(throws: FileProblem.self) { try InputFile(path) }
      #expect(problem?.nature == .unreadable)
      #expect(problem?.message == "cannot read \(path): it is no regular file; save it as one")
    }
  }

  @Test func aMissingFileIsRefused() throws {
    let path = folder.file("a")
    let problem = #expect(throws: FileProblem.self) { try InputFile(path) }
    #expect(problem?.message == "cannot read \(path): no such file or directory; check the path")
    let unnamed = #expect(throws: FileProblem.self) { try InputFile("") }
    #expect(unnamed?.message == "the name of a file is empty: name one")
  }

  @Test func aLinkIsReadThrough() throws {
    #expect(symlink(try folder.write("a", to: "a"), folder.file("link")) == 0)
    #expect(try wholeFile(folder.file("link"), atMost: 1) == Array("a".utf8))
  }
}

@Suite struct FileStatusTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func twoNamesOfOneFileAreTheSame() throws {
    let path = try folder.write("a", to: "a")
    #expect(link(path, folder.file("hard")) == 0)
    #expect(symlink(path, folder.file("soft")) == 0)
    #expect(areSameFile(path, path))
    #expect(areSameFile(path, folder.file("hard")))
    #expect(areSameFile(folder.file("soft"), path))
    #expect(areSameFile("\(folder.path)/./a", path))
  }

  @Test func twoFilesOfOneContentAreNotTheSame() throws {
    #expect(!areSameFile(try folder.write("a", to: "a"), try folder.write("a", to: "b")))
  }

  @Test func aMissingFileIsTheSameAsNone() throws {
    let path = try folder.write("a", to: "a")
    #expect(!areSameFile(path, folder.file("none")))
    #expect(!areSameFile(folder.file("none"), path))
    #expect(!areSameFile(folder.file("none"), folder.file("none")))
  }

  @Test func aLinkThatLeadsNowhereExists() throws {
    #expect(symlink(folder.file("none"), folder.file("link")) == 0)
    #expect(fileExists(folder.file("link")))
    #expect(!fileExists(folder.file("none")))
    #expect(FileAccess(of: folder.file("link")) == nil)
  }

  @Test func aSizeIsInBytes() throws {
    #expect(fileSize(try folder.write("héllo", to: "a")) == 6)
    #expect(fileSize(folder.file("none")) == 0)
  }

  @Test func permissionsAreTheNineLowBits() throws {
    let path = try folder.write("a", to: "a")
    #expect(chmod(path, 0o4751) == 0)
    #expect(FileAccess(of: path)?.mode == 0o751)
    #expect(FileAccess(of: path)?.isOwn == true)
    #expect(FileAccess(of: folder.file("none")) == nil)
  }
}

@Suite struct FolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func namesAreSortedAndWithoutDots() throws {
    for name in ["b", "a", ".hidden"] { try folder.write("", to: name) }
    #expect(try Folder.names(in: folder.path) == [".hidden", "a", "b"])
    #expect(throws: FileProblem.self) { try Folder.names(in: folder.file("none")) }
    #expect(throws: FileProblem.self) { try Folder.names(in: folder.file("a")) }
  }

  @Test func aFolderIsMadeForItsOwnerWithThoseAbove() throws {
    try makeFolder(folder.file("a/b/c"))
    for name in ["a", "a/b", "a/b/c"] {
      #expect(Folder.exists(at: folder.file(name)))
      #expect(FileAccess(of: folder.file(name))?.mode == 0o700)
    }
    #expect(chmod(folder.file("a"), 0o755) == 0)
    try makeFolder(folder.file("a"))
    #expect(FileAccess(of: folder.file("a"))?.mode == 0o755)
  }

  @Test func aFileIsNoFolder() throws {
    let path = try folder.write("", to: "a")
    #expect(!Folder.exists(at: path))
    let problem = #expect(throws: FileProblem.self) { try makeFolder(path) }
    #expect(problem?.message == "\(path) is a file, not a folder: name another place")
    #expect(throws: FileProblem.self) { try makeFolder("\(path)/b") }
  }

  @Test func theFolderOfAPathIsBeforeTheLastSlash() {
    #expect(Files.folder(of: "/a/b/c") == "/a/b")
    #expect(Files.folder(of: "a/b") == "a")
    #expect(Files.folder(of: "/a") == "/")
    #expect(Files.folder(of: "a") == ".")
  }
}
