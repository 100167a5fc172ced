import Calendar
import Routine
import TestSupport
import Testing

@testable import Journal
@testable import SQLite

/// Entries are read in the order of day, slot and slug, independent of step numbers. Random journals are compared with
/// a join and ORDER BY in SQL.
@Suite struct EntryTests {
  @Test(arguments: 0..<40) func entriesAreReadInTheOrderOfSQL(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let folder = try TemporaryFolder()
    let journal = try Journal(at: folder.file("journal.db"))
    let first = try Day(parsing: "2025-06-01")
    let user = try journal.addUser(User(name: "u", timeZone: "UTC", createdOn: first)).id
    let products = ["Gel", "Öl", "Milk"]
    for name in products { _ = try journal.merge(Product(name: name), for: user, replacing: false) }
    // Step numbers follow the order of insertion, so the names are shuffled.
    var keys: [StepKey] = []
    for name in ["toner", "夜", "cleanse", "öl", "a-b", "a"].shuffled(using: &random).prefix(5) {
      let key = StepKey(slot: random.pick(Slot.allCases), slug: try Slug(parsing: name))
      keys.append(key)
      try journal.addStep(
        Step(key: key, position: 1, kind: .toner, firstDay: first), schedule: .daily, for: user)
    }
    try journal.write {
      for _ in 0..<60 {
        let status = random.pick(Status.allCases)
        let isBare = Bool.random(using: &random)
        let entry = Entry(
          day: first + Int.random(in: 0..<12, using: &random), step: random.pick(keys),
          status: status, count: Int.random(in: 1...3, using: &random),
          minutes: random.pick([nil, 1, 1440]),
          product: isBare ? nil : random.pick([nil] + products),
          reason: isBare || status == .done ? nil : "tired",
          note: isBare ? nil : random.pick([nil, "a\nnote", "e\u{301}"]),
          loggedAt: random.pick([nil, Instant(seconds: 1_750_000_000)]))
        try journal.put(entry, for: user)
      }
    }
    var naive: [String] = []
    try journal.database.statement(
      """
      SELECT e.day, s.slot, s.slug, e.status, e.count, ifnull(e.minutes, -1), ifnull(p.name, '-'),
        ifnull(e.reason, '-'), ifnull(e.note, '-'), ifnull(e.logged_at, -1)
      FROM entries AS e JOIN steps AS s ON s.user = e.user AND s.step = e.step
      LEFT JOIN products AS p ON p.user = e.user AND p.product = e.product
      WHERE e.user = ? AND e.day BETWEEN ? AND ? ORDER BY e.day, s.slot, s.slug
      """
    ).forEach(user.number, (first + 2).number, (first + 9).number) { row in
      let numbers = try [0, 3, 4, 5, 9].map { String(try row.integer($0)) }
      let texts = try [1, 2, 6, 7, 8].map { try row.text($0) }
      naive.append((numbers + texts).joined(separator: "|"))
    }
    var found: [String] = []
    try journal.forEachEntry(of: user, from: first + 2, to: first + 9) { entry in
      let single = try journal.entry(of: entry.step, on: entry.day, for: user)
      #expect(single == entry)
      let numbers = [
        entry.day.number, entry.status.code, entry.count, entry.minutes ?? -1,
        Int(entry.loggedAt?.seconds ?? -1),
      ].map(String.init)
      let texts = [
        entry.step.slot.rawValue, entry.step.slug.description, entry.product ?? "-",
        entry.reason ?? "-", entry.note ?? "-",
      ]
      found.append((numbers + texts).joined(separator: "|"))
    }
    #expect(!found.isEmpty)
    #expect(found.map { Array($0.utf8) } == naive.map { Array($0.utf8) })
  }

  /// A damaged file can have two entries of one step on one day. Both are read, so an export loses neither.
  @Test func duplicateEntriesAreBothRead() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(at: folder.file("journal.db"))
    let day = try Day(parsing: "2025-06-01")
    let user = try journal.addUser(User(name: "u", timeZone: "UTC", createdOn: day)).id
    let key = StepKey(slot: .pm, slug: try Slug(parsing: "toner"))
    try journal.addStep(
      Step(key: key, position: 1, kind: .toner, firstDay: day), schedule: .daily, for: user)
    try journal.put(Entry(day: day, step: key, status: .done, count: 2), for: user)
    try journal.database.executeScript(
      """
      CREATE TABLE keyless AS SELECT * FROM entries; DROP TABLE entries;
      ALTER TABLE keyless RENAME TO entries;
      INSERT INTO entries (user, day, step, status, count) SELECT user, day, step, status, 3 FROM entries;
      """)
    var counts: [Int] = []
    try journal.forEachEntry(of: user) { counts.append($0.count) }
    #expect(counts == [2, 3])
  }

  /// An `EntryWriter` caches the numbers of the latest steps only. Entries of other steps must still reach their step.
  @Test func aWriterHandlesMoreStepsThanItCaches() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(at: folder.file("journal.db"))
    let day = try Day(parsing: "2025-06-01")
    let user = try journal.addUser(User(name: "u", timeZone: "UTC", createdOn: day)).id
    let keys = try (1...150).map { StepKey(slot: .pm, slug: try Slug(parsing: "s\($0)")) }
    try journal.write {
      for key in keys {
        try journal.addStep(
          Step(key: key, position: 1, kind: .toner, firstDay: day), schedule: .daily, for: user)
      }
      let writer = EntryWriter(of: user, in: journal)
      for round in 1...3 {
        for (index, key) in keys.enumerated() {
          let count = (round + index) % 900 + 1
          try writer.put(Entry(day: day, step: key, status: .done, count: count))
        }
      }
    }
    var counts: [StepKey: Int] = [:]
    try journal.forEachEntry(of: user) { counts[$0.step] = $0.count }
    #expect(counts.count == 150)
    for (index, key) in keys.enumerated() { #expect(counts[key] == (3 + index) % 900 + 1) }
  }

  /// The diary of a week has all steps, but entries of that week only.
  @Test func theDiaryOfAWeekHasTheEntriesOfThatWeek() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(at: folder.file("journal.db"))
    let monday = try Day(parsing: "2025-06-02")
    let user = try journal.add(
      User(name: "u", timeZone: "UTC", createdOn: monday), with: StarterRoutine.steps(from: monday)
    ).id
    let key = try StepKey(parsing: "pm/oil-cleanse")
    for day in -3...16 {
      try journal.put(
        Entry(day: monday + day, step: key, status: day % 2 == 0 ? .done : .skipped), for: user)
    }
    let whole = try journal.diary(of: user)
    let week = try journal.weekInput(of: user, Week(of: monday + 9)).diary
    #expect(week.steps.map(\.step) == whole.steps.map(\.step))
    #expect(
      week.loggedDays == whole.loggedDays.filter { $0.day >= monday + 7 && $0.day <= monday + 13 })
    #expect(week.loggedDays.count == 7)
  }
}
