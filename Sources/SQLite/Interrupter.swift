import CSQLite
import Synchronization

/// Stops the statements that a connection is running, from any thread.
///
/// `sqlite3_interrupt` can be called from another thread, but the connection must not be closed meanwhile
/// (https://sqlite.org/c3ref/interrupt.html); a lock ensures that.
public final class Interrupter: Sendable {
  /// The address of SQLite's connection, as an integer because a pointer is not Sendable; nil when it is closed.
  private let address: Mutex<UInt?>

  init(_ handle: OpaquePointer) { address = Mutex(UInt(bitPattern: handle)) }

  /// Makes running statements throw a `SQLiteError` with code `.interrupt`. When none is running,
  /// it does nothing.
  public func interrupt() {
    address.withLock { address in
      if let address { sqlite3_interrupt(OpaquePointer(bitPattern: address)) }
    }
  }

  func disconnect() { address.withLock { $0 = nil } }
}
