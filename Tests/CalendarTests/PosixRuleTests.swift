import Testing

@testable import Calendar

/// The rule in the footer of a TZif file. The expected offsets are those of glibc with the same text in TZ, except
/// where noted.
@Suite struct PosixRuleTests {
  /// A rule, the first instant of a new offset, and the offsets before and after it.
  typealias Change = (rule: String, instant: String, before: Int, after: Int)

  static let changes: [Change] = [
    // The northern hemisphere.
    ("EST5EDT,M3.2.0,M11.1.0", "2040-03-11T07:00:00Z", -18_000, -14_400),
    ("EST5EDT,M3.2.0,M11.1.0", "2040-11-04T06:00:00Z", -14_400, -18_000),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2100-03-28T01:00:00Z", 3600, 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2100-10-31T01:00:00Z", 7200, 3600),
    ("NST3:30NDT2:30:15,M3.2.0/0:01,M11.1.0/0:01:30", "2041-03-10T03:31:00Z", -12_600, -9015),
    ("NST3:30NDT2:30:15,M3.2.0/0:01,M11.1.0/0:01:30", "2041-11-03T02:31:45Z", -9015, -12_600),
    // The southern hemisphere: daylight saving time lasts over the new year.
    ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2040-03-31T14:00:00Z", 46_800, 43_200),
    ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2040-09-29T14:00:00Z", 43_200, 46_800),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2040-03-31T15:00:00Z", 39_600, 37_800),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2040-10-06T15:30:00Z", 37_800, 39_600),
    // Negative daylight saving time, in winter.
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-03-25T01:00:00Z", 0, 3600),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-10-28T01:00:00Z", 3600, 0),
    // Hours below 0 and above 24.
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-03-25T01:00:00Z", -7200, -3600),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-10-28T01:00:00Z", -3600, -7200),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-03-24T00:00:00Z", 7200, 10_800),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-10-26T23:00:00Z", 10_800, 7200),
    ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2040-04-08T03:00:00Z", -10_800, -14_400),
    ("AAA0BBB,M3.1.0/-167,M11.1.0/+167", "2040-02-26T01:00:00Z", 0, 3600),
    ("AAA0BBB,M3.1.0/-167,M11.1.0/+167", "2040-11-10T22:00:00Z", 3600, 0),
    // Changes outside their year (glibc searches only the year of the instant).
    ("AAA0BBB,J1/-24,J100/0", "2039-12-31T00:00:00Z", 0, 3600),
    ("AAA0BBB,J100/0,J365/48", "2041-01-01T23:00:00Z", 3600, 0),
    ("AAA-24BBB-23,J1/0,J100/0", "2039-12-31T00:00:00Z", 86_400, 82_800),
    ("AAA0BBB,J365/167,J365/100", "2040-01-04T03:00:00Z", 3600, 0),
    ("AAA0BBB,J365/167,J365/100", "2040-01-06T23:00:00Z", 0, 3600),
    ("AAA0BBB,M12.5.0/167,M1.1.0/-167", "2041-01-05T23:00:00Z", 0, 3600),
    ("AAA0BBB,M12.5.0/167,M1.1.0/-167", "2041-12-29T00:00:00Z", 3600, 0),
    // Days of the year with and without 29 February.
    ("AAA0BBB,J59/0,J300/0", "2040-02-28T00:00:00Z", 0, 3600),
    ("AAA0BBB,J60/0,J300/0", "2040-03-01T00:00:00Z", 0, 3600),
    ("AAA0BBB,J60/0,J300/0", "2041-03-01T00:00:00Z", 0, 3600),
    ("AAA0BBB,J60/0,J365/0", "2040-12-30T23:00:00Z", 3600, 0),
    ("AAA0BBB,59/0,300/0", "2040-02-29T00:00:00Z", 0, 3600),
    ("AAA0BBB,59/0,300/0", "2041-03-01T00:00:00Z", 0, 3600),
    ("AAA0BBB,60/0,365/0", "2040-12-30T23:00:00Z", 3600, 0),
    ("AAA0BBB,0/1,300/0", "2040-01-01T01:00:00Z", 0, 3600),
    // Century years: 2100 has no 29 February, 2000 and 2400 have one.
    ("AAA0BBB,59/0,300/0", "2100-03-01T00:00:00Z", 0, 3600),
    ("AAA0BBB,59/0,300/0", "2400-02-29T00:00:00Z", 0, 3600),
    // The fifth weekday is the last one, also in a month of four.
    ("AAA0BBB,M2.5.2/0,M10.5.0", "2040-02-28T00:00:00Z", 0, 3600),
    ("AAA0BBB,M2.5.3/0,M10.5.0", "2040-02-29T00:00:00Z", 0, 3600),
    ("AAA0BBB,M2.5.4/0,M10.5.0", "2040-02-23T00:00:00Z", 0, 3600),
    ("AAA0BBB,M2.5.4/0,M10.5.0", "2041-02-28T00:00:00Z", 0, 3600),
  ]

  @Test(arguments: changes)
  func changesAtTheSecond(change: Change) throws {
    let rule = try #require(PosixRule(Array(change.rule.utf8)[...]))
    let instant = try Instant(parsing: change.instant)
    #expect(rule.offset(at: Instant(seconds: instant.seconds - 1)) == change.before)
    #expect(rule.offset(at: instant) == change.after)
  }

  /// Rules without a change, also those with daylight saving time from 1 January 00:00 to 31 December 24:00 (RFC 9636,
  /// section 3.3.1), longer than that, or from one instant to the same instant of the next year.
  @Test(
    arguments: [
      ("AAA-1", 3600), ("<-03>3", -10_800), ("AAA+5:30", -19_800),
      ("XXX3EDT4,0/0,J365/23", -14_400),
      ("EST5EDT,0/0,J365/25", -14_400), ("AAA0BBB-1,0/-167,365/167", 3600),
      ("AAA-24:59:59BBB,0/-167,365/167", 93_599), ("AAA0BBB,J100/0,J100/1", 3600),
    ] as [(String, Int)])
  func staysTheSameAllYear(text: String, offset: Int) throws {
    let rule = try #require(PosixRule(Array(text.utf8)[...]))
    let newYear = try Instant(parsing: "2041-01-01T00:00:00Z").seconds
    var offsets: Set<Int> = []
    for hour in -9000...9000 as ClosedRange<Int64> {
      for second in [-1, 0] as [Int64] {
        offsets.insert(rule.offset(at: Instant(seconds: newYear + hour * 3600 + second)))
      }
    }
    #expect(offsets == [offset])
  }

  @Test(arguments: [
    "", "A", "AA5", "AAA", "5", "AAA5 ", " AAA5", ":AAA5", "AAA5BBB", "AAA5BBB4", "AAA5BBB,",
    "AAA25", "AAA5:",
    "AAA5:6", "AAA5:60", "AAA5:00:60", "AAA5:00:00:00", "AAA-", "AAA--5", "AAA+-5", "<AAA5",
    "<AA>5", "<>5",
    "<AAA5>", "A<A>A5", "AAA>5", "<A B>5", "AAA0001",
    "AAA5BBB,M3.2.0", "AAA5BBB,M3.2.0,", "AAA5BBB,M3.2.0,M11.1.0,", "AAA5BBB,M3.2.0,M11.1.0 ",
    "AAA5BBB,M0.2.0,M11.1.0", "AAA5BBB,M13.2.0,M11.1.0", "AAA5BBB,M3.0.0,M11.1.0",
    "AAA5BBB,M3.6.0,M11.1.0", "AAA5BBB,M3.2.7,M11.1.0", "AAA5BBB,M3.2,M11.1.0",
    "AAA5BBB,M3.2.0/,M11.1.0",
    "AAA5BBB,M3.2.0/168,M11.1.0", "AAA5BBB,M3.2.0/-168,M11.1.0", "AAA5BBB,M3.2.0/1000,M11.1.0",
    "AAA5BBB,M3.2.0,M11.1.0/2:", "AAA5BBB,J0,J300", "AAA5BBB,J366,J300", "AAA5BBB,366,300",
    "AAA5BBB,-1,300",
    "AAA5BBB,0000,300", "AAA5BBB4M3.2.0,M11.1.0", "AAA5BB,M3.2.0,M11.1.0",
    "AAA5BBB25,M3.2.0,M11.1.0",
  ])
  func refusesOtherTexts(text: String) { #expect(PosixRule(Array(text.utf8)[...]) == nil) }

  /// Daily samples over 400 years, the period of the Gregorian calendar: 800 changes.
  @Test(arguments: [
    "EST5EDT,M3.2.0,M11.1.0", "NZST-12NZDT,M9.5.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
    "AAA-24BBB-23,J1/-167,J200/167", "AAA12BBB11,J300/-167,J365/167", "AAA0BBB,J1/167,J200/-167",
  ])
  func changesTwiceAYear(text: String) throws {
    let rule = try #require(PosixRule(Array(text.utf8)[...]))
    let start = try Instant(parsing: "1970-01-15T00:00:00Z").seconds
    var last = rule.offset(at: Instant(seconds: start))
    var changes = 0
    for day in 1...146_097 as ClosedRange<Int64> {
      let offset = rule.offset(at: Instant(seconds: start + day * 86_400))
      if offset != last { changes += 1 }
      last = offset
    }
    #expect(changes == 800)
  }
}
