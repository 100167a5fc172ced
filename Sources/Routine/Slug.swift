import Text

/// The name of a step within its slot, such as `oil-cleanse` or `夜の洗顔`.
///
/// It consists of letters of any script with their combining marks, digits, and single hyphens between them, in lower
/// case and normal form C. It has 1 to 64 characters, counted as Unicode scalars as in SQLite's `length`.
public struct Slug: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// The most characters that a slug can have. Choice.
  public static let longest = 64

  /// Reads a slug. Upper case and other normal forms are converted.
  ///
  /// - Throws: `InvalidInput` when the length is out of range, or a character is not allowed in its place.
  public init(parsing text: String) throws {
    if Slug.isPlain(text.utf8.span) {
      description = text
      return
    }
    let slug = text.composed.lowercased().composed
    let scalars = Array(slug.unicodeScalars)
    let advice = "letters and digits with single hyphens between, such as oil-cleanse"
    guard !scalars.isEmpty, scalars.count <= Slug.longest else {
      throw InvalidInput(text, isNot: "a step's name", "it has 1 to \(Slug.longest) characters")
    }
    var previous: Unicode.Scalar = "-"
    for scalar in scalars {
      guard scalar == "-" ? previous != "-" : Slug.isLetterOrDigit(scalar) else {
        throw InvalidInput(text, isNot: "a step's name", advice)
      }
      previous = scalar
    }
    guard previous != "-" else { throw InvalidInput(text, isNot: "a step's name", advice) }
    description = slug
  }

  /// Creates a slug from the `description` of another, such as one stored in a journal. It is not checked.
  public init(stored: String) { description = stored }

  /// Creates a slug from the letters and digits of `text`: `Cleanse, tone` becomes `cleanse-tone`.
  ///
  /// Each run of other characters between them becomes one hyphen. The slug is cut to `longest`
  /// characters. Nil when the text has no letters or digits.
  /// - Parameter number: appended after a hyphen, unless it is 1.
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
    // Parsed again, because leaving out characters can change the normal form.
    guard !name.isEmpty, let slug = try? Slug(parsing: String(name) + end) else { return nil }
    self = slug
  }

  /// Compares the UTF-8 bytes, which gives the order of the Unicode scalars and of SQLite.
  public static func < (left: Slug, right: Slug) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  /// Whether `bytes` are an ASCII slug that needs no conversion. Most slugs are, and this check
  /// needs no Unicode tables.
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
