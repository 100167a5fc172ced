import CSQLite
import TestSupport
import Testing

@testable import SQLite

/// Where SQLite converts a value or ignores a part of a text silently, the wrapper throws an error.
@Suite struct StatementTests {
  let folder: TemporaryFolder
  let connection: Connection

  init() throws {
    folder = try TemporaryFolder()
    connection = try Connection(path: folder.file("a.db"))
    try connection.executeScript(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, number INTEGER, bytes BLOB) STRICT")
  }

  /// Expects `body` to throw an error with `code`.
  func expect(
    _ code: ResultCode, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
  ) {
    let error = #expect(throws: SQLiteError.self, sourceLocation: sourceLocation) { try body() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
  }

  @Test func textIsNotReadAsZero() throws {
    let statement = try connection.statement("SELECT 'seven'")
    expect(.mismatch) { try statement.forEach { _ = try $0.integer(0) } }
  }

  @Test func nullIsNotReadAsZero() throws {
    let statement = try connection.statement("SELECT NULL AS missing")
    expect(.mismatch) { try statement.forEach { _ = try $0.integer(0) } }
    #expect(try statement.first { try $0.optionalInteger(0) } == .some(nil))
  }

  @Test func aNumberIsNotReadAsText() throws {
    let statement = try connection.statement("SELECT 7, 7.5, x'07'")
    for column: Int32 in 0...2 {
      expect(.mismatch) { try statement.forEach { _ = try $0.text(column) } }
    }
    expect(.mismatch) { try statement.forEach { _ = try $0.integer(1) } }
    expect(.mismatch) { try statement.forEach { _ = try $0.blob(0) } }
  }

  @Test func aMissingColumnIsNotReadAsNull() throws {
    let statement = try connection.statement("SELECT 1")
    for column: Int32 in [-1, 1] {
      expect(.mismatch) { try statement.forEach { _ = try $0.optionalInteger(column) } }
      expect(.mismatch) { try statement.forEach { _ = try $0.optionalText(column) } }
    }
  }

  @Test func aMismatchNamesTheColumnAndBothTypes() throws {
    let error = #expect(throws: SQLiteError.self) {
      try connection.statement("SELECT 'x' AS age").forEach { _ = try $0.integer(0) }
    }
    #expect(error?.message == "column 0 (age): expected an integer, found text")
  }

  @Test func invalidUTF8IsNotRepaired() throws {
    let statement = try connection.statement("SELECT CAST(x'ff41' AS TEXT)")
    expect(.mismatch) { try statement.forEach { _ = try $0.text(0) } }
  }

  @Test(arguments: [
    "SELECT 1; SELECT 2", "SELECT 1; ; DELETE FROM t", "SELECT 1; nonsense",
    "SELECT 1; -- x\n SELECT 2",
  ])
  func aSecondStatementIsAnError(sql: String) {
    expect(.misuse) { _ = try connection.statement(sql) }
  }

  @Test(arguments: ["SELECT 1;", "SELECT 1 ; ;", "SELECT 1 -- end", "SELECT 1; /* end */ \n"])
  func blanksAndCommentsMayFollowAStatement(sql: String) throws {
    #expect(try connection.statement(sql).first { try $0.integer(0) } == 1)
  }

  @Test(arguments: ["", "  ", "-- nothing"])
  func anEmptyStatementIsAnError(sql: String) {
    expect(.misuse) { _ = try connection.statement(sql) }
  }

  @Test func aDoubleQuotedNameIsNotAString() {
    expect(.error) { _ = try connection.statement("SELECT \"no such column\" FROM t") }
    expect(.error) { try connection.executeScript("CREATE INDEX i ON t (\"nowhere\")") }
  }

  @Test func theNumberOfBoundValuesIsChecked() throws {
    let statement = try connection.statement("SELECT ?, ?")
    expect(.range) { try statement.run(1) }
    expect(.range) { try statement.run(1, 2, 3) }
    expect(.range) { try statement.run() }
    try statement.run(1, 2)
  }

  @Test func theNumberOfValuesBoundOneByOneIsChecked() throws {
    let statement = try connection.statement("SELECT ?, ?")
    for count in [0, 1, 3] {
      let error = #expect(throws: SQLiteError.self) {
        try statement.run { values in for _ in 0..<count { values.integer(1) } }
      }
      #expect(error?.code == .range)
    }
    #expect(connection.isIdle)
  }

  @Test func valuesBoundOneByOneAreStored() throws {
    try connection.executeScript("CREATE TABLE b (a, b, c, d, e)")
    try connection.statement("INSERT INTO b VALUES (?, ?, ?, ?, ?)").run { values in
      values.integer(Int64.min)
      values.integer(nil)
      values.text("a\0b")
      values.text("")
      values.text(nil)
    }
    let sql = "SELECT a, b IS NULL, hex(c), d = '', e IS NULL FROM b"
    let row = try connection.statement(sql).first { row in
      "\(try row.integer(0)) \(try row.integer(1)) \(try row.text(2)) \(try row.integer(3)) \(try row.integer(4))"
    }
    #expect(row == "-9223372036854775808 1 610062 1 1")
  }

  @Test func aNULInATextIsKept() throws {
    try connection.execute("INSERT INTO t (text) VALUES (?)", "a\0b")
    #expect(try connection.statement("SELECT text FROM t").first { try $0.text(0) } == "a\0b")
  }

  @Test func emptyTextsAndBlobsAreNotNull() throws {
    try connection.execute("INSERT INTO t (text, bytes) VALUES (?, ?)", "", [UInt8]())
    try connection.statement("SELECT text, bytes FROM t").forEach { row in
      let (text, bytes) = (try row.optionalText(0), try row.blob(1))
      #expect(text == "")
      #expect(bytes == [])
    }
  }

  @Test func boundValuesAreStoredUnchanged() throws {
    let (text, bytes, missing): (String, [UInt8], String?) = ("日本語 e\u{301}", [0, 255, 7], nil)
    try connection.execute(
      "INSERT INTO t (text, number, bytes) VALUES (?, ?, ?)", text, Int.min, bytes)
    try connection.execute("INSERT INTO t (text) VALUES (?)", missing)
    try connection.statement("SELECT text, number, bytes FROM t WHERE id = 1").forEach { row in
      // Compared by scalars, because == accepts a canonically equivalent text.
      let read = (text: try row.text(0), number: try row.integer(1), bytes: try row.blob(2))
      #expect(Array(read.text.unicodeScalars) == Array(text.unicodeScalars))
      #expect(read.number == Int64(Int.min))
      #expect(read.bytes == bytes)
    }
    #expect(
      try connection.statement("SELECT text FROM t WHERE id = 2").first { try $0.optionalText(0) }
        == .some(nil))
  }

  @Test func aStatementIsResetAfterErrorsAndEarlyExits() throws {
    struct Stop: Error {}
    for id in 1...3 { try connection.execute("INSERT INTO t (id) VALUES (?)", id) }
    let statement = try connection.statement("SELECT id FROM t ORDER BY id")
    #expect(throws: Stop.self) { try statement.forEach { _ in throw Stop() } }
    #expect(connection.isIdle)
    var ids: [Int64] = []
    try statement.forEachWhile { row in
      ids.append(try row.integer(0))
      return ids.count < 2
    }
    #expect(ids == [1, 2] && connection.isIdle)
    #expect(try statement.map { try $0.integer(0) } == [1, 2, 3])
    #expect(connection.isIdle)
  }

  @Test func firstStopsAtTheFirstRow() throws {
    // The second row would throw: abs() of the least integer overflows.
    let statement = try connection.statement(
      "SELECT abs(column1) FROM (VALUES (1), (-9223372036854775808))")
    #expect(try statement.first { try $0.integer(0) } == 1)
    #expect(connection.isIdle)
    expect(.error) { try statement.run() }
    #expect(try connection.statement("SELECT id FROM t").first { try $0.integer(0) } == nil)
  }

  @Test func firstOfAnInsertInsertsAllRows() throws {
    let sql = "INSERT INTO t (number) VALUES (?), (?) RETURNING id"
    #expect(try connection.statement(sql).first(5, 6) { try $0.integer(0) } == 1)
    #expect(
      try connection.statement("SELECT sum(number) FROM t").first { try $0.integer(0) } == 11)
  }

  /// Outside a transaction, resetting a statement after its first row commits it.
  @Test func aCommitThatFailsAtTheFirstRowIsAnError() throws {
    try connection.executeScript(
      "CREATE TABLE child (t INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED) STRICT")
    let insert = try connection.statement("INSERT INTO child VALUES (9) RETURNING t")
    expect(.constraint) { _ = try insert.first { try $0.integer(0) } }
    expect(.constraint) { try insert.forEachWhile { _ in false } }
    #expect(connection.isIdle)
    #expect(try connection.statement("SELECT t FROM child").first { try $0.integer(0) } == nil)
  }

  @Test func aRunningStatementIsNotRunTwice() throws {
    for id in 1...2 { try connection.execute("INSERT INTO t (id) VALUES (?)", id) }
    var pairs: [[Int64]] = []
    try connection.statement("SELECT id FROM t ORDER BY id").forEach { outer in
      let left = try outer.integer(0)
      // The same SQL inside the loop gives another statement.
      try connection.statement("SELECT id FROM t ORDER BY id").forEach { inner in
        pairs.append([left, try inner.integer(0)])
      }
    }
    #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
    let statement = try connection.statement("SELECT id FROM t")
    expect(.misuse) { try statement.forEach { _ in try statement.run() } }
  }

  @Test func boundValuesAreNotInErrors() throws {
    try connection.executeScript("CREATE TABLE u (name TEXT PRIMARY KEY) STRICT")
    try connection.execute("INSERT INTO u VALUES (?)", "a secret")
    let error = #expect(throws: SQLiteError.self) {
      try connection.execute("INSERT INTO u VALUES (?)", "a secret")
    }
    #expect(error?.extendedCode == .primaryKeyConstraint)
    #expect(error?.description.contains("secret") == false)
  }

  @Test func aSyntaxErrorHasItsOffset() {
    let error = #expect(throws: SQLiteError.self) { _ = try connection.statement("SELECT FROM t") }
    #expect(error?.offset == 7)
    #expect(error?.sql == "SELECT FROM t")
  }

  @Test func aMissingColumnIsNotNull() throws {
    let nulls = try connection.statement("SELECT NULL, 1").first { row in
      [row.isNull(0), row.isNull(1), row.isNull(2)]
    }
    #expect(nulls == [true, false, false])
  }

  /// Bound texts are cleared after a run that succeeds and after one that fails.
  @Test func boundTextsAreCleared() throws {
    let insert = try connection.statement("INSERT INTO t (id, text) VALUES (?, ?)")
    func bound() -> String {
      let text = sqlite3_expanded_sql(insert.handle)
      defer { sqlite3_free(text) }
      return text.map { String(cString: $0) } ?? ""
    }
    for _ in 0..<2 {
      try? insert.run { values in
        values.integer(1)
        values.text("a secret")
      }
      #expect(!bound().contains("secret"))
    }
    expect(.range) { try insert.run { $0.text("a secret") } }
    #expect(!bound().contains("secret"))
    #expect(connection.isIdle)
  }
}
