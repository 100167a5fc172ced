import Text
import Wording

/// One row of a CSV file. Its storage is reused for the next row.
struct CSVRecord {
  /// The line of the file on which the row begins, the first being 1.
  fileprivate(set) var line = 0
  /// The bytes of the row, without the quotes around fields. The fields are ranges of these bytes.
  fileprivate(set) var bytes: [UInt8] = []
  fileprivate var fields: [Range<Int>] = []

  /// The number of fields.
  var count: Int { fields.count }

  /// The range of a field in `bytes`.
  subscript(field: Int) -> Range<Int> { fields[field] }

  /// The text of a field; nil when it is not UTF-8.
  func text(at field: Int) -> String? { String(utf8: bytes.span.extracting(fields[field])) }

  /// The texts of all fields of a header. Invalid UTF-8 becomes U+FFFD, which no column name contains.
  var names: [String] { fields.map { String(decoding: bytes[$0], as: UTF8.self) } }
}

extension [UInt8] {
  /// Whether the bytes in `range` equal `other`.
  func has(_ other: [UInt8], in range: Range<Int>) -> Bool {
    guard range.count == other.count else { return false }
    let part = span.extracting(range)
    let other = other.span
    for index in other.indices where part[index] != other[index] { return false }
    return true
  }
}

/// A syntax error in a CSV file.
struct CSVProblem: Error {
  /// The line of the file on which the malformed row begins, the first being 1.
  let line: Int
  /// What is wrong, as the end of a sentence.
  let message: String
}

/// Reads CSV as defined by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), in pieces: memory does not grow with the
/// file.
///
/// Rows end with CRLF or LF. A byte-order mark at the start and empty lines are skipped. The input is processed as
/// bytes, because Swift's `String` treats CRLF as one character.
struct CSVReader {
  private enum State {
    case atFieldStart, inField, inQuotes, afterQuote, afterReturn
  }

  /// The most bytes in a row: 1 MiB. Choice, well above a row with the longest texts that `TextRules` allows.
  static let longestRow = 1 << 20

  private let read: (inout [UInt8]) throws -> Int
  private var buffer: [UInt8]
  private var position = 0
  private var end = 0
  private var line = 1
  private var isAtStart = true

  /// - Parameter read: fills the array from its start and returns the number of bytes read, 0 at the end of the file.
  init(read: @escaping (inout [UInt8]) throws -> Int) {
    self.read = read
    buffer = [UInt8](repeating: 0, count: 1 << 16)
  }

  /// Reads the next row that is not empty into `record`.
  ///
  /// - Returns: false at the end of the file.
  /// - Throws: `CSVProblem`, or what `read` throws.
  mutating func next(_ record: inout CSVRecord) throws -> Bool {
    while try begin(&record) {
      if !takePlainRow(&record) { try readRow(&record) }
      if record.count > 1 || !record.bytes.isEmpty { return true }
    }
    return false
  }

  private mutating func begin(_ record: inout CSVRecord) throws -> Bool {
    record.bytes.removeAll(keepingCapacity: true)
    record.fields.removeAll(keepingCapacity: true)
    if isAtStart {
      isAtStart = false
      _ = try fill()
      if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
    }
    record.line = line
    return try position < end || fill()
  }

  /// Fast path: reads a row that has no quotes and is completely in the buffer.
  ///
  /// - Returns: whether there was such a row. If not, nothing is consumed.
  private mutating func takePlainRow(_ record: inout CSVRecord) -> Bool {
    guard let stop = endOfPlainRow(&record.fields) else {
      record.fields.removeAll(keepingCapacity: true)
      return false
    }
    record.bytes.append(contentsOf: buffer[position..<stop])
    position = stop + (buffer[stop] == UInt8(ascii: "\r") ? 2 : 1)
    line += 1
    return true
  }

  /// Appends the fields of the next row to `fields` and returns the index of its line end; nil if the row has quotes or
  /// does not end in the buffer. The length of the row is not checked, because the buffer is shorter than `longestRow`.
  private func endOfPlainRow(_ fields: inout [Range<Int>]) -> Int? {
    let bytes = buffer.span.extracting(..<end)
    var (index, field) = (position, position)
    while index < bytes.count {
      let byte = bytes[index]
      // Commas, quotes and line ends are the only special bytes, and the comma is the greatest of them.
      if byte <= UInt8(ascii: ",") {
        switch byte {
        case UInt8(ascii: ","):
          fields.append(field - position..<index - position)
          field = index + 1
        case UInt8(ascii: "\n"):
          fields.append(field - position..<index - position)
          return index
        case UInt8(ascii: "\r"):
          guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") else { return nil }
          fields.append(field - position..<index - position)
          return index
        case UInt8(ascii: "\""): return nil
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  private mutating func readRow(_ record: inout CSVRecord) throws {
    var state = State.atFieldStart
    var start = 0
    func endField(_ record: inout CSVRecord) {
      record.fields.append(start..<record.bytes.count)
      start = record.bytes.count
    }
    func problem(_ message: String) -> CSVProblem {
      CSVProblem(line: record.line, message: message)
    }
    while true {
      if position == end, try !fill() {
        switch state {
        case .inQuotes: throw problem("a quoted field is not closed: the file is cut off")
        case .afterReturn:
          throw problem("a carriage return stands alone: end lines with CRLF or LF")
        default:
          endField(&record)
          return
        }
      }
      takePlainBytes(&state, &record)
      if record.bytes.count + record.fields.count > CSVReader.longestRow {
        throw problem("the row has more than \(CSVReader.longestRow) bytes")
      }
      guard position < end else { continue }
      let byte = buffer[position]
      position += 1
      switch (state, byte) {
      case (.inQuotes, UInt8(ascii: "\"")):
        state = .afterQuote
      case (.inQuotes, _):
        line += 1
        record.bytes.append(byte)
      case (_, UInt8(ascii: "\n")):
        line += 1
        endField(&record)
        return
      case (.afterReturn, _):
        throw problem("a carriage return stands alone: end lines with CRLF or LF")
      case (_, UInt8(ascii: ",")):
        endField(&record)
        state = .atFieldStart
      case (_, UInt8(ascii: "\r")):
        state = .afterReturn
      case (.atFieldStart, UInt8(ascii: "\"")):
        state = .inQuotes
      case (.afterQuote, UInt8(ascii: "\"")):
        record.bytes.append(byte)
        state = .inQuotes
      case (.afterQuote, _):
        throw problem("something stands behind a closing quote: double the quotes inside a field")
      default:
        throw problem("a quote stands inside a field that has none around it")
      }
    }
  }

  /// Appends the bytes up to the next special one to `record`, in one piece.
  private mutating func takePlainBytes(_ state: inout State, _ record: inout CSVRecord) {
    guard state != .afterReturn, state != .afterQuote else { return }
    let stop = endOfPlainBytes(inQuotes: state == .inQuotes)
    guard stop > position else { return }
    record.bytes.append(contentsOf: buffer[position..<stop])
    position = stop
    if state == .atFieldStart { state = .inField }
  }

  /// The index of the next special byte. Inside quotes it is a quote or a line feed, because lines are counted; outside
  /// also a comma or a carriage return.
  private func endOfPlainBytes(inQuotes: Bool) -> Int {
    let bytes = buffer.span
    var index = position
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") { break }
      if !inQuotes, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\r") { break }
      index += 1
    }
    return index
  }

  private mutating func fill() throws -> Bool {
    position = 0
    end = try read(&buffer)
    return end > 0
  }
}
