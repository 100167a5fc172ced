import Journal
import TestSupport
import Testing

@Suite struct RecentCacheTests {
  /// What was kept is found by its key alone, in whatever order it is asked for, and only the latest is kept.
  @Test func whatRecursIsFoundByItsKey() {
    var random = SplitMix64(seed: 7)
    for most in [1, 2, 5, 64] {
      var known = RecentCache<Int, String>(capacity: most)
      var kept: [Int] = []
      for _ in 0..<2000 {
        let key = Int.random(in: 0..<(most + 3), using: &random)
        let found = known.value(where: { $0 == key })
        #expect(found == (kept.contains(key) ? "\(key)" : nil))
        if found == nil {
          known.insert("\(key)", for: key)
          kept.append(key)
          if kept.count > most { kept.removeFirst() }
        }
      }
    }
  }
}
