/// The rule in the footer of a TZif file: standard time, and daylight saving time between two dates of each year.
///
/// The format is that of the environment variable TZ in POSIX, with the hours that RFC 9636, section 3.3.1, adds.
/// https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
struct PosixRule: Sendable {
  /// Daylight saving time of a year, which may end in the next year.
  private struct Daylight {
    let offset: Int
    let start: YearlyChange
    let end: YearlyChange
  }

  private let standardOffset: Int
  private let daylight: Daylight?

  /// The same offset from UTC at all times, in seconds.
  init(offset: Int) {
    standardOffset = offset
    daylight = nil
  }

  /// Reads a rule such as `EST5EDT,M3.2.0,M11.1.0`; nil when the text is not a rule.
  ///
  /// Daylight saving time without dates is refused: a TZif file always has them.
  init?(_ text: ArraySlice<UInt8>) {
    var scanner = RuleScanner(text)
    guard scanner.skipName(), let west = scanner.clockTime(maxHours: 24) else { return nil }
    standardOffset = -west
    if scanner.isAtEnd {
      daylight = nil
      return
    }
    guard scanner.skipName() else { return nil }
    var offset = standardOffset + 3600
    if !scanner.skip(",") {
      guard let west = scanner.clockTime(maxHours: 24), scanner.skip(",") else { return nil }
      offset = -west
    }
    guard let start = YearlyChange(&scanner), scanner.skip(","), let end = YearlyChange(&scanner),
      scanner.isAtEnd
    else { return nil }
    daylight = Daylight(offset: offset, start: start, end: end)
  }

  /// The offset from UTC at `instant`, in seconds.
  func offset(at instant: Instant) -> Int {
    guard let daylight else { return standardOffset }
    let year = instant.dayAndSecond.day.civil.year
    // The latest start decides. The hours (-167 to 167) and the offset can move a change up to nine
    // days out of its year, so the latest start belongs to one of four years.
    for year in [year + 1, year, year - 1, year - 2] {
      let sinceStart = daylight.start.seconds(until: instant, in: year, offset: standardOffset)
      guard sinceStart >= 0 else { continue }
      // It lasts until the first end after it, which in the southern hemisphere belongs to the next
      // year. If another start comes before that end, it becomes the latest one: daylight saving
      // time then lasts all year.
      for endYear in year...(year + 2) {
        let sinceEnd = daylight.end.seconds(until: instant, in: endYear, offset: daylight.offset)
        if sinceEnd < sinceStart { return sinceEnd < 0 ? daylight.offset : standardOffset }
      }
    }
    return standardOffset
  }
}

/// A yearly change of the offset: its date and time, in the local time before the change.
private struct YearlyChange {
  private enum Date {
    /// 1 to 365; 29 February is not counted.
    case julian(Int)
    /// 0 to 365; 29 February is counted.
    case dayOfYear(Int)
    /// A weekday of a month, where 0 is Monday, as in `Day.weekday`; `week` is 1 for the first to 4
    /// for the fourth such day, and 5 for the last.
    case weekday(Int, week: Int, month: Int)
  }

  private let date: Date
  /// Seconds after 00:00, from -167 to 167 hours.
  private let time: Int

  /// Reads a date and an optional time, such as `M10.5.0/3`.
  init?(_ scanner: inout RuleScanner) {
    if scanner.skip("M") {
      guard let month = scanner.number(1...12, digits: 1...2), scanner.skip("."),
        let week = scanner.number(1...5, digits: 1...1), scanner.skip("."),
        let fromSunday = scanner.number(0...6, digits: 1...1)
      else { return nil }
      date = .weekday((fromSunday + 6) % 7, week: week, month: month)
    } else if scanner.skip("J") {
      guard let day = scanner.number(1...365, digits: 1...3) else { return nil }
      date = .julian(day)
    } else {
      guard let day = scanner.number(0...365, digits: 1...3) else { return nil }
      date = .dayOfYear(day)
    }
    guard scanner.skip("/") else {
      time = 2 * 3600
      return
    }
    guard let time = scanner.clockTime(maxHours: 167) else { return nil }
    self.time = time
  }

  /// The seconds from the change in `year` to `instant`; negative before it.
  ///
  /// - Parameter offset: the offset from UTC that is in effect before the change, in seconds.
  func seconds(until instant: Instant, in year: Int, offset: Int) -> Int {
    // The days are subtracted first: as seconds since 1970, changes near the first and the last
    // instant would overflow.
    let (today, second) = instant.dayAndSecond
    return (today - day(in: year)) * 86_400 + second - (time - offset)
  }

  private func day(in year: Int) -> Day {
    switch date {
    case .julian(let day):
      // Day 60 is 1 March in every year.
      let leapDay = day >= 60 ? Day.daysIn(month: 2, of: year) - 28 : 0
      return Day(number: Day.number(year, 1, 1) + day - 1 + leapDay)
    case .dayOfYear(let day):
      return Day(number: Day.number(year, 1, 1) + day)
    case .weekday(let weekday, let week, let month):
      let first = Day(number: Day.number(year, month, 1))
      let days = (weekday - first.weekday).modulo(7) + 7 * (week - 1)
      return first + (days < Day.daysIn(month: month, of: year) ? days : days - 7)
    }
  }
}

/// Reads the parts of a rule from left to right.
private struct RuleScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  var isAtEnd: Bool { rest.isEmpty }

  /// Skips `character` if it comes next; else returns false.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  /// Skips the name of standard or daylight saving time: three or more letters, or letters, digits
  /// and signs in `<>`.
  mutating func skipName() -> Bool {
    let isQuoted = skip("<")
    var length = 0
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        if !isQuoted { return length >= 3 }
      case UInt8(ascii: ">"):
        guard isQuoted else { return false }
        rest.removeFirst()
        return length >= 3
      default: return !isQuoted && length >= 3
      }
      rest.removeFirst()
      length += 1
    }
    return !isQuoted && length >= 3
  }

  /// The seconds of `[+-]h[:mm[:ss]]`; nil when no such time comes next.
  mutating func clockTime(maxHours: Int) -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hours = number(0...maxHours, digits: 1...3) else { return nil }
    var seconds = hours * 3600
    if skip(":") {
      guard let minutes = number(0...59, digits: 2...2) else { return nil }
      seconds += minutes * 60
      if skip(":") {
        guard let rest = number(0...59, digits: 2...2) else { return nil }
        seconds += rest
      }
    }
    return isNegative ? -seconds : seconds
  }

  /// The number that the next digits form; nil unless both it and the number of digits are in
  /// range.
  mutating func number(_ range: ClosedRange<Int>, digits: ClosedRange<Int>) -> Int? {
    var (value, count) = (0, 0)
    while let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      guard count < digits.upperBound else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      count += 1
      rest.removeFirst()
    }
    return count >= digits.lowerBound && range.contains(value) ? value : nil
  }
}
