import Calendar
import Reporting
import Routine
import SQLite
import TestSupport
import Testing
import Text

@testable import Journal

@Suite struct JournalTests {
  let folder: TemporaryFolder
  let journal: Journal
  let today = Day(number: 20_241)
  let now = Instant(seconds: 1_748_898_845)

  init() throws {
    folder = try TemporaryFolder()
    journal = try Journal(at: folder.file("a.db"))
  }

  func user(_ name: String = "hana") -> User { User(name: name, timeZone: "UTC", createdOn: today) }

  func addUser(_ name: String = "hana") throws -> UserID {
    try journal.add(user(name), with: StarterRoutine.steps(from: today)).id
  }

  let toner = StepKey(slot: .am, slug: Slug(stored: "toner"))

  /// All rows of all tables as text, except the undo history and the migration record.
  func contents() throws -> [String] {
    let tables = try journal.database.statement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('history', 'migrations') ORDER BY name"
    ).map { try $0.text(0) }
    return try tables.flatMap { table in
      let columns = try journal.database.statement("SELECT name FROM pragma_table_info(?)")
        .map(table) { "quote(\(try $0.text(0)))" }
      return try journal.database.statement(
        "SELECT \(columns.joined(separator: " || '|' || ")) FROM \(table) ORDER BY 1"
      ).map { "\(table): \(try $0.text(0))" }
    }
  }

  @Test func theFirstUserIsTheDefault() throws {
    #expect(try journal.defaultAccount()?.id == nil)
    let hana = try addUser()
    let mei = try addUser("mei")
    #expect(try journal.defaultAccount()?.id == hana)
    try journal.setDefault(mei)
    #expect(try journal.defaultAccount()?.id == mei)
    #expect(try journal.accounts().map(\.user.name) == ["hana", "mei"])
  }

  @Test func twoUsersCannotHaveTheSameName() throws {
    _ = try addUser()
    #expect(throws: InvalidInput.self) { try addUser() }
    #expect(try journal.accounts().count == 1)
  }

  @Test func aRoutineIsReadAsItWasWritten() throws {
    let user = try addUser()
    let expected = StarterRoutine.steps(from: today)
    let routine = try journal.routine(of: user)
    #expect(routine.map(\.step) == expected.map(\.step))
    #expect(
      routine.map(\.schedules)
        == expected.map { Timeline(schedules: [Version(from: today, value: $0.schedule)]) })
  }

  @Test func everyScheduleIsReadAsItWasWritten() throws {
    let user = try addUser()
    let texts = [
      "daily", "mon,sun", "1/week", "7-7/week", "2-3/week", "as-needed", "as-needed<=3/week",
    ]
    for (index, text) in texts.enumerated() {
      let version = StepVersion(
        step: toner, from: today + index + 1, value: try Schedule(parsing: text))
      #expect(try journal.merge(version, for: user, replacing: false) == .added)
      #expect(try journal.merge(version, for: user, replacing: false) == .unchanged)
    }
    let step = try journal.routine(of: user).first { $0.step.key == toner }
    #expect(step?.schedules.versions.dropFirst().map(\.value.description) == texts)
  }

  @Test func anEntryIsReadAsItWasWritten() throws {
    let user = try addUser()
    _ = try journal.merge(Product(name: "Lotion"), for: user, replacing: false)
    let full = Entry(
      day: today, step: toner, status: .skipped, count: 3, minutes: 4, product: "Lotion",
      reason: "none left", note: "a\0b\r\n", loggedAt: now)
    try journal.put(full, for: user)
    #expect(try journal.entry(of: toner, on: today, for: user) == full)
    let bare = Entry(day: today, step: toner, status: .done)
    try journal.put(bare, for: user)
    #expect(try journal.entry(of: toner, on: today, for: user) == bare)
    try EntryWriter(of: user, in: journal).remove(toner, on: today)
    #expect(try journal.entry(of: toner, on: today, for: user) == nil)
  }

  @Test func usersDoNotSeeEntriesOfOthers() throws {
    let (hana, mei) = (try addUser(), try addUser("mei"))
    try journal.put(Entry(day: today, step: toner, status: .done), for: hana)
    #expect(try journal.entry(of: toner, on: today, for: mei) == nil)
    #expect(try journal.diary(of: mei).loggedDays.isEmpty)
    #expect(try journal.diary(of: hana).loggedDays.count == 1)
  }

  @Test func mergingReturnsAddedUnchangedConflictOrReplaced() throws {
    let user = try addUser()
    let entry = Entry(day: today, step: toner, status: .done)
    var other = entry
    other.status = .excused
    #expect(try journal.merge(entry, for: user, replacing: false) == .added)
    #expect(try journal.merge(entry, for: user, replacing: false) == .unchanged)
    #expect(try journal.merge(other, for: user, replacing: false) == .conflict)
    #expect(try journal.entry(of: toner, on: today, for: user) == entry)
    #expect(try journal.merge(other, for: user, replacing: true) == .replaced)
    #expect(try journal.entry(of: toner, on: today, for: user) == other)
  }

  @Test func pausesAreIdentifiedByScopeAndSpan() throws {
    let user = try addUser()
    let spans: [(Scope, Day?)] = [
      (.all, nil), (.all, today), (.step(toner), nil), (.active(.retinoid), nil),
      (.active(.bha), nil),
    ]
    for (scope, to) in spans {
      let pause = Pause(scope: scope, from: today, to: to, reason: .travel)
      #expect(try journal.merge(pause, for: user, replacing: false) == .added)
      #expect(try journal.merge(pause, for: user, replacing: false) == .unchanged)
      let other = Pause(scope: scope, from: today, to: to, reason: .illness)
      #expect(try journal.merge(other, for: user, replacing: false) == .conflict)
    }
    #expect(
      try journal.pauses(of: user).map { "\($0.scope) \($0.to == nil)" } == [
        "active:bha true", "active:retinoid true", "all true", "all false", "am/toner true",
      ])
  }

  // MARK: Undo

  @discardableResult func log(_ user: UserID, _ day: Day, _ status: Status = .done) throws -> Entry
  {
    let entry = Entry(day: day, step: toner, status: status, loggedAt: now)
    try journal.change(by: user, at: now, summary: { _ in "log \(day)" }) {
      try journal.put(entry, for: user)
    }
    return entry
  }

  @Test func changesAreUndoneInReverseOrder() throws {
    let user = try addUser()
    var states = [try contents()]
    try log(user, today)
    states.append(try contents())
    try log(user, today, .skipped)
    states.append(try contents())
    try journal.change(by: user, at: now, summary: { _ in "clear" }) {
      try EntryWriter(of: user, in: journal).remove(toner, on: today)
    }
    #expect(
      try journal.changes(of: user).map(\.summary) == ["clear", "log \(today)", "log \(today)"])
    for state in states.reversed() {
      #expect(try journal.undo(by: user) != nil)
      #expect(try contents() == state)
    }
    #expect(try journal.undo(by: user) == nil)
  }

  @Test func addingTheFirstUserCanBeUndone() throws {
    let empty = try contents()
    let account = try journal.change(by: nil, at: now, summary: { _ in "user add" }) {
      try journal.add(user(), with: StarterRoutine.steps(from: today))
    }.result
    #expect(try journal.undo(by: account.id)?.summary == "user add")
    #expect(try contents() == empty)
  }

  @Test func aChangeWithoutEffectIsNotRecorded() throws {
    let user = try addUser()
    try journal.change(by: user, at: now, summary: { _ in "nothing" }) {}
    #expect(try journal.changes(of: user).isEmpty)
  }

  @Test func aFailedChangeIsRolledBack() throws {
    struct Stop: Error {}
    let user = try addUser()
    let before = try contents()
    #expect(throws: Stop.self) {
      try journal.change(by: user, at: now, summary: { _ in "x" }) {
        try journal.put(Entry(day: today, step: toner, status: .done), for: user)
        throw Stop()
      }
    }
    #expect(try contents() == before)
    #expect(try journal.changes(of: user).isEmpty)
  }

  @Test func undoLeavesChangesByOtherUsers() throws {
    let (hana, mei) = (try addUser(), try addUser("mei"))
    try log(hana, today)
    try log(mei, today)
    #expect(try journal.undo(by: hana) != nil)
    #expect(try journal.undo(by: hana) == nil)
    #expect(try journal.entry(of: toner, on: today, for: mei) != nil)
  }

  @Test func undoFailsIfLaterChangesDependOnTheChange() throws {
    let hana = try addUser()
    let mei = try journal.change(by: hana, at: now, summary: { _ in "user add mei" }) {
      try journal.add(user("mei"), with: StarterRoutine.steps(from: today)).id
    }.result
    try log(mei, today)
    let before = try contents()
    #expect(throws: UndoConflict(summary: "user add mei")) { try journal.undo(by: hana) }
    #expect(try contents() == before)
    #expect(try journal.changes(of: hana).count == 1)
  }

  @Test func theHistoryOfARemovedUserIsDropped() throws {
    let hana = try addUser()
    let mei = try journal.change(by: hana, at: now, summary: { _ in "user add mei" }) {
      try journal.add(user("mei"), with: StarterRoutine.steps(from: today)).id
    }.result
    try log(mei, today)
    try journal.change(by: mei, at: now, summary: { _ in "clear" }) {
      try EntryWriter(of: mei, in: journal).remove(toner, on: today)
    }
    #expect(try journal.undo(by: hana) != nil)
    let next = try addUser("yui")
    #expect(next == mei)
    #expect(try journal.changes(of: next).isEmpty)
  }

  /// Changes by other users that refer to the removed user are dropped as well: the next user gets the same number.
  @Test func changesThatReferToARemovedUserAreDropped() throws {
    let (hana, kai) = (try addUser(), try addUser("kai"))
    let mei = try journal.change(by: hana, at: now, summary: { _ in "user add mei" }) {
      try journal.addUser(user("mei")).id
    }.result
    for chosen in [mei, kai] {
      try journal.change(by: kai, at: now, summary: { _ in "user default" }) {
        try journal.setDefault(chosen)
      }
    }
    #expect(try journal.undo(by: hana) != nil)
    #expect(try addUser("yui") == mei)
    #expect(try journal.changes(of: kai).isEmpty)
  }

  @Test func notesThatDifferInUnicodeNormalizationConflict() throws {
    let user = try addUser()
    #expect(
      try journal.merge(DayNote(day: today, text: "e\u{301}"), for: user, replacing: false)
        == .added)
    #expect(
      try journal.merge(DayNote(day: today, text: "\u{e9}"), for: user, replacing: false)
        == .conflict)
    #expect(
      try journal.merge(DayNote(day: today, text: "\u{e9}"), for: user, replacing: true)
        == .replaced)
  }

  @Test func theHistoryKeepsALimitedNumberOfChanges() throws {
    let user = try addUser()
    for offset in 0..<Journal.keptChanges + 5 { try log(user, today - offset) }
    let kept = try journal.changes(of: user)
    #expect(kept.count == Journal.keptChanges)
    #expect(kept.first?.summary == "log \(today - (Journal.keptChanges + 4))")
  }

  @Test func aChangeThatIsNotKeptClearsTheHistory() throws {
    let user = try addUser()
    try log(user, today)
    try journal.change(by: user, at: now, isKept: false, summary: { _ in "large" }) {
      try journal.put(Entry(day: today - 1, step: toner, status: .done), for: user)
    }
    #expect(try journal.undo(by: user) == nil)
    #expect(try journal.diary(of: user).loggedDays.count == 2)
  }

  @Test func theNewestChangeIsKeptWhateverItsSize() throws {
    let user = try addUser()
    try log(user, today)
    let note = String(repeating: "x", count: TextRules.longestNote)
    try journal.change(by: user, at: now, summary: { _ in "many" }) {
      for offset in 0..<Journal.keptBytes / TextRules.longestNote + 1 {
        _ = try journal.merge(DayNote(day: today - offset, text: note), for: user, replacing: false)
      }
    }
    #expect(try journal.changes(of: user).map(\.summary) == ["many"])
    try log(user, today - 1)
    #expect(try journal.changes(of: user).map(\.summary) == ["log \(today - 1)"])
  }

  /// Random changes by two users, which are then all undone, restore the previous content.
  @Test func randomChangesAreUndone() throws {
    var random = SplitMix64(seed: 7)
    let people = [try addUser(), try addUser("mei")]
    for _ in 0..<20 {
      let before = try contents()
      var made: [UserID: Int] = [:]
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let user = random.pick(people)
        let count = try journal.changes(of: user).count
        let step = random.pick(try journal.routine(of: user)).step.key
        let day = today - Int.random(in: 0...3, using: &random)
        let status = random.pick(Status.allCases)
        try journal.change(by: user, at: now, summary: { _ in "x" }) {
          if Bool.random(using: &random) {
            try EntryWriter(of: user, in: journal).remove(step, on: day)
          } else {
            try journal.put(Entry(day: day, step: step, status: status), for: user)
          }
        }
        made[user, default: 0] += try journal.changes(of: user).count - count
      }
      for (user, count) in made {
        for _ in 0..<count { #expect(try journal.undo(by: user) != nil) }
      }
      #expect(try contents() == before)
      try log(people[0], today - 10 - Int.random(in: 0...100, using: &random))
    }
  }
}
