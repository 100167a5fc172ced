import Calendar

/// A JSON document (RFC 8259).
///
/// Written by hand because the encoder is part of Foundation, which an everyday command does not load.
public indirect enum JSON: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number, written with the fewest digits that read back as the same value.
  case double(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object, whose keys are written in order.
  case object([String: JSON])

  /// The string, or null for nil.
  static func string(_ text: String?) -> JSON { text.map { JSON.string($0) } ?? .null }

  /// The date as a string, or null for nil.
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

  /// The document on one line, in UTF-8.
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
