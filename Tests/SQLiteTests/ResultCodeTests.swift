import Testing

@testable import SQLite

@Suite struct ResultCodeTests {
  @Test func aPrimaryPatternMatchesItsFamily() {
    func family(_ code: ResultCode) -> String {
      switch code {
      case .uniqueConstraint: "unique"
      case .constraint: "constraint"
      case .busy, .locked: "busy"
      default: "other"
      }
    }
    #expect(family(.uniqueConstraint) == "unique")
    #expect(family(.foreignKeyConstraint) == "constraint")
    #expect(family(.constraint) == "constraint")
    #expect(family(.busySnapshot) == "busy")
    #expect(family(.locked) == "busy")
    #expect(family(.ok) == "other")
  }

  @Test func anExtendedPatternMatchesItselfOnly() {
    #expect(!(ResultCode.uniqueConstraint ~= .constraint))
    #expect(!(ResultCode.uniqueConstraint ~= .primaryKeyConstraint))
    #expect(ResultCode.constraint != .uniqueConstraint)
    #expect(ResultCode.uniqueConstraint.primary == .constraint)
  }

  /// Numbers from https://sqlite.org/rescode.html.
  @Test(
    arguments: [
      (.busySnapshot, 517), (.checkConstraint, 275), (.foreignKeyConstraint, 787),
      (.notNullConstraint, 1299), (.primaryKeyConstraint, 1555), (.uniqueConstraint, 2067),
      (.rowIDConstraint, 2579), (.dataTypeConstraint, 3091), (.perm, 3), (.readOnly, 8),
      (.ioError, 10), (.corrupt, 11), (.cantOpen, 14), (.mismatch, 20), (.notADatabase, 26),
    ] as [(ResultCode, Int32)])
  func codesHaveTheNumbersOfSQLite(code: ResultCode, number: Int32) {
    #expect(code.rawValue == number)
  }

  @Test(
    arguments: [
      ("INSERT INTO t (a) VALUES (-1)", .checkConstraint),
      ("INSERT INTO t (a) VALUES (NULL)", .notNullConstraint),
      ("INSERT INTO t (a) VALUES ('x')", .dataTypeConstraint),
      ("INSERT INTO t (a) VALUES (1)", .uniqueConstraint),
      ("INSERT INTO t (id, a) VALUES (1, 2)", .primaryKeyConstraint),
      ("INSERT INTO t (a, parent) VALUES (2, 9)", .foreignKeyConstraint),
      ("INSERT INTO u (rowid) VALUES (1)", .rowIDConstraint),
    ] as [(String, ResultCode)])
  func eachConstraintHasItsExtendedCode(sql: String, code: ResultCode) throws {
    let connection = try Connection(path: ":memory:")
    try connection.executeScript(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL UNIQUE CHECK (a > 0),
        parent INTEGER REFERENCES t (id)) STRICT;
      CREATE TABLE u (a);
      INSERT INTO t (id, a) VALUES (1, 1);
      INSERT INTO u (rowid) VALUES (1);
      """)
    let error = #expect(throws: SQLiteError.self) { try connection.execute(sql) }
    #expect(error?.extendedCode == code)
    #expect(error?.code == .constraint)
    #expect(error?.isConstraint == true && error?.isBusy == false)
  }

  @Test func theDescriptionHasTheNumberAndTheText() {
    #expect(ResultCode.busy.description == "5 (database is locked)")
    let error = SQLiteError(extendedCode: .uniqueConstraint, message: "no", sql: "S", offset: 4)
    #expect(error.description == "SQLite error 2067: no in “S” at byte 4")
  }
}
