import CSQLite
import Synchronization

/// Stops the statement a connection is running, from any thread.
///
/// `sqlite3_interrupt` may be called from another thread, but not on a closed connection
/// (https://sqlite.org/c3ref/interrupt.html): the lock sees to the second.
public final class Interrupter: Sendable {
  /// The address of the connection, which as a pointer would not be Sendable.
  private let address: Mutex<UInt?>

  init(_ handle: OpaquePointer) { address = Mutex(UInt(bitPattern: handle)) }

  /// Makes the running statement throw an error that `isInterrupt`; does nothing when none runs.
  public func interrupt() {
    address.withLock { address in
      if let address { sqlite3_interrupt(OpaquePointer(bitPattern: address)) }
    }
  }

  func disconnect() { address.withLock { $0 = nil } }
}
