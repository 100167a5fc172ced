/// A text that does not say what it should: the one error of this vocabulary.
public struct InvalidInput: Error, Equatable, Sendable, CustomStringConvertible {
  /// One clause that names the text and says what to write: for the end of a sentence.
  public let description: String

  /// Makes the error out of its clause.
  public init(_ description: String) { self.description = description }

  /// The error for `text` that is not `what`.
  ///
  /// - Parameter advice: what to write instead.
  package init(_ text: String, isNot what: String, _ advice: String) {
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
