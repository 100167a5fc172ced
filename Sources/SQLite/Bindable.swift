import CSQLite

/// A value that can stand for a `?` of a statement.
public protocol Bindable {
  /// Binds the value to the parameter `index` (from 1) of `statement`.
  ///
  /// - Returns: SQLite's result code.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int64: Bindable {
  /// Binds a 64-bit integer.
  @inlinable public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: Bindable {
  /// Binds a 64-bit integer.
  @inlinable public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension String: Bindable {
  /// Binds text by its length, so that a NUL inside it survives.
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { utf8 in
      guard let count = Int32(exactly: utf8.count) else { return SQLITE_TOOBIG }
      // An empty buffer may have no address, and a null pointer would bind NULL.
      guard let base = utf8.baseAddress, count > 0 else {
        return csqlite_bind_text(statement, index, "", 0)
      }
      return base.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
        csqlite_bind_text(statement, index, $0, count)
      }
    }
  }
}

extension Array: Bindable where Element == UInt8 {
  /// Binds a blob.
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    withUnsafeBytes { bytes in
      guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
      guard let base = bytes.baseAddress, count > 0 else {
        return sqlite3_bind_zeroblob(statement, index, 0)
      }
      return csqlite_bind_blob(statement, index, base, count)
    }
  }
}

extension Optional: Bindable where Wrapped: Bindable {
  /// Binds the value, or NULL.
  @inlinable public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch self {
    case .some(let value): value.bind(to: statement, at: index)
    case .none: sqlite3_bind_null(statement, index)
    }
  }
}
