import Calendar
import Routine
import Text
import Tracker

/// The members of a JSON object, of which each is read by its name. A member that nobody reads is an error, so that a
/// misspelt name is not passed over.
struct Members {
  private var rest: [String: JSON]
  private let noun: String

  /// The members of `json`, which is called `noun` in messages.
  ///
  /// - Throws: `InvalidInput` when it is not an object.
  init(_ json: JSON, _ noun: String) throws {
    guard case .object(let object) = json else {
      throw InvalidInput("\(noun) is not an object")
    }
    rest = Dictionary(object.members) { first, _ in first }
    self.noun = noun
  }

  /// Whether the object has a member that was not read yet and is called `name`.
  func has(_ name: String) -> Bool { rest[name] != nil }

  /// The value of `name`; nil when it is null or left out.
  mutating func value(_ name: String) -> JSON? {
    switch rest.removeValue(forKey: name) {
    case nil, .null?: nil
    case let value?: value
    }
  }

  /// The text of `name`; nil when it is null or left out.
  ///
  /// - Throws: `InvalidInput` when it is not a string.
  mutating func text(_ name: String) throws -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else { throw wrong(name, "a string") }
    return text
  }

  /// The number of `name`; nil when it is null or left out.
  ///
  /// - Throws: `InvalidInput` when it is not a whole number.
  mutating func integer(_ name: String) throws -> Int? {
    guard let value = value(name) else { return nil }
    guard case .integer(let number) = value else { throw wrong(name, "a whole number") }
    return number
  }

  /// The truth value of `name`; false when it is null or left out.
  ///
  /// - Throws: `InvalidInput` when it is not true or false.
  mutating func flag(_ name: String) throws -> Bool {
    guard let value = value(name) else { return false }
    guard case .bool(let flag) = value else { throw wrong(name, "true or false") }
    return flag
  }

  /// The elements of `name`; none when it is null or left out.
  ///
  /// - Throws: `InvalidInput` when it is not an array.
  mutating func array(_ name: String) throws -> [JSON] {
    guard let value = value(name) else { return [] }
    guard case .array(let elements) = value else { throw wrong(name, "an array") }
    return elements
  }

  /// The text of `name` as `read` reads it; nil when it is null or left out.
  ///
  /// - Throws: `InvalidInput` when it is not a string; what `read` throws.
  mutating func parsed<Value>(_ name: String, _ read: (String) throws -> Value) throws -> Value? {
    try text(name).map(read)
  }

  /// The text of `name` as `read` reads it.
  ///
  /// - Throws: `InvalidInput` when it is missing or not a string; what `read` throws.
  mutating func required<Value>(_ name: String, _ read: (String) throws -> Value) throws -> Value {
    guard let value = try parsed(name, read) else { throw wrong(name, "given") }
    return value
  }

  /// The text of `name`.
  ///
  /// - Throws: `InvalidInput` when it is missing or not a string.
  mutating func required(_ name: String) throws -> String { try required(name) { $0 } }

  /// The day of `name`; nil when it is null or left out.
  ///
  /// - Throws: `InvalidInput` when it is not a day.
  mutating func day(_ name: String) throws -> RelativeDay? {
    try parsed(name) { .day(try Day(parsing: $0)) }
  }

  /// The new value of `name`: it stays when it is left out, and null takes it away.
  ///
  /// - Throws: `InvalidInput` when it is of another type.
  mutating func setting<Value>(
    _ name: String, _ read: (inout Members, String) throws -> Value?
  ) throws -> Setting<Value> {
    has(name) ? .set(try read(&self, name)) : .keep
  }

  /// Checks that every member was read.
  ///
  /// - Throws: `InvalidInput`, which names a member that was not.
  func finish() throws {
    guard let name = rest.keys.min() else { return }
    throw InvalidInput("\(noun) has no member \(quoted(name))")
  }

  private func wrong(_ name: String, _ expected: String) -> InvalidInput {
    InvalidInput("\(quoted(name)) of \(noun) is not \(expected)")
  }
}
