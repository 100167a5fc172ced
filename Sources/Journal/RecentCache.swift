/// What was looked up before: the same few come again and again, and the steps of a day in the same order every day.
public struct RecentCache<Key, Value> {
  @usableFromInline let most: Int
  @usableFromInline var known: [(key: Key, value: Value)] = []
  @usableFromInline var next = 0
  @usableFromInline var oldest = 0

  /// Knows nothing yet, and will keep the latest `most`, at least one.
  @inlinable public init(most: Int = 64) { self.most = most }

  /// What belongs to the key for which `isKey` holds; nil when it is not known.
  ///
  /// - Complexity: O(1) when it comes behind the one that did the last time, else O(what is kept).
  @inlinable public mutating func value(where isKey: (Key) -> Bool) -> Value? {
    for _ in known.indices {
      let index = next < known.count ? next : 0
      next = index + 1
      if isKey(known[index].key) { return known[index].value }
    }
    return nil
  }

  /// Keeps what belongs to `key`, in the place of what has been kept for longest.
  @inlinable public mutating func keep(_ value: Value, for key: Key) {
    if known.count < most {
      known.append((key, value))
      next = known.count
    } else {
      known[oldest] = (key, value)
      oldest = (oldest + 1) % most
      next = oldest
    }
  }
}
