import Calendar
import Text

/// HTML or SVG. A text that is put into it is escaped, whatever it is; only markup goes in as it is.
///
/// Attributes must stand in double quotes.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  /// The characters.
  private(set) var text: String

  /// Nothing.
  static let nothing = Markup(stringLiteral: "")

  init(stringLiteral: String) { text = stringLiteral }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// The pieces one after the other.
  init(_ pieces: [Markup]) { text = pieces.map(\.text).joined() }

  /// Characters that are markup already, such as a style sheet.
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
    mutating func appendInterpolation(_ written: String) { text += Markup.escaped(written) }
  }

  /// The text with what has a meaning in HTML taken from it, and on one line unless it has several.
  static func escaped(_ written: String) -> String {
    var escaped = String.UnicodeScalarView()
    // A number and its % stay on one line.
    func isUnit(_ scalar: Unicode.Scalar) -> Bool { scalar == "%" && escaped.last == " " }
    var wasReturn = false
    for scalar in written.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      // A line end of Windows is one.
      case "\n" where wasReturn: break
      case "\n", "\r": escaped.append("\n")
      case _ where isUnit(scalar):
        escaped.removeLast()
        escaped.append(contentsOf: "\u{A0}%".unicodeScalars)
      // A NUL or another control character is no character of HTML; one that turns the direction would
      // turn the page.
      case _ where scalar.isControl: escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

/// A text of the user's, kept apart from the direction of what stands around it.
func written(_ text: String) -> Markup { "<bdi>\(text)</bdi>" }

/// A number of SVG's, with at most two digits behind the point.
func coordinate(_ value: Double) -> Markup {
  let hundredths = Int((value * 100).rounded())
  let (whole, part) = (abs(hundredths) / 100, abs(hundredths) % 100)
  let sign = hundredths < 0 ? "-" : ""
  if part == 0 { return Markup(trusted: "\(sign)\(whole)") }
  return Markup(trusted: "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)")
}
