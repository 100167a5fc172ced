/// A comparison of porelog with a reference that does the same work. They run in turn, pair by pair, so that the load
/// of a shared machine affects both alike.
struct Comparison {
  /// The name of the work.
  let name: String
  /// The number of entries.
  let entries: Int
  /// The name of the reference.
  let against: String
  /// The highest ratio that is acceptable; nil if there is no limit.
  let limit: Double?
  /// The median of porelog's times in seconds.
  let seconds: Double
  /// The median of the reference's times in seconds.
  let otherSeconds: Double
  /// porelog's time divided by the reference's, over all pairs.
  let ratio: Spread
  /// porelog's peak memory over all runs, in bytes.
  let peak: Int

  /// The median, the minimum and the maximum of some numbers.
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

  /// The seconds and the peak memory in bytes of one run.
  typealias Measurement = (seconds: Double, peak: Int)

  /// Measures `pairs` pairs of runs, one run of each side, after a first pair that is not counted.
  init(
    _ name: String, entries: Int, against: String, limit: Double? = nil, pairs: Int,
    ours: (Int) throws -> Measurement, other: (Int) throws -> Measurement
  ) throws {
    (self.name, self.entries, self.against, self.limit) = (name, entries, against, limit)
    var measured: [(ours: Measurement, other: Measurement)] = []
    for pair in 0...pairs {
      // The order alternates, because the second run benefits from the caches that the first one filled.
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

/// The size of a journal file on disk.
struct Footprint {
  let entries: Int
  let bytesPerEntry: Double
}
