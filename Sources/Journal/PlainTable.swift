import Calendar
import SQLite
import Text

/// A table whose rows store the columns of a record without references to other rows. Reading, merging and removing a
/// record are derived from the list of its columns.
struct PlainTable<Record>: Sendable {
  let columns: [Column<Record>]
  /// Returns a placeholder to fill column by column.
  let blank: @Sendable () -> Record
  /// The column with the number of a row within its user; nil when rows have no number.
  let number: String?
  let shape: RowShape
  /// For each column, its place in a row of `shape.select`.
  private let places: [Int]

  /// Describes the table `name`.
  init(
    _ name: String, _ columns: [Column<Record>], number: String? = nil,
    blank: @escaping @Sendable () -> Record
  ) {
    self.columns = columns
    self.blank = blank
    self.number = number
    shape = RowShape(table: name, columns: columns, number: number)
    let order = (shape.key + shape.rest).dropFirst()
    places = columns.map { column in
      (order.firstIndex(of: column.stored[0]) ?? order.startIndex) - order.startIndex
    }
  }

  /// The record in a row of `shape.select`.
  func record(_ row: borrowing Row) throws -> Record {
    var record = blank()
    for (index, column) in columns.enumerated() {
      let value = try row.value(Int32(places[index]), column.format, isRequired: column.isRequired)
      do { try column.set(&record, value) } catch let invalid as InvalidInput {
        throw Damaged(reason: invalid.description)
      }
    }
    return record
  }

  /// Binds the values of `record` in the order of `shape`.
  func bind(_ record: Record, user: UserID, number: Int64?, to values: inout Binder) {
    values.integer(user.number)
    for column in columns where column.isKey { values.field(column.get(record)) }
    if let number { values.integer(number) }
    for column in columns where !column.isKey { values.field(column.get(record)) }
  }

  /// Binds the user, then the natural key of `record`.
  func bindKey(_ record: Record, user: UserID, to values: inout Binder) {
    values.integer(user.number)
    for column in columns where column.isKey { values.field(column.get(record)) }
  }

  /// The condition for the row of a user and a natural key.
  var keyCondition: String { shape.key.map { "\($0) = ?" }.joined(separator: " AND ") }

  /// Throws `InvalidInput` when a number of `record` is outside the range of its column. The check
  /// is here so that it covers every front end; the fields of CSV files are also checked by their
  /// columns.
  func check(_ record: Record) throws {
    for column in columns {
      guard case .integer(let range) = column.format,
        case .integer(let number) = column.get(record),
        !range.contains(number)
      else { continue }
      throw InvalidInput(
        "\(column.name) is \(number), not from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// Whether two records are the same in every column.
  func areSame(_ left: Record, _ right: Record) -> Bool {
    columns.allSatisfy { $0.get(left).isSame(as: $0.get(right)) }
  }
}

extension Journal {
  /// The record of `table` with the natural key of `key`; nil when there is none.
  func record<Record>(like key: Record, in table: PlainTable<Record>, _ user: UserID) throws
    -> Record?
  {
    var found: Record?
    try database.statement("\(table.shape.select) WHERE \(table.keyCondition)").forEach(
      binding: { table.bindKey(key, user: user, to: &$0) }, row: { found = try table.record($0) })
    return found
  }

  /// Adds `record`, or compares it with the one of the same key.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  func merge<Record>(
    _ record: Record, into table: PlainTable<Record>, _ user: UserID, replacing: Bool
  ) throws -> MergeOutcome {
    try table.check(record)
    var number: Int64?
    if let column = table.number {
      number =
        try self.number(column, of: record, in: table, user)
        ?? nextNumber(column, in: table.shape.table, of: user)
    }
    func run(_ sql: String) throws {
      try database.statement(sql).run { values in
        table.bind(record, user: user, number: number, to: &values)
      }
    }
    try run(table.shape.add)
    if database.changedRows == 1 { return .added }
    if let known = try self.record(like: record, in: table, user), table.areSame(known, record) {
      return .unchanged
    }
    guard replacing else { return .conflict }
    try run(table.shape.put)
    return .replaced
  }

  /// Removes the record with the natural key of `key`.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  func remove<Record>(like key: Record, from table: PlainTable<Record>, _ user: UserID) throws
    -> Bool
  {
    try database.statement("DELETE FROM \(table.shape.table) WHERE \(table.keyCondition)").run {
      table.bindKey(key, user: user, to: &$0)
    }
    return database.changedRows == 1
  }

  /// The number of the row with the natural key of `record`; nil when there is none.
  private func number<Record>(
    _ column: String, of record: Record, in table: PlainTable<Record>, _ user: UserID
  ) throws -> Int64? {
    var number: Int64?
    try database.statement("SELECT \(column) FROM \(table.shape.table) WHERE \(table.keyCondition)")
      .forEach(
        binding: { table.bindKey(record, user: user, to: &$0) },
        row: { number = try $0.integer(0) })
    return number
  }

  /// The next free number of a numbered row of `user`.
  func nextNumber(_ column: String, in table: String, of user: UserID) throws -> Int64 {
    try database.statement("SELECT ifnull(max(\(column)), 0) + 1 FROM \(table) WHERE user = ?")
      .first(user.number) { try $0.integer(0) } ?? 1
  }
}

extension Binder {
  /// Binds the value of a column.
  mutating func field(_ value: FieldValue) {
    switch value {
    case .null: integer(nil as Int?)
    case .integer(let value): integer(value)
    case .day(let day): integer(day.number)
    case .instant(let instant): integer(instant.seconds)
    case .code(let text), .text(let text): self.text(text)
    }
  }
}

extension Row {
  /// The value of a column with this format.
  borrowing func value(
    _ column: Int32, _ format: FieldFormat, isRequired: Bool
  ) throws -> FieldValue {
    if !isRequired, isNull(column) { return .null }
    switch format {
    case .day: return .day(try day(column))
    case .instant: return try optionalInstant(column).map(FieldValue.instant) ?? .null
    case .integer(let range): return .integer(try int(column, in: range))
    case .code: return .code(try text(column))
    case .line: return .text(try name(column))
    case .note, .path: return .text(try text(column))
    }
  }
}
