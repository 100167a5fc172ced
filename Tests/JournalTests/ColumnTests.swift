import Calendar
import Routine
import SQLite
import TestSupport
import Testing

@testable import Journal

/// The lists of columns name every column of the database once.
@Suite struct ColumnTests {
  /// For each table, the columns with fields of records (`stored`), and the columns with numbers that identify rows in
  /// the file (`own`).
  static let tables: [(name: String, stored: [String], own: [String])] = [
    ("users", User.columns.flatMap(\.stored), ["user"]),
    ("products", Product.columns.flatMap(\.stored), ["user", "product"]),
    ("steps", Step.columns.flatMap(\.stored), ["user", "step"]),
    ("schedules", StepVersion<Schedule>.columns.flatMap(\.stored), ["user"]),
    ("step_products", StepVersion<String?>.columns.flatMap(\.stored), ["user"]),
    ("entries", Entry.columns.flatMap(\.stored), ["user"]),
    ("pauses", Pause.columns.flatMap(\.stored), ["user", "pause"]),
    ("procedures", Procedure.columns.flatMap(\.stored), ["user"]),
    ("ratings", Rating.columns.flatMap(\.stored), ["user"]),
    ("notes", DayNote.columns.flatMap(\.stored), ["user"]),
    ("photos", Photo.columns.flatMap(\.stored), ["user"]),
  ]
  /// Tables that hold no records of a user.
  static let others: Set = [
    "default_user", "history", "migrations", "devices", "pairings", "performed", "server",
    "user_keys",
  ]

  @Test func everyColumnOfTheFileIsInAList() throws {
    let folder = try TemporaryFolder()
    let database = try Journal(at: folder.file("a.db")).database
    let names = try database.statement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).map { try $0.text(0) }
    #expect(Set(names) == Set(ColumnTests.tables.map(\.name)).union(ColumnTests.others))
    for (table, stored, own) in ColumnTests.tables {
      let columns = try database.statement("SELECT name FROM pragma_table_info(?)")
        .map(table) { try $0.text(0) }
      #expect((stored + own).sorted() == columns.sorted(), "\(table)")
    }
  }

  /// Reading a column returns the value that was set.
  @Test func everyColumnReadsWhatItWrites() throws {
    func check<Record>(_ columns: [Column<Record>], _ blank: Record, _ values: [FieldValue]) throws
    {
      var record = blank
      for (column, value) in zip(columns, values) { try column.set(&record, value) }
      #expect(columns.count == values.count)
      for (column, value) in zip(columns, values) {
        #expect(column.get(record).isSame(as: value), "\(column.name)")
      }
    }
    let day = Day(number: 20_000)
    try check(
      User.columns, .blank, [.text("hana"), .code("05:30"), .code("Asia/Tokyo"), .day(day)])
    try check(
      Product.columns, Product(name: ""),
      [
        .text("Gel"), .text("b"), .code("toner"), .code("aha"), .text("1 %"), .day(day),
        .integer(6), .day(day + 8), .day(day + 1), .integer(30), .text("n"),
      ])
    try check(
      Step.columns, .blank,
      [
        .code("pm"), .code("oil"), .integer(3), .code("serum"), .code("bha"), .day(day),
        .day(day + 9),
      ])
    try check(
      StepVersion<Schedule>.columns, .blank(.daily),
      [.code("pm"), .code("oil"), .day(day), .code("2-3/week")])
    try check(
      StepVersion<String?>.columns, .blank(nil),
      [.code("pm"), .code("oil"), .day(day), .text("Gel")])
    try check(
      Entry.columns, .blank,
      [
        .day(day), .code("pm"), .code("oil"), .code("skipped"), .integer(2), .integer(15),
        .text("Gel"), .text("tired"), .text("n"), .instant(Instant(seconds: 7)),
        .day(day + 1),
      ])
    try check(
      Pause.columns, .blank,
      [.day(day), .day(day + 3), .code("active:bha"), .code("travel")])
    try check(
      Procedure.columns, .blank, [.day(day), .text("peel"), .day(day + 7), .text("n")])
    try check(Rating.columns, .blank, [.day(day), .code("itch"), .integer(3)])
    try check(DayNote.columns, .blank, [.day(day), .text("e\u{301}")])
    try check(
      Photo.columns, .blank,
      [
        .day(day), .code("nose"), .code("after"), .text("window"), .integer(30),
        .code(String(repeating: "a1", count: 32)), .integer(9), .integer(3), .integer(4),
        .day(day - 1), .text("/a/b.jpg"), .text("n"),
      ])
  }
}
