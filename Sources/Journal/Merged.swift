/// What became of a record that was merged into the journal.
public enum Merged: Hashable, Sendable {
  /// It was not there and is now.
  case added
  /// The same record was there.
  case unchanged
  /// A record with the same key was there and was overwritten.
  case replaced
  /// A record with the same key and other content is there and stays.
  case conflict
}

/// Whether two texts are the same byte by byte. Notes are kept as written, and Swift's `==` takes the spellings of `é`
/// for equal.
func isSameText(_ left: String?, _ right: String?) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return left.utf8.elementsEqual(right.utf8)
}
