import CSQLite

/// A value that can be bound to a parameter of a statement.
public protocol Bindable {
  /// Binds the value to the parameter `index`, counted from 1, of SQLite's `statement`.
  ///
  /// - Returns: the result code of the `sqlite3_bind` function.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// Binds values to the parameters of a statement in their order.
///
/// The methods do not throw: `Statement.run(binding:)` reports the first failure.
public struct Binder: ~Copyable {
  @usableFromInline let statement: OpaquePointer
  /// The number of values bound so far.
  @usableFromInline var count: Int32 = 0
  /// Whether one of them is a text.
  @usableFromInline var hasTexts = false
  /// The result code of the first value that could not be bound.
  @usableFromInline var firstFailure: Int32?

  @usableFromInline init(statement: OpaquePointer) { self.statement = statement }

  /// Binds an integer.
  @inlinable public mutating func integer(_ value: Int64) {
    count += 1
    check(sqlite3_bind_int64(statement, count, value))
  }

  /// Binds an integer.
  @inlinable public mutating func integer(_ value: Int) { integer(Int64(value)) }

  /// Binds an integer, or NULL for nil.
  @inlinable public mutating func integer(_ value: Int?) {
    if let value { integer(Int64(value)) } else { null() }
  }

  /// Binds a text, or NULL for nil.
  @inlinable public mutating func text(_ value: String?) {
    guard let value else { return null() }
    count += 1
    hasTexts = true
    check(value.bind(to: statement, at: count))
  }

  @usableFromInline mutating func null() {
    count += 1
    check(sqlite3_bind_null(statement, count))
  }

  @inlinable mutating func check(_ code: Int32) {
    if code != SQLITE_OK, firstFailure == nil { firstFailure = code }
  }
}

extension Int64: Bindable {
  /// Binds an integer.
  @inlinable public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: Bindable {
  /// Binds an integer.
  @inlinable public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension String: Bindable {
  /// Binds a text with its length, so that it can contain NUL.
  public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { utf8 in
      guard let count = Int32(exactly: utf8.count) else { return SQLITE_TOOBIG }
      // An empty buffer can have no address, and a null pointer binds NULL.
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
  /// Binds the value, or NULL for nil.
  @inlinable public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch self {
    case .some(let value): value.bind(to: statement, at: index)
    case .none: sqlite3_bind_null(statement, index)
    }
  }
}
