import Calendar
import Journal
import Reporting
import Routine
import TestSupport
import Testing
import Tracker

@testable import Interchange

@Suite struct ReminderTests {
  @Test func linesAreFoldedAt75OctetsBetweenCharacters() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<500 {
      var line = ""
      for _ in 0..<Int.random(in: 0...300, using: &random) {
        line += random.pick(["a", "é", "夜", "🧴", " ", "e\u{301}"])
      }
      let folded = ICalendar.folded(line)
      let pieces = folded.utf8.split(separator: 10, omittingEmptySubsequences: false)
      for (index, piece) in pieces.enumerated() {
        #expect(piece.count - (index < pieces.count - 1 ? 1 : 0) <= 75)
        #expect(String(validating: Array(piece), as: UTF8.self) != nil)
      }
      // Unfolding (RFC 5545, section 3.1) restores the line.
      let parts = folded.unicodeScalars.split(separator: "\r", omittingEmptySubsequences: false)
      let unfolded = parts.enumerated().map { index, part in
        String(String.UnicodeScalarView(index == 0 ? part : part.dropFirst(2)))
      }.joined()
      #expect(Array(unfolded.utf8) == Array(line.utf8))
    }
  }

  @Test func textsAreEscaped() {
    #expect(ICalendar.escaped(#"a\b;c,d:e"f"#) == #"a\\b\;c\,d:e"f"#)
    #expect(ICalendar.escaped("one\ntwo\r\u{0}\u{202E}three") == #"one\ntwothree"#)
  }

  /// The reminders of a routine, as of Thursday 2025-06-05.
  func events(
    _ steps: [(String, String)], pm: String = "22:00", lastDay: String? = nil,
    starting: String = "2025-06-01"
  ) throws -> [CalendarEvent] {
    let folder = try TemporaryFolder()
    let journal = try Journal(at: folder.file("journal.db"))
    let user = User(name: "hana", timeZone: "UTC", createdOn: try Day(parsing: "2025-06-01"))
    let account = try journal.addUser(user)
    for (index, (key, schedule)) in steps.enumerated() {
      let step = Step(
        key: try StepKey(parsing: key), position: index + 1, kind: .toner,
        firstDay: try Day(parsing: starting), lastDay: try lastDay.map(Day.init(parsing:)))
      try journal.addStep(step, schedule: try Schedule(parsing: schedule), for: account.id)
    }
    let thursday = RelativeDay.day(try Day(parsing: "2025-06-05"))
    let view = try #require(try tracker(of: journal, today: thursday).reminders(.default))
    let events = Reminders(view, morning: nil, evening: try TimeOfDay(parsing: pm)).events
    return events.filter { !$0.uid.contains("texture") }
  }

  @Test func aSlotHasAReminderOnDaysWithADueStep() throws {
    let all = try events([
      ("am/toner", "daily"), ("pm/serum", "2-3/week"), ("weekly/mask", "wed"),
      ("weekly/sheet", "1/week"), ("weekly/strip", "as-needed"),
    ])
    #expect(all.map(\.rule) == ["FREQ=DAILY", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=WE,SU"])
    #expect(all.map(\.day.description) == ["2025-06-05", "2025-06-05", "2025-06-08"])
    #expect(all[2].description == "mask: wed\nsheet: 1/week\nstrip: as-needed")
    #expect(try events([("pm/oil", "as-needed")]).isEmpty)
    #expect(try events([("pm/oil", "daily")], lastDay: "2025-06-04").isEmpty)
    #expect(try events([("pm/oil", "daily")], lastDay: "2025-06-05").count == 1)
    let weekdays = try events([("pm/oil", "mon,thu")])
    #expect(weekdays.map(\.rule) == ["FREQ=WEEKLY;BYDAY=MO,TH"])
    let later = try events([("pm/oil", "daily")], starting: "2025-07-01")
    #expect(later.map(\.description) == ["oil: daily, from 2025-07-01"])
  }

  /// A step that is due on every Nth day has an event of its own, unless the slot has a reminder every day.
  @Test func everyNthDayHasAReminderOfItsOwn() throws {
    let nights = try events([("pm/retinol", "3-days"), ("pm/oil", "mon")])
    #expect(nights.map(\.rule) == ["FREQ=WEEKLY;BYDAY=MO", "FREQ=DAILY;INTERVAL=3"])
    // Due on 1, 4 and 7 June.
    #expect(nights.map(\.day.description) == ["2025-06-09", "2025-06-07"])
    #expect(nights[1].description == "retinol: 3-days" && nights[1].summary == "Evening skincare")
    #expect(!nights[1].uid.contains("retinol") && nights[0].uid != nights[1].uid)
    let daily = try events([("pm/retinol", "3-days"), ("pm/oil", "daily")])
    #expect(daily.map(\.rule) == ["FREQ=DAILY"])
    #expect(try events([("pm/retinol", "3-days")], lastDay: "2025-06-06").isEmpty)
    let late = try events([("pm/retinol", "3-days")], pm: "00:30", lastDay: "2025-06-20")
    #expect(late.map(\.day.description) == ["2025-06-08"])
    #expect(late.map(\.rule) == ["FREQ=DAILY;INTERVAL=3;UNTIL=20250621T003000"])
  }

  /// With a day start of 04:00, a reminder at 00:30 for Thursday is on Friday by the calendar.
  @Test func aReminderAfterMidnightIsOnTheNextCalendarDay() throws {
    let night = try events([("pm/oil", "sun,thu")], pm: "00:30")
    #expect(night.map(\.rule) == ["FREQ=WEEKLY;BYDAY=MO,FR"])
    #expect(night.map(\.day.description) == ["2025-06-06"])
  }

  @Test func theIdentifierOfAReminderIsStableAndAnonymous() throws {
    let (once, again) = (try events([("pm/oil", "daily")]), try events([("pm/oil", "3/week")]))
    #expect(once.map(\.uid) == again.map(\.uid))
    #expect(once.allSatisfy { !$0.uid.contains("hana") })
  }
}
