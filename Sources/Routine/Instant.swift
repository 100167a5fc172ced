/// A moment, as seconds since 1970-01-01T00:00:00Z without leap seconds.
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  /// The first moment that can be written, 0001-01-01T00:00:00Z.
  @inlinable public static var first: Instant { Instant(seconds: -62_135_596_800) }
  /// The last moment that can be written, 9999-12-31T23:59:59Z.
  @inlinable public static var last: Instant { Instant(seconds: 253_402_300_799) }

  /// The moment that many seconds after 1970-01-01T00:00:00Z.
  @inlinable public init(seconds: Int64) { self.seconds = seconds }

  /// Reads `2025-06-02T21:14:05Z`, or with an offset from UTC in place of the Z, such as `+09:00`.
  ///
  /// - Throws: `Malformed`.
  public init(parsing text: String) throws {
    guard let seconds = Instant.seconds(text.utf8.span) else {
      throw Malformed(
        text, isNot: "an instant", "write it as 2025-06-02T21:14:05Z or with +09:00 for the Z")
    }
    self.seconds = seconds
    guard self >= .first, self <= .last else {
      throw Malformed(text, isNot: "an instant", "it lies outside the years 1 to 9999")
    }
  }

  /// Reads what `init(parsing:)` reads; nil when that throws.
  public init?(utf8: Span<UInt8>) {
    guard let seconds = Instant.seconds(utf8) else { return nil }
    self.seconds = seconds
    guard self >= .first, self <= .last else { return nil }
  }

  private static func seconds(_ bytes: Span<UInt8>) -> Int64? {
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
      let day = Day(utf8: bytes.extracting(0..<10)),
      let hour = Instant.field(bytes, 11, until: 24), bytes[13] == UInt8(ascii: ":"),
      let minute = Instant.field(bytes, 14, until: 60), bytes[16] == UInt8(ascii: ":"),
      let second = Instant.field(bytes, 17, until: 60),
      let offset = Instant.offset(bytes)
    else { return nil }
    let clock = (hour * 60 + minute) * 60 + second
    return Int64(day.number * 86_400 + clock - offset * 60)
  }

  /// The earlier moment is the smaller.
  @inlinable public static func < (left: Instant, right: Instant) -> Bool {
    left.seconds < right.seconds
  }

  /// The two digits at `index`, if they are less than `bound`.
  private static func field(_ bytes: Span<UInt8>, _ index: Int, until bound: Int) -> Int? {
    guard let value = decimal(bytes, index..<index + 2), value < bound else { return nil }
    return value
  }

  /// Minutes east of UTC that `Z` or `±HH:MM` stands for, behind date and time.
  private static func offset(_ bytes: Span<UInt8>) -> Int? {
    if bytes.count == 20, bytes[19] == UInt8(ascii: "Z") { return 0 }
    guard bytes.count == 25, bytes[22] == UInt8(ascii: ":"),
      let hours = field(bytes, 20, until: 24), let minutes = field(bytes, 23, until: 60)
    else { return nil }
    switch bytes[19] {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
  }
}

extension Instant: CustomStringConvertible {
  /// The moment in UTC, as `2025-06-02T21:14:05Z`.
  public var description: String { ascii(count: 20, append) }

  /// Appends the moment in UTC, as `2025-06-02T21:14:05Z`.
  public func append(to text: inout [UInt8]) {
    let total = Int(seconds)
    let clock = total.modulo(86_400)
    Day(number: total.floorDivided(by: 86_400)).append(to: &text)
    text.append(UInt8(ascii: "T"))
    appendDigits(clock / 3600, 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendDigits(clock / 60 % 60, 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendDigits(clock % 60, 2, to: &text)
    text.append(UInt8(ascii: "Z"))
  }
}

/// A time of day, as minutes after midnight, and when a user's day begins.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Minutes after midnight, 0 to 1439.
  public let minutes: Int

  /// The time that many minutes after midnight.
  public init(minutes: Int) { self.minutes = minutes }

  /// Reads `HH:MM`, from 00:00 to 23:59.
  ///
  /// - Throws: `Malformed`.
  public init(parsing text: String) throws {
    let bytes = text.utf8.span
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = decimal(bytes, 0..<2),
      let minute = decimal(bytes, 3..<5), hour < 24, minute < 60
    else {
      throw Malformed(text, isNot: "a time of day", "write it as 04:00")
    }
    minutes = hour * 60 + minute
  }

  /// Reads a day start: a time from 00:00 to 06:00.
  ///
  /// - Throws: `Malformed`.
  public init(parsingDayStart text: String) throws {
    try self.init(parsing: text)
    guard self <= Choices.latestDayStart else {
      throw Malformed(text, isNot: "a day start", "it lies between 00:00 and 06:00")
    }
  }

  /// The earlier time is the smaller.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}

extension TimeOfDay: CustomStringConvertible {
  /// The time as `HH:MM`.
  public var description: String { "\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))" }
}

/// A date and a time of day as a clock on the wall shows them.
public struct LocalTime: Hashable, Sendable {
  /// The date.
  public let day: Day
  /// The time of day.
  public let time: TimeOfDay

  /// What the clock shows.
  public init(day: Day, time: TimeOfDay) {
    self.day = day
    self.time = time
  }

  /// The day that something done now counts for: until `dayStart`, still the one before.
  public func day(startingAt dayStart: TimeOfDay) -> Day { time < dayStart ? day - 1 : day }
}
