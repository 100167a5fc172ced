import Foundation
import Glibc

/// A program that runs on a pseudo-terminal.
public final class PseudoTerminal {
  private let master: Int32
  private let child: pid_t
  /// The output that `wait(for:seconds:)` has not consumed.
  public private(set) var output = ""
  private var bytes: [UInt8] = []
  private let before: termios

  /// An error of a pseudo-terminal.
  public struct Failure: Error, CustomStringConvertible {
    /// The problem, with the output up to then.
    public let description: String
  }

  /// Starts `program` on a terminal of `columns` by `lines`.
  ///
  /// - Throws: `Failure`.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String], columns: Int = 80,
    lines: Int = 24
  ) throws {
    var size = winsize(
      ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    // Allocated before the fork: after it the child may call only async-signal-safe functions (POSIX, fork()).
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var descriptor: Int32 = -1
    // Test threads block signals, and a program inherits the signal mask.
    var none = sigset_t()
    sigemptyset(&none)
    let process = try words.withUnsafeBufferPointer { words in
      try variables.withUnsafeBufferPointer { variables in
        guard let path = words[0], let argv = words.baseAddress, let envp = variables.baseAddress
        else { throw Failure(description: "no memory") }
        let process = forkpty(&descriptor, nil, nil, &size)
        if process == 0 {
          sigprocmask(SIG_SETMASK, &none, nil)
          execve(path, argv, envp)
          _exit(127)
        }
        return process
      }
    }
    guard process > 0 else { throw Failure(description: "forkpty: \(errno)") }
    (master, child) = (descriptor, process)
    var state = termios()
    tcgetattr(descriptor, &state)
    before = state
  }

  deinit {
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    close(master)
  }

  /// Sends `text` to the program as input.
  public func type(_ text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { _ = write(master, $0.baseAddress, $0.count) }
  }

  /// Sends a signal to the program.
  public func send(_ signal: Int32) { kill(child, signal) }

  /// Changes the size of the terminal.
  public func resize(columns: Int, lines: Int) {
    var size = winsize(
      ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the program has written `text`, and consumes the output up to its end.
  ///
  /// - Throws: `Failure` when that takes longer than `seconds` or the program exits before.
  public func wait(for text: String, seconds: Double = 10) throws {
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      if let found = output.range(of: text) {
        output = String(output[found.upperBound...])
        return
      }
      guard Date() < deadline, readMore(until: deadline) else {
        throw Failure(description: "no \(text.debugDescription) in \(output.debugDescription)")
      }
    }
  }

  /// Waits until the program exits. Returns its exit code, or 128 plus the number of the signal that ended it.
  ///
  /// - Throws: `Failure` when that takes longer than `seconds`.
  public func finish(seconds: Double = 10) throws -> Int32 {
    let deadline = Date().addingTimeInterval(seconds)
    while Date() < deadline, readMore(until: deadline) {}
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      guard Date() < deadline else {
        throw Failure(description: "the program does not exit: \(output.debugDescription)")
      }
      usleep(10_000)
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// Whether the terminal modes, such as echo, are those from the start.
  public var isAsBefore: Bool {
    var state = termios()
    guard tcgetattr(master, &state) == 0 else { return false }
    return state.c_lflag == before.c_lflag && state.c_iflag == before.c_iflag
      && state.c_oflag == before.c_oflag && state.c_cflag == before.c_cflag
  }

  private func readMore(until deadline: Date) -> Bool {
    var poller = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    let timeout = Int32(max(0, deadline.timeIntervalSinceNow) * 1000)
    guard poll(&poller, 1, timeout) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &buffer, buffer.count)
    // Reading fails after the program has exited.
    guard count > 0 else { return false }
    bytes += buffer[..<count]
    // An incomplete UTF-8 sequence stays in `bytes`.
    if let text = String(validating: bytes, as: UTF8.self) {
      output += text
      bytes = []
    }
    return true
  }
}
