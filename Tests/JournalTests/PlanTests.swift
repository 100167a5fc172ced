import Calendar
import Reporting
import Routine
import TestSupport
import Testing

@testable import Journal
@testable import SQLite

/// What everyday commands ask of the file is found by key: no table is scanned and none is sorted.
@Suite struct PlanTests {
  @Test func everydayQueriesSearchByKey() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(at: folder.file("journal.db"))
    journal.database.statementCacheCapacity = .max
    let today = try Day(parsing: "2025-06-05")
    let user = try journal.add(
      User(name: "hana", timeZone: "UTC", createdOn: today), with: StarterRoutine.steps(from: today)
    ).id
    let key = try StepKey(parsing: "pm/oil-cleanse")
    let before = Set(journal.database.keptSQL)

    // Logging, and what it says of the week; today; the reports; undo.
    try journal.change(by: user, at: Instant(seconds: 0), summary: { "log" }) {
      try journal.put(Entry(day: today, step: key, status: .done), for: user)
      _ = try journal.entry(of: key, on: today, for: user)
      try EntryWriter(of: user, in: journal).remove(key, on: today - 1)
    }
    _ = try journal.account(named: "hana")
    _ = try journal.defaultAccount()?.id
    _ = try journal.diary(of: user)
    _ = try journal.weekInput(of: user, Week(of: today))
    _ = try journal.entries(of: user, in: Week(of: today), journal.routine(of: user))
    _ = try journal.reportInput(of: user, usesFrom: today)
    _ = try journal.note(of: today, for: user)
    _ = try journal.notes(of: user)
    _ = try journal.photos(of: user)
    _ = try journal.procedures(of: user)
    _ = try journal.products(of: user)
    try journal.forEachEntry(of: user, from: today, to: today) { _ in }
    _ = try journal.changes(of: user)

    let asked = journal.database.keptSQL.filter { !before.contains($0) || $0.hasPrefix("SELECT") }
    var searches = 0
    for sql in asked where !sql.hasPrefix("EXPLAIN") && !sql.hasPrefix("PRAGMA") {
      // A word of the schema's own is no table; the first user is found at the end of the key.
      if sql.contains("sqlite_schema") || sql.contains("pragma_") { continue }
      let statement = try journal.database.statement("EXPLAIN QUERY PLAN \(sql)")
      var plan: [String] = []
      try statement.forEachUnbound { plan.append(try $0.text(3)) }
      searches += plan.filter { $0.hasPrefix("SEARCH") }.count
      for line in plan {
        let isSmall = PlanTests.small.contains { line.hasPrefix("SCAN \($0)") }
        #expect(!line.hasPrefix("SCAN") || isSmall, "\(sql): \(line)")
        // Entries lie by day; the few of a day are put in the order of their steps.
        let isOfADay = line.contains("PART OF ORDER BY") || line.contains("TERM")
        #expect(!line.contains("TEMP B-TREE") || isOfADay || isBounded(sql), "\(sql): \(line)")
      }
    }
    #expect(searches > 15)
  }

  /// What is read whole and is small: who is the default, the record of migrations.
  private static let small = ["default_user", "migrations", "(subquery", "users USING INTEGER"]

  /// The history of one person has at most a hundred rows.
  private func isBounded(_ sql: String) -> Bool { sql.contains("history") }
}
