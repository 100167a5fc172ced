import Calendar
import Routine
import SQLite
import Text

extension Journal {
  /// Adds a user with the steps of a routine.
  ///
  /// - Throws: as `addUser(_:)` and `addStep(_:schedule:for:)`.
  @discardableResult public func add(
    _ user: User, with steps: [(step: Step, schedule: Schedule)]
  ) throws -> Account {
    let account = try addUser(user)
    for (step, schedule) in steps { try addStep(step, schedule: schedule, for: account.id) }
    return account
  }

  /// Adds a step with a schedule that is in force from the step's first day on.
  ///
  /// - Throws: `InvalidInput` when the user already has a step with this name; `SQLiteError`, `Damaged`.
  public func addStep(_ step: Step, schedule: Schedule, for user: UserID) throws {
    guard try merge(step, for: user, replacing: false) == .added else {
      let end = try self.step(step.key, of: user).step.lastDay
      let since = end.map { ", which ended on \($0)" } ?? ""
      throw InvalidInput(
        "there is a step \(step.key) already\(since): choose another name, such as \(step.key)-2")
    }
    let version = StepVersion(step: step.key, from: step.firstDay, value: schedule)
    _ = try merge(version, for: user, replacing: false)
  }

  /// Sets the schedule of the step `key` from `day` on. It replaces a version of the same day. If
  /// `day` is on or before the step's first day, it replaces the version that the step starts with.
  ///
  /// - Throws: `InvalidInput` when the user has no such step; `SQLiteError`, `Damaged`.
  public func setSchedule(
    _ schedule: Schedule, from day: Day, ofStep key: StepKey, for user: UserID
  ) throws {
    let step = try step(key, of: user)
    let from = versionDay(day, step.step, among: step.schedules.versions.map(\.from))
    let version = StepVersion(step: key, from: from, value: schedule)
    _ = try merge(version, for: user, replacing: true)
  }

  /// Sets the product that the step `key` uses from `day` on; nil means no product. It replaces versions as
  /// `setSchedule(_:from:ofStep:for:)` does.
  ///
  /// - Throws: `InvalidInput` when the user has no such step or product; `SQLiteError`, `Damaged`.
  public func setProduct(_ product: String?, from day: Day, ofStep key: StepKey, for user: UserID)
    throws
  {
    let step = try step(key, of: user)
    let from = versionDay(day, step.step, among: step.products.versions.map(\.from))
    let version = StepVersion(step: key, from: from, value: product)
    _ = try merge(version, for: user, replacing: true)
  }

  /// Sets the last day of the step `key`; nil removes it.
  ///
  /// - Throws: `InvalidInput` when the user has no such step, or `day` is before its first day; `SQLiteError`,
  ///   `Damaged`.
  public func setLastDay(_ day: Day?, ofStep key: StepKey, for user: UserID) throws {
    let step = try step(key, of: user)
    if let day, day < step.step.firstDay {
      throw InvalidInput("\(key) begins on \(step.step.firstDay): it ends on that day or later")
    }
    try update(step: step.number, of: user, "ends_on", to: day?.number)
  }

  /// Renames the step `key` to `slug`. Everything that refers to the step goes with it.
  ///
  /// - Throws: `InvalidInput` when the user has no such step, or has another of the new name; `SQLiteError`, `Damaged`.
  public func rename(_ key: StepKey, to slug: Slug, for user: UserID) throws {
    let number = try referredStep(key, of: user)
    let renamed = StepKey(slot: key.slot, slug: slug)
    if renamed != key, try stepNumber(renamed, of: user) != nil {
      throw InvalidInput("there is a step \(renamed) already: choose another name")
    }
    try database.execute(
      "UPDATE steps SET slug = ? WHERE user = ? AND step = ?", slug.description, user.number, number
    )
  }

  /// Moves the step `key` to `position`, counted from 1, among the steps of its slot that exist on `day`. These steps
  /// get the positions 1, 2 and so on.
  ///
  /// - Throws: `InvalidInput` when the user has no such step; `SQLiteError`, `Damaged`.
  public func move(_ key: StepKey, to position: Int, on day: Day, for user: UserID) throws {
    let routine = try routine(of: user)
    let moved = try step(key, in: routine)
    var order = routine.filter { other in
      other.step.key.slot == key.slot && other.step.key != key && other.step.exists(on: day)
    }
    order.insert(moved, at: min(max(0, position - 1), order.count))
    for (index, other) in order.enumerated() where other.step.position != index + 1 {
      try update(step: other.number, of: user, "position", to: index + 1)
    }
  }

  private func step(_ key: StepKey, of user: UserID) throws -> RoutineStep {
    try step(key, in: try routine(of: user))
  }

  private func step(_ key: StepKey, in routine: [RoutineStep]) throws -> RoutineStep {
    guard let step = routine.first(where: { $0.step.key == key }) else {
      throw InvalidInput("there is no step \(quoted(key.description)): add it first")
    }
    return step
  }

  /// The day under which to store a version that begins on `day`. After the step's first day it is
  /// `day`; otherwise it is the day of the version that the step starts with, which is replaced.
  ///
  /// - Parameter days: the days of the existing versions, in order.
  private func versionDay(_ day: Day, _ step: Step, among days: [Day]) -> Day {
    guard day <= step.firstDay else { return day }
    return days.last { $0 <= step.firstDay } ?? days.first ?? step.firstDay
  }
}
