import Calendar
import Journal
import Routine
import Wording

/// Takes up a step that has ended. A pause covers the days between, so they are not expected.
public struct ResumeStep: PersonalAction {
  /// The first day on which the step exists again; nil is today, or tomorrow for a step of the morning when it is past
  /// noon.
  public var day: RelativeDay?
  /// The step.
  public var step: StepReference

  /// Takes up `step` from `day` on; nil is today.
  public init(_ step: StepReference, from day: RelativeDay? = nil) {
    self.step = step
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.notEnded`, `.resumedTooEarly`; `InvalidInput`, `SQLiteError`,
  ///   `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let step = try context.step(step)
    guard let lastDay = step.lastDay else { throw ActionError.notEnded(step.key) }
    let isTooLate = try day == nil && step.key.slot == .am && context.isPastNoon
    let first = isTooLate ? context.day.next : context.day
    guard first > lastDay else {
      throw ActionError.resumedTooEarly(step.key, lastDay: lastDay)
    }
    try context.journal.setLastDay(nil, ofStep: step.key, for: context.user)
    var remarks: [String] = []
    if first > lastDay + 1 {
      let pause = Pause(
        scope: .step(step.key), from: lastDay + 1, to: first - 1, reason: .other)
      _ = try context.journal.merge(pause, for: context.user, replacing: false)
      remarks.append(RoutineWords.pausedBetween(pause, today: context.today))
    }
    return Outcome(
      "routine resume \(step.key)",
      sentence: "\(step.key) goes on from \(first.spoken(on: context.today)).",
      remarks: remarks)
  }
}

/// Gives a step another name in its slot. Entries, schedules and pauses go with it.
public struct RenameStep: PersonalAction {
  /// The step.
  public var step: StepReference
  /// The new name.
  public var slug: Slug

  /// Renames `step` to `slug`.
  public init(_ step: StepReference, to slug: Slug) {
    self.step = step
    self.slug = slug
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`; `InvalidInput` when another step has the name; `SQLiteError`,
  ///   `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let key = try context.step(step).key
    try context.journal.rename(key, to: slug, for: context.user)
    let renamed = StepKey(slot: key.slot, slug: slug)
    return Outcome("routine rename \(key) \(slug)", sentence: "\(key) is now \(renamed).")
  }
}
