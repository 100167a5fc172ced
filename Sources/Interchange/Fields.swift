import Calendar
import Journal
import Routine
import Text

/// The fields of a row, taken one after the other in the order of the table's columns, whatever
/// their order in the file. An empty field is nil, and a column that the file lacks is empty.
///
/// What a file of a million rows has in each is first read from the bytes as they are; only what is not
/// plainly right that way becomes a text, and then a value or a problem.
struct Fields {
  /// The row; reading another into it begins again with `begin()`.
  var record = CSVRecord()
  private let places: [Int?]
  private let columns: [String]
  private var next = 0

  /// What is wrong with a field.
  struct Problem: Error {
    /// The column.
    let column: String
    /// What is wrong, as the end of a sentence.
    let message: String
  }

  /// - Parameter places: where in the file's rows the table's columns stand.
  init(columns: [String], places: [Int?]) {
    self.columns = columns
    self.places = places
  }

  /// Begins with the first field of the row.
  mutating func begin() { next = 0 }

  /// Where the bytes of the next field, which stays the next, lie in the row; nil when it is empty.
  private var range: Range<Int>? {
    guard let place = places[next], !record[place].isEmpty else { return nil }
    return record[place]
  }

  /// Reads the next field with `read`, unless it is one of those that were read before: the same few come
  /// again and again.
  mutating func recent<Value>(
    _ known: inout RecentCache<[UInt8], Value>, _ read: (inout Fields) throws -> Value
  ) throws -> Value {
    guard let range else { return try read(&self) }
    if let value = known.value(where: { record.bytes.has($0, in: range) }) {
      next += 1
      return value
    }
    let value = try read(&self)
    known.keep(value, for: Array(record.bytes[range]))
    return value
  }

  /// Reads the next field with `parse`, or nil when it is empty.
  mutating func optional<Value>(_ parse: (String) throws -> Value) throws -> Value? {
    let range = self.range
    next += 1
    guard let range else { return nil }
    guard let text = String(utf8: record.bytes.span.extracting(range)) else {
      throw problem("the field is not UTF-8: save the file as UTF-8")
    }
    do {
      return try parse(text)
    } catch let invalid as InvalidInput {
      throw problem(invalid.description)
    }
  }

  /// Reads the next field with `parse`; an empty one is a problem.
  mutating func required<Value>(_ parse: (String) throws -> Value) throws -> Value {
    guard let value = try optional(parse) else {
      throw problem("the field is empty: it must say something")
    }
    return value
  }

  /// A problem with the field that was read last.
  func problem(_ message: String) -> Problem {
    Problem(column: columns[max(0, next - 1)], message: message)
  }

  /// Reads the next field from its bytes; with nil it stays the next, to be read as a text.
  private mutating func plain<Value>(_ read: (Span<UInt8>) -> Value?) -> Value? {
    guard let range, let value = read(record.bytes.span.extracting(range)) else { return nil }
    next += 1
    return value
  }

  mutating func day() throws -> Day {
    try plain { Day(utf8: $0) } ?? required(Day.init(parsing:))
  }
  mutating func optionalInstant() throws -> Instant? {
    try plain { Instant(utf8: $0) } ?? optional(Instant.init(parsing:))
  }
  mutating func named<Value: Named>() throws -> Value { try required(Value.init(parsing:)) }
  mutating func slug() throws -> Slug { try required(Slug.init(parsing:)) }

  mutating func optionalInteger(in range: ClosedRange<Int>) throws -> Int? {
    let number = plain { bytes in
      decimal(bytes, 0..<bytes.count).flatMap { range.contains($0) ? $0 : nil }
    }
    return try number ?? optional { try Fields.integer($0, range) }
  }

  mutating func line(_ noun: String, longest: Int) throws -> String {
    try required { try TextRules.name(Fields.unguarded($0), noun, longest: longest) }
  }
  mutating func optionalLine(_ noun: String, longest: Int) throws -> String? {
    try optional { try TextRules.name(Fields.unguarded($0), noun, longest: longest) }
  }
  mutating func optionalNote() throws -> String? {
    try optional { try TextRules.note(Fields.unguarded($0)) }
  }

  /// Reads the next fields into a record, in the order of its columns.
  ///
  /// - Throws: `Problem`.
  mutating func record<Record>(_ columns: [Column<Record>], into record: inout Record) throws {
    for column in columns {
      let value = try value(column.format)
      if case .null = value, column.isRequired {
        throw problem("the field is empty: it must say something")
      }
      do { try column.set(&record, value) } catch let invalid as InvalidInput {
        throw problem(invalid.description)
      }
    }
  }

  /// The value of the next field, which holds `format`.
  private mutating func value(_ format: FieldFormat) throws -> FieldValue {
    switch format {
    case .day:
      if let day = plain({ Day(utf8: $0) }) { return .day(day) }
      return try optional(Day.init(parsing:)).map { .day($0) } ?? .null
    case .instant: return try optionalInstant().map { .instant($0) } ?? .null
    case .integer(let range): return try optionalInteger(in: range).map { .integer($0) } ?? .null
    case .word: return try optional { $0 }.map { .word($0) } ?? .null
    case .line(let noun, let longest):
      return try optionalLine(noun, longest: longest).map { .text($0) } ?? .null
    case .note: return try optionalNote().map { .text($0) } ?? .null
    case .path:
      return try optional { try TextRules.path(Fields.unguarded($0)) }.map { .text($0) } ?? .null
    }
  }

  /// The text as it was before it was guarded from spreadsheets.
  static func unguarded(_ text: String) -> String {
    text.utf8.first == Formula.guardByte && Formula.looksLikeOne(text.utf8)
      ? String(text.unicodeScalars.dropFirst()) : text
  }

  private static func integer(_ text: String, _ range: ClosedRange<Int>) throws -> Int {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      // What stands in the wrong column may be a note: only what could be meant is repeated.
      let shown = text.utf8.count <= 12 && !text.contains(" ") ? quoted(text) : "the field"
      throw InvalidInput(
        "\(shown) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
