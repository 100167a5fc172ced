import Text
import Wording

/// One row of a CSV file, reused for the next.
struct CSVRecord {
  /// The line of the file on which the row begins, the first being 1.
  fileprivate(set) var line = 0
  /// The row's bytes; the fields are parts of them, their quotes taken off.
  fileprivate(set) var bytes: [UInt8] = []
  fileprivate var fields: [Range<Int>] = []

  /// How many fields it has.
  var count: Int { fields.count }

  /// Where in `bytes` a field lies.
  subscript(field: Int) -> Range<Int> { fields[field] }

  /// The text of a field; nil when it is not UTF-8.
  func text(at field: Int) -> String? { String(utf8: bytes.span.extracting(fields[field])) }

  /// The texts of all fields, as those of a header are read: what is not UTF-8 is no name of a column.
  var names: [String] { fields.map { String(decoding: bytes[$0], as: UTF8.self) } }
}

extension [UInt8] {
  /// Whether the part `range` has the bytes `other`.
  func has(_ other: [UInt8], in range: Range<Int>) -> Bool {
    guard range.count == other.count else { return false }
    let part = span.extracting(range)
    let other = other.span
    for index in other.indices where part[index] != other[index] { return false }
    return true
  }
}

/// What keeps a file from being read as CSV.
struct CSVProblem: Error {
  /// The line on which the row begins.
  let line: Int
  /// What is wrong, as the end of a sentence.
  let message: String
}

/// Reads RFC 4180 from bytes, in pieces: memory does not grow with the file.
///
/// A row ends with CRLF or LF. One byte-order mark at the start is passed over, and so are empty lines.
/// Swift's own text functions are of no use here: to them CRLF is one character.
struct CSVReader {
  private enum State {
    case atFieldStart, inField, inQuotes, behindQuote, behindReturn
  }

  /// The longest row there is: sixteen times the longest note.
  static let longestRow = 1 << 20

  private let read: (inout [UInt8]) throws -> Int
  private var buffer: [UInt8]
  private var position = 0
  private var end = 0
  private var line = 1
  private var isAtStart = true

  /// Reads from `read`, which fills the array from its start and says with how many bytes: 0 at the
  /// end of the file.
  init(read: @escaping (inout [UInt8]) throws -> Int) {
    self.read = read
    buffer = [UInt8](repeating: 0, count: 1 << 16)
  }

  /// Reads the next row into `record`; false at the end of the file.
  ///
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

  /// Takes the row in one piece when the buffer has all of it and it has no quotes, as most have none.
  ///
  /// - Returns: false, with nothing taken, when it is another.
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

  /// Where the line end of such a row is; nil when it is another. The buffer is shorter than the longest row.
  private func endOfPlainRow(_ fields: inout [Range<Int>]) -> Int? {
    let bytes = buffer.span.extracting(..<end)
    var (index, field) = (position, position)
    while index < bytes.count {
      let byte = bytes[index]
      // All that may mean something else than itself lies below the digits and letters.
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
        case .behindReturn:
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
        state = .behindQuote
      case (.inQuotes, _):
        line += 1
        record.bytes.append(byte)
      case (_, UInt8(ascii: "\n")):
        line += 1
        endField(&record)
        return
      case (.behindReturn, _):
        throw problem("a carriage return stands alone: end lines with CRLF or LF")
      case (_, UInt8(ascii: ",")):
        endField(&record)
        state = .atFieldStart
      case (_, UInt8(ascii: "\r")):
        state = .behindReturn
      case (.atFieldStart, UInt8(ascii: "\"")):
        state = .inQuotes
      case (.behindQuote, UInt8(ascii: "\"")):
        record.bytes.append(byte)
        state = .inQuotes
      case (.behindQuote, _):
        throw problem("something stands behind a closing quote: double the quotes inside a field")
      default:
        throw problem("a quote stands inside a field that has none around it")
      }
    }
  }

  /// Takes the bytes that mean only themselves in one piece.
  private mutating func takePlainBytes(_ state: inout State, _ record: inout CSVRecord) {
    guard state != .behindReturn, state != .behindQuote else { return }
    let stop = endOfPlainBytes(inQuotes: state == .inQuotes)
    guard stop > position else { return }
    record.bytes.append(contentsOf: buffer[position..<stop])
    position = stop
    if state == .atFieldStart { state = .inField }
  }

  /// Where they end: inside quotes at a quote or a line end, which is counted; outside at whatever may end
  /// a field.
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
