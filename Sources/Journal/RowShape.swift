/// How a row of `table` is written: the user and its key, then the rest, in the order in which the values are bound.
struct RowShape: Sendable {
  let table: String
  let key: [String]
  let rest: [String]

  init(table: String, key: [String], rest: [String]) {
    self.table = table
    self.key = key
    self.rest = rest
  }

  /// The shape of the rows of `table` that hold `columns`.
  ///
  /// - Parameter number: the column of the number that the journal gives to each row, if it does.
  init<Record>(table: String, columns: [Column<Record>], number: String? = nil) {
    self.init(
      table: table, key: ["user"] + columns.filter(\.isKey).flatMap(\.stored),
      rest: (number.map { [$0] } ?? []) + columns.filter { !$0.isKey }.flatMap(\.stored))
  }

  /// Reads the columns in the order of the shape, without the user.
  var select: String { "SELECT \(list((key + rest).dropFirst())) FROM \(table)" }

  private var insert: String {
    let columns = key + rest
    return
      "INSERT INTO \(table) (\(list(columns))) VALUES (\(list(columns.map { _ in "?" })))"
  }

  /// Inserts the row unless one with its key exists.
  var add: String { "\(insert) ON CONFLICT DO NOTHING" }

  /// Inserts the row or overwrites the one with its key.
  var put: String {
    "\(insert) ON CONFLICT (\(list(key))) DO UPDATE SET \(list(rest.map { "\($0) = excluded.\($0)" }))"
  }

  private func list(_ names: some Sequence<String>) -> String { names.joined(separator: ", ") }
}
