import CSQLite

/// A result code of SQLite (https://sqlite.org/rescode.html).
///
/// As a pattern, a primary code matches every extended code of its family and an extended code matches only
/// itself:
///
///     switch error.extendedCode {
///     case .uniqueConstraint: …
///     case .constraint: … // any other constraint
///     case .busy, .locked: …
///     default: …
///     }
///
/// `==` compares the values: `.uniqueConstraint == .constraint` is false.
public struct ResultCode: RawRepresentable, Hashable, Sendable {
  /// The number SQLite uses.
  public let rawValue: Int32

  /// Wraps a number of SQLite; every number is accepted.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// The code of the whole family: the low eight bits.
  public var primary: ResultCode { ResultCode(rawValue & 0xff) }

  /// Whether `code` is `pattern`, or an extended code of the primary code `pattern`.
  public static func ~= (pattern: ResultCode, code: ResultCode) -> Bool {
    pattern == code || pattern == code.primary
  }

  // sqlite3.h writes extended codes as `primary | (number << 8)`, which Swift does not import.
  private func extended(_ number: Int32) -> ResultCode { ResultCode(rawValue | number << 8) }
}

// MARK: Primary codes

extension ResultCode {
  /// `SQLITE_OK`: no error.
  public static let ok = ResultCode(SQLITE_OK)
  /// `SQLITE_ERROR`: an SQL error, or one without a code of its own.
  public static let error = ResultCode(SQLITE_ERROR)
  /// `SQLITE_INTERNAL`: a defect of SQLite.
  public static let `internal` = ResultCode(SQLITE_INTERNAL)
  /// `SQLITE_PERM`: access denied.
  public static let perm = ResultCode(SQLITE_PERM)
  /// `SQLITE_ABORT`: the operation was stopped, such as by a rollback or a conflict.
  public static let abort = ResultCode(SQLITE_ABORT)
  /// `SQLITE_BUSY`: another connection holds a lock.
  public static let busy = ResultCode(SQLITE_BUSY)
  /// `SQLITE_LOCKED`: this connection, or one that shares its cache, holds a lock.
  public static let locked = ResultCode(SQLITE_LOCKED)
  /// `SQLITE_NOMEM`: out of memory.
  public static let noMemory = ResultCode(SQLITE_NOMEM)
  /// `SQLITE_READONLY`: a write where only reading is allowed.
  public static let readOnly = ResultCode(SQLITE_READONLY)
  /// `SQLITE_INTERRUPT`: stopped by `Interrupter.interrupt()`.
  public static let interrupt = ResultCode(SQLITE_INTERRUPT)
  /// `SQLITE_IOERR`: the operating system reported an I/O error.
  public static let ioError = ResultCode(SQLITE_IOERR)
  /// `SQLITE_CORRUPT`: the database file is damaged.
  public static let corrupt = ResultCode(SQLITE_CORRUPT)
  /// `SQLITE_NOTFOUND`: an unknown operation of the file system layer.
  public static let notFound = ResultCode(SQLITE_NOTFOUND)
  /// `SQLITE_FULL`: the disk is full.
  public static let full = ResultCode(SQLITE_FULL)
  /// `SQLITE_CANTOPEN`: a file cannot be opened.
  public static let cantOpen = ResultCode(SQLITE_CANTOPEN)
  /// `SQLITE_PROTOCOL`: too many connections raced for the locks of a write-ahead log.
  public static let `protocol` = ResultCode(SQLITE_PROTOCOL)
  /// `SQLITE_SCHEMA`: the schema changed and the statement could not be prepared again.
  public static let schema = ResultCode(SQLITE_SCHEMA)
  /// `SQLITE_TOOBIG`: a text or blob is longer than the limit.
  public static let tooBig = ResultCode(SQLITE_TOOBIG)
  /// `SQLITE_CONSTRAINT`: a constraint of the schema was violated.
  public static let constraint = ResultCode(SQLITE_CONSTRAINT)
  /// `SQLITE_MISMATCH`: a value of another type than expected.
  public static let mismatch = ResultCode(SQLITE_MISMATCH)
  /// `SQLITE_MISUSE`: the interface was used in a way it does not allow.
  public static let misuse = ResultCode(SQLITE_MISUSE)
  /// `SQLITE_NOLFS`: the file is too large for the operating system.
  public static let noLargeFiles = ResultCode(SQLITE_NOLFS)
  /// `SQLITE_AUTH`: the authorizer refused the statement.
  public static let auth = ResultCode(SQLITE_AUTH)
  /// `SQLITE_RANGE`: a parameter that the statement does not have, or too few values for its parameters.
  public static let range = ResultCode(SQLITE_RANGE)
  /// `SQLITE_NOTADB`: the file is not a database.
  public static let notADatabase = ResultCode(SQLITE_NOTADB)
}

// MARK: Extended codes

extension ResultCode {
  /// `SQLITE_BUSY_SNAPSHOT`: a read transaction cannot become a write transaction, because another connection
  /// has written since.
  public static let busySnapshot = busy.extended(2)
  /// `SQLITE_CONSTRAINT_CHECK`: a CHECK constraint.
  public static let checkConstraint = constraint.extended(1)
  /// `SQLITE_CONSTRAINT_FOREIGNKEY`: a foreign key.
  public static let foreignKeyConstraint = constraint.extended(3)
  /// `SQLITE_CONSTRAINT_NOTNULL`: a NOT NULL constraint.
  public static let notNullConstraint = constraint.extended(5)
  /// `SQLITE_CONSTRAINT_PRIMARYKEY`: a PRIMARY KEY.
  public static let primaryKeyConstraint = constraint.extended(6)
  /// `SQLITE_CONSTRAINT_UNIQUE`: a UNIQUE constraint or index.
  public static let uniqueConstraint = constraint.extended(8)
  /// `SQLITE_CONSTRAINT_ROWID`: a duplicate rowid of a table without an INTEGER PRIMARY KEY.
  public static let rowIDConstraint = constraint.extended(10)
  /// `SQLITE_CONSTRAINT_DATATYPE`: a value of another type than the column of a STRICT table allows.
  public static let dataTypeConstraint = constraint.extended(12)
}

extension ResultCode: CustomStringConvertible {
  /// The number and SQLite's text for it, such as "5 (database is locked)".
  public var description: String { "\(rawValue) (\(text))" }

  /// SQLite's text for the code, in English.
  var text: String { sqlite3_errstr(rawValue).map { String(cString: $0) } ?? "unknown error" }
}
