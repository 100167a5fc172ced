import Text

/// The limits of what a user writes, and the checks that hold them. Characters are Unicode scalars.
public enum TextRules {
  /// The most characters of a user's name and a procedure's kind.
  public static let longestName = 64
  /// The most characters of a product's name, and of other texts of one line.
  public static let longestLine = 200
  /// The most bytes of a note, in UTF-8.
  public static let longestNote = 40_000
  /// The most bytes of a photo's path, in UTF-8.
  public static let longestPath = 4096

  /// A text of one line that names something: in normal form C, trimmed, without control characters.
  ///
  /// - Throws: `InvalidInput`; the text itself is not in it when it is longer than a line.
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

  /// Whether `bytes` are ASCII without control characters and without blanks around it.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    let blank = UInt8(ascii: " ")
    guard bytes.count > 0, bytes[0] != blank, bytes[bytes.count - 1] != blank else { return false }
    for index in bytes.indices {
      guard bytes[index] >= blank, bytes[index] < 0x7F else { return false }
    }
    return true
  }

  /// A note, as it was written: any text of 1 to `longestNote` bytes.
  ///
  /// - Throws: `InvalidInput`, without the text.
  public static func note(_ text: String) throws -> String {
    let count = text.utf8.count
    guard count >= 1, count <= longestNote else {
      throw InvalidInput("a note has 1 to \(longestNote) bytes, not \(count)")
    }
    return text
  }

  /// A path of a file, as it was written.
  ///
  /// - Throws: `InvalidInput`, without the path.
  public static func path(_ text: String) throws -> String {
    guard (1...longestPath).contains(text.utf8.count), !text.utf8.contains(0),
      text.utf8.last != UInt8(ascii: "/")
    else {
      throw InvalidInput("a file's path has 1 to \(longestPath) bytes, no NUL, and no / at its end")
    }
    return text
  }
}
