import Calendar

/// The status that was logged for one step on one day: the part of an entry from which shares are calculated.
public struct LoggedDay: Hashable, Sendable {
  // Eight bytes in all, because a report holds one for each entry of a user.
  @usableFromInline let number: Int32
  @usableFromInline let stepAndStatus: UInt32

  /// The day.
  @inlinable public var day: Day { Day(number: Int(number)) }
  /// The step, as its index in the diary's steps.
  @inlinable public var step: Int { Int(stepAndStatus >> 2) }
  /// Whether the step was done, skipped or excused.
  @inlinable public var status: Status {
    switch code {
    case 0: .skipped
    case 1: .done
    default: .excused
    }
  }
  /// The status as a number: 0 skipped, 1 done, 2 excused.
  @inlinable public var code: UInt32 { stepAndStatus & 3 }

  /// The number of `status`, as in the property `code`.
  @inlinable public static func code(of status: Status) -> UInt32 {
    switch status {
    case .skipped: 0
    case .done: 1
    case .excused: 2
    }
  }

  /// Creates a logged day. `step` must be less than 2^30.
  @inlinable public init(day: Day, step: Int, status: Status) {
    number = Int32(truncatingIfNeeded: day.number)
    stepAndStatus = UInt32(truncatingIfNeeded: step) << 2 | LoggedDay.code(of: status)
  }
}
