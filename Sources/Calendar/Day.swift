import Text

/// A date of the proleptic Gregorian calendar, stored as the number of days since 1970-01-01.
///
/// Days that are written or stored lie between 0001-01-01 and 9999-12-31. The results of arithmetic may lie outside.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int

  /// The first day that can be written, 0001-01-01, a Monday.
  @inlinable public static var first: Day { Day(number: -719_162) }
  /// The last day that can be written, 9999-12-31.
  @inlinable public static var last: Day { Day(number: 2_932_896) }

  /// Creates the day that is `number` days after 1970-01-01.
  @inlinable public init(number: Int) { self.number = number }

  /// Creates the day of a year (1 to 9999), a month (1 to 12) and a day of the month; nil when it does not exist.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.daysIn(month: month, of: year)
    else { return nil }
    self.init(number: Day.number(year, month, day))
  }

  /// Reads `YYYY-MM-DD`, exactly ten characters.
  ///
  /// - Throws: `InvalidInput` when the format is different or the day does not exist.
  public init(parsing text: String) throws {
    guard let (year, month, day) = Day.fields(text.utf8.span) else {
      throw InvalidInput(text, isNot: "a day", "write it as 2025-06-02")
    }
    guard let value = Day(year: year, month: month, day: day) else {
      throw InvalidInput(text, isNot: "a day", "the calendar has no such date")
    }
    self = value
  }

  /// Reads `YYYY-MM-DD` in UTF-8; nil where `init(parsing:)` throws.
  public init?(utf8: Span<UInt8>) {
    guard let (year, month, day) = Day.fields(utf8) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func fields(_ bytes: Span<UInt8>) -> (year: Int, month: Int, day: Int)? {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = decimal(bytes, 0..<4), let month = decimal(bytes, 5..<7),
      let day = decimal(bytes, 8..<10)
    else { return nil }
    return (year, month, day)
  }

  /// Whether `left` is earlier than `right`.
  @inlinable public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  /// The day that is `days` later.
  @inlinable public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  /// The day that is `days` earlier.
  @inlinable public static func - (day: Day, days: Int) -> Day { Day(number: day.number - days) }
  /// The number of days from `right` to `left`; negative when `left` is earlier.
  @inlinable public static func - (left: Day, right: Day) -> Int { left.number - right.number }

  /// The day of the week, from 0 for Monday to 6 for Sunday.
  @inlinable public var weekday: Int { (number + 3).modulo(7) }

  /// The same day of the month `months` later, or the last day of that month if it is shorter: six months after
  /// 31 August is 28 February (29 February in a leap year).
  public func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let total = year * 12 + (month - 1) + months
    let target = (year: total.floorDivided(by: 12), month: total.modulo(12) + 1)
    let length = Day.daysIn(month: target.month, of: target.year)
    return Day(number: Day.number(target.year, target.month, min(day, length)))
  }

  /// The year, the month (1 to 12) and the day of the month (1 to 31).
  ///
  /// The algorithm is Howard Hinnant's `civil_from_days`. Its years begin in March, so that the leap day is the last
  /// day of a year. 400 years have 146,097 days. http://howardhinnant.github.io/date_algorithms.html
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The number of days since 1970-01-01; the inverse of `civil` (`days_from_civil` from the same
  /// source).
  static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year.floorDivided(by: 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The number of days in a month (1 to 12).
  static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`.
  public var description: String { ascii(count: 10, append) }

  /// Appends the day as `YYYY-MM-DD`.
  public func append(to text: inout [UInt8]) {
    let (year, month, day) = civil
    appendDigits(year, 4, to: &text)
    text.append(UInt8(ascii: "-"))
    appendDigits(month, 2, to: &text)
    text.append(UInt8(ascii: "-"))
    appendDigits(day, 2, to: &text)
  }
}

extension Int {
  /// The quotient, rounded down. The divisor must be positive.
  func floorDivided(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
  /// The remainder of `floorDivided(by:)`, from 0 to `divisor` - 1. The divisor must be positive.
  @inlinable func modulo(_ divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
