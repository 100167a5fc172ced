import CSQLite

/// How long a connection waits for another one's lock, and what it tells meanwhile.
///
/// SQLite's own busy timeout waits in the same steps and says nothing
/// (https://sqlite.org/c3ref/busy_handler.html).
final class Patience {
  private let milliseconds: Int32
  private let tell: () -> Void
  private var waited: Int32 = 0
  private var hasTold = false

  /// After so many milliseconds of waiting it is told of. Choice: whoever waits a second wonders.
  private static let silence: Int32 = 1000
  private static let steps: [Int32] = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50]

  /// Waits for `milliseconds`, and after the first second tells it with `tell`, once.
  init(_ milliseconds: Int32, tell: @escaping () -> Void) {
    self.milliseconds = milliseconds
    self.tell = tell
  }

  /// Waits once more; false when the time is over.
  fileprivate func wait(attempt: Int) -> Bool {
    if attempt == 0 { waited = 0 }
    guard waited < milliseconds else { return false }
    if waited >= Patience.silence, !hasTold {
      hasTold = true
      tell()
    }
    waited += sqlite3_sleep(
      min(attempt < Patience.steps.count ? Patience.steps[attempt] : 100, milliseconds - waited))
    return true
  }

  /// Makes `database` wait so. It must not outlive this.
  func install(on database: OpaquePointer) {
    sqlite3_busy_handler(
      database,
      { context, attempt in
        guard let context else { return 0 }
        let patience = Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue()
        return patience.wait(attempt: Int(attempt)) ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
