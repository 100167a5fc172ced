/// A value that is in force from a day on, until the next version of it begins.
public struct Version<Value> {
  /// The first day on which it is in force.
  public let from: Day
  /// The value in force.
  public let value: Value

  /// Creates a version that is in force from `from` on.
  @inlinable public init(from: Day, value: Value) {
    self.from = from
    self.value = value
  }
}

// The conformances are in extensions. When the type itself declares them, the runtime resolves them at the first use of
// the type, which took 1/60 of an everyday command's instructions.
extension Version: Sendable where Value: Sendable {}
extension Version: Equatable where Value: Equatable {}
extension Version: Hashable where Value: Hashable {}

/// The versions of a value, ordered by day. Each is in force until the next one begins.
///
/// The timeline of a schedule reaches back: its first version is in force from the start of the step, even if it names
/// a later day. The timeline of a product does not.
public struct Timeline<Value> {
  /// The versions, ordered by day.
  public let versions: [Version<Value>]
  /// Whether the first version is also in force before the day it names.
  public let reachesBack: Bool

  /// Creates a timeline of `versions`, which may be in any order.
  ///
  /// - Complexity: O(n) when they are in order, which is the usual case; else O(n log n).
  @inlinable public init(_ versions: [Version<Value>], reachesBack: Bool) {
    self.reachesBack = reachesBack
    var isInOrder = true
    var index = 1
    while index < versions.count {
      if versions[index].from < versions[index - 1].from { isInOrder = false }
      index += 1
    }
    self.versions = isInOrder ? versions : versions.sorted { $0.from < $1.from }
  }

  /// Whether there is no version.
  @inlinable public var isEmpty: Bool { versions.isEmpty }

  /// The index of the version in force on `day`; nil when none is in force.
  ///
  /// - Complexity: O(n) in the number of versions that begin after `day`.
  @inlinable public func index(on day: Day) -> Int? {
    var index = versions.count - 1
    while index >= 0 {
      if versions[index].from <= day { return index }
      index -= 1
    }
    return reachesBack && !versions.isEmpty ? 0 : nil
  }

  /// The value in force on `day`; nil when none is in force.
  @inlinable public func value(on day: Day) -> Value? { index(on: day).map { versions[$0].value } }

  /// The versions that begin after `day`.
  @inlinable public func versions(after day: Day) -> ArraySlice<Version<Value>> {
    versions[(versions.firstIndex { $0.from > day } ?? versions.count)...]
  }

  /// Calls `body` with each version that is in force on a day of `week`, and the weekdays on which it is in force.
  @inlinable public func forEach(in week: Week, _ body: (Version<Value>, Weekdays) -> Void) {
    for index in 0..<versions.count {
      let next = index + 1 < versions.count ? versions[index + 1].from : nil
      if let next, next <= week.monday { continue }
      let from = index == 0 && reachesBack ? nil : versions[index].from
      if let from, from > week.sunday { return }
      body(versions[index], Weekdays(of: week, from: from, through: next.map { $0 - 1 }))
    }
  }
}

extension Timeline: Sendable where Value: Sendable {}
extension Timeline: Equatable where Value: Equatable {}
extension Timeline: Hashable where Value: Hashable {}

extension Timeline where Value: Equatable {
  /// A version whose value differs from the previous one.
  public struct Change {
    /// The first day of the new value.
    public let day: Day
    /// The previous value.
    public let before: Value
    /// The new value.
    public let after: Value

    @inlinable init(day: Day, before: Value, after: Value) {
      self.day = day
      self.before = before
      self.after = after
    }
  }

  /// The changes, ordered by day. The first version is not a change.
  @inlinable public var changes: [Change] {
    var changes: [Change] = []
    var index = 1
    while index < versions.count {
      let (before, version) = (versions[index - 1], versions[index])
      if before.value != version.value {
        changes.append(Change(day: version.from, before: before.value, after: version.value))
      }
      index += 1
    }
    return changes
  }
}
