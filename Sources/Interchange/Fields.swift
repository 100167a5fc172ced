import Calendar
import Journal
import Routine
import Text

/// Reads the fields of a row one after the other in the order of the table's columns, whatever their order in the file.
/// An empty field is nil. A column that the file lacks is empty.
///
/// For speed, days, instants and numbers are parsed directly from the bytes. If that fails, the field is converted to a
/// string and parsed again, which reports what is wrong.
struct Fields {
  /// The row. Call `begin()` after reading another row into it.
  var record = CSVRecord()
  private let indices: [Int?]
  private let columns: [String]
  private var next = 0

  /// An invalid field.
  struct Problem: Error {
    /// The name of the column.
    let column: String
    /// What is wrong, as the end of a sentence.
    let message: String
  }

  /// - Parameter indices: for each of `columns`, its index in the file's rows; nil if the file lacks it.
  init(columns: [String], indices: [Int?]) {
    self.columns = columns
    self.indices = indices
  }

  /// Starts again at the first field.
  mutating func begin() { next = 0 }

  /// The range of the next field in the bytes of the row; nil if the field is empty. Does not consume the field.
  private var range: Range<Int>? {
    guard let index = indices[next], !record[index].isEmpty else { return nil }
    return record[index]
  }

  /// Reads the next field with `read`, or takes its value from `known` if a recent row had the same field.
  mutating func recent<Value>(
    _ known: inout RecentCache<[UInt8], Value>, _ read: (inout Fields) throws -> Value
  ) throws -> Value {
    guard let range else { return try read(&self) }
    if let value = known.value(where: { record.bytes.has($0, in: range) }) {
      next += 1
      return value
    }
    let value = try read(&self)
    known.insert(value, for: Array(record.bytes[range]))
    return value
  }

  /// Reads the next field with `parse`; nil if it is empty.
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

  /// Reads the next field with `parse`. Throws `Problem` if it is empty.
  mutating func required<Value>(_ parse: (String) throws -> Value) throws -> Value {
    guard let value = try optional(parse) else {
      throw problem("the field is empty: it must say something")
    }
    return value
  }

  /// Creates a problem with the field that was read last.
  func problem(_ message: String) -> Problem {
    Problem(column: columns[max(0, next - 1)], message: message)
  }

  /// Reads the next field from its bytes. If `read` returns nil, the field is not consumed and can be read as a string.
  private mutating func plain<Value>(_ read: (Span<UInt8>) -> Value?) -> Value? {
    guard let range, let value = read(record.bytes.span.extracting(range)) else { return nil }
    next += 1
    return value
  }

  mutating func day() throws -> Day {
    try plain { Day(utf8: $0) } ?? required(Day.init(parsing:))
  }
  mutating func optionalDay() throws -> Day? {
    try plain { Day(utf8: $0) } ?? optional(Day.init(parsing:))
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

  /// Reads one field for each of `columns` into `record`.
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

  /// Reads the next field as `format`.
  private mutating func value(_ format: FieldFormat) throws -> FieldValue {
    switch format {
    case .day:
      if let day = plain({ Day(utf8: $0) }) { return .day(day) }
      return try optionalDay().map { .day($0) } ?? .null
    case .instant: return try optionalInstant().map { .instant($0) } ?? .null
    case .integer(let range): return try optionalInteger(in: range).map { .integer($0) } ?? .null
    case .code: return try optional { $0 }.map { .code($0) } ?? .null
    case .line(let noun, let longest):
      return try optionalLine(noun, longest: longest).map { .text($0) } ?? .null
    case .note: return try optionalNote().map { .text($0) } ?? .null
    case .path:
      return try optional { try TextRules.path(Fields.unguarded($0)) }.map { .text($0) } ?? .null
    }
  }

  /// `text` without the `'` that `CSVWriter.text(_:)` writes before a formula.
  static func unguarded(_ text: String) -> String {
    text.utf8.first == Formula.guardByte && Formula.looksLikeOne(text.utf8)
      ? String(text.unicodeScalars.dropFirst()) : text
  }

  private static func integer(_ text: String, _ range: ClosedRange<Int>) throws -> Int {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      // With columns mixed up, the field may be a private note. Only a short word is repeated in the message.
      let shown = text.utf8.count <= 12 && !text.contains(" ") ? quoted(text) : "the field"
      throw InvalidInput(
        "\(shown) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
