@_spi(_Unicode) import Swift

extension String {
  /// Creates a text from UTF-8; nil when `bytes` are not valid UTF-8.
  public init?(utf8 bytes: Span<UInt8>) {
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    self = String(copying: text)
  }

  /// The text in Unicode's normal form C.
  ///
  /// Swift's `==` treats canonically equivalent spellings of `é` as equal; SQLite and most other programs do not. Names
  /// are therefore normalised when they are read. `_nfc` is what the standard library uses for `==`. Foundation has a
  /// public method, but everyday commands do not load Foundation.
  public var composed: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var scalars = UnicodeScalarView()
    for scalar in _nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// The text without white space and line ends at its start and end.
  public var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}

extension String {
  /// The text for one line of a terminal: each control character is replaced by U+FFFD.
  public var terminalSafe: String {
    if isTerminalSafe { return self }
    var shown = UnicodeScalarView()
    for scalar in unicodeScalars { shown.append(scalar.isControl ? "\u{FFFD}" : scalar) }
    return String(shown)
  }

  /// Whether the text has no control characters, so that it fits one line of a terminal.
  public var isTerminalSafe: Bool {
    utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } || !unicodeScalars.contains(where: \.isControl)
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character, a line or paragraph separator, or an invisible format character, such as one
  /// that changes the direction of text. The two zero-width joiners do not count, because some scripts need them.
  public var isControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: value != 0x200C && value != 0x200D
    default: false
    }
  }
}
