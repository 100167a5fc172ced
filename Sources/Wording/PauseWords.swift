import Routine

extension Pause {
  /// The scope and the days of the pause: `everything from 2025-06-20 to 2025-06-24`.
  public var words: String {
    let what = scope == .all ? "everything" : scope.description
    return to.map { "\(what) from \(from) to \($0)" } ?? "\(what) from \(from) until resumed"
  }
}

extension Procedure {
  /// The kind and the days of the procedure: `microneedling on 2025-06-04, recovery to 2025-06-11`.
  public var words: String {
    "\(kind) on \(day)" + (recoverUntil.map { ", recovery to \($0)" } ?? "")
  }
}
