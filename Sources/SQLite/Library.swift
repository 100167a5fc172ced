import CSQLite
import Synchronization

/// SQLite as the process has it, whichever databases are open.
enum Library {
  private static let isSetUp = Mutex(false)

  /// Sets it up, before anything else of it is called: without statistics of memory, which nothing here reads,
  /// allocation takes no lock that all connections share
  /// (https://sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus).
  ///
  /// Where somebody else in the process has called it before, SQLite refuses and goes on with them.
  static func setUp() {
    isSetUp.withLock { isSetUp in
      if !isSetUp { _ = csqlite_keep_memory_statistics(0) }
      isSetUp = true
    }
  }
}
