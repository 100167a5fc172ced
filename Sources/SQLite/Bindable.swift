import CSQLite

/// A value that can stand for a `?` of a statement.
public protocol Bindable {
  /// Binds the value to the parameter `index` (from 1) of `statement`.
  ///
  /// - Returns: SQLite's result code.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// Binds the parameters of a statement one after the other.
public struct Binder: ~Copyable {
  @usableFromInline let statement: OpaquePointer
  /// How many were bound.
  @usableFromInline var count: Int32 = 0
  /// Whether there was a text among them.
  @usableFromInline var hasTexts = false
  /// What SQLite answered to the first that could not be bound.
  @usableFromInline var failed: Int32?

  @usableFromInline init(statement: OpaquePointer) { self.statement = statement }

  /// Binds an integer.
  @inlinable public mutating func integer(_ value: Int64) {
    count += 1
    note(sqlite3_bind_int64(statement, count, value))
  }

  /// Binds an integer.
  @inlinable public mutating func integer(_ value: Int) { integer(Int64(value)) }

  /// Binds an integer, or NULL.
  @inlinable public mutating func integer(_ value: Int?) {
    if let value { integer(Int64(value)) } else { null() }
  }

  /// Binds a text, or NULL.
  @inlinable public mutating func text(_ value: String?) {
    guard let value else { return null() }
    count += 1
    hasTexts = true
    note(value.bind(to: statement, at: count))
  }

  @usableFromInline mutating func null() {
    count += 1
    note(sqlite3_bind_null(statement, count))
  }

  @inlinable mutating func note(_ code: Int32) {
    if code != SQLITE_OK, failed == nil { failed = code }
  }
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
