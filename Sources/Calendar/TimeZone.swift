/// A time zone: the offset of its local time from UTC at every instant.
///
/// It is a value. Conversions use no global state, so they are safe on any thread.
public struct TimeZone: Sendable {
  private let transitions: TransitionTable
  /// The rule for instants on or after the last transition; nil when the last type stays in force.
  private let rule: PosixRule?

  /// UTC.
  public static var utc: TimeZone { TimeZone(transitions: .empty, rule: PosixRule(offset: 0)) }

  private init(transitions: TransitionTable, rule: PosixRule?) {
    self.transitions = transitions
    self.rule = rule
  }

  /// Reads a TZif file of version 1 to 4 (RFC 9636); nil when it is damaged.
  ///
  /// Later versions are read as version 4. Leap second records are skipped, because an `Instant` counts none. In a
  /// zone whose file counts them (the folder `right` of zoneinfo) transitions are up to 27 seconds late.
  ///
  /// https://www.rfc-editor.org/rfc/rfc9636.html
  ///
  /// - Complexity: O(n) in the number of transitions. `bytes` is kept and not copied.
  public init?(tzif bytes: [UInt8]) {
    guard let first = TZifHeader(bytes, at: 0) else { return nil }
    if first.version == 0 {
      guard let table = TransitionTable(bytes, first, timeSize: 4) else { return nil }
      self.init(transitions: table, rule: nil)
      return
    }
    // From version 2 on, the first block is there for older readers. The second has 64-bit times.
    guard first.version >= UInt8(ascii: "2"),
      let second = TZifHeader(bytes, at: first.blockEnd(timeSize: 4)),
      second.version == first.version,
      let table = TransitionTable(bytes, second, timeSize: 8)
    else { return nil }
    let footer = second.blockEnd(timeSize: 8)
    let newline = UInt8(ascii: "\n")
    guard footer < bytes.count, bytes[footer] == newline,
      let end = bytes[(footer + 1)...].firstIndex(of: newline)
    else { return nil }
    if end == footer + 1 {
      self.init(transitions: table, rule: nil)
      return
    }
    guard let rule = PosixRule(bytes[(footer + 1)..<end]) else { return nil }
    self.init(transitions: table, rule: rule)
  }

  /// The offset of local time from UTC, in seconds, positive east of Greenwich.
  ///
  /// - Complexity: O(log n) in the number of transitions.
  public func offset(at instant: Instant) -> Int {
    let passed = transitions.count(through: instant.seconds)
    // RFC 9636, section 3.2: the rule also holds at the last transition, and always if there are no transitions.
    if passed == transitions.count, let rule { return rule.offset(at: instant) }
    return transitions.offset(after: passed)
  }

  /// The local date and time, with seconds dropped.
  ///
  /// The day may lie outside the years 1 to 9999, which cannot be written: compare it with `Day.first` and
  /// `Day.last` first.
  ///
  /// - Complexity: O(log n) in the number of transitions.
  public func localTime(of instant: Instant) -> LocalTime {
    let (day, second) = instant.dayAndSecond
    let local = second + offset(at: instant)
    return LocalTime(
      day: day + local.floorDivided(by: 86_400),
      time: TimeOfDay(minutes: local.modulo(86_400) / 60))
  }
}
