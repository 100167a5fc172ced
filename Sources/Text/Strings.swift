@_spi(_Unicode) import Swift

extension String {
  /// The text that `bytes` are in UTF-8; nil when they are not.
  public init?(utf8 bytes: Span<UInt8>) {
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    self = String(copying: text)
  }

  /// The text in Unicode's normal form C.
  ///
  /// Swift's `==` merges the spellings of `é` that SQLite and every other program keep apart, so names
  /// are brought to one spelling on their way in. The standard library has the tables for its own
  /// comparison; Foundation, which an everyday command should not have to load, only wraps them.
  public var composed: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var scalars = UnicodeScalarView()
    for scalar in _nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// The text without the blanks and line ends around it.
  public var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
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
