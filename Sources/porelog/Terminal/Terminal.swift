import CLibrary

/// What the place that output goes to can show.
struct Terminal: Sendable {
  /// Whether standard output is a terminal.
  var isTerminal = false
  /// How many columns it has.
  var columns = 80

  /// How many lines it has.
  var lines = 24
  /// Whether a person can be asked: standard input and output are both terminals.
  var isInteractive = false

  /// How many columns standard error has; 0 where it is no terminal.
  var errorColumns = 0

  /// Reads what standard output and standard error are.
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

  private static func size(of descriptor: Int32) -> (columns: Int, lines: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}

/// The process's own output.
final class StandardConsole: Console {
  func write(_ bytes: [UInt8]) throws { try write(bytes, to: STDOUT_FILENO) }

  func readLine() -> String? { Swift.readLine() }

  func writeError(_ text: String) {
    // There is nowhere left to tell of a failure of this one.
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
