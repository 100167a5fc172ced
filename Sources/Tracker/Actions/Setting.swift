/// A new value of a property, which may be none.
public enum Setting<Value: Sendable & Hashable>: Hashable, Sendable {
  /// The value stays.
  case keep
  /// The value becomes this one; nil takes it away.
  case set(Value?)

  /// The value after the change of `old`.
  func applied(to old: Value?) -> Value? {
    switch self {
    case .keep: old
    case .set(let new): new
    }
  }

  /// The new value; nil when the old one stays or is taken away.
  var value: Value? {
    if case .set(let value) = self { value } else { nil }
  }
}
