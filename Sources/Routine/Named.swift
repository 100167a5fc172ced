import Text

/// A value with a fixed set of names, which are also how it is stored and written.
public protocol Named: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// What one of them is called in a message, with its article: `a slot`.
  static var noun: String { get }
}

extension Named {
  /// All their names, for a list in a sentence.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The value called `text`.
  ///
  /// - Throws: `InvalidInput`, listing the names there are.
  public init(parsing text: String) throws {
    guard let value = Self(rawValue: text) else {
      throw InvalidInput(text, isNot: Self.noun, "it is one of \(Self.names)")
    }
    self = value
  }
}
