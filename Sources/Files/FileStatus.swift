import CLibrary

/// The size of the file at `path` in bytes; 0 when there is none.
package func fileSize(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// Whether anything is at `path`, including a symbolic link without a target.
public func fileExists(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0
}

/// Whether both paths lead to one file.
public func areSameFile(_ left: String, _ right: String) -> Bool {
  var (first, second) = (stat(), stat())
  return stat(left, &first) == 0 && stat(right, &second) == 0 && first.st_ino == second.st_ino
    && first.st_dev == second.st_dev
}

/// The permissions of a file, and whether the program's user owns it.
public struct FileAccess: Hashable, Sendable {
  /// The permissions: the nine low bits of the mode.
  public let mode: Int
  /// Whether it belongs to the user that the program runs as.
  public let isOwn: Bool

  /// Reads the permissions of the file at `path`; nil when there is none.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    mode = Int(status.st_mode & 0o777)
    isOwn = status.st_uid == geteuid()
  }
}
