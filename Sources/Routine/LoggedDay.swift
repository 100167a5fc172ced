import Calendar

/// What was logged of one step on one day, as far as a share depends on it.
public struct LoggedDay: Hashable, Sendable {
  // Eight bytes: a report reads one for everything that ever was logged.
  @usableFromInline let number: Int32
  @usableFromInline let stepAndStatus: UInt32

  /// The day.
  @inlinable public var day: Day { Day(number: Int(number)) }
  /// The step, as its index in the diary's steps.
  @inlinable public var step: Int { Int(stepAndStatus >> 2) }
  /// What became of it.
  @inlinable public var status: Status {
    switch code {
    case 0: .skipped
    case 1: .done
    default: .excused
    }
  }
  /// The status as a number from 0 to 2: 0 skipped, 1 done, 2 excused.
  @inlinable public var code: UInt32 { stepAndStatus & 3 }

  /// The number of a status, as `code` has it.
  @inlinable public static func code(of status: Status) -> UInt32 {
    switch status {
    case .skipped: 0
    case .done: 1
    case .excused: 2
    }
  }

  /// Makes one.
  @inlinable public init(day: Day, step: Int, status: Status) {
    number = Int32(truncatingIfNeeded: day.number)
    stepAndStatus = UInt32(truncatingIfNeeded: step) << 2 | LoggedDay.code(of: status)
  }
}
