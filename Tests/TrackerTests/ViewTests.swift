import Calendar
import Files
import Journal
import Reporting
import Routine
import TestSupport
import Testing
import Tracker

/// The views while the journal has no user.
@Suite struct EmptyViewTests {
  let test: TestJournal
  var tracker: Tracker { test.tracker }

  init() throws { test = try TestJournal(users: []) }

  @Test func whatAsksForAPersonIsNil() throws {
    #expect(try tracker.today(.default) == nil)
    #expect(try tracker.milestones(.default) == nil)
    #expect(try tracker.usage(.default, from: nil, to: nil) == nil)
    #expect(try tracker.reminders(.default) == nil)
    #expect(try tracker.routine(.default, withEnded: true) == nil)
    #expect(try tracker.ramp(.default, reference("toner")) == nil)
    #expect(try tracker.changes(.default) == nil)
  }

  @Test func listsAreEmpty() throws {
    #expect(try tracker.photos(.default).isEmpty)
    #expect(try tracker.products(.default).isEmpty)
    #expect(try tracker.pauses(.default).pauses.isEmpty)
    #expect(try tracker.pauses(.default).procedures.isEmpty)
    #expect(try tracker.users().users.isEmpty)
    #expect(try tracker.users().defaultUser == nil)
    let note = try tracker.note(.default, on: nil)
    #expect(note.day == wednesday && note.text == nil)
  }

  @Test func theWeekHasNoSteps() throws {
    let view = try tracker.week(.default, .running, last: 3)
    #expect(view.user == nil)
    #expect(view.weeks.map(\.week.monday) == [monday - 14, monday - 7, monday])
    #expect(view.week.total.expected == 0 && view.week.steps.isEmpty)
    #expect(!view.isNothingLogged)
  }

  @Test func theChecklistIsThatOfTheStarterRoutine() throws {
    let checklist = try tracker.checklist(.default, on: nil, slot: .am)
    #expect(checklist.user == "me" && checklist.slot == .am)
    #expect(checklist.report.steps.map(\.step) == StarterRoutine.steps(from: wednesday).map(\.step))
  }

  @Test func aPeriodHasNothingToShow() throws {
    let error = #expect(throws: ActionError.self) {
      try tracker.period(.default, from: nil, to: nil)
    }
    #expect(error?.sentence == "there is nothing to show yet")
  }

  @Test func aCohortOfNobody() throws {
    var names: [String] = []
    let summary = try tracker.cohort(.default, week: nil, width: \.count, begin: { _ in }) {
      names.append($0.name)
    }
    #expect(names.isEmpty)
    #expect(summary.people == 0)
  }

  /// While the journal has no user, only the name of the first user is accepted, and a query
  /// creates no user.
  @Test func onlyTheFirstUsersNameIsKnown() throws {
    #expect(try tracker.today(.named("me")) == nil)
    let error = #expect(throws: ActionError.self) { try tracker.today(.named("hana")) }
    #expect(error?.sentence == "there is no user 'hana'")
    #expect(try test.rows() == [])
  }
}

@Suite struct ViewTests {
  let test: TestJournal
  var tracker: Tracker { test.tracker }

  init() throws {
    test = try TestJournal()
    for (step, day) in [("am/toner", monday), ("am/toner", wednesday), ("pm/niacinamide", monday)] {
      try test.journal.put(
        Entry(day: day, step: key(step), status: .done), for: test.user)
    }
  }

  func refusal(_ body: () throws -> Void) -> String? {
    let error = #expect(throws: ActionError.self) { try body() }
    return error?.sentence
  }

  @Test func todayShowsTheDay() throws {
    try tracker.perform(WriteNote("calm"), as: .default)
    try tracker.perform(RateSkin([(.itch, 2)]), as: .default)
    try tracker.perform(RateSkin([(.itch, 1)], on: .day(monday)), as: .default)
    let view = try #require(try tracker.today(.default))
    #expect(view.user == "hana" && view.report.day == wednesday && view.note == "calm")
    #expect(view.ratings == [Rating(day: wednesday, measure: .itch, score: 2)])
    #expect(view.cautions.map(\.code) == [.irritation])
    #expect(view.report.steps.count == 11)
  }

  @Test func theWeekReadsTheRoutineOnce() throws {
    let opened = try Journal(at: test.journal.path)
    let before = runs(of: "FROM steps", by: opened)
    let view = try Tracker(opened, at: moment()).week(.default, .running, last: 1)
    #expect(view.week.total.credit == 3)
    _ = view.cautions(of: view.week)
    #expect(runs(of: "FROM steps", by: opened) - before == 1)
    // Twelve weeks are read with the same statements as one.
    let count = prepared(by: opened)
    _ = try Tracker(opened, at: moment()).week(.default, .running, last: 12)
    #expect(runs(of: "FROM steps", by: opened) - before == 2)
    #expect(prepared(by: opened) == count)
  }

  /// A pore strip is too soon up to 6 days after another, which may lie in the week before.
  @Test func theCautionsOfAWeekLookBack() throws {
    for day in [monday - 6, monday] {
      try test.journal.put(
        Entry(day: day, step: key("weekly/pore-strip"), status: .done), for: test.user)
    }
    let view = try tracker.week(.default, .running, last: 1)
    let caution = view.cautions(of: view.week).first { $0.code == .poreStripTooSoon }
    #expect(caution?.day == monday && caution?.detail == .days(6))
  }

  @Test func theCautionsOfTodayLookBack() throws {
    for day in [wednesday - 6, wednesday] {
      try test.journal.put(
        Entry(day: day, step: key("weekly/pore-strip"), status: .done), for: test.user)
    }
    let cautions = try tracker.today(.default)?.cautions ?? []
    #expect(cautions.map(\.code) == [.poreStripTooSoon])
  }

  @Test func aWeekIsChosenByItsNameOrByADay() throws {
    let last = try tracker.week(.default, .day(.day(monday - 1)), last: 1)
    #expect(last.week.week.monday == monday - 7)
    #expect(try tracker.week(.default, .week(Week(of: monday + 7)), last: 2).weeks.count == 2)
    #expect(try tracker.week(.default, .running, last: 1).isNothingLogged == false)
    let first = try tracker.week(.default, .week(Week(of: .first)), last: 5)
    #expect(first.weeks.map(\.week) == [Week(of: .first)])
    #expect(first.isNothingLogged == false)
  }

  @Test func aRoutineWithoutEntriesSaysSo() throws {
    let test = try TestJournal()
    #expect(try test.tracker.week(.default, .running, last: 1).isNothingLogged)
  }

  @Test func aChecklistOfADayAheadHasNotComeYet() throws {
    #expect(
      refusal { _ = try tracker.checklist(.default, on: .fromToday(1), slot: nil) }
        == "2025-06-05 has not come yet (today is 2025-06-04): log it then")
    let past = try tracker.checklist(.default, on: .day(monday), slot: .weekly)
    #expect(past.report.day == monday && past.slot == .weekly && past.user == "hana")
    #expect(past.report.steps.first { $0.step.key.slug.description == "toner" }?.due == .logged)
  }

  @Test func aPeriodBeginsWithTheRoutineOrTwelveWeeksAgo() throws {
    let short = try tracker.period(.default, from: nil, to: nil)
    #expect(short.span == monday...wednesday)
    #expect(short.weeks.map(\.week.monday) == [monday] && short.days.count == 3)
    let later = try test.tracker(at: "2025-12-03T12:00:00Z").period(.default, from: nil, to: nil)
    // 2025-12-01 is a Monday, and the last of the twelve weeks.
    #expect(later.span == monday + 182 - 77...monday + 184)
    #expect(later.weeks.count == 12)
  }

  @Test func aPeriodEndsToday() throws {
    let view = try tracker.period(.default, from: .fromToday(-9), to: .fromToday(5))
    #expect(view.span == wednesday - 9...wednesday && view.today == wednesday)
    #expect(view.weeks.map(\.week.monday) == [monday - 7, monday])
    #expect(try tracker.period(.default, from: .today, to: nil).span == wednesday...wednesday)
    let sentence = "the span has no day up to today (2025-06-04)"
    #expect(
      refusal { _ = try tracker.period(.default, from: .fromToday(1), to: nil) } == sentence)
    #expect(
      refusal { _ = try tracker.period(.default, from: .today, to: .fromToday(-1)) }
        == "2025-06-03 lies before 2025-06-04")
  }

  @Test func aPeriodHasAtMostElevenHundredDays() throws {
    #expect(PeriodView.mostDays == 1100)
    let longest = try tracker.period(.default, from: .fromToday(-1099), to: nil)
    #expect(longest.days.count == 1100)
    let error = #expect(throws: ActionError.self) {
      try tracker.period(.default, from: .fromToday(-1100), to: nil)
    }
    guard case .spanTooLong(1100, let earliest) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(earliest == wednesday - 1099)
    #expect(error?.sentence == "a page shows at most 1100 days")
  }

  /// Every morning step was done on Monday, and none on Tuesday. The last day is passed over while
  /// it is incomplete.
  @Test func theRunsOfAPeriodAreAsOfItsLastDay() throws {
    for step in ["cleanse", "toner", "moisturizer", "sunscreen"] {
      try test.journal.put(
        Entry(day: monday, step: key("am/\(step)"), status: .done), for: test.user)
    }
    func run(to day: Day) throws -> Int {
      try tracker.period(.default, from: nil, to: .day(day)).streaks.am.current
    }
    #expect(try run(to: monday) == 1)
    #expect(try run(to: monday + 1) == 1)
    #expect(try run(to: wednesday) == 0)
  }

  @Test func aPeriodLeavesOutWhatLiesOutside() throws {
    for day in [monday, monday + 1, wednesday] {
      try tracker.perform(WriteNote("on \(day)", on: .day(day)), as: .default)
      try tracker.perform(RateSkin([(.pores, 5)], on: .day(day)), as: .default)
      try tracker.perform(
        AddProcedure("laser", on: .day(day), recoverUntil: .day(day)), as: .default)
      try tracker.perform(
        PauseSteps(.scope(.active(.bha)), from: .day(day), until: .day(.day(day)), reason: .other),
        as: .default)
    }
    let view = try tracker.period(.default, from: .day(monday + 1), to: .day(monday + 1))
    #expect(view.notes.map(\.day) == [monday + 1] && view.ratings.map(\.day) == [monday + 1])
    #expect(view.procedures.map(\.day) == [monday + 1] && view.pauses.map(\.from) == [monday + 1])
    #expect(view.cautions.allSatisfy { $0.day == monday + 1 })
    #expect(view.regimen.count == 11 && view.usage.from == monday + 1)
  }

  @Test func aRoutineMayLeaveOutWhatHasEnded() throws {
    for (name, day) in [("toner", wednesday), ("sunscreen", wednesday - 1)] {
      try tracker.perform(EndStep(try reference(name), on: .day(day)), as: .default)
    }
    let all = try #require(try tracker.routine(.default, withEnded: true))
    #expect(all.steps.count == 11 && all.today == wednesday)
    let names = try tracker.routine(.default, withEnded: false)?.steps.map(\.step.key.description)
    // A step still exists on its last day.
    #expect(names?.contains("am/toner") == true)
    #expect(names?.contains("am/sunscreen") == false)
  }

  @Test func usageIsOfASpan() throws {
    try tracker.perform(AddProduct("Rice lotion"), as: .default)
    try tracker.perform(
      ChangeProduct(try reference("toner"), to: "rice", from: .day(monday)), as: .default)
    let all = try #require(try tracker.usage(.default, from: nil, to: nil))
    #expect(all.report.products.first?.uses == 2)
    let one = try tracker.usage(.default, from: .today, to: nil)
    #expect(one?.report.products.first?.uses == 1)
    let today = try tracker.usage(.default, from: .today, to: .today)
    #expect(today?.report.products.first?.uses == 1)
    #expect(
      refusal { _ = try tracker.usage(.default, from: .today, to: .fromToday(-1)) }
        == "2025-06-03 lies before 2025-06-04")
  }

  @Test func notesPausesAndProceduresAreShown() throws {
    try tracker.perform(WriteNote("calm", on: .day(monday)), as: .default)
    try tracker.perform(PauseSteps(.scope(.all), reason: .travel), as: .default)
    try tracker.perform(AddProcedure("fmr"), as: .default)
    #expect(try tracker.note(.default, on: .day(monday)).text == "calm")
    #expect(try tracker.note(.default, on: nil).text == nil)
    // A day after today is allowed, and has no note.
    #expect(try tracker.note(.default, on: .fromToday(1)).day == wednesday + 1)
    let view = try tracker.pauses(.default)
    #expect(view.pauses.map(\.scope) == [.all] && view.procedures.map(\.kind) == ["fmr"])
  }

  @Test func milestonesAndRemindersAreAsOfToday() throws {
    let milestones = try #require(try tracker.milestones(.default))
    #expect(milestones.user == "hana" && milestones.today == wednesday)
    #expect(milestones.reports.map(\.attempt.milestone) == [.texture, .active(.niacinamide)])
    #expect(milestones.reports.map(\.attempt.anchor) == [nil, monday])
    let reminders = try #require(try tracker.reminders(.default))
    #expect(reminders.milestones == milestones.reports.map(\.attempt))
    #expect(reminders.user.name == "hana" && reminders.routine.count == 11)
  }

  @Test func aCohortHasEveryUserByName() throws {
    try tracker.perform(AddUser("ai"), as: .default)
    func cohort(
      _ week: Week?, _ order: CohortOrder = .name
    ) throws -> (frame: CohortFrame?, lines: [CohortMember], summary: CohortSummary) {
      var (frame, lines): (CohortFrame?, [CohortMember]) = (nil, [])
      let summary = try tracker.cohort(
        .default, week: week, order: order, width: \.count, begin: { frame = $0 }
      ) { lines.append($0) }
      return (frame, lines, summary)
    }
    let names = ["ai", "hana"]
    let last = try cohort(nil)
    #expect(last.frame?.week == Week(of: monday - 7) && last.frame?.today == wednesday)
    #expect(last.frame?.longestName == 4 && last.summary.people == 2)
    #expect(last.lines.map(\.name) == names && last.lines.map(\.line.week.expected) == [0, 0])
    let running = try cohort(Week(of: wednesday))
    #expect(running.lines.allSatisfy { $0.line.week.expected > 0 })
    // Hana has logged; Ai has neither a share nor an entry.
    #expect(try cohort(Week(of: wednesday), .share).lines.map(\.name) == ["hana", "ai"])
    #expect(try cohort(Week(of: wednesday), .quiet).lines.map(\.name) == names)
    let users = try tracker.users()
    #expect(users.users.map(\.name) == names && users.defaultUser == "hana")
    #expect(try tracker.changes(.default)?.changes.map(\.summary) == ["user add ai"])
  }

  @Test func aCheckupFindsWhatIsOpenToOthers() throws {
    func findings() throws -> [String] {
      let path = test.journal.path
      return try CheckupView(
        of: path, at: try moment().now, open: { try Journal(at: path) }, progress: { _ in { _ in } }
      )
      .findings.map { String(describing: $0) }
    }
    func setModes(_ file: String, _ folder: String) throws {
      for (mode, path) in [(file, test.journal.path), (folder, test.folder.path)] {
        #expect(try start("/bin/chmod", [mode, path]).finish().code == 0)
      }
    }
    try setModes("600", "755")
    #expect(try findings() == [])
    for (file, folder) in [("640", "720"), ("604", "702"), ("620", "777")] {
      try setModes(file, folder)
      let found = try findings()
      #expect(found.count == 2)
      #expect(found.first?.hasPrefix("openToOthers") == true)
      #expect(found.last?.hasPrefix("folderOpenToOthers") == true)
    }
  }
}
