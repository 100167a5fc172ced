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
  let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(40)))
  return "'\(start.cleaned)\(isLong ? "..." : "")'"
}

extension String {
  /// The text on one line that cannot speak to the terminal: a replacement character stands for each
  /// control character.
  public var cleaned: String {
    if isClean { return self }
    var shown = UnicodeScalarView()
    for scalar in unicodeScalars { shown.append(scalar.isControl ? "\u{FFFD}" : scalar) }
    return String(shown)
  }

  /// Whether the text is on one line and cannot speak to the terminal.
  public var isClean: Bool {
    utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } || !unicodeScalars.contains(where: \.isControl)
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character, turns the direction of the text around it, or is there without
  /// being seen. Joiners are none of these: scripts need them.
  public var isControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: value != 0x200C && value != 0x200D
    default: false
    }
  }
}

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
  /// - Throws: `Malformed`, listing the names there are.
  public init(parsing text: String) throws {
    guard let value = Self(rawValue: text) else {
      throw Malformed(text, isNot: Self.noun, "it is one of \(Self.names)")
    }
    self = value
  }
}
