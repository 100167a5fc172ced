import CSQLite

/// A connection to one database file, for one thread.
///
/// - Running SQL: `statement(_:)`, `execute(_:)`
/// - Transactions: `read(_:)`, `write(_:)`
/// - Recording and replaying changes: `recordingChanges(_:)`, `apply(_:)`
/// - Copies: `backUp(to:)`
/// - Stopping a long statement from another thread: `interrupter`
///
/// It is not Sendable: concurrency is more connections. Opening one closes the traps that SQLite
/// leaves open for compatibility (https://sqlite.org/quirks.html): foreign keys are enforced,
/// `"name"` is never a string, the schema's own functions are not trusted, and no statement may
/// write the schema table.
public final class Connection {
  @usableFromInline let owner: Handle
  @usableFromInline var handle: OpaquePointer { owner.pointer }
  /// The file it was opened on.
  public let path: String
  let busyTimeout: Int32
  /// The way to stop a statement that runs too long.
  public let interrupter: Interrupter

  // Kept statements in the order in which they were first asked for, in which most are asked for again.
  // A list that is searched, not a dictionary: they are few, and its type takes longer to make than it saves.
  private var kept: [Statement] = []
  private var nextPlace = 0
  /// How many transactions are open around the running code; beyond the first they are savepoints.
  var depth = 0

  /// Opens `path`, creating an empty file there when there is none.
  ///
  /// A file that is being created is readable by its owner alone; SQLite gives its `-wal` and
  /// `-shm` the same permissions.
  /// - Parameters:
  ///   - busyTimeout: how many milliseconds to wait for another connection's lock.
  ///   - whileWaiting: is called once, when it has waited for a second.
  /// - Throws: `SQLiteError`.
  public convenience init(
    path: String, busyTimeout: Int32 = 5000, whileWaiting: @escaping () -> Void = {}
  ) throws {
    if path != ":memory:" { try DatabaseFile.createPrivately(path) }
    // A build of SQLite may read a name that begins with file: as a URI, with options in it.
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
    // No mutex: the connection stays on one thread. Extended result codes from the first call on.
    let code = sqlite3_open_v2(
      name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      // Even a failed open leaves a handle, which holds the message and must be closed.
      defer { sqlite3_close_v2(opened) }
      throw SQLiteError.last(of: opened, code: code)
    }
    owner = Handle(opened)
    self.path = path
    self.busyTimeout = busyTimeout
    owner.patience = Patience(busyTimeout, tell: whileWaiting)
    interrupter = Interrupter(opened)
    try closeTraps()
  }

  deinit { interrupter.disconnect() }

  /// The statement of `sql`, prepared now or kept from an earlier call.
  ///
  /// - Complexity: O(`sql`) when it was asked for last, or behind the same one as the time before; else O(`sql` + kept
  ///   statements).
  /// - Throws: `SQLiteError` when the SQL is wrong, holds no statement or more than one.
  public func statement(_ sql: String) throws -> Statement {
    if let place = place(of: sql) {
      nextPlace = place + 1
      // One that is running already, further up the stack, stays the kept one.
      return kept[place].isRunning ? try Statement(sql, on: owner) : kept[place]
    }
    let prepared = try Statement(sql, on: owner)
    kept.append(prepared)
    nextPlace = kept.count
    return prepared
  }

  private func place(of sql: String) -> Int? {
    if nextPlace < kept.count, kept[nextPlace].sql == sql { return nextPlace }
    if nextPlace > 0, kept[nextPlace - 1].sql == sql { return nextPlace - 1 }
    return kept.firstIndex { $0.sql == sql }
  }

  /// The statements that are kept, for a test that looks at their plans.
  var keptSQL: [String] { kept.map(\.sql).sorted() }

  /// Runs `sql` once with `values`.
  ///
  /// - Throws: `SQLiteError`.
  @inlinable public func execute<each Value: Bindable>(
    _ sql: String, _ values: repeat each Value
  ) throws {
    try statement(sql).run(repeat each values)
  }

  /// Runs a script of any number of statements, as a migration is one.
  ///
  /// - Throws: `SQLiteError`; what ran before the failing statement stays done, unless the caller
  ///   has a transaction open.
  public func executeScript(_ script: String) throws {
    try owner.checkWritable()
    let code = sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  /// Runs `body` with the file to itself and no log beside it, then rewrites the file without the
  /// bytes that deleted rows leave in it.
  ///
  /// - Throws: `SQLiteError` with code `SQLITE_BUSY`, before anything is done, when another connection
  ///   has the database open.
  public func scrubbing(_ body: () throws -> Void) throws {
    // Leaving WAL mode writes the log back and removes it, which only the last connection can; from then
    // on the lock is kept, so that nobody comes in between.
    try executeScript("PRAGMA locking_mode = EXCLUSIVE")
    defer {
      // The lock goes with the next use of the file after the mode has changed back.
      try? executeScript("PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema;")
      try? setJournalMode("wal", patience: 1000)
    }
    try setJournalMode("delete", patience: 1000)
    try executeScript("BEGIN EXCLUSIVE; COMMIT;")
    // Nothing of it in a file for temporary tables.
    try executeScript("PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON")
    try body()
    try executeScript("VACUUM")
  }

  /// How many rows the last INSERT, UPDATE or DELETE changed.
  public var changedRows: Int { Int(sqlite3_changes64(handle)) }

  /// Whether no statement is running: true whenever the code above it has returned.
  public var isIdle: Bool {
    var statement = sqlite3_next_stmt(handle, nil)
    while let running = statement {
      if sqlite3_stmt_busy(running) != 0 { return false }
      statement = sqlite3_next_stmt(handle, running)
    }
    return true
  }

  /// The error SQLite holds for the call that has just failed with `code`.
  func error(_ code: Int32) -> SQLiteError { SQLiteError.last(of: handle, code: code) }

  /// Turns a switch of the connection and reads it back.
  func configure(_ option: Int32, _ on: Bool) throws {
    var effective: Int32 = -1
    let code = csqlite_configure(handle, option, on ? 1 : 0, &effective)
    guard code == SQLITE_OK, effective == (on ? 1 : 0) else {
      throw SQLiteError(
        extendedCode: code == SQLITE_OK ? SQLITE_ERROR : code,
        message: "this build of SQLite does not take the setting \(option)")
    }
  }

  /// Waits for locks as the connection was opened to.
  func bePatient() { owner.patience?.install(on: handle) }

  private func closeTraps() throws {
    bePatient()
    try configure(SQLITE_DBCONFIG_ENABLE_FKEY, true)
    try configure(SQLITE_DBCONFIG_DQS_DML, false)
    try configure(SQLITE_DBCONFIG_DQS_DDL, false)
    try configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
    try configure(SQLITE_DBCONFIG_DEFENSIVE, true)
  }
}

/// SQLite's own handle, closed when the connection and all its statements are gone: a statement may
/// outlive the last use of its connection.
@usableFromInline final class Handle {
  @usableFromInline let pointer: OpaquePointer
  /// How it waits for locks; SQLite holds on to it.
  var patience: Patience?
  // Single flags, of one thread: nothing can overlap, and checking that for each row shows.
  /// Whether the code that runs is inside `Connection.read(_:)`.
  @exclusivity(unchecked) @usableFromInline var refusesWrites = false

  /// Whether SQLite has rolled back by itself while transactions are open around the running code: what is
  /// written now would be kept statement by statement.
  @exclusivity(unchecked) @usableFromInline var isBroken = false

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  /// - Throws: `SQLiteError` where nothing may be written.
  func checkWritable() throws {
    if refusesWrites {
      throw SQLiteError(extendedCode: SQLITE_READONLY, message: "a read transaction cannot write")
    }
  }

  deinit { sqlite3_close_v2(pointer) }
}
