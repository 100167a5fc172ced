import CLibrary
import Calendar

/// The one place where the program reads the clock.
enum Clock {
  /// The instant of the call.
  static func now() -> Instant { Instant(seconds: Int64(time(nil))) }

  /// Milliseconds that only go forward, to measure how long something takes.
  static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
