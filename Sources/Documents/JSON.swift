import Calendar

/// A JSON value (RFC 8259), and the documents that porelog writes.
///
/// The doc comment of each document lists all of its keys. These rules hold for every document:
///
/// - Each listed key is always present, unless its description says otherwise. A value that does not exist or is not
///   known is `null`.
/// - The keys of an object are sorted by name.
/// - A day is a string such as `2025-06-02`, and a week is a string such as `2025-W23`.
/// - A step is a string such as `pm/retinol`. Where the object also has the key `slot`, `step` is the part after the
///   slash.
/// - A schedule is a string as `Schedule.init(parsing:)` reads it, such as `2-3/week`.
///
/// The encoder of Foundation is not used, because everyday commands do not load Foundation.
public indirect enum JSON: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// An integer.
  case integer(Int)
  /// A number, written with the fewest digits that parse to the same value. Infinities and NaN are written as `null`.
  case double(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object, whose keys are written in ascending order.
  case object([String: JSON])

  /// The string, or null for nil.
  static func string(_ text: String?) -> JSON { text.map { JSON.string($0) } ?? .null }

  /// The day as a string, or null for nil.
  static func day(_ day: Day?) -> JSON { .string(day?.description) }

  /// The number, or null for nil.
  static func integer(_ number: Int?) -> JSON { number.map { JSON.integer($0) } ?? .null }

  /// The number, or null for nil.
  static func double(_ number: Double?) -> JSON { number.map { JSON.double($0) } ?? .null }

  /// The value, or null for nil.
  static func bool(_ value: Bool?) -> JSON { value.map { JSON.bool($0) } ?? .null }

  /// An array of strings.
  static func strings(_ texts: some Sequence<String>) -> JSON {
    .array(texts.map { JSON.string($0) })
  }

  /// The document on one line.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .double(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): JSON.write(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { text += "," }
        JSON.write(member.key, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
