import Files
import Migrations
import SQLite

/// A file with the routines of one or more users and everything they have logged.
///
/// - Opening: `init(at:timeout:whileWaiting:)`
/// - Transactions: `read(_:)`, `write(_:)`, and `change(by:at:isKept:summary:_:)`, which can be undone
/// - Users: `accounts()`, `account(named:)`, `addUser(_:)`, `defaultAccount()`, `setDefault(_:)`, `erase(_:with:)`
/// - The routine: `routine(of:withProducts:)`, `addStep(_:schedule:for:)`
/// - Entries: `entry(of:on:for:)`, `forEachEntry(of:from:to:_:)`, `EntryWriter`
/// - The data of reports: `reportInput(of:usesFrom:)`, `diary(of:)`, `diaryReader(of:)`
/// - Merging records: the functions named `merge`
/// - Copies and checks: `backUp(to:)`, `restore(from:keeping:)`, `checkup()`
///
/// It reads and writes values of the module `Routine`. The numbers by which rows refer to users,
/// steps and products are used only inside this module. Functions throw `SQLiteError` when SQLite
/// fails, `Damaged` when a row has a value that porelog never writes, and `InvalidInput` when an
/// argument cannot be stored.
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

  /// The number in the header of the file that marks it as a journal: `pore` in ASCII.
  public static let applicationID: Int32 = 0x706f_7265

  static let migrator = Migrator(
    applicationID: applicationID,
    migrations: migrationScripts.enumerated().map { index, script in
      Migration(
        version: Int32(index + 1), name: script.name,
        sql: String(decoding: script.bytes, as: UTF8.self))
    },
    copyPath: { path, version in JournalCopy.beforeMigration(from: version).path(of: path) })

  /// Two numbers of which one differs from before when anything in the journal has changed since: `own` counts the changes
  /// through this object, `others` those of other connections. They mean nothing to another object.
  ///
  /// - Throws: `SQLiteError`.
  public func changeStamp() throws -> (own: Int64, others: Int64) {
    (database.totalChanges, try database.dataVersion())
  }

  /// Keeps at most about this much of the file in memory, instead of SQLite's 2000 KiB.
  ///
  /// - Throws: `SQLiteError`.
  public func limitCache(toKibibytes size: Int) throws {
    // A negative number is a size in KiB (https://sqlite.org/pragma.html#pragma_cache_size).
    try database.execute("PRAGMA cache_size = -\(size)")
  }

  /// Runs `body` in a read transaction: everything it reads belongs to one state of the journal.
  ///
  /// - Throws: `SQLiteError`, or what `body` throws.
  public func read<Result>(_ body: () throws -> Result) throws -> Result {
    try database.read(body)
  }

  /// Runs `body` in a write transaction: everything it writes is kept, or nothing when it throws.
  ///
  /// - Throws: `SQLiteError`, or what `body` throws.
  public func write<Result>(_ body: () throws -> Result) throws -> Result {
    try database.write(body)
  }
}
