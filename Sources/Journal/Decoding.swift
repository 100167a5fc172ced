import Routine
import SQLite

/// How the values of the routine stand in a row.
extension Row {
  /// The day in `column`.
  borrowing func day(_ column: Int32) throws -> Day { Day(number: Int(try integer(column))) }

  /// The day in `column`, or nil for NULL.
  borrowing func optionalDay(_ column: Int32) throws -> Day? {
    try optionalInteger(column).map { Day(number: Int($0)) }
  }

  /// The integer in `column`, or nil for NULL.
  borrowing func optionalInt(_ column: Int32) throws -> Int? {
    try optionalInteger(column).map { Int($0) }
  }

  /// The value called by the text in `column`.
  borrowing func named<Value: Named>(_ column: Int32, _: Value.Type = Value.self) throws -> Value {
    try Value(parsing: try text(column))
  }

  /// The value called by the text in `column`, or nil for NULL.
  borrowing func optionalNamed<Value: Named>(
    _ column: Int32, _: Value.Type = Value.self
  ) throws -> Value? {
    try optionalText(column).map { try Value(parsing: $0) }
  }

  /// The step that `column` (its slot) and the next one (its slug) name.
  borrowing func stepKey(_ column: Int32) throws -> StepKey {
    StepKey(slot: try named(column), slug: Slug(stored: try text(column + 1)))
  }
}

extension Status {
  /// The status as an entry holds it: 0 and 1, which SQLite keeps in no byte at all, for the usual.
  var code: Int {
    switch self {
    case .skipped: 0
    case .done: 1
    case .excused: 2
    }
  }

  init(code: Int64) throws {
    switch code {
    case 0: self = .skipped
    case 1: self = .done
    case 2: self = .excused
    default: throw Malformed("the status \(code) of an entry is none: run porelog doctor")
    }
  }
}
