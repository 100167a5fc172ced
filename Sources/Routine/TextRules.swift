import Text

/// The limits of texts that users write, and functions that check them. Characters are counted as Unicode scalars.
public enum TextRules {
  /// The most characters of a user's name and of a procedure's kind. Choice.
  public static let longestName = 64
  /// The most characters of a product's name and of other texts of one line. Choice.
  public static let longestLine = 200
  /// The most bytes of a note in UTF-8. Choice.
  public static let longestNote = 40_000
  /// The most bytes of a photo's path in UTF-8: PATH_MAX of Linux.
  public static let longestPath = 4096

  /// Returns `text` as a text of one line: in normal form C and trimmed.
  ///
  /// - Parameters:
  ///   - noun: what the text is called in an error message, with its article.
  ///   - longest: the most characters it can have.
  /// - Throws: `InvalidInput`, which does not contain the text, when the length is out of range or there are control
  ///   characters.
  public static func name(_ text: String, _ noun: String, longest: Int) throws -> String {
    if isPlain(text.utf8.span), text.utf8.count <= longest { return text }
    let name = text.composed.trimmed
    let count = name.unicodeScalars.count
    guard count >= 1, count <= longest else {
      throw InvalidInput("\(noun) has 1 to \(longest) characters, not \(count)")
    }
    guard !name.unicodeScalars.contains(where: \.isControl) else {
      throw InvalidInput("\(noun) has no control characters: take them out")
    }
    return name
  }

  /// Whether `bytes` are ASCII without control characters and without blanks at the start or end. Such a text needs no
  /// conversion.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    let blank = UInt8(ascii: " ")
    guard bytes.count > 0, bytes[0] != blank, bytes[bytes.count - 1] != blank else { return false }
    for index in bytes.indices {
      guard bytes[index] >= blank, bytes[index] < 0x7F else { return false }
    }
    return true
  }

  /// Returns `text` unchanged when it can be a note: any text of 1 to `longestNote` bytes.
  ///
  /// - Throws: `InvalidInput`, which does not contain the text, when the length is out of range.
  public static func note(_ text: String) throws -> String {
    let count = text.utf8.count
    guard count >= 1, count <= longestNote else {
      throw InvalidInput("a note has 1 to \(longestNote) bytes, not \(count)")
    }
    return text
  }

  /// Returns `line` as a note or, when there is a note `known` already, as a further line of it.
  ///
  /// - Throws: as `note(_:)`.
  public static func note(_ line: String, addedTo known: String?) throws -> String {
    try note((known.map { $0 + "\n" } ?? "") + note(line))
  }

  /// Returns `text` unchanged when it can be the path of a file.
  ///
  /// - Throws: `InvalidInput`, which does not contain the path, when the length is out of range, or the path contains
  ///   NUL or ends with a slash.
  public static func path(_ text: String) throws -> String {
    guard (1...longestPath).contains(text.utf8.count), !text.utf8.contains(0),
      text.utf8.last != UInt8(ascii: "/")
    else {
      throw InvalidInput("a file's path has 1 to \(longestPath) bytes, no NUL, and no / at its end")
    }
    return text
  }
}
