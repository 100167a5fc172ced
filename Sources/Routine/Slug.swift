import Text

/// The name of a step within its slot: letters of any script, their loggedDays, and digits, in lower
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
  /// - Throws: `InvalidInput`.
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
    // A loggedDay at the start may join what stands before it, and the name be another in form C.
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
