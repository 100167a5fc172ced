import Glibc
import Routine
import Synchronization

/// The one place where instants become local times, by the C library and the machine's zoneinfo.
enum Clock {
  private static let folder = "/usr/share/zoneinfo/"

  /// `tzset` works on state that all threads share, and so does the environment. What was asked last is kept: of
  /// everyone in a file, one after the other, most live in one zone.
  private static let last = Mutex<(instant: Instant, timeZone: String, shown: LocalTime)?>(nil)

  /// The moment at which it is called.
  static func now() -> Instant { Instant(seconds: Int64(time(nil))) }

  /// Milliseconds that only ever go forward, for how long something takes.
  static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }

  /// What the clocks of `timeZone` show at `instant`.
  ///
  /// - Throws: `Failure` when the machine does not know the zone: the C library would take an unknown
  ///   name for UTC without a word.
  static func localTime(of instant: Instant, in timeZone: String) throws -> LocalTime {
    try last.withLock { last in
      if let last, last.instant == instant, last.timeZone == timeZone { return last.shown }
      let shown = try convert(instant, timeZone)
      last = (instant, timeZone, shown)
      return shown
    }
  }

  private static func convert(_ instant: Instant, _ timeZone: String) throws -> LocalTime {
    guard isKnown(timeZone) else {
      throw Failure(
        .dataError,
        "there is no time zone \(quoted(timeZone))\(nearest(to: timeZone)): write a name such as Asia/Tokyo; Debian has them in the package tzdata"
      )
    }
    var seconds = time_t(instant.seconds)
    var parts = tm()
    let before = getenv("TZ").map { String(cString: $0) }
    setenv("TZ", ":" + timeZone, 1)
    tzset()
    localtime_r(&seconds, &parts)
    if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
    guard
      let day = Day(
        year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
    else { throw Failure(.dataError, "the clock shows a time outside the years 1 to 9999: set it") }
    return LocalTime(
      day: day, time: TimeOfDay(minutes: Int(parts.tm_hour) * 60 + Int(parts.tm_min)))
  }

  /// Whether the machine's zoneinfo has `name`. UTC is known without one.
  static func isKnown(_ name: String) -> Bool {
    if name == "UTC" { return true }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) else {
      return false
    }
    guard let file = fopen(folder + name, "r") else { return false }
    defer { fclose(file) }
    var magic = [UInt8](repeating: 0, count: 4)
    return fread(&magic, 1, 4, file) == 4 && magic == Array("TZif".utf8)
  }

  /// The machine's zone: TZ, else what /etc/timezone or /etc/localtime name, else UTC.
  static func machineTimeZone(_ environment: [String: String]) -> String {
    let named = environment["TZ"].map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
    return [named, debianTimeZone(), linkedTimeZone()].compactMap { $0 }.first(where: isKnown)
      ?? "UTC"
  }

  private static func nearest(to name: String) -> String {
    guard let file = fopen(folder + "tzdata.zi", "r") ?? fopen(folder + "zone1970.tab", "r") else {
      return ""
    }
    defer { fclose(file) }
    var names: [String] = []
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let line {
      let text = String(cString: line)
      names += text.split(whereSeparator: \.isWhitespace).filter { $0.contains("/") }.map(
        String.init)
    }
    return porelog.nearest(to: name, among: names)
  }

  private static func debianTimeZone() -> String? {
    guard let file = fopen("/etc/timezone", "r") else { return nil }
    defer { fclose(file) }
    var line = [UInt8](repeating: 0, count: 128)
    let count = fread(&line, 1, line.count, file)
    return String(decoding: line[..<count], as: UTF8.self).trimmed
  }

  private static func linkedTimeZone() -> String? {
    var path = [UInt8](repeating: 0, count: 1024)
    let count = path.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/etc/localtime", $0, bytes.count) } ?? -1
    }
    guard count > 0 else { return nil }
    let target = String(decoding: path[..<count], as: UTF8.self)
    guard target.hasPrefix(folder) else { return nil }
    return String(target.dropFirst(folder.count))
  }
}
