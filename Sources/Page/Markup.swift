import Calendar
import Text

/// A piece of HTML or SVG. Strings are escaped when they are interpolated; other markup is inserted unchanged.
///
/// Attribute values must be enclosed in double quotes.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  /// The source of the markup.
  private(set) var text: String

  static let nothing = Markup(stringLiteral: "")

  init(stringLiteral: String) { text = stringLiteral }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Joins `pieces`.
  init(_ pieces: [Markup]) { text = pieces.map(\.text).joined() }

  /// Creates markup from text that must not be escaped, such as a style sheet.
  init(trusted: String) { text = trusted }

  static func + (left: Markup, right: Markup) -> Markup { Markup([left, right]) }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { text += piece.text }
    }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }
    mutating func appendInterpolation(_ day: Day) { text += day.description }
    mutating func appendInterpolation(_ text: String) { self.text += Markup.escaped(text) }
  }

  /// Escapes `text` for HTML. Every line end becomes LF, and a number is kept on one line with its percent sign.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    // The space before a % becomes a no-break space.
    func isUnit(_ scalar: Unicode.Scalar) -> Bool { scalar == "%" && escaped.last == " " }
    var wasReturn = false
    for scalar in text.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      // CRLF is a single line end.
      case "\n" where wasReturn: break
      case "\n", "\r": escaped.append("\n")
      case _ where isUnit(scalar):
        escaped.removeLast()
        escaped.append(contentsOf: "\u{A0}%".unicodeScalars)
      // HTML does not allow control characters, and a directional formatting character would affect the text after it.
      case _ where scalar.isControl: escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

/// A user's text, isolated so that its writing direction does not affect the text around it.
func userText(_ text: String) -> Markup { "<bdi>\(text)</bdi>" }

/// A number in SVG, with at most two decimals.
func coordinate(_ value: Double) -> Markup {
  let hundredths = Int((value * 100).rounded())
  let (whole, part) = (abs(hundredths) / 100, abs(hundredths) % 100)
  let sign = hundredths < 0 ? "-" : ""
  if part == 0 { return Markup(trusted: "\(sign)\(whole)") }
  return Markup(trusted: "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)")
}
