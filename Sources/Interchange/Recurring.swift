/// What fields said that were read before, by their bytes: a status is one of three, and the steps of a day come in the
/// same order every day.
struct Recurring<Value> {
  /// How many are kept, the latest.
  static var most: Int { 64 }

  private var known: [(field: [UInt8], value: Value)] = []
  private var next = 0
  private var oldest = 0

  /// What the field with these bytes said; nil when it is not known.
  ///
  /// - Complexity: O(length of the field) when it comes behind the one that did the last time, else O(what is kept).
  mutating func value(of field: Span<UInt8>) -> Value? {
    for _ in known.indices {
      let index = next < known.count ? next : 0
      next = index + 1
      let (bytes, value) = known[index]
      if field.isSame(as: bytes.span) { return value }
    }
    return nil
  }

  /// Keeps what the field with these bytes says, in the place of the one that has been kept for longest.
  mutating func keep(_ value: Value, of field: Span<UInt8>) {
    let bytes = field.indices.map { field[$0] }
    if known.count < Self.most {
      known.append((bytes, value))
      next = known.count
    } else {
      known[oldest] = (bytes, value)
      oldest = (oldest + 1) % Self.most
      next = oldest
    }
  }
}

extension Span<UInt8> {
  /// Whether `other` has the same bytes.
  func isSame(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
