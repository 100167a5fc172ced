/// A week of ISO 8601, Monday to Sunday, named by the year that holds its Thursday: `2025-W18`.
public struct Week: Hashable, Comparable, Sendable {
  /// Its first day.
  public let monday: Day

  /// The week in which `day` lies.
  @inlinable public init(of day: Day) { monday = day - day.weekday }

  /// Reads `2025-W18`: a week that exists.
  ///
  /// - Throws: `Malformed`.
  public init(parsing text: String) throws {
    let bytes = text.utf8.span
    guard bytes.count == 8, bytes[4] == UInt8(ascii: "-"), bytes[5] == UInt8(ascii: "W"),
      let year = decimal(bytes, 0..<4), let number = decimal(bytes, 6..<8),
      // The first week is the one with 4 January in it.
      let inFirst = Day(year: year, month: 1, day: 4)
    else {
      throw Malformed(text, isNot: "a week", "write it as 2025-W18")
    }
    let week = Week(of: inFirst + 7 * (number - 1))
    guard number >= 1, week.year == year else {
      throw Malformed(text, isNot: "a week", "that year has no such week")
    }
    self = week
  }

  /// Its last day.
  @inlinable public var sunday: Day { monday + 6 }
  /// The week `weeks` later.
  @inlinable public static func + (week: Week, weeks: Int) -> Week {
    Week(of: week.monday + 7 * weeks)
  }
  /// How many weeks lie from `right` to `left`.
  @inlinable public static func - (left: Week, right: Week) -> Int {
    (left.monday - right.monday) / 7
  }
  /// The earlier week is the smaller.
  @inlinable public static func < (left: Week, right: Week) -> Bool { left.monday < right.monday }

  /// Whether it is over on `today`.
  @inlinable public func isClosed(on today: Day) -> Bool { today > sunday }

  /// The year that holds its Thursday.
  public var year: Int { (monday + 3).civil.year }
  /// Its number within that year, from 1.
  public var number: Int {
    guard let newYear = Day(year: year, month: 1, day: 1) else { return 1 }
    return ((monday + 3) - newYear) / 7 + 1
  }
}

extension Week: CustomStringConvertible {
  /// The week as `2025-W18`.
  public var description: String { "\(padded(year, to: 4))-W\(padded(number, to: 2))" }
}

/// A set of the seven days of a week, one bit a day, Monday the lowest.
///
/// It is what a weekday schedule is made of, and what a week's figures are counted with.
public struct Weekdays: OptionSet, Hashable, Sendable {
  /// The bits, Monday 1 to Sunday 64.
  public let rawValue: UInt8
  /// Takes the low seven bits.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue & 0x7f }

  /// All seven.
  public static let all = Weekdays(rawValue: 0x7f)
  /// Their names, Monday first.
  public static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// The set of one day, 0 for Monday to 6 for Sunday.
  @inlinable public static func day(_ weekday: Int) -> Weekdays {
    Weekdays(rawValue: 1 << UInt8(weekday))
  }

  /// The days of `week` that lie from `first` to `last`, both inclusive; nil is no bound.
  @inlinable public init(of week: Week, from first: Day?, through last: Day?) {
    let start = max(0, first.map { $0 - week.monday } ?? 0)
    let end = min(6, last.map { $0 - week.monday } ?? 6)
    self = start > end ? [] : Weekdays(rawValue: UInt8((0x7f << start) & (0x7f >> (6 - end))))
  }

  /// How many days are in it.
  @inlinable public var count: Int { rawValue.nonzeroBitCount }

  /// Whether a day, 0 for Monday to 6 for Sunday, is in it.
  @inlinable public func has(_ weekday: Int) -> Bool { rawValue & (1 << UInt8(weekday)) != 0 }
}
