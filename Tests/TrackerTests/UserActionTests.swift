import Calendar
import Files
import Journal
import Reporting
import Routine
import TestSupport
import Testing
import Text
import Tracker

@Suite struct UserActionTests {
  let test: TestJournal

  init() throws { test = try TestJournal(users: []) }

  var defaultName: String? { get throws { try test.journal.defaultAccount()?.user.name } }

  func add(_ names: String..., as choice: UserChoice = .default) throws {
    for name in names { try test.tracker.perform(AddUser(name), as: choice) }
  }

  func undo(_ choice: UserChoice) throws { try test.tracker.perform(UndoChange(), as: choice) }

  func refusal<A: Action>(_ action: A, as choice: UserChoice = .default) throws -> String? {
    let before = try test.rows()
    let error = #expect(throws: ActionError.self) { try test.tracker.perform(action, as: choice) }
    #expect(try test.rows() == before)
    return error?.sentence
  }

  @Test func theFirstUserIsTheDefaultAndOwnsTheirOwnCreation() throws {
    let outcome = try test.tracker.perform(AddUser("hana"), as: .default)
    #expect(
      outcome.sentence
        == "Added hana (UTC, day from 04:00) with the starter routine of 11 steps; commands are for hana unless they name another."
    )
    #expect(outcome.effect.createdOn == wednesday)
    #expect(try test.history() == ["user add hana"])
    #expect(try defaultName == "hana")
    try undo(.default)
    #expect(try test.rows() == [])
  }

  @Test func aFurtherUserIsAChangeOfTheDefaultUser() throws {
    try add("hana")
    var mei = AddUser("mei", dayStart: TimeOfDay(minutes: 0), timeZone: "UTC")
    mei.withStarterRoutine = false
    try test.check(mei, says: "Added mei (UTC, day from 00:00) with an empty routine.") {
      try defaultName == "hana" && test.journal.accounts().count == 2
    }
    // The request is made as the user to add, who does not exist yet.
    try test.tracker.perform(mei, as: .named("mei"))
    #expect(try test.history() == ["user add mei", "user add hana"])
  }

  @Test func aNameIsTakenOnce() throws {
    try add("hana")
    let before = try test.rows()
    #expect(throws: InvalidInput.self) { try add("hana") }
    #expect(throws: InvalidInput.self) { try add("") }
    #expect(throws: InvalidInput.self) {
      try test.tracker.perform(AddUser("mei", timeZone: "Mars/Olympus"), as: .default)
    }
    #expect(try test.rows() == before)
  }

  @Test func anotherUserBecomesTheDefault() throws {
    try add("hana", "mei")
    let before = try test.rows()
    let outcome = try test.tracker.perform(ChooseDefaultUser("mei"), as: .default)
    #expect(
      outcome.sentence
        == "Commands that name nobody are now for mei; porelog undo --user hana takes it back.")
    #expect(try defaultName == "mei")
    #expect(
      try test.tracker.perform(ChooseDefaultUser("mei"), as: .named("mei")).sentence
        == "Commands that name nobody are now for mei.")
    try undo(.named("hana"))
    #expect(try test.rows() == before)
  }

  @Test func aUserWhoIsNotThereIsRefused() throws {
    #expect(try refusal(ChooseDefaultUser("me")) == "there is no user yet")
    #expect(try refusal(EraseUser("me")) == "there is no user yet")
    #expect(try refusal(EraseUser("hana")) == "there is no user 'hana'")
    try add("hana")
    #expect(
      try refusal(ChooseDefaultUser("hanna")) == "there is no user 'hanna' (did you mean hana?)")
    #expect(try refusal(EraseUser("hanna")) == "there is no user 'hanna' (did you mean hana?)")
    for choice in [UserChoice.named("me"), .named("mei")] {
      #expect(try refusal(WriteNote("a"), as: choice)?.hasPrefix("there is no user 'me") == true)
      #expect(try refusal(UndoChange(), as: choice)?.hasPrefix("there is no user 'me") == true)
    }
  }

  @Test func aUserIsChanged() throws {
    try add("hana", "mei")
    try test.check(
      ChangeUser(name: "hanako", dayStart: TimeOfDay(minutes: 300)),
      says: "hanako: UTC, day from 05:00."
    ) { try defaultName == "hanako" }
    // Today is computed in the new time zone, because the machine may not know the old one.
    try test.check(
      ChangeUser(timeZone: "Asia/Tokyo"), says: "hana: Asia/Tokyo, day from 04:00."
    ) { try test.tracker.today(.default)?.report.day == wednesday + 1 }
    let before = try test.rows()
    for refused in [ChangeUser(name: "mei"), ChangeUser(name: ""), ChangeUser(timeZone: "Mars/X")] {
      #expect(throws: InvalidInput.self) { try test.tracker.perform(refused, as: .default) }
    }
    #expect(try test.rows() == before)
  }

  @Test func anErasedUserLeavesNothingAndTheOldestBecomesTheDefault() throws {
    try add("hana", "mei", "ai")
    let (two, copy) = (try test.folder.write("", to: "j.db.v1"), test.folder.file("mine.db"))
    try test.folder.write("", to: "mine.db")
    try test.tracker.perform(WriteNote("secret"), as: .named("hana"))
    let outcome = try test.tracker.perform(EraseUser("hana"), as: .default)
    #expect(outcome.sentence == "Erased hana from the journal, and 1 copy of it.")
    #expect(!fileExists(two))
    #expect(fileExists(copy))
    #expect(try !test.rows().contains { $0.contains("hana") || $0.contains("secret") })
    // Of mei and ai, mei was added first.
    #expect(try defaultName == "mei")
    #expect(
      try test.tracker.perform(EraseUser("ai"), as: .default).sentence
        == "Erased ai from the journal.")
    #expect(try defaultName == "mei")
    try test.tracker.perform(EraseUser("mei"), as: .default)
    #expect(try test.rows() == [])
  }

  /// Undoing the creation of the default user removes the choice; the oldest user is the default
  /// then.
  @Test func undoingTheDefaultUserLeavesTheOldest() throws {
    try add("hana", "mei")
    try test.tracker.perform(AddUser("ai"), as: .named("mei"))
    try test.tracker.perform(AddUser("rin"), as: .named("ai"))
    try undo(.named("hana"))
    #expect(try test.journal.accounts().map(\.user.name) == ["ai", "hana", "rin"])
    try undo(.named("hana"))
    #expect(try test.journal.accounts().map(\.user.name) == ["ai", "rin"])
    #expect(try defaultName == "ai")
    try test.tracker.perform(WriteNote("a"), as: .default)
    #expect(try test.journal.note(of: wednesday, for: test.user)?.text == "a")
  }

  @Test func anUndoNamesTheUserAmongSeveral() throws {
    try add("hana", "mei")
    try test.tracker.perform(WriteNote("a"), as: .named("mei"))
    #expect(
      try test.tracker.perform(UndoChange(), as: .named("mei")).sentence
        == "Took back: note on 2025-06-04. (A change of mei.)")
    #expect(
      try refusal(UndoChange(), as: .named("mei"))
        == "there is nothing to take back: no change of 'mei' is kept")
  }

  @Test func anUndoMaySkipTheLastChange() throws {
    try add("hana")
    try test.tracker.perform(WriteNote("a"), as: .default)
    try test.tracker.perform(RateSkin([(.pores, 3)]), as: .default)
    let outcome = try test.tracker.perform(UndoChange(skipping: true), as: .default)
    #expect(outcome.sentence == "Took back: note on 2025-06-04.")
    #expect(outcome.remarks == ["Left for good as it is: rate pores on 2025-06-04."])
    #expect(try test.journal.ratings(of: test.user).count == 1)
    #expect(try test.history() == ["user add hana"])
  }

  @Test func anUndoThatOthersBuiltOnIsRefusedOrSkipped() throws {
    try add("hana")
    try test.tracker.perform(WriteNote("a"), as: .default)
    try test.tracker.perform(AddUser("mei"), as: .default)
    // Another user changes what the last change added.
    try test.tracker.perform(ChangeUser(dayStart: TimeOfDay(minutes: 0)), as: .named("mei"))
    let before = try test.rows()
    #expect(throws: UndoConflict.self) { try undo(.named("hana")) }
    #expect(try test.rows() == before)
    #expect(try test.history() == ["user add mei", "note on 2025-06-04", "user add hana"])
    let outcome = try test.tracker.perform(UndoChange(skipping: true), as: .named("hana"))
    #expect(outcome.effect.summary == "note on 2025-06-04")
    #expect(outcome.remarks == ["Left for good as it is: user add mei."])
  }
}
