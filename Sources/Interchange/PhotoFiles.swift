import Glibc
import Pictures
import Routine

/// How the file of a photo stands to what is kept of it.
public enum PhotoState: String, Sendable {
  /// It is there, byte by byte.
  case present
  /// There is nothing at its path.
  case missing
  /// Something else is at its path.
  case altered
  /// Only its name is known: it was imported without a path.
  case unlocated
  /// It cannot be read.
  case unreadable
}

extension Photo {
  /// Looks at its file.
  ///
  /// - Parameter progress: is told, after each piece, how many bytes it has.
  /// - Complexity: O(size of the file), unless its size alone tells.
  public func fileState(progress: (Int) -> Void = { _ in }) -> PhotoState {
    guard file.utf8.contains(UInt8(ascii: "/")) else { return .unlocated }
    var status = stat()
    guard stat(file, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable
    }
    guard Int(status.st_size) == bytes else { return .altered }
    guard let hash = try? InputFile(file).sha256(progress) else { return .unreadable }
    return hash == sha256 ? .present : .altered
  }
}

extension InputFile {
  /// The SHA-256 of its bytes from here on.
  func sha256(_ progress: (Int) -> Void) throws -> String {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try read(into: &piece)
      if count == 0 { return hash.finalized() }
      hash.update(piece[..<count])
      progress(count)
    }
  }
}
