import Foundation
import Journal
import SQLite

/// All rows of a journal that a round trip must preserve, with natural keys instead of the numbers of the file. They
/// are read with SQL instead of the lists of columns behind CSV, so a column that is missing from CSV is noticed.
struct Rows {
  /// The rows of each table, sorted.
  let tables: [String: [String]]

  /// Columns that refer to rows by number, and the SQL of their natural keys.
  private static let keys = [
    "user": "(SELECT name FROM users AS u WHERE u.user = t.user)",
    "step":
      "(SELECT slot || '/' || slug FROM steps AS s WHERE s.user = t.user AND s.step = t.step)",
    "product":
      "(SELECT name FROM products AS p WHERE p.user = t.user AND p.product = t.product)",
  ]
  /// Columns with numbers that have no meaning outside the file, by table.
  private static let numbers = ["pauses": "pause", "steps": "step", "products": "product"]
  /// Tables that are not exported: the undo history, the migration record and the default user.
  private static let notExported: Set = [
    "history", "migrations", "default_user", "devices", "pairings", "performed", "server",
    "user_keys",
  ]

  /// Reads the file of `journal`.
  init(of journal: Journal) throws {
    let database = try Connection(path: journal.path)
    let names = try database.statement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).map { try $0.text(0) }
    var tables: [String: [String]] = [:]
    for table in names where !Rows.notExported.contains(table) {
      let columns = try database.statement("SELECT name FROM pragma_table_info(?)")
        .map(table) { try $0.text(0) }
      let values = columns.filter { Rows.numbers[table] != $0 }.map { column in
        "'\(column)=' || quote(\(table == "users" && column == "user" ? "NULL" : Rows.keys[column] ?? column))"
      }
      tables[table] = try database.statement(
        "SELECT \(values.joined(separator: " || ' ' || ")) FROM \(table) AS t ORDER BY 1"
      ).map { try $0.text(0) }
    }
    self.tables = tables
  }

  /// A column of the file of a journal.
  struct FileColumn: CustomStringConvertible {
    let table: String
    let name: String
    /// The number of rows whose value is neither NULL nor the column's default.
    let filled: Int
    /// The number of different values.
    let distinct: Int

    var description: String { "\(table).\(name)" }
  }

  /// The columns of all tables except those that CSV leaves out.
  static func columns(of journal: Journal) throws -> [FileColumn] {
    let database = try Connection(path: journal.path)
    let names = try database.statement(
      """
      SELECT t.name, c.name, ifnull(c.dflt_value, 'NULL')
      FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY 1, 2
      """
    ).map { (table: try $0.text(0), name: try $0.text(1), usual: try $0.text(2)) }
    return try names.filter { !notExported.contains($0.table) }.flatMap { table, name, usual in
      try database.statement(
        """
        SELECT count(*) FILTER (WHERE \(name) IS NOT NULL AND \(name) IS NOT \(usual)), count(DISTINCT \(name))
        FROM \(table)
        """
      ).map { row in
        FileColumn(
          table: table, name: name, filled: Int(try row.integer(0)),
          distinct: Int(try row.integer(1)))
      }
    }
  }

  /// The rows that only one of the two has.
  func differences(from other: Rows) -> [String] {
    Set(tables.keys).union(other.tables.keys).sorted().flatMap { table in
      let (left, right) = (Set(tables[table] ?? []), Set(other.tables[table] ?? []))
      return left.symmetricDifference(right).sorted().map { "\(table): \($0)" }
    }
  }
}
