/// A text that does not say what it should: the one error of this vocabulary.
public struct Malformed: Error, Equatable, Sendable, CustomStringConvertible {
  /// One clause that names the text and says what to write: for the end of a sentence.
  public let description: String

  /// Makes the error out of its clause.
  public init(_ description: String) { self.description = description }

  /// The error for `text` that is not `what`.
  ///
  /// - Parameter advice: what to write instead.
  init(_ text: String, isNot what: String, _ advice: String) {
    description = "\(quoted(text)) is not \(what): \(advice)"
  }
}

/// `text` in quotation marks, fit for one line of a message: shortened to 40 characters and without
/// control characters, which would speak to the terminal.
public func quoted(_ text: String) -> String {
  let isLong = text.unicodeScalars.count > 40
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(40) {
    shown.append(scalar.isControl ? "\u{FFFD}" : scalar)
  }
  return "'\(String(shown))\(isLong ? "..." : "")'"
}

extension Unicode.Scalar {
  /// Whether it is a control character or turns the direction of the text around it.
  public var isControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
  }
}

/// A value with a fixed set of names, which are also how it is stored and written.
public protocol Named: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// What one of them is called in a message, with its article: `a slot`.
  static var noun: String { get }
}

extension Named {
  /// The value called `text`.
  ///
  /// - Throws: `Malformed`, listing the names there are.
  public init(parsing text: String) throws {
    guard let value = Self(rawValue: text) else {
      let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw Malformed(text, isNot: Self.noun, "it is one of \(names)")
    }
    self = value
  }
}
