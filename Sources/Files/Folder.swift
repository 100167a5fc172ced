import CLibrary
import Text

/// Operations on folders.
package enum Folder {
  /// Whether `path` is a folder.
  package static func exists(at path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in the folder, sorted.
  ///
  /// - Throws: `FileProblem`.
  package static func names(in path: String) throws -> [String] {
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
}

/// Creates the folder at `path` and missing folders above it, for their owner alone.
///
/// - Throws: `FileProblem`.
public func makeFolder(_ path: String) throws {
  if Folder.exists(at: path) || path.isEmpty { return }
  if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
  if mkdir(path, 0o700) == 0 || (errno == EEXIST && Folder.exists(at: path)) { return }
  guard errno == EEXIST else { throw FileProblem(writing: path, errno: errno) }
  throw FileProblem(
    .uncreatable, "\(path.terminalSafe) is a file, not a folder: name another place")
}

/// The folder that contains `path`.
public func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
