/// The error for input that is not valid, with advice for the user.
public struct InvalidInput: Error, Equatable, Sendable, CustomStringConvertible {
  /// A clause that says what is wrong and what to write instead, without a capital letter or a full
  /// stop.
  public let description: String

  /// Creates an error with this clause.
  public init(_ description: String) { self.description = description }

  /// Creates the error for a `text` that is not `what`, a noun with its article.
  ///
  /// - Parameter advice: what to write instead.
  package init(_ text: String, isNot what: String, _ advice: String) {
    description = "\(quoted(text)) is not \(what): \(advice)"
  }
}

/// `text` in quotation marks for one line of a message: shortened to 40 characters (choice), and without control
/// characters, which a terminal would interpret.
public func quoted(_ text: String) -> String {
  let isLong = text.unicodeScalars.count > 40
  let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(40)))
  return "'\(start.terminalSafe)\(isLong ? "..." : "")'"
}
