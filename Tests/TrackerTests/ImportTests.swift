import Calendar
import Files
import Journal
import Routine
import TestSupport
import Testing
import Text
import Tracker

/// Notes to import, with `bytes` as their stated size. A note without text is refused.
struct Notes: RecordSource {
  var bytes = 10
  var notes: [(Day, String)]

  func merge(into target: ImportTarget) throws -> [MergeOutcome] {
    let user = try target.owner()
    return try notes.map { day, text in
      if text.isEmpty { throw InvalidInput("a note without text") }
      return try target.journal.merge(
        DayNote(day: day, text: text), for: user, replacing: target.isReplacing)
    }
  }

  func line(_ summary: [MergeOutcome]) -> String { "import \(summary.count) notes" }
}

@Suite struct ImportTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  /// Imports `source`. Returns its summary, and the path that was announced for the copy.
  @discardableResult func run(
    _ source: Notes, replacing: Bool = false, dryRun: Bool = false, in other: TestJournal? = nil
  ) throws -> (summary: [MergeOutcome], copy: String?) {
    var copy: String?
    let summary = try ImportRecords(source, replacing: replacing, dryRun: dryRun).perform(
      in: (other ?? test).tracker, as: .default
    ) { copy = $0 }
    return (summary, copy)
  }

  func copies() throws -> [String] { try JournalCopy.all(of: test.journal.path) }

  @Test func anImportIsOneChange() throws {
    let before = try test.rows()
    let imported = try run(Notes(notes: [(monday, "a"), (wednesday, "b")]))
    #expect(imported.summary == [.added, .added] && imported.copy == nil)
    #expect(try test.journal.notes(of: test.user).map(\.text) == ["a", "b"])
    #expect(try test.history() == ["import 2 notes"])
    #expect(try run(Notes(notes: [(monday, "a")])).summary == [.unchanged])
    #expect(try run(Notes(notes: [(monday, "c")])).summary == [.conflict])
    #expect(try test.history() == ["import 2 notes"])
    #expect(try run(Notes(notes: [(monday, "c")]), replacing: true).summary == [.replaced])
    try test.tracker.perform(UndoChange(), as: .default)
    try test.tracker.perform(UndoChange(), as: .default)
    #expect(try test.rows() == before)
    #expect(try copies() == [])
  }

  @Test func aRefusedRecordRefusesAll() throws {
    let before = try test.rows()
    for bytes in [10, largestUndoableImport + 1] {
      #expect(throws: InvalidInput.self) {
        try run(Notes(bytes: bytes, notes: [(monday, "a"), (wednesday, "")]))
      }
      #expect(try test.rows() == before)
      #expect(try test.history() == [])
      // The copy was not needed.
      #expect(try copies() == [])
    }
  }

  @Test func aDryRunChangesNothing() throws {
    let before = try test.rows()
    let imported = try run(
      Notes(bytes: largestUndoableImport + 1, notes: [(monday, "a")]), dryRun: true)
    #expect(imported.summary == [.added] && imported.copy == nil)
    #expect(try test.rows() == before)
    #expect(try test.history() == [])
    #expect(try copies() == [])
  }

  /// An import of 4 MiB can be undone. A larger one cannot, and neither can the changes before it.
  @Test func aLargeImportIsCopiedInsteadOfKept() throws {
    try test.tracker.perform(WriteNote("first"), as: .default)
    #expect(try run(Notes(bytes: 4 << 20, notes: [(monday, "a")])).copy == nil)
    #expect(try test.history() == ["import 1 notes", "note on 2025-06-04"])
    let copy = try run(Notes(bytes: 4 << 20 + 1, notes: [(monday + 1, "b")])).copy
    #expect(copy == "\(test.journal.path).before-import-1749071400")
    #expect(try copies() == [copy].compactMap { $0 })
    #expect(try test.history() == [])
    let kept = try Journal(at: try #require(copy))
    #expect(try kept.notes(of: test.user).map(\.text) == ["a", "first"])
  }

  @Test func anEmptyJournalGetsItsOwnerWithoutARoutine() throws {
    let empty = try TestJournal(users: [])
    try run(Notes(notes: [(monday, "a")]), in: empty)
    #expect(try empty.journal.accounts().map(\.user.name) == ["me"])
    #expect(try empty.journal.routine(of: empty.user).isEmpty)
    try empty.tracker.perform(UndoChange(), as: .default)
    #expect(try empty.rows() == [])
  }
}

/// Habits of another tracker, merged by `body`.
private struct Habits<Summary>: RecordSource {
  let bytes = 1
  let body: (ImportTarget) throws -> Summary

  func merge(into target: ImportTarget) throws -> Summary { try body(target) }
  func line(_ summary: Summary) -> String { "import" }
}

@Suite struct HabitTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  func run<Summary>(_ body: @escaping (ImportTarget) throws -> Summary) throws -> Summary {
    try ImportRecords(Habits(body: body)).perform(in: test.tracker, as: .default) { _ in }
  }

  func take(
    _ name: String, kind: Kind = .toner, isChosen: Bool = false, days: [Day] = [],
    beginsOn: Day? = nil, isArchived: Bool = false
  ) throws -> ImportTarget.MergedStep {
    let proposal = ImportTarget.StepProposal(
      key: try key(name), kind: kind, active: nil, isChosen: isChosen, schedule: .daily, days: days,
      beginsOn: beginsOn, isArchived: isArchived)
    return try run { try $0.take(proposal, for: $0.owner(), today: $0.today()) }
  }

  @Test func aHabitBecomesAStep() throws {
    let dated = try take("pm/a", days: [monday - 3, monday], beginsOn: monday - 5)
    #expect(dated.step.firstDay == monday - 5 && dated.step.lastDay == nil && !dated.isKnown)
    #expect(dated.step.position == 4)
    #expect(try take("pm/b", days: [monday - 3]).step.firstDay == monday - 3)
    #expect(try take("pm/c").step.firstDay == wednesday)
    let over = try take("pm/d", days: [monday - 3, monday], isArchived: true)
    #expect(over.step.lastDay == monday)
    let unused = try take("pm/e", beginsOn: monday, isArchived: true)
    #expect(unused.step.lastDay == monday)
    #expect(try test.journal.routine(of: test.user).contains { $0.step == over.step })
  }

  /// Days outside the lifetime count in no share, so the step begins with the habit's first entry.
  @Test func aKnownStepBeginsEarlierAndNeverLater() throws {
    let earlier = try take("am/toner", days: [monday - 3])
    #expect(earlier.isKnown && earlier.beganOn == monday && earlier.step.firstDay == monday - 3)
    let later = try take("am/toner", days: [wednesday])
    #expect(later.beganOn == nil && later.step.firstDay == monday - 3)
    #expect(later.schedule == .daily)
  }

  @Test func aChosenKindMustFit() throws {
    #expect(try take("am/toner", kind: .serum).step.kind == .toner)
    let before = try test.rows()
    #expect(throws: InvalidInput.self) { try take("am/toner", kind: .serum, isChosen: true) }
    #expect(try test.rows() == before)
    #expect(try take("am/toner", isChosen: true).isKnown)
  }

  @Test func anEntryKeepsTheDetailsThatTheOtherTrackerLacks() throws {
    let toner = try key("am/toner")
    try test.tracker.perform(
      LogNight([
        LogNight.Mark(
          try reference("toner"), .done, .init(count: 3, minutes: 5, note: "calm"))
      ]), as: .default)
    let known = try #require(try test.journal.entry(of: toner, on: wednesday, for: test.user))
    func completed(_ entry: Entry) throws -> Entry {
      try run { try $0.completed(entry, of: $0.owner()) }
    }
    #expect(try completed(Entry(day: wednesday, step: toner, status: .done)) == known)
    let given = Entry(day: wednesday, step: toner, status: .done, count: 2, minutes: 1, note: "dry")
    let result = try completed(given)
    #expect(result.count == 2 && result.minutes == 1 && result.note == "dry")
    let other = Entry(day: monday, step: toner, status: .done)
    #expect(try completed(other) == other)
  }

  @Test func aLineOfANoteIsAddedOnce() throws {
    func add(_ line: String) throws -> Bool {
      try run { try $0.addLine(line, to: wednesday, of: $0.owner()) }
    }
    #expect(try add("calm"))
    #expect(try !add("calm"))
    // A part of a line counts as a different line.
    #expect(try add("cal"))
    #expect(try !add("cal"))
    #expect(try test.journal.note(of: wednesday, for: test.user)?.text == "calm\ncal")
  }

  /// The default is the user who was created first and, of several, the first by name.
  @Test func theDefaultAfterAnImportIsTheOldest() throws {
    func users(_ users: [(String, Day)]) throws -> (String?, String?) {
      let test = try TestJournal(users: [])
      let name = try ImportRecords(
        Habits { target in
          for (name, day) in users {
            _ = try target.journal.merge(
              User(name: name, timeZone: "UTC", createdOn: day), replacing: false)
          }
          return try target.chooseDefaultUser()
        }
      ).perform(in: test.tracker, as: .default) { _ in }
      return (name, try test.journal.defaultAccount()?.user.name)
    }
    #expect(try users([]) == (nil, nil))
    #expect(try users([("mei", monday)]) == (nil, "mei"))
    #expect(try users([("ai", monday), ("mei", monday - 1)]) == ("mei", "mei"))
    #expect(try users([("mei", monday), ("ai", monday)]) == ("ai", "ai"))
  }
}
