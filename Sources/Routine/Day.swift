/// A calendar date, as the days since 1970-01-01 in the Gregorian calendar reckoned backwards too.
///
/// Days that are written or stored lie between 0001-01-01 and 9999-12-31; arithmetic may pass beyond.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int

  /// The first day that can be written, 0001-01-01, a Monday.
  @inlinable public static var first: Day { Day(number: -719_162) }
  /// The last day that can be written, 9999-12-31.
  @inlinable public static var last: Day { Day(number: 2_932_896) }

  /// The day that many days after 1970-01-01.
  @inlinable public init(number: Int) { self.number = number }

  /// The day of a year, month and day of the month, or nil when the calendar has none such.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.daysIn(month: month, of: year)
    else { return nil }
    self.init(number: Day.number(year, month, day))
  }

  /// Reads `YYYY-MM-DD`, ten characters, a day that exists.
  ///
  /// - Throws: `Malformed`.
  public init(parsing text: String) throws {
    guard let (year, month, day) = Day.fields(text.utf8.span) else {
      throw Malformed(text, isNot: "a day", "write it as 2025-06-02")
    }
    guard let value = Day(year: year, month: month, day: day) else {
      throw Malformed(text, isNot: "a day", "the calendar has no such date")
    }
    self = value
  }

  /// Reads `YYYY-MM-DD`; nil unless it is a day that exists.
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

  /// The earlier day is the smaller.
  @inlinable public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  /// The day `days` later.
  @inlinable public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  /// The day `days` earlier.
  @inlinable public static func - (day: Day, days: Int) -> Day { Day(number: day.number - days) }
  /// How many days lie from `right` to `left`.
  @inlinable public static func - (left: Day, right: Day) -> Int { left.number - right.number }

  /// Its place in the week, 0 for Monday to 6 for Sunday.
  @inlinable public var weekday: Int { (number + 3).modulo(7) }

  /// The same day of the month `months` later, or the last of that month if it is shorter: 31 August
  /// and six months is 28 February.
  public func adding(months: Int) -> Day {
    let (year, month, day) = civil
    let total = year * 12 + (month - 1) + months
    let target = (year: total.floorDivided(by: 12), month: total.modulo(12) + 1)
    let length = Day.daysIn(month: target.month, of: target.year)
    return Day(number: Day.number(target.year, target.month, min(day, length)))
  }

  /// The year, month (1–12) and day of the month.
  ///
  /// Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is their last,
  /// and 400 of them have 146,097 days. http://howardhinnant.github.io/date_algorithms.html
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

  /// The inverse of `civil`, by the same source.
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year.floorDivided(by: 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func daysIn(month: Int, of year: Int) -> Int {
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

/// The ASCII text that `append` appends, of about `count` bytes.
func ascii(count: Int, _ append: (inout [UInt8]) -> Void) -> String {
  var text: [UInt8] = []
  text.reserveCapacity(count)
  append(&text)
  return String(decoding: text, as: UTF8.self)
}

/// Appends `number`, which is not negative, with zeros before it up to `width` digits.
func appendDigits(_ number: Int, _ width: Int, to text: inout [UInt8]) {
  let zero = UInt8(ascii: "0")
  // Months, days, hours, minutes: nearly all there is.
  if width == 2, number < 100 {
    text.append(zero + UInt8(truncatingIfNeeded: number / 10))
    text.append(zero + UInt8(truncatingIfNeeded: number % 10))
    return
  }
  if width > 1 || number > 9 { appendDigits(number / 10, width - 1, to: &text) }
  text.append(zero + UInt8(truncatingIfNeeded: number % 10))
}

/// The number that 1 to 18 ASCII digits and nothing else spell, in the part `range` of `bytes`; else nil.
@inlinable public func decimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
  guard !range.isEmpty, range.count <= 18 else { return nil }
  var value = 0
  for index in range {
    let digit = bytes[index]
    guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
    value = value * 10 + Int(digit - UInt8(ascii: "0"))
  }
  return value
}

/// `number` with zeros before it up to `width` digits.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int {
  /// The quotient rounded down, for a positive divisor.
  func floorDivided(by divisor: Int) -> Int { (self - modulo(divisor)) / divisor }
  /// The remainder that is never negative, for a positive divisor.
  @inlinable func modulo(_ divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
