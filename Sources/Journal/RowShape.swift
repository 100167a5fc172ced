/// The columns of `table` in the order in which values are bound: the user, the rest of the key, the other columns. SQL
/// that reads and writes rows is made from it.
struct RowShape: Sendable {
  let table: String
  let key: [String]
  let rest: [String]
  /// SQL that reads the columns in this order, without the user. It is stored, because making it takes a tenth of the
  /// time of reading a week of entries.
  let select: String

  init(table: String, key: [String], rest: [String]) {
    self.table = table
    self.key = key
    self.rest = rest
    select = "SELECT \(RowShape.list((key + rest).dropFirst())) FROM \(table)"
  }

  /// The shape of the rows of `table` that hold `columns`.
  ///
  /// - Parameter number: the column with the number of a row within its user; nil when rows have no number.
  init<Record>(table: String, columns: [Column<Record>], number: String? = nil) {
    self.init(
      table: table, key: ["user"] + columns.filter(\.isKey).flatMap(\.stored),
      rest: (number.map { [$0] } ?? []) + columns.filter { !$0.isKey }.flatMap(\.stored))
  }

  private var insert: String {
    let columns = key + rest
    return
      "INSERT INTO \(table) (\(RowShape.list(columns))) VALUES (\(RowShape.list(columns.map { _ in "?" })))"
  }

  /// SQL that inserts a row, unless one with the same key exists.
  var add: String { "\(insert) ON CONFLICT DO NOTHING" }

  /// SQL that inserts a row, or overwrites the one with the same key.
  var put: String {
    let updates = RowShape.list(rest.map { "\($0) = excluded.\($0)" })
    return "\(insert) ON CONFLICT (\(RowShape.list(key))) DO UPDATE SET \(updates)"
  }

  private static func list(_ names: some Sequence<String>) -> String {
    names.joined(separator: ", ")
  }
}
