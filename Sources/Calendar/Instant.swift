import Text

/// A point in time, stored as POSIX time: seconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Instants that are written or stored lie in the years 1 to 9999 in UTC.
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  /// The first instant that can be written, 0001-01-01T00:00:00Z.
  @inlinable public static var first: Instant { Instant(seconds: -62_135_596_800) }
  /// The last instant that can be written, 9999-12-31T23:59:59Z.
  @inlinable public static var last: Instant { Instant(seconds: 253_402_300_799) }

  /// Creates the instant that is `seconds` after 1970-01-01T00:00:00Z.
  @inlinable public init(seconds: Int64) { self.seconds = seconds }

  /// Reads an instant such as `2025-06-02T21:14:05Z`. An offset from UTC such as `+09:00` may replace the `Z`.
  ///
  /// - Throws: `InvalidInput` when the format is different, or the instant lies outside the years 1 to 9999 in UTC.
  public init(parsing text: String) throws {
    guard let seconds = Instant.seconds(text.utf8.span) else {
      throw InvalidInput(
        text, isNot: "an instant", "write it as 2025-06-02T21:14:05Z or with +09:00 for the Z")
    }
    self.seconds = seconds
    guard self >= .first, self <= .last else {
      throw InvalidInput(text, isNot: "an instant", "it lies outside the years 1 to 9999")
    }
  }

  /// Reads the same format in UTF-8; nil where `init(parsing:)` throws.
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

  /// Whether `left` is earlier than `right`.
  @inlinable public static func < (left: Instant, right: Instant) -> Bool {
    left.seconds < right.seconds
  }

  /// The value of the two digits at `index`; nil unless it is less than `bound`.
  private static func field(_ bytes: Span<UInt8>, _ index: Int, until bound: Int) -> Int? {
    guard let value = decimal(bytes, index..<index + 2), value < bound else { return nil }
    return value
  }

  /// The offset from UTC after the date and time, `Z` or `±HH:MM`, in minutes, positive east of Greenwich.
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

extension Instant {
  /// The day in UTC, and the seconds since its start (0 to 86,399).
  var dayAndSecond: (day: Day, second: Int) {
    let seconds = Int(seconds)
    return (Day(number: seconds.floorDivided(by: 86_400)), seconds.modulo(86_400))
  }
}

extension Instant: CustomStringConvertible {
  /// The instant in UTC, as `2025-06-02T21:14:05Z`.
  public var description: String { ascii(count: 20, append) }

  /// Appends the instant in UTC, as `2025-06-02T21:14:05Z`.
  public func append(to text: inout [UInt8]) {
    let (day, clock) = dayAndSecond
    day.append(to: &text)
    text.append(UInt8(ascii: "T"))
    appendDigits(clock / 3600, 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendDigits(clock / 60 % 60, 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendDigits(clock % 60, 2, to: &text)
    text.append(UInt8(ascii: "Z"))
  }
}
