import CSQLite

/// SQLite as the process has it, whichever databases are open.
enum Library {
  /// Sets it up once, before anything else of it is called: without statistics of memory, which nothing here reads,
  /// allocation takes no lock that all connections share
  /// (https://sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus).
  ///
  /// Where somebody else in the process has called it before, SQLite refuses and goes on with them.
  static let isSetUp: Void = { _ = csqlite_keep_memory_statistics(0) }()
}
