import Calendar
import Journal
import Routine
import Text

/// The rules for merging habits of another tracker into a user's routine.
extension ImportTarget {
  /// The step that a habit should become.
  public struct StepProposal {
    /// The slot and the name of the step.
    public let key: StepKey
    /// The kind of the step.
    public let kind: Kind
    /// The active of the step.
    public let active: Active?
    /// Whether the user chose kind and active; if not, they were inferred from the name of the habit.
    public let isChosen: Bool
    /// The schedule of the step.
    public let schedule: Schedule
    /// The days of the habit's entries, in order.
    public let days: [Day]
    /// The first day of the habit; nil when it is not known.
    public let beginsOn: Day?
    /// Whether the habit is archived: its user no longer tracks it.
    public let isArchived: Bool

    /// Creates a proposal.
    public init(
      key: StepKey, kind: Kind, active: Active?, isChosen: Bool, schedule: Schedule, days: [Day],
      beginsOn: Day?, isArchived: Bool
    ) {
      self.key = key
      self.kind = kind
      self.active = active
      self.isChosen = isChosen
      self.schedule = schedule
      self.days = days
      self.beginsOn = beginsOn
      self.isArchived = isArchived
    }
  }

  /// The step that the entries of a habit are added to.
  public struct MergedStep {
    /// The step after the merge.
    public let step: Step
    /// The schedule of the step; nil when none is in force.
    public let schedule: Schedule?
    /// Whether the journal had the step before.
    public let isKnown: Bool
    /// The previous first day of the step; nil when it did not change.
    public let beganOn: Day?
  }

  /// Adds the step of a habit, or returns the user's step with that key.
  ///
  /// An existing step keeps its properties, except that its first day moves back to the habit's
  /// first entry if that is earlier, because days outside the lifetime count in no share.
  ///
  /// - Throws: `InvalidInput` when the user chose another kind or active than the step has; `SQLiteError`, `Damaged`.
  public func take(
    _ proposal: StepProposal, for user: UserID, today: Day
  ) throws -> MergedStep {
    let routine = try journal.routine(of: user, withProducts: false)
    if let known = routine.first(where: { $0.step.key == proposal.key }) {
      return try extend(known, proposal, user, today)
    }
    let firstDay = [proposal.days.first, proposal.beginsOn].compactMap { $0 }.min() ?? today
    let lastDay = proposal.isArchived ? max(proposal.days.last ?? firstDay, firstDay) : nil
    let step = Step(
      key: proposal.key, position: AddStep.lastPosition(in: proposal.key.slot, of: routine),
      kind: proposal.kind, active: proposal.active, firstDay: firstDay, lastDay: lastDay)
    try journal.addStep(step, schedule: proposal.schedule, for: user)
    return MergedStep(step: step, schedule: proposal.schedule, isKnown: false, beganOn: nil)
  }

  private func extend(
    _ known: RoutineStep, _ proposal: StepProposal, _ user: UserID, _ today: Day
  ) throws -> MergedStep {
    var step = known.step
    if proposal.isChosen, step.kind != proposal.kind || step.active != proposal.active {
      let active = step.active.map { " with \($0.rawValue)" } ?? ""
      throw InvalidInput(
        "the journal has \(step.key) already, \(step.kind.rawValue)\(active): map the habit to another step, or leave kind and active empty"
      )
    }
    var beganOn: Day?
    if let first = proposal.days.first, first < step.firstDay {
      beganOn = step.firstDay
      step.firstDay = first
      _ = try journal.merge(step, for: user, replacing: true)
    }
    return MergedStep(
      step: step, schedule: known.schedule(on: today), isKnown: true, beganOn: beganOn)
  }

  /// Completes `entry` from the journal's entry of the same step and day, so that details that the other tracker does
  /// not record do not count as a difference.
  ///
  /// - Throws: `InvalidInput` when the note is not allowed; `SQLiteError`, `Damaged`.
  public func completed(_ entry: Entry, of user: UserID) throws -> Entry {
    var entry = entry
    if let known = try journal.entry(of: entry.step, on: entry.day, for: user) {
      (entry.loggedAt, entry.loggedOn) = (known.loggedAt, known.loggedOn)
      entry.product = known.product
      if known.status == entry.status { entry.reason = known.reason }
      if entry.minutes == nil { entry.minutes = known.minutes }
      if entry.count == 1 { entry.count = known.count }
      if entry.note == nil { entry.note = known.note }
    }
    entry.note = try entry.note.map(TextRules.note)
    return entry
  }

  /// Adds `line` to the note of `day`, unless the note already contains that line.
  ///
  /// - Returns: whether it was added.
  /// - Throws: `InvalidInput` when the note is not allowed; `SQLiteError`, `Damaged`.
  public func addLine(_ line: String, to day: Day, of user: UserID) throws -> Bool {
    let known = try journal.note(of: day, for: user)?.text
    if let known, "\n\(known)\n".utf8.contains("\n\(line)\n".utf8) { return false }
    let note = DayNote(day: day, text: try TextRules.note(line, addedTo: known))
    _ = try journal.merge(note, for: user, replacing: true)
    return true
  }
}

extension String.UTF8View {
  /// Whether the bytes of `part` occur in the view as a contiguous run.
  fileprivate func contains(_ part: String.UTF8View) -> Bool {
    let (whole, part) = (Array(self), Array(part))
    return part.count <= whole.count
      && (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
  }
}
