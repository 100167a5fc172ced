/// The outcome of merging a record into a journal.
public enum MergeOutcome: Hashable, Sendable {
  /// The record was added.
  case added
  /// The journal already has the same record.
  case unchanged
  /// A record with the same key and other content was overwritten.
  case replaced
  /// A record with the same key and other content was left unchanged.
  case conflict
}

/// Whether two texts are the same byte by byte. Notes are stored as written, and Swift's `==` treats canonically
/// equivalent texts as equal.
func isSameText(_ left: String?, _ right: String?) -> Bool {
  guard let left, let right else { return left == nil && right == nil }
  return left.utf8.elementsEqual(right.utf8)
}
