/// A cache for look-ups that repeat in much the same order, as the steps of a routine do every day.
///
/// It is an array. A search starts after the key that was found last, so it usually compares one key.
public struct RecentCache<Key, Value> {
  @usableFromInline let capacity: Int
  @usableFromInline var known: [(key: Key, value: Value)] = []
  @usableFromInline var next = 0
  @usableFromInline var oldest = 0

  /// Creates an empty cache of at most `capacity` values, at least 1.
  @inlinable public init(capacity: Int = 64) { self.capacity = capacity }

  /// The value whose key satisfies `isKey`; nil when there is none.
  ///
  /// - Complexity: O(1) when the key follows the one that was found last, else O(n) in the number of values.
  @inlinable public mutating func value(where isKey: (Key) -> Bool) -> Value? {
    for _ in known.indices {
      let index = next < known.count ? next : 0
      next = index + 1
      if isKey(known[index].key) { return known[index].value }
    }
    return nil
  }

  /// Adds `value` for `key`, which is not in the cache. In a full cache it replaces the oldest value.
  @inlinable public mutating func insert(_ value: Value, for key: Key) {
    if known.count < capacity {
      known.append((key, value))
      next = known.count
    } else {
      known[oldest] = (key, value)
      oldest = (oldest + 1) % capacity
      next = oldest
    }
  }
}
