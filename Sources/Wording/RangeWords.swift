extension ClosedRange<Int> {
  /// The range in words: `14 to 28`.
  public var words: String { "\(lowerBound) to \(upperBound)" }

  /// A range of days in whole weeks: 2 to 4 for 14 to 28 days.
  public var inWeeks: ClosedRange<Int> { lowerBound / 7...upperBound / 7 }
}
