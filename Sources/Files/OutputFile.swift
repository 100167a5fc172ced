import CLibrary
import Text

/// A file that appears complete or not at all: its bytes are first written to a temporary file
/// beside it.
package final class OutputFile {
  private let descriptor: Int32
  private let path: String
  private let temporary: String
  private var isInPlace = false

  /// The suffix of the name of a temporary file; the process ID precedes it.
  package static let partial = ".partial"

  /// Creates the temporary file for `path`, readable by its owner alone.
  ///
  /// - Throws: `FileProblem`.
  package init(_ path: String) throws {
    // The temporary file of an empty path would be a hidden file in the current folder.
    guard !path.isEmpty else { throw FileProblem(writing: path, errno: ENOENT) }
    self.path = path
    temporary = OutputFile.temporaryPath(for: path)
    // O_EXCL: a link that another user has put there is not followed.
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileProblem(writing: path, errno: errno) }
  }

  deinit {
    close(descriptor)
    if !isInPlace { unlink(temporary) }
  }

  /// The path of the temporary file that this process writes for `path`.
  static func temporaryPath(for path: String) -> String { "\(path).\(getpid())\(partial)" }

  /// Appends `bytes`.
  ///
  /// - Throws: `FileProblem`.
  package func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        CLibrary.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count < 0, errno != EINTR { throw FileProblem(writing: path, errno: errno) }
      written += max(0, count)
    }
  }

  /// Syncs the bytes to disk. Call it before `commit()`.
  ///
  /// - Throws: `FileProblem`.
  package func finish() throws {
    guard fsync(descriptor) == 0 else { throw FileProblem(writing: path, errno: errno) }
  }

  /// Renames the file into place, replacing any file that is there.
  ///
  /// - Throws: `FileProblem`.
  package func commit() throws {
    guard rename(temporary, path) == 0 else { throw FileProblem(writing: path, errno: errno) }
    isInPlace = true
    syncFolder(of: path)
  }
}

/// Writes a file that only its owner can read. An existing file is replaced only if it begins with
/// `signature`, as files written by this function do.
///
/// - Parameter noun: what such a file is called in the message.
/// - Throws: `FileProblem`; an existing file is then unchanged.
public func writeOwnFile(_ path: String, signature: String, noun: String, _ text: String) throws {
  if fileExists(path) {
    let start = try? InputFile(path).start(bytes: signature.utf8.count)
    guard let start, start.elementsEqual(signature.utf8) else {
      throw FileProblem(
        .uncreatable,
        "\(path.terminalSafe) is there and is no \(noun) of porelog: name another file")
    }
  }
  let file = try OutputFile(path)
  try file.write(Array(text.utf8))
  try file.finish()
  try file.commit()
}

/// Creates an empty file for its owner alone at `path` or, when that exists, at `path` with a number at the end.
/// Nothing is overwritten and no link is followed.
///
/// - Returns: the path under which it was created.
/// - Throws: `FileProblem`.
public func makeNewFile(_ path: String) throws -> String { try makeNewFile(path, calledAs: path) }

/// Creates an empty file for its owner alone beside `path`, to be filled and then moved there.
///
/// - Returns: its path.
/// - Throws: `FileProblem` that names `path`.
public func makeTemporaryFile(for path: String) throws -> String {
  try makeNewFile(OutputFile.temporaryPath(for: path), calledAs: path)
}

private func makeNewFile(_ path: String, calledAs shown: String) throws -> String {
  for number in 1...1000 {
    let name = number == 1 ? path : "\(path)-\(number)"
    // SQLite would treat an existing log beside this name as the log of the new file.
    if databaseCompanions.contains(where: { fileExists(name + $0) }) { continue }
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      close(descriptor)
      return name
    }
    guard errno == EEXIST else { throw FileProblem(writing: shown, errno: errno) }
  }
  throw FileProblem(
    .uncreatable, "cannot write \(shown.terminalSafe): there are too many files of that name")
}

/// Renames the file at `temporary`, which is complete and on disk, to `path`, where no file may
/// exist.
///
/// - Throws: `FileProblem`; the file then stays where it was.
public func moveFile(_ temporary: String, toNew path: String) throws {
  // link() never replaces a name, and the name refers to the complete file from its first moment.
  if link(temporary, path) == 0 {
    unlink(temporary)
  } else {
    if errno == EEXIST { throw FileProblem(taken: path) }
    // On a file system without hard links, such as that of a memory card, an empty file reserves
    // the name first.
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

/// Replaces the file at `path` with the one at `temporary` and keeps the old one as `kept`. On a
/// file system with hard links there is a file at `path` at every moment.
///
/// - Throws: `FileProblem`.
public func replaceFile(_ path: String, by temporary: String, keeping kept: String) throws {
  if link(path, kept) != 0 { try moveFile(path, toNew: kept) }
  guard rename(temporary, path) == 0 else { throw FileProblem(writing: path, errno: errno) }
  syncFolder(of: path)
}

/// Deletes the file at `path`.
///
/// - Throws: `FileProblem`.
public func removeFile(_ path: String) throws {
  guard unlink(path) == 0 else { throw FileProblem(writing: path, errno: errno) }
}

/// Syncs the folder of `path`, so that a new name survives a power cut. Some file systems cannot
/// sync a folder and offer no way to find out, so failure is ignored.
private func syncFolder(of path: String) {
  let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
