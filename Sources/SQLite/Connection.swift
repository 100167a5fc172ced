import CSQLite

/// A connection to one database file, used by one thread at a time.
///
/// - Running SQL: `statement(_:)`, `execute(_:_:)`, `executeScript(_:)`
/// - Transactions: `read(_:)`, `write(_:)`
/// - Recording and applying changes: `recordingChanges(_:)`, `apply(_:)`
/// - Copies: `backUp(to:)`, `restore(from:beforehand:)`
/// - Stopping a statement from another thread: `interrupter`
///
/// It is not Sendable; threads that work at the same time open a connection each. Opening one turns off what SQLite
/// allows only for compatibility (https://sqlite.org/quirks.html): foreign keys are enforced, `"name"` is never a
/// string, functions and virtual tables in the schema are not trusted, and the schema table cannot be written.
public final class Connection {
  @usableFromInline let database: DatabaseHandle
  @usableFromInline var handle: OpaquePointer { database.pointer }
  /// The path the connection was opened with.
  public let path: String
  let busyTimeout: Int32
  /// Stops the statement that the connection is running.
  public let interrupter: Interrupter

  private var cache = StatementCache(capacity: Connection.defaultCacheCapacity)
  /// The number of transactions that enclose the running code; all but the first are savepoints.
  var depth = 0

  /// Choice: large enough for a program's everyday statements, small enough that searching all of them is cheap.
  private static let defaultCacheCapacity = 64

  /// Opens the database at `path`, and creates an empty file when there is none.
  ///
  /// Only the owner can read a file created here; SQLite gives the `-wal` and `-shm` files the same permissions.
  /// - Parameters:
  ///   - path: `:memory:`, or a file path. It is never read as a URI.
  ///   - busyTimeout: how many milliseconds to wait for a lock of another connection.
  ///   - whileWaiting: called at most once per connection, when a wait has lasted a second.
  /// - Throws: `SQLiteError`.
  public convenience init(
    path: String, busyTimeout: Int32 = 5000, whileWaiting: @escaping () -> Void = {}
  ) throws {
    if path != ":memory:" { try DatabaseFile.createPrivately(path) }
    // SQLite can be built to read a name that begins with "file:" as a URI with options.
    let name = path == ":memory:" || path.hasPrefix("/") ? path : "./" + path
    try self.init(
      path: path, name: name, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
      busyTimeout: busyTimeout, whileWaiting: whileWaiting)
  }

  init(
    path: String, name: String, flags: Int32, busyTimeout: Int32,
    whileWaiting: @escaping () -> Void = {}
  ) throws {
    Library.isSetUp
    var opened: OpaquePointer?
    // No mutex, because one thread at a time uses the connection.
    let code = sqlite3_open_v2(
      name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      // Even a failed open returns a connection, which holds the message and must be closed
      // (https://sqlite.org/c3ref/open.html).
      defer { sqlite3_close_v2(opened) }
      throw SQLiteError.last(of: opened, code: code)
    }
    database = DatabaseHandle(
      opened, busyHandler: BusyHandler(timeout: busyTimeout, whileWaiting: whileWaiting))
    self.path = path
    self.busyTimeout = busyTimeout
    interrupter = Interrupter(opened)
    try applySafeDefaults()
  }

  deinit { interrupter.disconnect() }

  // MARK: Statements

  /// A statement prepared from `sql`, kept for the next call with the same text.
  ///
  /// While the kept statement is running, a call returns another one, which is not kept.
  /// - Throws: `SQLiteError` when the SQL is wrong, or is not exactly one statement.
  /// - Complexity: O(length of `sql` + kept statements) for a kept statement.
  public func statement(_ sql: String) throws -> Statement {
    if let kept = cache.find(sql) {
      return kept.isRunning ? try Statement(sql, on: database) : kept
    }
    let statement = try Statement(sql, on: database)
    cache.insert(statement)
    return statement
  }

  /// How many prepared statements are kept; 64 unless set. The least recently used ones are dropped first;
  /// running ones are never dropped.
  public var statementCacheCapacity: Int {
    get { cache.capacity }
    set { cache.capacity = max(0, newValue) }
  }

  /// How many statements this connection has prepared so far. Scripts do not count.
  public var preparedCount: Int { database.preparedCount }

  /// The SQL of the kept statements, sorted, for tests of query plans.
  var keptSQL: [String] { cache.sql }

  /// Runs the single statement `sql` to completion, with `values` bound to its parameters.
  ///
  /// - Throws: `SQLiteError`.
  @inlinable public func execute<each Value: Bindable>(
    _ sql: String, _ values: repeat each Value
  ) throws {
    try statement(sql).run(repeat each values)
  }

  /// Runs a script of any number of statements.
  ///
  /// - Throws: `SQLiteError`; outside a transaction, the statements before the failing one keep their effect.
  public func executeScript(_ script: String) throws {
    try database.checkWritable()
    let code = sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  /// Runs `body` while no other connection can use the file, then rewrites the file, so that the bytes of deleted
  /// rows are gone from it.
  ///
  /// `body` and the rewriting are not one transaction. WAL mode is set again afterwards.
  /// - Throws: `SQLiteError` with code `.busy`, before `body`, when another connection has the database open;
  ///   `SQLiteError`, or what `body` throws.
  /// - Complexity: O(size of the file).
  public func withExclusiveVacuum(_ body: () throws -> Void) throws {
    // Only a sole connection can leave WAL mode; SQLite then moves the log into the database and
    // deletes the log. EXCLUSIVE keeps the lock between transactions
    // (https://sqlite.org/pragma.html#pragma_locking_mode).
    try executeScript("PRAGMA locking_mode = EXCLUSIVE")
    defer {
      // SQLite releases the lock at the first access after the locking mode has changed, hence the SELECT.
      try? executeScript("PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema;")
      try? setJournalMode("wal", timeout: Connection.exclusiveTimeout)
    }
    try setJournalMode("delete", timeout: Connection.exclusiveTimeout)
    try executeScript("BEGIN EXCLUSIVE; COMMIT;")
    // Deleted rows must not remain in a temporary file either.
    try executeScript("PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON")
    try body()
    try executeScript("VACUUM")
  }

  /// How many milliseconds to wait for the other connections to be closed. Choice.
  private static let exclusiveTimeout: Int32 = 1000

  /// How many rows this connection has changed since it was opened.
  public var totalChanges: Int64 { sqlite3_total_changes64(handle) }

  /// A number that differs from the one before when another connection has committed a change since
  /// (https://sqlite.org/pragma.html#pragma_data_version).
  ///
  /// - Throws: `SQLiteError`.
  public func dataVersion() throws -> Int64 { try pragma("data_version") }

  /// How many rows the most recent INSERT, UPDATE or DELETE changed.
  public var changedRows: Int { Int(sqlite3_changes64(handle)) }

  /// Whether no statement is running.
  ///
  /// - Complexity: O(prepared statements).
  public var isIdle: Bool {
    var next = sqlite3_next_stmt(handle, nil)
    while let statement = next {
      if sqlite3_stmt_busy(statement) != 0 { return false }
      next = sqlite3_next_stmt(handle, statement)
    }
    return true
  }

  // MARK: Settings

  /// The error of a call on this connection that has just failed with `code`.
  func error(_ code: Int32) -> SQLiteError { SQLiteError.last(of: handle, code: code) }

  /// Sets a switch of the connection, and checks that it took effect: SQLite ignores some switches
  /// that it was built without.
  func configure(_ option: Int32, _ on: Bool) throws {
    var effective: Int32 = -1
    let code = csqlite_configure(handle, option, on ? 1 : 0, &effective)
    guard code == SQLITE_OK, effective == (on ? 1 : 0) else {
      throw SQLiteError(
        extendedCode: code == SQLITE_OK ? .error : ResultCode(code),
        message: "this build of SQLite does not take the setting \(option)")
    }
  }

  /// Makes the connection wait for locks up to its busy timeout.
  func installBusyHandler() { database.busyHandler.install(on: handle) }

  private func applySafeDefaults() throws {
    installBusyHandler()
    try configure(SQLITE_DBCONFIG_ENABLE_FKEY, true)
    try configure(SQLITE_DBCONFIG_DQS_DML, false)
    try configure(SQLITE_DBCONFIG_DQS_DDL, false)
    try configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
    try configure(SQLITE_DBCONFIG_DEFENSIVE, true)
  }

  /// The integer that the pragma `name` returns.
  func pragma(_ name: String) throws -> Int64 {
    try statement("PRAGMA \(name)").first { try $0.integer(0) } ?? 0
  }

  /// Sets the journal mode, `wal` or `delete`.
  ///
  /// The change needs an exclusive lock. When waiting for it could deadlock, SQLite does not call the busy handler, so
  /// the attempt is repeated here. This happens when two processes create the same database at the same time.
  /// - Parameter timeout: how many milliseconds to repeat the attempt.
  /// - Throws: `SQLiteError`; with code `.cantOpen` when the file system does not support the mode.
  func setJournalMode(_ mode: String, timeout: Int32) throws {
    // No busy timeout during an attempt, so that `timeout` alone limits the wait.
    sqlite3_busy_timeout(handle, 0)
    defer { installBusyHandler() }
    var waited: Int32 = 0
    while true {
      do {
        let effective = try statement("PRAGMA journal_mode = \(mode)").first { try $0.text(0) }
        if effective == mode { return }
        throw SQLiteError(
          extendedCode: .cantOpen, message: "this file system does not take the mode \(mode)")
      } catch let error as SQLiteError where error.isBusy && waited < timeout {
        waited += sqlite3_sleep(Connection.retryInterval)
      }
    }
  }
}

/// SQLite's connection and its state, shared by a `Connection` and its statements. It is closed when all of them are
/// released, because a statement can outlive its connection.
@usableFromInline final class DatabaseHandle {
  @usableFromInline let pointer: OpaquePointer
  /// SQLite holds an unowned reference to it.
  let busyHandler: BusyHandler

  // Not `@usableFromInline`, so that the compiler can prove that accesses do not overlap. Checking that at run time
  // takes 7 % of an INSERT (333 of 4,724 instructions, including the check of `Statement.isRunning`).

  /// Whether the running code is inside `Connection.read(_:)`.
  var refusesWrites = false
  /// Whether SQLite has rolled back the transaction that encloses the running code. A further statement would run in
  /// autocommit mode.
  var wasRolledBack = false
  /// How many statements were prepared.
  var preparedCount = 0

  init(_ pointer: OpaquePointer, busyHandler: BusyHandler) {
    self.pointer = pointer
    self.busyHandler = busyHandler
  }

  /// - Throws: `SQLiteError` with code `.readOnly` inside `Connection.read(_:)`.
  func checkWritable() throws {
    if refusesWrites {
      throw SQLiteError(extendedCode: .readOnly, message: "a read transaction cannot write")
    }
  }

  deinit { sqlite3_close_v2(pointer) }
}
