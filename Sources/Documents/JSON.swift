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
public enum JSON: Sendable {
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
  /// An object.
  case object(Object)
  /// A value that is written already.
  case written(String)

  /// The members of an object. Each key occurs once.
  ///
  /// They are a list, because building and sorting a dictionary for each object took a fifth of the instructions of a
  /// week's report.
  public struct Object: ExpressibleByDictionaryLiteral, Sendable {
    /// The members, in the order in which they were added.
    public private(set) var members: [(String, JSON)]

    /// Creates an object with `members`.
    public init(_ members: [(String, JSON)]) { self.members = members }

    /// Creates an object with `elements`.
    public init(dictionaryLiteral elements: (String, JSON)...) { members = elements }

    /// Adds a member.
    mutating func add(_ key: String, _ value: JSON) { members.append((key, value)) }

    /// The members in the ascending order of their keys.
    var sorted: [(String, JSON)] {
      let isSorted = members.indices.dropFirst().allSatisfy { members[$0 - 1].0 < members[$0].0 }
      return isSorted ? members : members.sorted { $0.0 < $1.0 }
    }
  }

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

  /// An object whose members `body` writes at once, in the ascending order of their keys.
  ///
  /// It is for the objects of which a document has many: the tallies of a week take a quarter of the instructions that
  /// they take as an `Object`.
  static func writing(_ body: (inout ObjectWriter) -> Void) -> JSON {
    var writer = ObjectWriter()
    return .written(writer.text(of: body))
  }

  /// Writes the members of an object. Keys are written in ascending order.
  struct ObjectWriter: ~Copyable {
    private var buffer = ByteBuffer(capacity: 4096)
    private var last = ""

    /// Writes a member.
    @inline(__always) mutating func add(_ key: StaticString, _ value: JSON) {
      begin(key)
      value.write(to: &buffer)
    }

    /// Writes a member that is an object, whose members `body` writes.
    @inline(__always)
    mutating func add(_ key: StaticString, _ body: (inout ObjectWriter) -> Void) {
      begin(key)
      write(body)
    }

    /// Writes a member that is an object, whose members `body` writes. It is for keys that are not known beforehand.
    mutating func add(named key: String, _ body: (inout ObjectWriter) -> Void) {
      assert(follows(key), "the keys are sorted")
      separate()
      JSON.write(key, to: &buffer)
      buffer.append(literal: ":")
      write(body)
    }

    /// Writes a member that is an array of objects, whose members `body` writes for each element.
    mutating func add<Element>(
      _ key: StaticString, _ elements: [Element],
      _ body: (Element, inout ObjectWriter) -> Void
    ) {
      begin(key)
      buffer.append(literal: "[")
      for (index, element) in elements.enumerated() {
        if index > 0 { buffer.append(literal: ",") }
        write { body(element, &$0) }
      }
      buffer.append(literal: "]")
    }

    /// Writes a key, whose characters need no escape.
    @inline(__always) private mutating func begin(_ key: StaticString) {
      assert(follows(key.description), "the keys are sorted")
      separate()
      buffer.append(literal: "\"")
      buffer.append(literal: key)
      buffer.append(literal: "\":")
    }

    /// Whether `key` is greater than the key before, for debug builds.
    private mutating func follows(_ key: String) -> Bool {
      defer { last = key }
      return last < key
    }

    private mutating func separate() {
      if !buffer.ends(with: UInt8(ascii: "{")) { buffer.append(literal: ",") }
    }

    private mutating func write(_ body: (inout ObjectWriter) -> Void) {
      let outer = last
      last = ""
      buffer.append(literal: "{")
      body(&self)
      buffer.append(literal: "}")
      last = outer
    }

    fileprivate mutating func text(of body: (inout ObjectWriter) -> Void) -> String {
      write(body)
      return buffer.text
    }
  }

  /// The document on one line.
  public var text: String {
    var buffer = ByteBuffer(capacity: 4096)
    write(to: &buffer)
    return buffer.text
  }

  private func write(to buffer: inout ByteBuffer) {
    switch self {
    case .null: buffer.append(literal: "null")
    case .bool(let value): buffer.append(literal: value ? "true" : "false")
    case .integer(let value): buffer.append(value)
    case .double(let value): buffer.append(value.isFinite ? value.description : "null")
    case .string(let value): JSON.write(value, to: &buffer)
    case .array(let values):
      buffer.append(literal: "[")
      for (index, value) in values.enumerated() {
        if index > 0 { buffer.append(literal: ",") }
        value.write(to: &buffer)
      }
      buffer.append(literal: "]")
    case .object(let object):
      buffer.append(literal: "{")
      for (index, (key, value)) in object.sorted.enumerated() {
        if index > 0 { buffer.append(literal: ",") }
        JSON.write(key, to: &buffer)
        buffer.append(literal: ":")
        value.write(to: &buffer)
      }
      buffer.append(literal: "}")
    case .written(let text): buffer.append(text)
    }
  }

  private static func write(_ string: String, to buffer: inout ByteBuffer) {
    var string = string
    buffer.append(literal: "\"")
    string.withUTF8 { utf8 in
      var start = 0
      for index in utf8.indices where needsEscape(utf8[index]) {
        buffer.append(UnsafeBufferPointer(rebasing: utf8[start..<index]))
        buffer.append(escape(utf8[index]))
        start = index + 1
      }
      buffer.append(UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    buffer.append(literal: "\"")
  }

  /// Whether a byte cannot stand in a string as it is.
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// How a byte is written for which `needsEscape(_:)` is true.
  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    case UInt8(ascii: "\n"): return "\\n"
    case UInt8(ascii: "\r"): return "\\r"
    case UInt8(ascii: "\t"): return "\\t"
    default:
      let digits = String(byte, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
