import Journal
import TestSupport
import Testing

@Suite struct RecentCacheTests {
  /// Compares with a list: a value is found by its key in any order, until `capacity` newer keys were added.
  @Test func theLatestValuesAreFoundByKey() {
    var random = SplitMix64(seed: 7)
    for capacity in [1, 2, 5, 64] {
      var cache = RecentCache<Int, String>(capacity: capacity)
      var kept: [Int] = []
      for _ in 0..<2000 {
        let key = Int.random(in: 0..<(capacity + 3), using: &random)
        let found = cache.value(where: { $0 == key })
        #expect(found == (kept.contains(key) ? "\(key)" : nil))
        if found == nil {
          cache.insert("\(key)", for: key)
          kept.append(key)
          if kept.count > capacity { kept.removeFirst() }
        }
      }
    }
  }
}
