import CLibrary
import Text

/// The terminal in raw mode: reads single keys and draws whole screens.
///
/// While an instance exists, the terminal shows its alternate screen, without echo and without line editing. The
/// previous state is restored when the instance is released and when a signal ends the program.
final class Keyboard {
  // State of the signal handlers. It is static because a C function pointer cannot capture values.
  private nonisolated(unsafe) static var saved = termios()
  private nonisolated(unsafe) static var isOpen = false
  private nonisolated(unsafe) static var isResized: sig_atomic_t = 0
  private static let enter = Array("\u{1B}[?1049h\u{1B}[?25l".utf8)
  /// The bytes that leave the alternate screen, allocated in advance: a signal handler must not allocate
  /// (signal-safety(7)).
  private nonisolated(unsafe) static var leave: UnsafeMutableBufferPointer<UInt8> = .allocate(
    capacity: 0)
  private static let fatal = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  private var pending: [UInt8] = []

  /// Puts the terminal of standard input into raw mode.
  ///
  /// - Throws: `Failure` when standard input is no terminal.
  init() throws {
    var state = termios()
    guard tcgetattr(STDIN_FILENO, &state) == 0 else {
      throw Failure(.usage, "the checklist needs a terminal: name the steps you did, or give --all")
    }
    let leave = Array("\u{1B}[?25h\u{1B}[?1049l".utf8)
    Keyboard.leave = .allocate(capacity: leave.count)
    _ = Keyboard.leave.initialize(from: leave)
    // Signals that were ignored at the start, as under nohup, stay ignored.
    for signal in Keyboard.fatal where !Keyboard.isIgnored(signal) {
      Keyboard.handle(signal) { Keyboard.close(by: $0) }
    }
    Keyboard.handle(SIGWINCH) { _ in Keyboard.isResized = 1 }
    Keyboard.open(state)
  }

  /// Puts the terminal, whose state is `state`, into raw mode.
  private static func open(_ state: termios) {
    (saved, isOpen) = (state, true)
    var state = state
    // No echo, no line editing, no signals from keys: `next()` returns Ctrl-C and Ctrl-Z as keys.
    state.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    state.c_iflag &= ~tcflag_t(IXON | ICRNL)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &state)
    write(enter)
  }

  /// Gives the terminal back and stops the program. When it is continued, the terminal is in raw mode again.
  func suspend() {
    Keyboard.restore()
    raise(SIGTSTP)
    var state = termios()
    if tcgetattr(STDIN_FILENO, &state) == 0 { Keyboard.open(state) }
  }

  deinit {
    Keyboard.restore()
    for signal in Keyboard.fatal + [SIGWINCH] where !Keyboard.isIgnored(signal) {
      CLibrary.signal(signal, SIG_DFL)
    }
  }

  /// Draws `lines` from the top of the screen and clears the rest.
  func draw(_ lines: [String]) {
    let body = lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
    Keyboard.write(Array(("\u{1B}[H" + body + "\u{1B}[J").utf8))
  }

  /// Waits for the next key.
  func next() -> Checklist.Key {
    while true {
      if Keyboard.isResized != 0 {
        Keyboard.isResized = 0
        return .resize
      }
      // An arrow key also begins with an escape byte. On a slow connection the other bytes arrive later.
      if pending != [0x1B] || !hasMore(within: 50), let key = takeKey() { return key }
      var buffer = [UInt8](repeating: 0, count: 64)
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        pending += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        return .end
      }
    }
  }

  /// Whether input arrives within `milliseconds`.
  private func hasMore(within milliseconds: Int32) -> Bool {
    var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&poller, 1, milliseconds) > 0
  }

  /// Removes the first key from the pending bytes; nil while its character is incomplete.
  private func takeKey() -> Checklist.Key? {
    guard let first = pending.first else { return nil }
    switch first {
    case 0x1B: return takeEscape()
    case 0x0D, 0x0A: return take(1, .enter)
    case 0x01: return take(1, .lineStart)
    case 0x02: return take(1, .left)
    case 0x03: return take(1, .interrupt)
    case 0x04: return take(1, .end)
    case 0x05: return take(1, .lineEnd)
    case 0x06: return take(1, .right)
    case 0x0B: return take(1, .killLine)
    case 0x15: return take(1, .killStart)
    case 0x17: return take(1, .killWord)
    case 0x1A: return take(1, .suspend)
    case 0x7F, 0x08: return take(1, .backspace)
    // Control characters, and bytes that cannot begin a character in UTF-8.
    case 0..<0x20, 0x80..<0xC2, 0xF5...: return take(1, .other)
    default:
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      guard pending.count >= length else { return nil }
      let text = String(validating: pending[..<length], as: UTF8.self)
      return take(length, text?.first.map { .character($0) } ?? .other)
    }
  }

  /// Removes a key that begins with an escape byte. An arrow key sends three bytes at once, the Escape key only one.
  private func takeEscape() -> Checklist.Key {
    guard pending.count >= 3, pending[1] == UInt8(ascii: "[") || pending[1] == UInt8(ascii: "O")
    else {
      return take(pending.count == 1 ? 1 : 2, .escape)
    }
    // A control sequence goes up to its final byte: ECMA-48, 5.4.
    let end = pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) } ?? pending.count - 1
    let key: Checklist.Key =
      switch String(decoding: pending[2...end], as: UTF8.self) {
      case "A": .up
      case "B": .down
      case "C": .right
      case "D": .left
      case "H", "1~", "7~": .lineStart
      case "F", "4~", "8~": .lineEnd
      case "3~": .delete
      default: .other
      }
    return take(end + 1, key)
  }

  private func take(_ count: Int, _ key: Checklist.Key) -> Checklist.Key {
    pending.removeFirst(count)
    return key
  }

  /// Restores the state that the terminal had before `init`.
  private static func restore() {
    guard isOpen else { return }
    isOpen = false
    _ = CLibrary.write(STDOUT_FILENO, leave.baseAddress, leave.count)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved)
  }

  /// Handles a fatal signal: restores the terminal, then ends the program with the same signal. It
  /// calls only functions that signal-safety(7) allows in a handler.
  private static func close(by signal: Int32) {
    restore()
    CLibrary.signal(signal, SIG_DFL)
    raise(signal)
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    // SIG_IGN is the address 1. Swift does not compare functions, so the address is compared.
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }

  private static func handle(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    // Without SA_RESTART the signal interrupts a waiting read, so that `next()` notices a resized terminal.
    sigaction(signal, &action, nil)
  }

  private static func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { _ = CLibrary.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
