import Calendar

/// The status that was logged for one step on one day: the part of an entry from which shares are calculated.
public struct LoggedDay: Hashable, Sendable {
  // Eight bytes in all, because a report holds one for each entry of a user.
  @usableFromInline let number: Int32
  @usableFromInline let stepAndStatus: UInt32

  /// The day.
  @inlinable public var day: Day { Day(number: Int(number)) }
  /// The step, as its index in the diary's steps.
  @inlinable public var step: Int { Int(stepAndStatus >> 4) }
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

  /// Whether it was logged on `day` itself; nil when the day of logging is not known or was not read.
  @inlinable public var isSameDay: Bool? {
    stepAndStatus & 8 == 0 ? nil : stepAndStatus & 4 != 0
  }

  /// Creates a logged day. `step` must be less than 2^28.
  @inlinable public init(day: Day, step: Int, status: Status, isSameDay: Bool? = nil) {
    number = Int32(truncatingIfNeeded: day.number)
    let sameDay: UInt32 = isSameDay.map { $0 ? 0b1100 : 0b1000 } ?? 0
    stepAndStatus =
      UInt32(truncatingIfNeeded: step) << 4 | sameDay | LoggedDay.code(of: status)
  }
}
