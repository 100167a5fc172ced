import CSQLite

/// The settings of SQLite that apply to the whole process.
enum Library {
  /// Turns off memory statistics, which this library does not read: allocation then takes no lock that all connections
  /// share (https://sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus).
  ///
  /// Read this property before any call of SQLite. If other code of the process has used SQLite before, SQLite refuses
  /// the setting, and the statistics stay on.
  static let isSetUp: Void = { _ = csqlite_keep_memory_statistics(0) }()
}
