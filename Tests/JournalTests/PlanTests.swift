import Calendar
import Reporting
import Routine
import TestSupport
import Testing

@testable import Journal
@testable import SQLite

/// The query plans of everyday commands: tables are searched by key, not scanned, and results are not sorted.
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

    // The queries of `log` with its line on the week, of `today`, of the reports and of `undo`.
    try journal.change(by: user, at: Instant(seconds: 0), summary: { "log" }) {
      try journal.put(Entry(day: today, step: key, status: .done), for: user)
      _ = try journal.entry(of: key, on: today, for: user)
      try EntryWriter(of: user, in: journal).remove(key, on: today - 1)
    }
    _ = try journal.account(named: "hana")
    _ = try journal.defaultAccount()?.id
    _ = try journal.diary(of: user)
    _ = try journal.weekInput(of: user, Week(of: today))
    _ = try journal.entries(
      of: user, from: today - 7, through: today, journal.routineInUse(of: user).routine)
    _ = try journal.redo(by: user)
    _ = try journal.daysAhead(of: user, after: today)
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
      // The schema and pragmas have no key to search by.
      if sql.contains("sqlite_schema") || sql.contains("pragma_") { continue }
      let statement = try journal.database.statement("EXPLAIN QUERY PLAN \(sql)")
      var plan: [String] = []
      try statement.forEachUnbound { plan.append(try $0.text(3)) }
      searches += plan.filter { $0.hasPrefix("SEARCH") }.count
      for line in plan {
        let isSmall = PlanTests.small.contains { line.hasPrefix("SCAN \($0)") }
        #expect(!line.hasPrefix("SCAN") || isSmall, "\(sql): \(line)")
        // The primary key of entries orders by day; the few entries of one day are sorted by step.
        let isOfADay = line.contains("PART OF ORDER BY") || line.contains("TERM")
        #expect(!line.contains("TEMP B-TREE") || isOfADay || isBounded(sql), "\(sql): \(line)")
      }
    }
    #expect(searches > 15)
  }

  /// Small tables and subqueries that may be scanned, such as the default user and the migration record.
  private static let small = ["default_user", "migrations", "(subquery", "users USING INTEGER"]

  /// The history of a user has at most 100 rows, so sorting it is allowed.
  private func isBounded(_ sql: String) -> Bool { sql.contains("history") }
}
