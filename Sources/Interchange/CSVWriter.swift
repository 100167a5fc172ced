import Calendar
import Journal
import Text

/// Writes RFC 4180: CRLF, quotes only where they are needed and doubled inside, no byte-order mark.
struct CSVWriter {
  private let write: ([UInt8]) throws -> Void
  private var buffer: [UInt8] = []
  private var isAtLineStart = true

  /// Hands what is written to `write`, in pieces.
  init(write: @escaping ([UInt8]) throws -> Void) {
    self.write = write
    buffer.reserveCapacity(1 << 16)
  }

  /// Appends a field whose text cannot need quotes: a number, a day, one of our own names.
  mutating func plain(_ text: String?) {
    separate()
    if let text { buffer.append(contentsOf: text.utf8) }
  }

  /// Appends a number.
  mutating func integer(_ number: Int?) {
    // Most numbers are counts of one digit.
    if let number, (0...9).contains(number) {
      separate()
      buffer.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      plain(number.map(String.init))
    }
  }

  /// Appends a day.
  mutating func day(_ day: Day?) {
    separate()
    day?.append(to: &buffer)
  }

  /// Appends a moment.
  mutating func instant(_ instant: Instant?) {
    separate()
    instant?.append(to: &buffer)
  }

  /// Appends a text of the user's.
  ///
  /// A spreadsheet runs a cell that begins with one of `=+-@`, tab or CR as a formula; a leading `'`
  /// keeps it from that, and one before such a `'` keeps the text apart from its own escape.
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

  /// Whether nothing in a text can mean anything else than itself: all that may, `=` and `@` aside, lies below the
  /// digits.
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
    // A schedule such as mon,wed needs quotes; none of our words looks like a formula.
    case .word(let word): word.utf8.contains(UInt8(ascii: ",")) ? text(word) : plain(word)
    case .text(let text): self.text(text)
    }
  }

  /// Ends the row.
  mutating func endRow() throws {
    buffer.append(UInt8(ascii: "\r"))
    buffer.append(UInt8(ascii: "\n"))
    isAtLineStart = true
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Hands over what is not handed over yet.
  mutating func flush() throws {
    try write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if !isAtLineStart { buffer.append(UInt8(ascii: ",")) }
    isAtLineStart = false
  }
}

/// What a spreadsheet would run instead of show.
enum Formula {
  /// What is written before it, and taken off again.
  static let guardByte = UInt8(ascii: "'")

  /// Whether `bytes` are any number of `'` and then one of `=+-@`, tab or CR.
  static func looksLikeOne(_ bytes: some Sequence<UInt8>) -> Bool {
    for byte in bytes where byte != guardByte {
      return begins(with: byte)
    }
    return false
  }

  /// Whether a formula begins with `byte`.
  static func begins(with byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      true
    default: false
    }
  }
}
