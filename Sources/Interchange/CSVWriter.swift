import Calendar
import Journal
import Text

/// Writes CSV as defined by RFC 4180: CRLF, quotes only where they are needed, no byte-order mark.
struct CSVWriter {
  private let write: ([UInt8]) throws -> Void
  private var buffer: [UInt8] = []
  private var isAtLineStart = true

  /// - Parameter write: called with the output, in pieces.
  init(write: @escaping ([UInt8]) throws -> Void) {
    self.write = write
    buffer.reserveCapacity(1 << 16)
  }

  /// Appends a field that never needs quotes, such as a number or a column name; nil is an empty field.
  mutating func plain(_ text: String?) {
    separate()
    if let text { buffer.append(contentsOf: text.utf8) }
  }

  mutating func integer(_ number: Int?) {
    // Fast path: most numbers are counts of one digit.
    if let number, (0...9).contains(number) {
      separate()
      buffer.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      plain(number.map(String.init))
    }
  }

  mutating func day(_ day: Day?) {
    separate()
    day?.append(to: &buffer)
  }

  mutating func instant(_ instant: Instant?) {
    separate()
    instant?.append(to: &buffer)
  }

  /// Appends a user's text.
  ///
  /// Spreadsheets run a cell that begins with one of `=+-@`, tab or CR as a formula, unless a `'`
  /// precedes it. Such a text therefore gets a leading `'`. If the `'` is already there, another
  /// one is added, so that import can always remove exactly one.
  mutating func text(_ text: String?) {
    separate()
    guard var text else { return }
    text.withUTF8 { utf8 in
      if CSVWriter.isPlain(utf8) {
        buffer.append(contentsOf: utf8)
        return
      }
      let needsQuotes = utf8.contains { byte in
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\r")
          || byte == UInt8(ascii: "\n")
      }
      if needsQuotes { buffer.append(UInt8(ascii: "\"")) }
      if Formula.looksLikeOne(utf8) { buffer.append(Formula.guardByte) }
      for byte in utf8 {
        if byte == UInt8(ascii: "\"") { buffer.append(byte) }
        buffer.append(byte)
      }
      if needsQuotes { buffer.append(UInt8(ascii: "\"")) }
    }
  }

  /// Whether a text needs neither quotes nor a leading `'`. Except for `=` and `@`, every special character sorts
  /// before the digits.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in utf8 where byte < UInt8(ascii: "0") && byte != UInt8(ascii: " ") { return false }
    return utf8.first.map { $0 >= UInt8(ascii: "0") && !Formula.begins(with: $0) } ?? true
  }

  /// Appends the value of a column.
  mutating func field(_ value: FieldValue) {
    switch value {
    case .null: plain(nil)
    case .integer(let number): integer(number)
    case .day(let day): self.day(day)
    case .instant(let instant): self.instant(instant)
    // A code may need quotes, as the schedule mon,wed does, but it never looks like a formula.
    case .code(let word): word.utf8.contains(UInt8(ascii: ",")) ? text(word) : plain(word)
    case .text(let text): self.text(text)
    }
  }

  mutating func endRow() throws {
    buffer.append(UInt8(ascii: "\r"))
    buffer.append(UInt8(ascii: "\n"))
    isAtLineStart = true
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Passes the buffered output to `write`. Must be called after the last row.
  mutating func flush() throws {
    try write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if !isAtLineStart { buffer.append(UInt8(ascii: ",")) }
    isAtLineStart = false
  }
}

/// Recognises texts that a spreadsheet would run as a formula.
enum Formula {
  /// The byte that export writes before such a text and import removes.
  static let guardByte = UInt8(ascii: "'")

  /// Whether `bytes` begin with any number of `'` followed by one of `=+-@`, tab or CR.
  static func looksLikeOne(_ bytes: some Sequence<UInt8>) -> Bool {
    for byte in bytes where byte != guardByte {
      return begins(with: byte)
    }
    return false
  }

  /// Whether spreadsheets treat a cell that begins with `byte` as a formula.
  static func begins(with byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      true
    default: false
    }
  }
}
