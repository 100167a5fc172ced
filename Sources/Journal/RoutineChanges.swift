import Routine
import SQLite

extension Journal {
  /// Writes a version of the schedule of the step `key`, over one that begins on the same day. One that
  /// begins before the step does takes the place of the first.
  ///
  /// - Throws: `Malformed` when the user has no such step.
  public func set(_ schedule: Schedule, from day: Day, ofStep key: StepKey, for user: UserID) throws
  {
    let step = try step(key, of: user)
    let from = try versionDay(day, step, among: step.schedules.map(\.from))
    _ = try merge(Version(from: from, value: schedule), ofStep: key, for: user, replacing: true)
  }

  /// Says which product the step `key` uses from `day` on; nil is none.
  ///
  /// - Throws: `Malformed` when the user has no such step or product.
  public func use(_ product: String?, from day: Day, inStep key: StepKey, for user: UserID) throws {
    let step = try step(key, of: user)
    let from = try versionDay(day, step, among: step.products.map(\.from))
    _ = try merge(Version(from: from, value: product), ofStep: key, for: user, replacing: true)
  }

  /// Makes `day` the last of the step `key`, or with nil lets it go on.
  ///
  /// - Throws: `Malformed` when the user has no such step, or when the step begins later.
  public func end(_ key: StepKey, on day: Day?, for user: UserID) throws {
    let step = try step(key, of: user)
    if let day, day < step.step.firstDay {
      throw Malformed("\(key) begins on \(step.step.firstDay): it ends on that day or later")
    }
    try database.execute(
      "UPDATE steps SET ends_on = ? WHERE user = ? AND step = ?", day?.number, user.number,
      step.number)
  }

  /// Puts the step `key` in place `position`, from 1, among those of its slot that live on `day`, and
  /// numbers these anew.
  ///
  /// - Throws: `Malformed` when the user has no such step.
  public func move(_ key: StepKey, to position: Int, on day: Day, for user: UserID) throws {
    let moved = try step(key, of: user)
    var order = try routine(of: user).filter { other in
      other.step.key.slot == key.slot && other.step.key != key && other.step.lives(on: day)
    }
    order.insert(moved, at: min(max(0, position - 1), order.count))
    for (index, other) in order.enumerated() where other.step.position != index + 1 {
      try database.execute(
        "UPDATE steps SET position = ? WHERE user = ? AND step = ?", index + 1, user.number,
        other.number)
    }
  }

  /// The step `key` with its versions.
  ///
  /// - Throws: `Malformed` when the user has no such step.
  func step(_ key: StepKey, of user: UserID) throws -> RoutineStep {
    guard let step = try routine(of: user).first(where: { $0.step.key == key }) else {
      throw Malformed("there is no step \(quoted(key.description)): add it first")
    }
    return step
  }

  /// The day under which a version that is to hold from `day` is written. What would begin before the
  /// step's first day begins with it, in the place of the version that did.
  private func versionDay(_ day: Day, _ step: RoutineStep, among days: [Day]) throws -> Day {
    guard day <= step.step.firstDay else { return day }
    return days.last { $0 <= step.step.firstDay } ?? days.first ?? step.step.firstDay
  }
}
