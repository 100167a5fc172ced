/// Two ways to the same end, measured in turn, pair by pair: what a shared machine does to one it does to the other.
struct Comparison {
  /// What is done.
  let name: String
  /// How many entries it is done with.
  let entries: Int
  /// What porelog is compared with.
  let against: String
  /// The ratio that is to be reached at most, where one is.
  let limit: Double?
  /// Seconds of porelog's, the median.
  let seconds: Double
  /// Seconds of the other's, the median.
  let otherSeconds: Double
  /// porelog's time by the other's, of each pair.
  let ratio: Spread
  /// The most memory that porelog had, in bytes.
  let peak: Int

  /// The middle and the ends of some numbers.
  struct Spread {
    let median: Double
    let least: Double
    let most: Double

    /// - Parameter numbers: at least one.
    init(of numbers: [Double]) {
      let sorted = numbers.sorted()
      let middle = sorted.count / 2
      median =
        sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
      (least, most) = (sorted[0], sorted[sorted.count - 1])
    }
  }

  /// Seconds and bytes of one run.
  typealias Measured = (seconds: Double, peak: Int)

  /// Runs both `pairs` times in turn, after once that does not count.
  init(
    _ name: String, entries: Int, against: String, limit: Double? = nil, pairs: Int,
    ours: (Int) throws -> Measured, other: (Int) throws -> Measured
  ) throws {
    (self.name, self.entries, self.against, self.limit) = (name, entries, against, limit)
    var measured: [(ours: Measured, other: Measured)] = []
    for pair in 0...pairs {
      // Who goes first changes, since whoever is second finds what the first has left in the caches.
      if pair % 2 == 0 {
        measured.append((try ours(pair), try other(pair)))
      } else {
        let other = try other(pair)
        measured.append((try ours(pair), other))
      }
    }
    measured.removeFirst()
    seconds = Spread(of: measured.map(\.ours.seconds)).median
    otherSeconds = Spread(of: measured.map(\.other.seconds)).median
    ratio = Spread(of: measured.map { $0.ours.seconds / $0.other.seconds })
    peak = measured.map(\.ours.peak).max() ?? 0
  }
}

/// How many bytes of the disk an entry takes.
struct Footprint {
  let entries: Int
  let bytesPerEntry: Double
}
