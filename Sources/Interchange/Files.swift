import Glibc
import Page
import Routine

/// What went wrong with a file, and how to say so.
public struct FileProblem: Error, Hashable, Sendable {
  /// Which way it failed.
  public enum Nature: Hashable, Sendable {
    /// It cannot be read.
    case unreadable
    /// It cannot be made.
    case uncreatable
    /// The permissions forbid it.
    case forbidden
    /// The device failed or is full.
    case device
  }

  /// Which way it failed.
  public let nature: Nature
  /// One sentence that names the file and says what to do.
  public let message: String

  init(_ nature: Nature, _ message: String) {
    self.nature = nature
    self.message = message
  }

  /// The problem behind `errno` while `path` was being `verb`: read or written.
  init(reading path: String, errno number: Int32) {
    if path.isEmpty {
      self.init(.unreadable, "the name of a file is empty: name one")
      return
    }
    self.init(
      number == EACCES || number == EPERM ? .forbidden : .unreadable,
      "cannot read \(path.cleaned): \(String(cString: strerror(number)).lowercased()); check the path"
    )
  }

  init(writing path: String, errno number: Int32) {
    if path.isEmpty {
      self.init(.uncreatable, "the name of a file is empty: name one")
      return
    }
    let nature: Nature =
      switch number {
      case EACCES, EPERM, EROFS: .forbidden
      case ENOSPC, EIO, EDQUOT: .device
      default: .uncreatable
      }
    self.init(
      nature, "cannot write \(path.cleaned): \(String(cString: strerror(number)).lowercased())")
  }
}

extension FileProblem {
  /// The problem that something is at `path` already where something new is to be.
  public init(taken path: String) {
    self.init(.uncreatable, "\(path.cleaned) is there already: name a new file")
  }
}

/// A file that is read from its start to its end.
final class InputFile {
  private let descriptor: Int32
  fileprivate let path: String

  init(_ path: String) throws {
    // Without waiting for the writer of a pipe. A file is read more than once, so it must be one.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.path = path
    guard descriptor >= 0 else { throw FileProblem(reading: path, errno: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileProblem(
        .unreadable, "cannot read \(path.cleaned): it is no regular file; save it as one")
    }
  }

  deinit { close(descriptor) }

  /// Fills `buffer` from its start; 0 at the end of the file.
  func read(into buffer: inout [UInt8]) throws -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      if errno != EINTR { throw FileProblem(reading: path, errno: errno) }
    }
  }
}

extension InputFile {
  /// Its first bytes: so many, or as many as there are.
  func start(bytes count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try read(into: &bytes)
    return Array(bytes.prefix(filled))
  }

  /// All its bytes.
  ///
  /// - Throws: `FileProblem` when there are more than `limit`.
  func readAll(atMost limit: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try read(into: &piece)
      if count == 0 { return all }
      all.append(contentsOf: piece[..<count])
      guard all.count <= limit else {
        throw FileProblem(
          .unreadable,
          "\(path.cleaned) has more than \(limit >> 20) MiB, the most that is read whole")
      }
    }
  }
}

/// A file that appears whole or not at all: what is written goes beside it first.
final class OutputFile {
  private let descriptor: Int32
  private let path: String
  private let temporary: String
  private var isInPlace = false

  /// How the name of a file ends that is not in its place yet, behind the number of the process.
  static let partial = ".partial"

  /// Begins a file that only its owner can read.
  init(_ path: String) throws {
    self.path = path
    temporary = "\(path).\(getpid())\(OutputFile.partial)"
    // O_EXCL follows no link that somebody may have laid there.
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileProblem(writing: path, errno: errno) }
  }

  deinit {
    close(descriptor)
    if !isInPlace { unlink(temporary) }
  }

  func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count < 0, errno != EINTR { throw FileProblem(writing: path, errno: errno) }
      written += max(0, count)
    }
  }

  /// Syncs what was written; with it on disk the file can be put in its place.
  func finish() throws {
    guard fsync(descriptor) == 0 else { throw FileProblem(writing: path, errno: errno) }
  }

  /// Puts the file in its place, over one that may be there.
  func putInPlace() throws {
    guard rename(temporary, path) == 0 else { throw FileProblem(writing: path, errno: errno) }
    isInPlace = true
    syncFolder(of: path)
  }
}

/// Brings to disk which names there are beside `path`: a file is found after a power cut only then. Not every
/// file system can; those that cannot have no way to be asked.
private func syncFolder(of path: String) {
  let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}

/// Makes an empty file for its owner alone beside `path`, to be filled and then to get that name.
///
/// - Returns: where it is.
/// - Throws: `FileProblem` that names `path`.
public func makeTemporaryFile(for path: String) throws -> String {
  try makeNewFile("\(path).\(getpid())\(OutputFile.partial)", calledAs: path)
}

/// Gives the file at `temporary`, which is whole and on disk, the name `path`, unless something has it.
///
/// - Throws: `FileProblem`; the file is then where it was.
public func moveFile(_ temporary: String, toNew path: String) throws {
  // A link never takes a name that is taken, and has its file from its first moment.
  if link(temporary, path) == 0 {
    unlink(temporary)
  } else {
    if errno == EEXIST { throw FileProblem(taken: path) }
    // A file system without links, as of a memory card: the name is claimed by an empty file.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? FileProblem(taken: path) : FileProblem(writing: path, errno: errno)
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(path)
      throw FileProblem(writing: path, errno: number)
    }
  }
  syncFolder(of: path)
}

/// Puts the file at `temporary` in the place of the one at `path`, which is called `kept` from then on: at no
/// moment is there none, where the file system has links.
///
/// - Throws: `FileProblem`.
public func replaceFile(_ path: String, by temporary: String, keeping kept: String) throws {
  if link(path, kept) != 0 { try moveFile(path, toNew: kept) }
  guard rename(temporary, path) == 0 else { throw FileProblem(writing: path, errno: errno) }
  syncFolder(of: path)
}

/// What SQLite keeps beside a database, by the end of its name.
public let databaseCompanions = ["-wal", "-shm", "-journal"]

/// Deletes the database at `path` with what lies beside it, as far as it is there.
public func removeDatabase(_ path: String) {
  for suffix in databaseCompanions + [""] { unlink(path + suffix) }
}

/// Writes a file that only its owner can read: a new one, or over one that was written so before, which begins
/// with `mark`.
///
/// - Parameter what: what such a file is called.
/// - Throws: `FileProblem`, with whatever is there left as it is.
func writeOwnFile(_ path: String, mark: String, what: String, _ text: String) throws {
  if fileExists(path) {
    let start = try? InputFile(path).start(bytes: mark.utf8.count)
    guard let start, start.elementsEqual(mark.utf8) else {
      throw FileProblem(
        .uncreatable, "\(path.cleaned) is there and is no \(what) of porelog: name another file")
    }
  }
  let file = try OutputFile(path)
  try file.write(Array(text.utf8))
  try file.finish()
  try file.putInPlace()
}

/// All the bytes of the file at `path`.
///
/// - Throws: `FileProblem`, when it has more than `limit` among others.
public func wholeFile(_ path: String, atMost limit: Int) throws -> [UInt8] {
  try InputFile(path).readAll(atMost: limit)
}

/// Writes the report page: a new file, or over one that this wrote before.
///
/// - Throws: `FileProblem`.
public func writePage(_ text: String, to path: String) throws {
  try writeOwnFile(path, mark: ReportPage.mark, what: "report", text)
}

/// Makes an empty file for its owner alone, under `path` or, when there is something, under that name with a
/// number behind it: nothing is written over, and no link is followed.
///
/// - Returns: the name under which it was made.
/// - Throws: `FileProblem`.
public func makeNewFile(_ path: String) throws -> String { try makeNewFile(path, calledAs: path) }

private func makeNewFile(_ path: String, calledAs shown: String) throws -> String {
  for number in 1...1000 {
    let name = number == 1 ? path : "\(path)-\(number)"
    // What lies beside it would be taken for a part of it.
    if databaseCompanions.contains(where: { fileExists(name + $0) }) { continue }
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
      return name
    }
    guard errno == EEXIST else { throw FileProblem(writing: shown, errno: errno) }
  }
  throw FileProblem(
    .uncreatable, "cannot write \(shown.cleaned): there are too many files of that name")
}

/// Whether the bytes `part` stand in `whole`, one after the other.
func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
  part.count <= whole.count
    && (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
}
