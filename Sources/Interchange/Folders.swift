import Glibc
import Routine

/// Folders.
enum Folder {
  /// Whether `path` is one.
  static func exists(at path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in it, sorted.
  static func names(in path: String) throws -> [String] {
    guard let folder = opendir(path) else { throw FileProblem(reading: path, errno: errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes it, and what lies above it, for its owner alone.
  static func make(_ path: String) throws {
    if exists(at: path) || path.isEmpty { return }
    if let slash = path.lastIndex(of: "/") { try make(String(path[..<slash])) }
    if mkdir(path, 0o700) == 0 || (errno == EEXIST && exists(at: path)) { return }
    guard errno == EEXIST else { throw FileProblem(writing: path, errno: errno) }
    throw FileProblem(.uncreatable, "\(path.cleaned) is a file, not a folder: name another place")
  }
}

/// Makes the folder at `path`, and what lies above it, for its owner alone, unless it is there.
///
/// - Throws: `FileProblem`.
public func makeFolder(_ path: String) throws { try Folder.make(path) }

/// The size of the file at `path`; 0 without one.
func fileSize(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// The copies of the journal at `path` that porelog makes by itself: before a migration, before an import that
/// is too large for undo, and before another is restored in its place.
///
/// - Throws: `FileProblem`.
public func ownCopies(of path: String) throws -> [String] {
  let folder = folder(of: path)
  let slash = path.lastIndex(of: "/")
  let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  return try Folder.names(in: folder)
    .filter { isOwnCopy($0, of: name) }
    .map { "\(folder)/\($0)" }
}

/// Whether `copy` is a copy of the journal `name`, or lies beside one: `name` with one of the marks behind it and
/// a number, perhaps another; or a copy that was not finished.
private func isOwnCopy(_ copy: String, of name: String) -> Bool {
  var copy = copy[...]
  if let suffix = databaseCompanions.first(where: copy.hasSuffix) {
    copy = copy.dropLast(suffix.count)
  }
  func isNumber(_ part: Substring) -> Bool {
    !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
  guard copy.utf8.starts(with: name.utf8) else { return false }
  let rest = copy.dropFirst(name.count)
  if rest.hasSuffix(OutputFile.partial), rest.hasPrefix(".") {
    return isNumber(rest.dropFirst().dropLast(OutputFile.partial.count))
  }
  return [".v", ".before-import-", ".before-restore-"].contains { mark in
    guard rest.hasPrefix(mark) else { return false }
    // A clock may show a time before 1970.
    let behind = rest.dropFirst(mark.count)
    let numbers = (behind.hasPrefix("-") ? behind.dropFirst() : behind)
      .split(separator: "-", omittingEmptySubsequences: false)
    return numbers.count <= 2 && numbers.allSatisfy(isNumber)
  }
}

/// Deletes the file at `path`.
///
/// - Throws: `FileProblem`.
public func removeFile(_ path: String) throws {
  guard unlink(path) == 0 else { throw FileProblem(writing: path, errno: errno) }
}

/// Whether anything is at `path`, a link that leads nowhere among it.
public func fileExists(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0
}

/// The folder in which `path` lies.
public func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// How the file at `path` may be used by others than its owner, and whose it is.
public struct FileAccess: Hashable, Sendable {
  /// The permissions, nine bits.
  public let mode: Int
  /// Whether it belongs to the user the program runs as.
  public let isOwn: Bool

  /// Looks at `path`; nil when nothing is there.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    mode = Int(status.st_mode & 0o777)
    isOwn = status.st_uid == geteuid()
  }
}

/// Whether both paths lead to one file.
public func areSameFile(_ left: String, _ right: String) -> Bool {
  var (first, second) = (stat(), stat())
  return stat(left, &first) == 0 && stat(right, &second) == 0 && first.st_ino == second.st_ino
    && first.st_dev == second.st_dev
}
