import CLibrary

/// The signals that the server has received.
enum Signals {
  private nonisolated(unsafe) static var hasEnd: sig_atomic_t = 0
  private nonisolated(unsafe) static var hasReload: sig_atomic_t = 0

  /// Begins to note SIGTERM, SIGINT and SIGHUP. The handlers only set a flag (signal-safety(7)); the loop, which the signal
  /// wakes, looks at it.
  static func begin() {
    handle(SIGTERM) { _ in Signals.hasEnd = 1 }
    handle(SIGINT) { _ in Signals.hasEnd = 1 }
    handle(SIGHUP) { _ in Signals.hasReload = 1 }
    // A client that has gone makes a write fail, which the library handles.
    signal(SIGPIPE, SIG_IGN)
    // When it is ignored, a write beyond the limit fails with EFBIG: setrlimit(2).
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Whether the server is to end.
  static var isEnding: Bool { hasEnd != 0 }

  /// Whether the certificate is to be read again; asking takes the wish back.
  static func takeReload() -> Bool {
    defer { hasReload = 0 }
    return hasReload != 0
  }

  private static func handle(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    // Without SA_RESTART the signal interrupts the wait of the loop.
    sigaction(signal, &action, nil)
  }
}
