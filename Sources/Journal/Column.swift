import Calendar
import Routine

/// The value of one column of a record, independent of how a database or a CSV file represents it.
public enum FieldValue: Sendable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int)
  /// A day.
  case day(Day)
  /// An instant.
  case instant(Instant)
  /// A text in a format that porelog defines, such as a kind, a schedule or a hash.
  case code(String)
  /// A text that a user wrote.
  case text(String)

  /// Whether both are the same value. Texts are compared byte by byte, because Swift's `==` treats canonically
  /// equivalent texts as equal.
  public func isSame(as other: FieldValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.integer(let left), .integer(let right)): left == right
    case (.day(let left), .day(let right)): left == right
    case (.instant(let left), .instant(let right)): left == right
    case (.code(let left), .code(let right)), (.text(let left), .text(let right)):
      left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }
}

/// The format of a column, which determines how its values are read and checked.
public enum FieldFormat: Sendable {
  /// A day as `2025-06-02`.
  case day
  /// An instant as `2025-06-02T21:14:05Z`.
  case instant
  /// A whole number in the range.
  case integer(ClosedRange<Int>)
  /// A text in a format that porelog defines. The column's `set` parses it.
  case code
  /// A user's text of one line, with at most `longest` characters. `noun` is for error messages.
  case line(noun: String, longest: Int)
  /// A user's text of any number of lines, exactly as it was written.
  case note
  /// The path of a file.
  case path
}

/// One column of a table: its name, its format, and how to get it from a record and set it in one.
///
/// Each column is declared once, in the list of its record. SQL that writes a row, the header and the fields of a CSV
/// file, and merging are derived from the lists.
public struct Column<Record>: Sendable {
  /// The name in the header of a CSV file.
  public let name: String
  /// The format of its values.
  public let format: FieldFormat
  /// Whether it must have a value.
  public let isRequired: Bool
  /// Whether it is part of the record's natural key.
  public let isKey: Bool
  /// The columns of the database table that store the value, usually one with the same name. Empty when the value is
  /// part of what the previous column stores: the number of a step stands for both its slot and its slug.
  public let stored: [String]
  /// Returns the value in a record.
  public let get: @Sendable (Record) -> FieldValue
  /// Sets the value in a record. Throws `InvalidInput` when the record cannot have it.
  public let set: @Sendable (inout Record, FieldValue) throws -> Void
}

extension Column {
  /// A column that always holds a day.
  static func day(
    _ name: String, key: Bool = false, _ get: @escaping @Sendable (Record) -> Day,
    _ set: @escaping @Sendable (inout Record, Day) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .day, isRequired: true, isKey: key, stored: [name],
      get: { .day(get($0)) }, set: { if case .day(let day) = $1 { try set(&$0, day) } })
  }

  /// A column that may hold a day.
  static func optionalDay(
    _ name: String, key: Bool = false, stored: [String]? = nil,
    _ get: @escaping @Sendable (Record) -> Day?,
    _ set: @escaping @Sendable (inout Record, Day?) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .day, isRequired: false, isKey: key, stored: stored ?? [name],
      get: { get($0).map(FieldValue.day) ?? .null },
      set: { if case .day(let day) = $1 { try set(&$0, day) } else { try set(&$0, nil) } })
  }

  /// A column that may hold an instant.
  static func optionalInstant(
    _ name: String, _ get: @escaping @Sendable (Record) -> Instant?,
    _ set: @escaping @Sendable (inout Record, Instant?) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .instant, isRequired: false, isKey: false, stored: [name],
      get: { get($0).map(FieldValue.instant) ?? .null },
      set: {
        if case .instant(let instant) = $1 { try set(&$0, instant) } else { try set(&$0, nil) }
      })
  }

  /// A column that always holds a whole number.
  static func integer(
    _ name: String, in range: ClosedRange<Int>, _ get: @escaping @Sendable (Record) -> Int,
    _ set: @escaping @Sendable (inout Record, Int) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .integer(range), isRequired: true, isKey: false, stored: [name],
      get: { .integer(get($0)) }, set: { if case .integer(let value) = $1 { try set(&$0, value) } })
  }

  /// A column that may hold a whole number.
  static func optionalInteger(
    _ name: String, in range: ClosedRange<Int>, _ get: @escaping @Sendable (Record) -> Int?,
    _ set: @escaping @Sendable (inout Record, Int?) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .integer(range), isRequired: false, isKey: false, stored: [name],
      get: { get($0).map(FieldValue.integer) ?? .null },
      set: { if case .integer(let value) = $1 { try set(&$0, value) } else { try set(&$0, nil) } })
  }

  /// A column that always holds a text that `set` parses.
  static func code(
    _ name: String, key: Bool = false, stored: [String]? = nil,
    _ get: @escaping @Sendable (Record) -> String,
    _ set: @escaping @Sendable (inout Record, String) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .code, isRequired: true, isKey: key, stored: stored ?? [name],
      get: { .code(get($0)) }, set: { if case .code(let code) = $1 { try set(&$0, code) } })
  }

  /// A column that may hold the name of a value.
  static func optionalCode<Value: Named>(
    _ name: String, _ get: @escaping @Sendable (Record) -> Value?,
    _ set: @escaping @Sendable (inout Record, Value?) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .code, isRequired: false, isKey: false, stored: [name],
      get: { get($0).map { .code($0.rawValue) } ?? .null },
      set: { record, value in
        guard case .code(let code) = value else { return try set(&record, nil) }
        try set(&record, try Value(parsing: code))
      })
  }

  /// A column that always holds a user's text of one line.
  static func line(
    _ name: String, key: Bool = false, stored: [String]? = nil, noun: String, longest: Int,
    _ get: @escaping @Sendable (Record) -> String,
    _ set: @escaping @Sendable (inout Record, String) throws -> Void
  ) -> Column {
    Column(
      name: name, format: .line(noun: noun, longest: longest), isRequired: true, isKey: key,
      stored: stored ?? [name], get: { .text(get($0)) },
      set: { if case .text(let text) = $1 { try set(&$0, text) } })
  }

  /// A column that may hold a user's text of one line.
  static func optionalLine(
    _ name: String, stored: [String]? = nil, noun: String, longest: Int,
    _ get: @escaping @Sendable (Record) -> String?,
    _ set: @escaping @Sendable (inout Record, String?) throws -> Void
  ) -> Column {
    optionalText(name, .line(noun: noun, longest: longest), stored: stored, get, set)
  }

  /// A column that may hold a note.
  static func optionalNote(
    _ name: String, _ get: @escaping @Sendable (Record) -> String?,
    _ set: @escaping @Sendable (inout Record, String?) throws -> Void
  ) -> Column {
    optionalText(name, .note, stored: nil, get, set)
  }

  /// A column that always holds a note or a path.
  static func text(
    _ name: String, _ format: FieldFormat, _ get: @escaping @Sendable (Record) -> String,
    _ set: @escaping @Sendable (inout Record, String) throws -> Void
  ) -> Column {
    Column(
      name: name, format: format, isRequired: true, isKey: false, stored: [name],
      get: { .text(get($0)) }, set: { if case .text(let text) = $1 { try set(&$0, text) } })
  }

  private static func optionalText(
    _ name: String, _ format: FieldFormat, stored: [String]?,
    _ get: @escaping @Sendable (Record) -> String?,
    _ set: @escaping @Sendable (inout Record, String?) throws -> Void
  ) -> Column {
    Column(
      name: name, format: format, isRequired: false, isKey: false, stored: stored ?? [name],
      get: { get($0).map(FieldValue.text) ?? .null },
      set: { if case .text(let text) = $1 { try set(&$0, text) } else { try set(&$0, nil) } })
  }
}
