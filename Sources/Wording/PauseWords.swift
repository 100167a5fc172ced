import Calendar
import Routine

extension Scope {
  /// What the scope covers, as people say it: `everything`, `the evening`, `the actives`, `retinol`.
  public var spoken: String {
    switch self {
    case .all: "everything"
    case .slot(.am): "the morning"
    case .slot(.pm): "the evening"
    case .slot(.weekly): "the weekly steps"
    case .actives: "the actives"
    case .step(let key): key.slug.description
    case .active(let active): "every \(active.rawValue) step"
    }
  }
}

extension Pause {
  /// The scope and the days of the pause, for lists: `everything from 2025-06-20 to 2025-06-24`.
  public var words: String {
    let what = scope == .all ? "everything" : scope.description
    return to.map { "\(what) from \(from) to \($0)" } ?? "\(what) from \(from) until resumed"
  }

  /// The scope and the days of the pause, for sentences: `everything from 20 June to 24 June`.
  public func spoken(on today: Day) -> String {
    let end = to.map { "to \($0.spoken(on: today))" } ?? "until you resume it"
    return to == from
      ? "\(scope.spoken) on \(from.spoken(on: today))"
      : "\(scope.spoken) from \(from.spoken(on: today)) \(end)"
  }
}

extension Procedure {
  /// The kind and the days of the procedure, for lists: `microneedling on 2025-06-04, recovery to 2025-06-11`.
  public var words: String {
    "\(kind) on \(day)" + (recoverUntil.map { ", recovery to \($0)" } ?? "")
  }

  /// The kind and the days of the procedure, for sentences: `microneedling on 4 June, recovery to 11 June`.
  public func spoken(on today: Day) -> String {
    "\(kind) on \(day.spoken(on: today))"
      + (recoverUntil.map { ", recovery to \($0.spoken(on: today))" } ?? "")
  }
}
