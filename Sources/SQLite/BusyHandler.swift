import CSQLite

/// Waits for the locks of other connections, and reports once when that takes long.
///
/// SQLite's own busy timeout sleeps in the same steps but cannot report
/// (https://sqlite.org/c3ref/busy_handler.html).
final class BusyHandler {
  private let timeout: Int32
  private let whileWaiting: () -> Void
  private var waited: Int32 = 0
  private var hasReported = false

  /// How many milliseconds pass before the wait is reported. Choice: people notice a second.
  private static let reportDelay: Int32 = 1000
  /// Milliseconds to sleep before each attempt, as SQLite's own busy timeout does; further attempts sleep
  /// `lastStep`.
  private static let steps: [Int32] = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50]
  private static let lastStep: Int32 = 100

  /// Creates a handler that waits up to `timeout` milliseconds for each lock, and calls
  /// `whileWaiting` at most once in all.
  init(timeout: Int32, whileWaiting: @escaping () -> Void) {
    self.timeout = timeout
    self.whileWaiting = whileWaiting
  }

  /// Sleeps before the next attempt; false when the time is over.
  private func wait(attempt: Int) -> Bool {
    if attempt == 0 { waited = 0 }
    guard waited < timeout else { return false }
    if waited >= BusyHandler.reportDelay, !hasReported {
      hasReported = true
      whileWaiting()
    }
    let isStep = BusyHandler.steps.indices.contains(attempt)
    let step = isStep ? BusyHandler.steps[attempt] : BusyHandler.lastStep
    waited += sqlite3_sleep(min(step, timeout - waited))
    return true
  }

  /// Makes `database` call this handler, which must live as long as the connection.
  func install(on database: OpaquePointer) {
    sqlite3_busy_handler(
      database,
      { context, attempt in
        guard let context else { return 0 }
        let handler = Unmanaged<BusyHandler>.fromOpaque(context).takeUnretainedValue()
        return handler.wait(attempt: Int(attempt)) ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
