import Glibc

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

  /// Reads what standard output is.
  static func current() -> Terminal {
    guard isatty(STDOUT_FILENO) == 1 else { return Terminal() }
    var terminal = Terminal(isTerminal: true, isInteractive: isatty(STDIN_FILENO) == 1)
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 {
      (terminal.columns, terminal.lines) = (Int(size.ws_col), Int(size.ws_row))
    }
    return terminal
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
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count < 0, errno != EINTR {
        throw Failure(
          .ioError, "cannot write the output: \(String(cString: strerror(errno)).lowercased())")
      }
      written += max(0, count)
    }
  }
}
