import Text

/// A week of ISO 8601, from Monday to Sunday, such as `2025-W18`. Its year is the year of its Thursday.
public struct Week: Hashable, Comparable, Sendable {
  /// The first day.
  public let monday: Day

  /// Creates the week that contains `day`.
  @inlinable public init(of day: Day) { monday = day - day.weekday }

  /// Reads a week such as `2025-W18`.
  ///
  /// - Throws: `InvalidInput` when the format is different or the year has no such week.
  public init(parsing text: String) throws {
    let bytes = text.utf8.span
    guard bytes.count == 8, bytes[4] == UInt8(ascii: "-"), bytes[5] == UInt8(ascii: "W"),
      let year = decimal(bytes, 0..<4), let number = decimal(bytes, 6..<8),
      // ISO 8601: the first week of a year is the one that contains 4 January.
      let inFirst = Day(year: year, month: 1, day: 4)
    else {
      throw InvalidInput(text, isNot: "a week", "write it as 2025-W18")
    }
    let week = Week(of: inFirst + 7 * (number - 1))
    guard number >= 1, week.year == year else {
      throw InvalidInput(text, isNot: "a week", "that year has no such week")
    }
    self = week
  }

  /// The last day.
  @inlinable public var sunday: Day { monday + 6 }
  /// The week that is `weeks` later.
  @inlinable public static func + (week: Week, weeks: Int) -> Week {
    Week(of: week.monday + 7 * weeks)
  }
  /// The number of weeks from `right` to `left`; negative when `left` is earlier.
  @inlinable public static func - (left: Week, right: Week) -> Int {
    (left.monday - right.monday) / 7
  }
  /// Whether `left` is earlier than `right`.
  @inlinable public static func < (left: Week, right: Week) -> Bool { left.monday < right.monday }

  /// Whether `today` is after the week.
  @inlinable public func isClosed(on today: Day) -> Bool { today > sunday }

  /// The year of its Thursday.
  public var year: Int { (monday + 3).civil.year }
  /// The number within `year`, from 1 to 53.
  public var number: Int {
    guard let newYear = Day(year: year, month: 1, day: 1) else { return 1 }
    return ((monday + 3) - newYear) / 7 + 1
  }
}

extension Week: CustomStringConvertible {
  /// The week as `2025-W18`.
  public var description: String { "\(padded(year, to: 4))-W\(padded(number, to: 2))" }
}

/// A set of days of the week, with one bit for each day.
///
/// Weekday schedules are stored as one, and the figures of a week are counted with them.
public struct Weekdays: OptionSet, Hashable, Sendable {
  /// The bits: 1 for Monday to 64 for Sunday.
  public let rawValue: UInt8
  /// Creates a set from the low seven bits of `rawValue`.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue & 0x7f }

  /// All seven days.
  @inlinable public static var all: Weekdays { Weekdays(rawValue: 0x7f) }
  /// The names of the days, from Monday on.
  public static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// The set of one day, from 0 for Monday to 6 for Sunday.
  @inlinable public static func day(_ weekday: Int) -> Weekdays {
    Weekdays(rawValue: 1 << UInt8(weekday))
  }

  /// Creates the set of the days of `week` from `first` through `last`, both included; nil means no bound.
  @inlinable public init(of week: Week, from first: Day?, through last: Day?) {
    let start = max(0, first.map { $0 - week.monday } ?? 0)
    let end = min(6, last.map { $0 - week.monday } ?? 6)
    self = start > end ? [] : Weekdays(rawValue: UInt8((0x7f << start) & (0x7f >> (6 - end))))
  }

  /// The number of days in the set.
  @inlinable public var count: Int { rawValue.nonzeroBitCount }

  /// Whether the set contains a day, from 0 for Monday to 6 for Sunday.
  @inlinable public func has(_ weekday: Int) -> Bool { rawValue & (1 << UInt8(weekday)) != 0 }
}
