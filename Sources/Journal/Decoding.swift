import Calendar
import Routine
import SQLite
import Text

/// The error for a row that porelog did not write: the file was damaged, or changed by another program.
public struct Damaged: Error, Hashable, Sendable {
  /// A clause that says what is wrong.
  public let reason: String
}

/// Reads values of the routine from a row. Each value is checked, because a damaged file can
/// contain anything: SQLite checks the constraints of the schema only when it writes a row. The
/// methods throw `Damaged` or `SQLiteError`.
extension Row {
  /// The integer in `column`, within `range`.
  @inline(__always) borrowing func int(_ column: Int32, in range: ClosedRange<Int>) throws -> Int {
    try Row.checked(try integer(column), in: range)
  }

  @inline(__always) private static func checked(
    _ integer: Int64, in range: ClosedRange<Int>
  ) throws -> Int {
    let number = Int(integer)
    guard range.contains(number) else { throw Damaged(reason: "a number in it cannot be") }
    return number
  }

  /// The integer in `column`, within `range`, or nil for NULL.
  borrowing func optionalInt(_ column: Int32, in range: ClosedRange<Int>) throws -> Int? {
    try optionalInteger(column).map { try Row.checked($0, in: range) }
  }

  /// The day in `column`.
  @inline(__always) borrowing func day(_ column: Int32) throws -> Day {
    try Row.day(of: try integer(column))
  }

  @inline(__always) private static func day(of integer: Int64) throws -> Day {
    let number = Int(integer)
    guard number >= Day.first.number, number <= Day.last.number else {
      throw Damaged(reason: "a day in it cannot be")
    }
    return Day(number: number)
  }

  /// The day in `column`, or nil for NULL.
  borrowing func optionalDay(_ column: Int32) throws -> Day? {
    try optionalInteger(column).map { try Row.day(of: $0) }
  }

  /// The instant in `column`, or nil for NULL.
  @inline(__always) borrowing func optionalInstant(_ column: Int32) throws -> Instant? {
    guard let seconds = try optionalInteger(column) else { return nil }
    let instant = Instant(seconds: seconds)
    guard instant >= .first, instant <= .last else {
      throw Damaged(reason: "an instant in it cannot be")
    }
    return instant
  }

  /// The value named in `column`.
  borrowing func named<Value: Named>(_ column: Int32, _: Value.Type = Value.self) throws -> Value {
    try Row.value(named: try text(column))
  }

  private static func value<Value: Named>(named name: String) throws -> Value {
    guard let value = Value(rawValue: name) else {
      throw Damaged(reason: "a word in it is not \(Value.noun)")
    }
    return value
  }

  /// The value named in `column`, or nil for NULL.
  borrowing func optionalNamed<Value: Named>(
    _ column: Int32, _: Value.Type = Value.self
  ) throws -> Value? {
    try optionalText(column).map { try Row.value(named: $0) }
  }

  /// The name in `column`, which has no control characters.
  borrowing func name(_ column: Int32) throws -> String {
    try Row.checked(name: try text(column))
  }

  private static func checked(name: String) throws -> String {
    guard name.isTerminalSafe else {
      throw Damaged(reason: "a name in it has control characters")
    }
    return name
  }

  /// The name in `column`, or nil for NULL.
  borrowing func optionalName(_ column: Int32) throws -> String? {
    try optionalText(column).map { try Row.checked(name: $0) }
  }

  /// The name of a step: its slot in `column` and its slug in the next one.
  borrowing func stepKey(_ column: Int32) throws -> StepKey {
    StepKey(slot: try named(column), slug: Slug(stored: try name(column + 1)))
  }
}

extension Status {
  /// The status as the table stores it. The frequent ones are 0 and 1, for which SQLite stores no content
  /// (https://sqlite.org/fileformat2.html#record_format).
  var code: Int {
    switch self {
    case .skipped: 0
    case .done: 1
    case .excused: 2
    }
  }

  @inline(__always) init(code: Int64) throws {
    switch code {
    case 0: self = .skipped
    case 1: self = .done
    case 2: self = .excused
    default: throw Damaged(reason: "the status of an entry in it is none")
    }
  }
}
