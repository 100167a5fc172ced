import Foundation
import Testing
import Text

@testable import Calendar

@Suite struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("2000-02-29", 11_016),
    ("2025-06-02", 20_241), ("1969-12-31", -1),
  ])
  func daysAreParsedAndFormatted(text: String, number: Int) throws {
    #expect(try Day(parsing: text).number == number)
    #expect(Day(utf8: text.utf8.span)?.number == number)
    #expect(Day(number: number).description == text)
  }

  @Test(arguments: [
    "2024-02-30", "2023-02-29", "1900-02-29", "2025-00-01", "2025-13-01", "2025-04-31",
    "2025-01-00",
    "0000-12-31", "2025-1-01", "25-01-01", "2025/01/01", " 2025-01-01", "2025-01-01 ", "2025-01-1a",
    "+025-01-01", "", "２０２５-01-01", "10000-01-01",
  ])
  func invalidDaysAreRefused(text: String) {
    #expect(throws: InvalidInput.self) { try Day(parsing: text) }
    #expect(Day(utf8: text.utf8.span) == nil)
  }

  /// Compares the days of the first 450 years with days that are counted one by one.
  @Test func daysMatchACountFromTheFirst() {
    var (year, month, dayOfMonth) = (1, 1, 1)
    var day = Day.first
    while year <= 450 {
      let civil = day.civil
      guard civil.year == year, civil.month == month, civil.day == dayOfMonth,
        day.weekday == (day - Day.first) % 7
      else {
        Issue.record("\(day) is not \(year)-\(month)-\(dayOfMonth)")
        return
      }
      let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      if dayOfMonth < lengths[month - 1] {
        dayOfMonth += 1
      } else if month < 12 {
        (month, dayOfMonth) = (month + 1, 1)
      } else {
        (year, month, dayOfMonth) = (year + 1, 1, 1)
      }
      day = day + 1
    }
  }

  /// Compares days and weeks with Foundation's calendar.
  @Test func daysMatchFoundationsCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    calendar.firstWeekday = 2
    calendar.minimumDaysInFirstWeek = 4
    // Foundation's calendar is the Julian one before 1582.
    let spans = [-141_000 ... -139_000, -1000...1000, 10_000...50_000].joined()
    for number in spans {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .weekday, .yearForWeekOfYear, .weekOfYear], from: date)
      let day = Day(number: number)
      let civil = day.civil
      guard civil.year == parts.year, civil.month == parts.month, civil.day == parts.day,
        day.weekday == (parts.weekday! + 5) % 7, Week(of: day).year == parts.yearForWeekOfYear,
        Week(of: day).number == parts.weekOfYear, try Day(parsing: day.description) == day,
        try Week(parsing: Week(of: day).description) == Week(of: day)
      else {
        Issue.record("\(day) is not \(parts)")
        return
      }
    }
  }

  @Test(arguments: [
    ("2025-08-31", 6, "2026-02-28"), ("2023-08-31", 6, "2024-02-29"),
    ("2025-01-31", 1, "2025-02-28"),
    ("2025-12-15", 1, "2026-01-15"), ("2025-01-15", -1, "2024-12-15"),
    ("2025-03-31", -1, "2025-02-28"),
    ("2025-06-02", 0, "2025-06-02"), ("2025-06-30", 12, "2026-06-30"),
  ])
  func addingMonthsClampsToTheLastDay(from: String, months: Int, to: String) throws {
    #expect(try Day(parsing: from).adding(months: months).description == to)
  }

  @Test(arguments: [
    ("2025-06-02", "2025-W23"), ("2024-12-30", "2025-W01"), ("2021-01-03", "2020-W53"),
    ("0001-01-01", "0001-W01"), ("9999-12-31", "9999-W52"),
  ])
  func aWeekBelongsToTheYearOfItsThursday(day: String, week: String) throws {
    let day = try Day(parsing: day)
    #expect(Week(of: day).description == week)
    #expect(try Week(parsing: week) == Week(of: day))
  }

  @Test(arguments: [
    "2025-W00", "2025-W53", "2025-W1", "2025W01", "2025-w01", "2025-W60", "0000-W01", "",
  ])
  func invalidWeeksAreRefused(text: String) {
    #expect(throws: InvalidInput.self) { try Week(parsing: text) }
  }

  @Test func aWeekIsClosedAfterItsSunday() throws {
    let week = try Week(parsing: "2025-W23")
    #expect(!week.isClosed(on: week.sunday))
    #expect(week.isClosed(on: week.sunday + 1))
  }

  /// Compares with a check of each day.
  @Test func weekdaysOfAWeekWithinASpan() throws {
    let week = try Week(parsing: "2025-W23")
    for from in -3...10 {
      for to in -3...10 {
        for (first, last) in [
          (week.monday + from, week.monday + to), (nil, week.monday + to),
          (week.monday + from, nil),
        ] as [(Day?, Day?)] {
          let days = Weekdays(of: week, from: first, through: last)
          for weekday in 0..<7 {
            let day = week.monday + weekday
            let isIn = (first.map { day >= $0 } ?? true) && (last.map { day <= $0 } ?? true)
            #expect(days.has(weekday) == isIn, "\(from) \(to) \(weekday)")
          }
        }
      }
    }
    #expect(Weekdays(of: week, from: nil, through: nil) == .all)
  }
}

@Suite struct InstantTests {
  @Test(
    arguments: [
      ("2025-06-02T21:14:05Z", 1_748_898_845), ("1970-01-01T00:00:00Z", 0),
      ("1969-12-31T23:59:59Z", -1), ("9999-12-31T23:59:59Z", 253_402_300_799),
      ("0001-01-01T00:00:00Z", -62_135_596_800),
    ] as [(String, Int64)])
  func instantsAreParsedAndFormatted(text: String, seconds: Int64) throws {
    #expect(try Instant(parsing: text).seconds == seconds)
    #expect(Instant(utf8: text.utf8.span)?.seconds == seconds)
    #expect(Instant(seconds: seconds).description == text)
  }

  @Test func offsetsAreConvertedToUTC() throws {
    #expect(
      try Instant(parsing: "2025-06-02T01:30:00+09:00") == Instant(parsing: "2025-06-01T16:30:00Z"))
    #expect(
      try Instant(parsing: "2025-06-02T01:30:00-03:30") == Instant(parsing: "2025-06-02T05:00:00Z"))
  }

  @Test(arguments: [
    "2025-06-02", "2025-06-02T21:14:05", "2025-06-02 21:14:05Z", "2025-06-02T24:00:00Z",
    "2025-06-02T21:60:00Z", "2025-06-02T21:14:60Z", "2025-06-31T00:00:00Z",
    "2025-06-02T21:14:05+9:00",
    "2025-06-02T21:14:05+25:00", "0001-01-01T00:00:00+09:00", "2025-06-02T21:14:05z",
  ])
  func invalidInstantsAreRefused(text: String) {
    #expect(throws: InvalidInput.self) { try Instant(parsing: text) }
    #expect(Instant(utf8: text.utf8.span) == nil)
  }

  @Test(arguments: [("00:00", 0), ("04:00", 240), ("23:59", 1439)])
  func timesOfDayAreParsedAndFormatted(text: String, minutes: Int) throws {
    #expect(try TimeOfDay(parsing: text).minutes == minutes)
    #expect(TimeOfDay(minutes: minutes).description == text)
  }

  @Test(arguments: ["24:00", "4:00", "04:60", "04-00", ""])
  func invalidTimesOfDayAreRefused(text: String) {
    #expect(throws: InvalidInput.self) { try TimeOfDay(parsing: text) }
  }

  @Test func example6() throws {
    let second = try Day(parsing: "2025-06-02")
    let dayStart = try TimeOfDay(parsing: "04:00")
    func day(_ time: String) throws -> Day {
      LocalTime(day: second, time: try TimeOfDay(parsing: time)).day(startingAt: dayStart)
    }
    #expect(try day("01:30") == second - 1)
    #expect(try day("03:59") == second - 1)
    #expect(try day("04:00") == second)
  }
}
