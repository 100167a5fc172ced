import Calendar
import Journal
import Routine
import TestSupport
import Testing
import Text
import Tracker

@Suite struct PerformOnceTests {
  let test: TestJournal
  let token: String

  init() throws {
    test = try TestJournal()
    let code = try test.tracker.perform(InviteDevice(.page), as: .default).effect.code
    token = try #require(try test.tracker.pair(withCode: code, named: "phone")).token
  }

  func sent(
    _ number: UInt8, _ action: any Action, at instant: String? = nil
  ) throws -> SentAction {
    SentAction(
      id: [UInt8](repeating: number, count: 16), at: try instant.map(Instant.init(parsing:)),
      action: .success(action))
  }

  func done(_ step: String, on day: Day = wednesday) throws -> LogNight {
    LogNight(on: .day(day), [LogNight.Mark(try reference(step), .done)])
  }

  /// The words for what became of `sent`.
  func results(_ sent: SentAction..., at time: String = "2025-06-04T21:10:00Z") throws -> [String] {
    let results = try #require(try test.tracker(at: time).perform(sent, byToken: token))
    return results.map { result in
      switch result {
      case .done: "done"
      case .before: "before"
      case .refused(let reason): reason
      }
    }
  }

  func entry(_ step: String, on day: Day = wednesday) throws -> Entry? {
    try test.journal.entry(of: key(step), on: day, for: test.user)
  }

  @Test func anActionIsPerformedOnce() throws {
    let note = WriteNote("calm", on: .day(wednesday))
    #expect(try results(sent(1, note)) == ["done"])
    #expect(try results(sent(1, note)) == ["before"])
    #expect(
      try results(sent(2, note), sent(2, note), sent(1, note)) == ["done", "before", "before"])
    #expect(try test.journal.note(of: wednesday, for: test.user)?.text == "calm\ncalm")
    // Taking it back does not make it new.
    try test.tracker.perform(UndoChange(), as: .default)
    #expect(try results(sent(2, note)) == ["before"])
    #expect(try test.journal.note(of: wednesday, for: test.user)?.text == "calm")
  }

  @Test func anotherNameDoesNotStopTheOthers() throws {
    let rename = ChangeUser(name: "hannah")
    #expect(try results(sent(1, rename), sent(2, done("toner"))) == ["done", "done"])
    #expect(try entry("am/toner") != nil)
    #expect(try results(sent(3, UndoChange()), sent(4, UndoChange())) == ["done", "done"])
    #expect(try test.journal.account(of: test.user)?.user.name == "hana")
  }

  @Test func aDeviceDoesNotTakeBackItsUser() throws {
    let test = try TestJournal(users: [])
    try test.tracker.perform(AddUser("ines"), as: .default)
    let code = try test.tracker.perform(InviteDevice(.page), as: .named("ines")).effect.code
    let token = try #require(try test.tracker.pair(withCode: code, named: "phone")).token
    let all = [try sent(1, UndoChange()), try sent(2, done("toner"))]
    let answered: [SentResult] = try #require(try test.tracker.perform(all, byToken: token))
    let results = answered.map { "\($0)" }
    #expect(
      results[0]
        == #"refused("it would remove the user of this device: porelog undo does that")"#)
    #expect(results[1].hasPrefix("done("))
    #expect(try test.journal.account(named: "ines") != nil)
  }

  /// The answer to an undo that was refused is lost. Sent again, it must not take back what was logged with it.
  @Test(arguments: [true, false]) func aRefusedUndoIsNotTriedAgain(isUndo: Bool) throws {
    let back: any Action = isUndo ? UndoChange() : RedoChange()
    let note = WriteNote("calm", on: .day(wednesday))
    let first = try results(sent(1, back), sent(2, note))
    #expect(first.last == "done" && first != ["done", "done"])
    #expect(try results(sent(1, back), sent(2, note)) == ["before", "before"])
    #expect(try test.journal.note(of: wednesday, for: test.user)?.text == "calm")
  }

  @Test func aRefusedActionDoesNotStopTheOthers() throws {
    let invalid = SentAction(
      id: [UInt8](repeating: 3, count: 16), at: nil,
      action: .failure(InvalidInput("it cannot be read")))
    let before = try test.rows().count
    let results = try results(
      sent(1, done("oil-cleanse")), sent(2, done("serum")), invalid, sent(4, done("sunscreen")))
    #expect(results[0] == "done" && results[2] == "it cannot be read" && results[3] == "done")
    #expect(results[1].hasPrefix("the routine has no step 'serum'"))
    // Two entries and two identifiers: nothing of those that were refused is kept.
    #expect(try test.rows().count == before + 4)
    // What was refused may be sent again once it can be done.
    try test.tracker.perform(
      AddStep(key("pm/serum"), kind: .serum, schedule: .daily, from: .day(wednesday)), as: .default)
    #expect(try self.results(sent(2, done("serum"))) == ["done"])
  }

  @Test func aFaultKeepsNothingOfARequest() throws {
    let before = try test.rows()
    struct Fault: Action {
      struct Failure: Error {}
      func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Void> {
        throw Failure()
      }
    }
    #expect(throws: Fault.Failure.self) {
      try results(sent(1, done("oil-cleanse")), sent(2, Fault()))
    }
    #expect(try test.rows() == before)
    #expect(try results(sent(1, done("oil-cleanse"))) == ["done"])
  }

  @Test func anActionIsPerformedAsAtTheTimeOfTheTap() throws {
    // The phone was without a connection overnight.
    let morning = "2025-06-05T08:00:00Z"
    #expect(
      try results(sent(1, done("oil-cleanse"), at: "2025-06-04T21:30:00Z"), at: morning) == ["done"]
    )
    #expect(
      try entry("pm/oil-cleanse")?.loggedAt == Instant(parsing: "2025-06-04T21:30:00Z"))
    #expect(try entry("pm/oil-cleanse")?.loggedOn == wednesday)
    // A clock that is ahead is not believed.
    #expect(try results(sent(2, done("sunscreen"), at: "2025-06-06T08:00:00Z")) == ["done"])
    #expect(try entry("am/sunscreen")?.loggedAt == Instant(parsing: "2025-06-04T21:10:00Z"))
    // Neither is one that is behind the day that was logged.
    #expect(try results(sent(3, done("toner"), at: "2025-05-01T08:00:00Z")) == ["done"])
    #expect(try entry("am/toner")?.loggedAt == Instant(parsing: "2025-06-04T21:10:00Z"))
    // A day that has not come cannot be logged by any clock.
    #expect(
      try results(sent(4, done("toner", on: wednesday + 1), at: "2025-05-01T08:00:00Z"))
        == ["2025-06-05 has not come yet (today is 2025-06-04): log it then"])
  }

  @Test func onlyADeviceOfAUserChangesAnything() throws {
    let code = try test.tracker.perform(InviteDevice(.cohort), as: .default).effect.code
    let cohort = try #require(try test.tracker.pair(withCode: code, named: "office")).token
    for token in [cohort, "", "0"] {
      #expect(try test.tracker.perform([sent(1, done("toner"))], byToken: token) == nil)
    }
    #expect(try entry("am/toner") == nil)
  }

  @Test func anUpdateKeepsWhatItLeavesOut() throws {
    func update(
      _ number: UInt8, _ status: LogNight.StepStatus, count: Setting<Int> = .keep,
      minutes: Setting<Int> = .keep, note: Setting<String> = .keep, keepsReason: Bool = true
    ) throws {
      let details = LogNight.Details(
        count: count, minutes: minutes, product: .keep, note: note, keepsReason: keepsReason)
      let mark = LogNight.Mark(try reference("pm/oil-cleanse"), status, details)
      #expect(try results(sent(number, LogNight(on: .day(wednesday), [mark]))) == ["done"])
    }
    try update(1, .done, count: .set(3), minutes: .set(2), note: .set("calm"))
    try update(2, .done)
    #expect(try entry("pm/oil-cleanse")?.count == 3)
    #expect(try entry("pm/oil-cleanse")?.note == "calm")
    try update(3, .done, minutes: .set(nil), note: .set(nil))
    #expect(try entry("pm/oil-cleanse")?.minutes == nil)
    #expect(try entry("pm/oil-cleanse")?.note == nil)
    try update(4, .skipped(reason: "late"))
    try update(5, .skipped(reason: nil))
    #expect(try entry("pm/oil-cleanse")?.reason == "late")
    try update(6, .skipped(reason: nil), keepsReason: false)
    #expect(try entry("pm/oil-cleanse")?.reason == nil)
    try update(7, .skipped(reason: "late"))
    try update(8, .excused(reason: nil))
    #expect(try entry("pm/oil-cleanse")?.reason == nil)
    // What another device has taken out already need not be there.
    try update(9, .cleared)
    try update(10, .cleared)
    #expect(try entry("pm/oil-cleanse") == nil)
  }
}
