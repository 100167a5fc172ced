import CLibrary
import Calendar

/// The system's clocks. Only this file reads them.
enum Clock {
  /// The current time, in whole seconds.
  static func now() -> Instant { Instant(seconds: Int64(time(nil))) }

  /// A monotonic clock in milliseconds.
  static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
