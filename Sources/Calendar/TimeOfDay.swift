import Text

/// A time of day to the minute, such as the start of a user's day.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Minutes after midnight, 0 to 1439.
  public let minutes: Int

  /// Creates the time that is `minutes` (0 to 1439) after midnight.
  public init(minutes: Int) { self.minutes = minutes }

  /// Reads `HH:MM`, from 00:00 to 23:59.
  ///
  /// - Throws: `InvalidInput` when the format or the range is different.
  public init(parsing text: String) throws {
    let bytes = text.utf8.span
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = decimal(bytes, 0..<2),
      let minute = decimal(bytes, 3..<5), hour < 24, minute < 60
    else {
      throw InvalidInput(text, isNot: "a time of day", "write it as 04:00")
    }
    minutes = hour * 60 + minute
  }

  /// Whether `left` is earlier than `right`.
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }
}

extension TimeOfDay: CustomStringConvertible {
  /// The time as `HH:MM`.
  public var description: String { "\(padded(minutes / 60, to: 2)):\(padded(minutes % 60, to: 2))" }
}

/// A date and a time of day in some time zone.
public struct LocalTime: Hashable, Sendable {
  /// The date.
  public let day: Day
  /// The time of day.
  public let time: TimeOfDay

  /// Creates the local time `time` of `day`.
  public init(day: Day, time: TimeOfDay) {
    self.day = day
    self.time = time
  }

  /// The day that an entry at this time counts for: before `dayStart`, the previous day.
  public func day(startingAt dayStart: TimeOfDay) -> Day { time < dayStart ? day - 1 : day }
}
