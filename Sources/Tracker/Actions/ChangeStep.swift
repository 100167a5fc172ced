import Calendar
import Journal
import Reporting
import Routine
import Wording

/// Changes the schedule of a step from a day on.
public struct ChangeSchedule: PersonalAction {
  /// The first day of the new schedule; nil is today.
  public var day: RelativeDay?
  /// The step.
  public var step: StepReference
  /// The new schedule.
  public var schedule: Schedule

  /// Gives `step` the schedule `schedule` from `day` on; nil is today.
  public init(_ step: StepReference, to schedule: Schedule, from day: RelativeDay? = nil) {
    self.step = step
    self.schedule = schedule
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.stepBeginsLater`; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let step = try context.begunStep(step)
    let before = step.schedule(on: context.day)
    // Skip a version that is equal to the one in force. Of `everyDays` it moves the days, unless the day is due already.
    if before != schedule || schedule.isMoved(by: context.day, of: step) {
      try context.journal.setSchedule(
        schedule, from: context.day, ofStep: step.step.key, for: context.user)
    }
    let was = before.map { " (\($0) before)" } ?? ""
    return Outcome(
      "routine every \(step.step.key) \(schedule)",
      sentence:
        "\(step.step.key) is \(schedule) from \(context.day.spoken(on: context.today)) on\(was).",
      remarks: context.past())
  }
}

/// Changes the product that a step uses, from a day on.
public struct ChangeProduct: PersonalAction {
  /// The first day of the new product; nil is today.
  public var day: RelativeDay?
  /// The step.
  public var step: StepReference
  /// The name of the product, or a part of it; nil is no product.
  public var product: String?

  /// Makes `step` use `product` from `day` on; nil is today.
  public init(_ step: StepReference, to product: String?, from day: RelativeDay? = nil) {
    self.step = step
    self.product = product
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.stepBeginsLater`, `.noProduct`, `.ambiguousProduct`;
  ///   `InvalidInput`, `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let step = try context.begunStep(step)
    let key = step.step.key
    let product = try product.map { try context.product($0).name }
    if step.product(on: context.day) != product {
      try context.journal.setProduct(product, from: context.day, ofStep: key, for: context.user)
    }
    let name = product ?? "no product"
    return Outcome(
      "routine use \(key): \(name)",
      sentence: "\(key) uses \(name) from \(context.day.spoken(on: context.today)) on.",
      remarks: context.past())
  }
}

/// Ends a step. Its entries stay.
public struct EndStep: PersonalAction {
  /// The last day of the step; nil is today.
  public var day: RelativeDay?
  /// The step.
  public var step: StepReference

  /// Makes `day` the last of `step`; nil is today.
  public init(_ step: StepReference, on day: RelativeDay? = nil) {
    self.step = step
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`; `InvalidInput`, `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let key = try context.step(step).key
    try context.journal.setLastDay(context.day, ofStep: key, for: context.user)
    return Outcome(
      "routine end \(key)",
      sentence: "\(key) ends on \(context.day.spoken(on: context.today)), its last day.",
      remarks: context.past())
  }
}

/// Moves a step within its slot. The order applies to every list, also of past weeks; no figure depends on it.
public struct MoveStep: PersonalAction {
  /// The step.
  public var step: StepReference
  /// The new position among the steps of the slot that exist today, from 1.
  public var position: Int

  /// Moves `step` to `position`.
  public init(_ step: StepReference, to position: Int) {
    self.step = step
    self.position = position
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`; `InvalidInput`, `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let (journal, user) = (context.journal, context.user)
    let key = try context.step(step).key
    try journal.move(key, to: position, on: context.today, for: user)
    let order = try journal.routine(of: user, withProducts: false).map(\.step)
      .filter { $0.key.slot == key.slot && $0.exists(on: context.today) }
    let names = order.map(\.key.slug.description).joined(separator: ", ")
    return Outcome("routine move \(key) \(position)", sentence: "\(key.slot.rawValue): \(names).")
  }
}

/// Raises a step with an active to its next level from today on, if that level is due.
public struct AdvanceRamp: PersonalAction {
  /// The step.
  public var step: StepReference

  /// Raises `step`.
  public init(_ step: StepReference) { self.step = step }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.rampNotDue`, `.noStep`, `.ambiguousStep`, `.noActive`, `.noSchedule`; `SQLiteError`,
  ///   `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let ramp = try RampView(
      step, of: context.account, in: context.journal, today: context.today)
    guard let next = ramp.report.next, ramp.report.isDue else {
      throw ActionError.rampNotDue(ramp.step, ramp.report)
    }
    try context.journal.setSchedule(next, from: context.today, ofStep: ramp.step, for: context.user)
    return Outcome(
      "routine ramp \(ramp.step)",
      sentence:
        "\(ramp.step) is \(next) from \(context.today.spoken(on: context.today)) on (\(ramp.report.current) before)."
    )
  }
}

extension Schedule {
  /// Whether a version that begins on `day` moves the days of `step`, which has this schedule already.
  fileprivate func isMoved(by day: Day, of step: RoutineStep) -> Bool {
    guard case .everyDays = self else { return false }
    return step.nextDue(from: day) != day
  }
}

extension ActionContext {
  /// The step that `reference` refers to on the day of the action.
  ///
  /// - Throws: `ActionError.stepBeginsLater` when the step begins after that day; as `StepReference.find(in:on:)`.
  fileprivate func begunStep(_ reference: StepReference) throws -> RoutineStep {
    let routine = try journal.routine(of: user)
    let step = try reference.find(in: routine.map(\.step), on: day)
    guard day >= step.firstDay else {
      throw ActionError.stepBeginsLater(step.key, firstDay: step.firstDay)
    }
    guard let line = routine.first(where: { $0.step.key == step.key }) else {
      throw ActionError.noStep(reference, among: routine.map(\.step.key))
    }
    return line
  }

  /// The remark on a change that takes effect before today; empty for any other change.
  fileprivate func past() -> [String] {
    day < today ? [RoutineWords.changesThePast(from: day, today: today)] : []
  }
}
