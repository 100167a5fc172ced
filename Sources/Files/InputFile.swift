import CLibrary
import Text

/// A regular file, read from its start to its end.
package final class InputFile {
  private let descriptor: Int32
  /// The path it was opened by.
  package let path: String

  /// Opens `path`.
  ///
  /// - Throws: `FileProblem` when it cannot be opened or is no regular file.
  package init(_ path: String) throws {
    // O_NONBLOCK: opening a pipe would otherwise wait for its writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.path = path
    guard descriptor >= 0 else { throw FileProblem(reading: path, errno: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileProblem(
        .unreadable, "cannot read \(path.terminalSafe): it is no regular file; save it as one")
    }
  }

  deinit { close(descriptor) }

  /// Fills `buffer` from its start with the next bytes.
  ///
  /// - Returns: how many bytes were read; 0 at the end of the file.
  /// - Throws: `FileProblem`.
  package func read(into buffer: inout [UInt8]) throws -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes {
        CLibrary.read(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 { return count }
      if errno != EINTR { throw FileProblem(reading: path, errno: errno) }
    }
  }

  /// The next bytes: `count` of them, or as many as there are.
  ///
  /// - Throws: `FileProblem`.
  package func start(bytes count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try read(into: &bytes)
    return Array(bytes.prefix(filled))
  }

  /// All bytes that are left.
  ///
  /// - Throws: `FileProblem`, also when there are more than `limit`.
  package func readAll(atMost limit: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try read(into: &piece)
      if count == 0 { return all }
      all.append(contentsOf: piece[..<count])
      guard all.count <= limit else {
        throw FileProblem(
          .unreadable,
          "\(path.terminalSafe) has more than \(limit >> 20) MiB, the most that is read whole")
      }
    }
  }
}

/// All bytes of the file at `path`.
///
/// - Throws: `FileProblem`, also when it has more than `limit` bytes.
public func wholeFile(_ path: String, atMost limit: Int) throws -> [UInt8] {
  try InputFile(path).readAll(atMost: limit)
}
