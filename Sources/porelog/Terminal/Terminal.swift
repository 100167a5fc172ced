import CLibrary

/// What the standard streams are connected to.
struct Terminal: Sendable {
  /// Whether standard output is a terminal.
  var isTerminal = false
  /// The width of standard output, in columns.
  var columns = 80
  /// The height of standard output, in lines.
  var lines = 24
  /// Whether standard input and standard output are both terminals, so that the program can ask questions.
  var isInteractive = false
  /// The width of standard error, in columns; 0 when it is no terminal.
  var errorColumns = 0

  /// Examines the standard streams of the process.
  static func current() -> Terminal {
    var terminal = Terminal()
    if isatty(STDERR_FILENO) == 1 {
      terminal.errorColumns = size(of: STDERR_FILENO)?.columns ?? terminal.columns
    }
    guard isatty(STDOUT_FILENO) == 1 else { return terminal }
    terminal.isTerminal = true
    terminal.isInteractive = isatty(STDIN_FILENO) == 1
    if let (columns, lines) = size(of: STDOUT_FILENO) {
      (terminal.columns, terminal.lines) = (columns, lines)
    }
    return terminal
  }

  /// The size of a terminal; nil when it is unknown.
  private static func size(of descriptor: Int32) -> (columns: Int, lines: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}

/// The standard streams of the process.
final class StandardConsole: Console {
  func write(_ bytes: [UInt8]) throws { try write(bytes, to: STDOUT_FILENO) }

  func readLine() -> String? { Swift.readLine() }

  func writeError(_ text: String) {
    // An error here cannot be reported anywhere.
    try? write(Array(text.utf8), to: STDERR_FILENO)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        CLibrary.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count < 0, errno != EINTR {
        throw Failure(
          .ioError, "cannot write the output: \(String(cString: strerror(errno)).lowercased())")
      }
      written += max(0, count)
    }
  }
}
