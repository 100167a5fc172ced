import Text

/// An enumeration whose raw values are the names that users write and files store.
public protocol Named: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The noun for a value in messages, with its article: `a slot`.
  static var noun: String { get }
}

extension Named {
  /// All names, separated by commas.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Creates the value named `text`.
  ///
  /// - Throws: `InvalidInput`, which lists all names.
  public init(parsing text: String) throws {
    guard let value = Self(rawValue: text) else {
      throw InvalidInput(text, isNot: Self.noun, "it is one of \(Self.names)")
    }
    self = value
  }
}
