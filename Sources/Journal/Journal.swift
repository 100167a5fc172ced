import Files
import Migrations
import SQLite

/// What one file holds of the routines of one or more people, and of what they logged.
///
/// - Opening: `init(at:timeout:whileWaiting:)`
/// - Transactions: `read(_:)`, `write(_:)`, and `change(by:at:isKept:summary:_:)`, which can be undone
/// - People: `accounts()`, `account(named:)`, `addUser(_:)`, `defaultAccount()`, `setDefault(_:)`, `erase(_:with:)`
/// - The routine: `routine(of:withProducts:)`, `addStep(_:schedule:for:)`
/// - What was logged: `entry(of:on:for:)`, `forEachEntry(of:from:to:_:)`, `EntryWriter`
/// - What reports are made from: `reportInput(of:usesFrom:)`, `diary(of:)`, `diaryReader(of:)`
/// - Merging records: the functions named `merge`
/// - Copies: `backUp(to:)`, `restore(from:keeping:)`; `checkup(isTimeZone:)` checks all of it
///
/// It reads and writes values of `Routine`. The numbers by which the file refers to people, steps and products do not
/// leave it. A function throws `SQLiteError` when SQLite fails, `Damaged` when a row holds what porelog never writes,
/// and `InvalidInput` when what it is given does not fit; each says which.
public final class Journal {
  let database: Connection

  /// The path of the file.
  public var path: String { database.path }

  /// Opens the journal at `path`, creating or migrating it as needed.
  ///
  /// - Parameters:
  ///   - timeout: how many milliseconds to wait for another connection's lock.
  ///   - whileWaiting: called once, after a second of waiting.
  /// - Throws: `Migrator.Refusal` when the file is not a journal this program can use, which leaves it untouched;
  ///   `SQLiteError`.
  public init(
    at path: String, timeout: Int32 = 5000, whileWaiting: @escaping () -> Void = {}
  ) throws {
    database = try Journal.migrator.open(
      path, busyTimeout: timeout, whileWaiting: whileWaiting)
  }

  /// `pore` in ASCII, the loggedDay in the header of every journal.
  public static let applicationID: Int32 = 0x706f_7265

  static let migrator = Migrator(
    applicationID: applicationID,
    migrations: migrationScripts.enumerated().map { index, script in
      Migration(
        version: Int32(index + 1), name: script.name,
        sql: String(decoding: script.bytes, as: UTF8.self))
    },
    copyPath: { path, version in JournalCopy.beforeMigration(from: version).path(of: path) })

  /// Runs `body` in a read transaction: everything it reads is of one moment.
  ///
  /// - Throws: `SQLiteError`, or what `body` throws.
  public func read<Result>(_ body: () throws -> Result) throws -> Result {
    try database.read(body)
  }

  /// Runs `body` in a write transaction: all it writes is kept, or nothing.
  ///
  /// - Throws: `SQLiteError`, or what `body` throws.
  public func write<Result>(_ body: () throws -> Result) throws -> Result {
    try database.write(body)
  }
}
