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

extension [String] {
  /// The texts one after the other, with `separator` between them: in the place of the standard library's, of which the
  /// types that it is made of are put together at its first use, a hundredth of an everyday command.
  package func joined(separator: String = "") -> String {
    var joined = ""
    for (index, text) in enumerated() {
      if index > 0 { joined += separator }
      joined += text
    }
    return joined
  }
}

/// The name of a step within its slot: letters of any script, their marks, and digits, in lower
/// case and normal form C, with single hyphens between; at most 64 characters. `夜の洗顔` is one.
///
/// Characters are counted as Unicode scalars, as SQLite's `length` counts them.
public struct Slug: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// The most characters a slug has.
  public static let longest = 64

  /// Reads a slug, in whatever case and normal form it is written.
  ///
  /// - Throws: `Malformed`.
  public init(parsing text: String) throws {
    if Slug.isPlain(text.utf8.span) {
      description = text
      return
    }
    let slug = text.composed.lowercased().composed
    let scalars = Array(slug.unicodeScalars)
    let advice = "letters and digits with single hyphens between, such as oil-cleanse"
    guard !scalars.isEmpty, scalars.count <= Slug.longest else {
      throw Malformed(text, isNot: "a step's name", "it has 1 to \(Slug.longest) characters")
    }
    var previous: Unicode.Scalar = "-"
    for scalar in scalars {
      guard scalar == "-" ? previous != "-" : Slug.isLetterOrDigit(scalar) else {
        throw Malformed(text, isNot: "a step's name", advice)
      }
      previous = scalar
    }
    guard previous != "-" else { throw Malformed(text, isNot: "a step's name", advice) }
    description = slug
  }

  /// Takes over a slug that was read by `init(parsing:)` once, as from the journal's own file.
  public init(stored: String) { description = stored }

  /// The slug of a text's letters and digits, with a hyphen for whatever stands between them, cut to the
  /// longest there is: `Cleanse, tone` is `cleanse-tone`. Nil when it has none.
  ///
  /// - Parameter number: stands behind it unless it is 1.
  public init?(wordsOf text: String, number: Int = 1) {
    var scalars = String.UnicodeScalarView()
    for scalar in text.composed.lowercased().composed.unicodeScalars {
      if Slug.isLetterOrDigit(scalar) {
        scalars.append(scalar)
      } else if let last = scalars.last, last != "-" {
        scalars.append("-")
      }
    }
    let end = number == 1 ? "" : "-\(number)"
    var name = scalars.prefix(Slug.longest - end.unicodeScalars.count)
    while name.last == "-" { name.removeLast() }
    // A mark at the start may join what stands before it, and the name be another in form C.
    guard !name.isEmpty, let slug = try? Slug(parsing: String(name) + end) else { return nil }
    self = slug
  }

  /// The order of the UTF-8 bytes, which is that of the Unicode scalars.
  public static func < (left: Slug, right: Slug) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  /// Whether `bytes` are a slug of ASCII as it is kept: most are, and need no tables of Unicode's.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    guard bytes.count >= 1, bytes.count <= Slug.longest, bytes[bytes.count - 1] != hyphen else {
      return false
    }
    var previous = hyphen
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case hyphen where previous != hyphen: break
      default: return false
      }
      previous = bytes[index]
    }
    return true
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber, .decimalNumber, .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }
}

/// The limits of what a user writes, and the checks that hold them. Characters are Unicode scalars.
public enum Texts {
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
  /// - Throws: `Malformed`; the text itself is not in it when it is longer than a line.
  public static func name(_ text: String, _ noun: String, longest: Int) throws -> String {
    if isPlain(text.utf8.span), text.utf8.count <= longest { return text }
    let name = text.composed.trimmed
    let count = name.unicodeScalars.count
    guard count >= 1, count <= longest else {
      throw Malformed("\(noun) has 1 to \(longest) characters, not \(count)")
    }
    guard !name.unicodeScalars.contains(where: \.isControl) else {
      throw Malformed("\(noun) has no control characters: take them out")
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
  /// - Throws: `Malformed`, without the text.
  public static func note(_ text: String) throws -> String {
    let count = text.utf8.count
    guard count >= 1, count <= longestNote else {
      throw Malformed("a note has 1 to \(longestNote) bytes, not \(count)")
    }
    return text
  }
}
