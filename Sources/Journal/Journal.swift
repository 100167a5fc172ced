import Migrations
import SQLite

/// What one file keeps of one or more people's routines and what they logged.
///
/// - Opening: `init(at:)`
/// - Transactions: `read(_:)`, `write(_:)`, and `change(by:at:summary:_:)`, which can be undone
/// - People: `accounts()`, `forEachAccount(_:)`, `account(named:)`, `addUser(_:)`, `defaultUser()`, `setDefault(_:)`
/// - The routine: `routine(of:)`, `addStep(_:schedule:for:)`
/// - What was logged: `entry(of:on:for:)`, `forEachEntry(of:from:to:_:)`, `put(_:for:)`
/// - What a report is made from: `diary(of:)`, `diary(of:in:)`, `chronicle(of:deedsFrom:)`, `diaryReader(of:)`
/// - Taking in what another file holds: the functions named `merge`
/// - Copies: `backUp(to:)`, `restore(from:keeping:)`; `checkup(isTimeZone:)` looks at all of it
///
/// Every function reads and writes values of `Routine`; the numbers that stand for people, steps and
/// products inside the file do not leave it. All of them throw `SQLiteError`.
public final class Journal {
  let database: Connection

  /// Opens the journal at `path`, making or migrating it as needed.
  ///
  /// - Parameters:
  ///   - patience: for how many milliseconds to wait for another program that writes.
  ///   - whileWaiting: is called once, when it has waited for a second.
  /// - Throws: `Migrator.Refusal` when the file is not a journal this program can keep, with the file
  ///   left as it was; `SQLiteError`.
  public init(
    at path: String, patience: Int32 = 5000, whileWaiting: @escaping () -> Void = {}
  ) throws {
    database = try Journal.migrator.open(
      path, busyTimeout: patience, whileWaiting: whileWaiting)
  }

  /// `pore` in ASCII, the mark in the header of every journal.
  public static let applicationID: Int32 = 0x706f_7265

  static let migrator = Migrator(
    applicationID: applicationID,
    migrations: migrationScripts.enumerated().map { index, script in
      Migration(
        version: Int32(index + 1), name: script.name,
        sql: String(decoding: script.bytes, as: UTF8.self))
    })

  /// Runs `body` on one unchanging view of the journal.
  public func read<Result>(_ body: () throws -> Result) throws -> Result {
    try database.read(body)
  }

  /// Runs `body` so that all it writes is kept, or nothing.
  public func write<Result>(_ body: () throws -> Result) throws -> Result {
    try database.write(body)
  }
}

/// What became of a record that was to be merged into the journal.
public enum Merged: Hashable, Sendable {
  /// It was not there and is now.
  case added
  /// It was there already, the same.
  case unchanged
  /// One with the same key was there and gave way.
  case replaced
  /// One with the same key and other content is there and stays.
  case conflict
}

/// Whether two texts that are kept as they are written are the same byte by byte: to Swift's `==` the
/// spellings of `é` are one.
func isSameText(_ left: String?, _ right: String?) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return left.utf8.elementsEqual(right.utf8)
}

/// How a row of `table` is written: its key, then the rest, as the values are bound.
struct RowShape {
  let table: String
  let key: [String]
  let rest: [String]

  private var insert: String {
    let columns = key + rest
    let marks = Array(repeating: "?", count: columns.count)
    return
      "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks.joined(separator: ", ")))"
  }

  /// Inserts the row unless one with its key is there.
  var add: String { "\(insert) ON CONFLICT DO NOTHING" }

  /// Inserts the row or writes it over the one with its key.
  var put: String {
    let assignments = rest.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return "\(insert) ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(assignments)"
  }
}

extension Journal {
  /// Adds a row, or finds out how it stands to the one that is there.
  ///
  /// - Parameters:
  ///   - write: runs the statement with the row's values.
  ///   - isSame: whether the row that is there says the same.
  func merge(
    _ shape: RowShape, replacing: Bool, write: (Statement) throws -> Void,
    isSame: () throws -> Bool
  ) throws -> Merged {
    try write(try database.statement(shape.add))
    if database.changedRows == 1 { return .added }
    if try isSame() { return .unchanged }
    guard replacing else { return .conflict }
    try write(try database.statement(shape.put))
    return .replaced
  }
}
