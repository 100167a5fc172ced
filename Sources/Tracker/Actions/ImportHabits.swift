import Calendar
import Journal
import Routine
import Text

/// How the habits of another tracker are merged into a person's routine.
extension ImportTarget {
  /// A step that a habit asks for.
  public struct StepProposal {
    /// The name.
    public let key: StepKey
    /// What it does.
    public let kind: Kind
    /// Its active.
    public let active: Active?
    /// Whether the user chose kind and active; else they were inferred from the name.
    public let isChosen: Bool
    /// Its schedule.
    public let schedule: Schedule
    /// The days of its entries, in order.
    public let days: [Day]
    /// The day on which the habit was begun, if that is known.
    public let beginsOn: Day?
    /// Whether the habit is no longer kept.
    public let isArchived: Bool

    /// Describes a step.
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

  /// The step that a habit goes to.
  public struct StepTaken {
    /// The step as it is now.
    public let step: Step
    /// Its schedule.
    public let schedule: Schedule?
    /// Whether the journal had it.
    public let isKnown: Bool
    /// Its first day before, when it begins earlier now.
    public let beganOn: Day?
  }

  /// Adds the step of a habit, unless the user has one of that name. A step that exists keeps what it is; it begins
  /// earlier when the first entry lies before it, since days outside its life count in no share.
  ///
  /// - Throws: `InvalidInput` when the user chose another kind or active than the step has.
  public func take(
    _ proposal: StepProposal, for user: UserID, today: Day
  ) throws -> StepTaken {
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
    return StepTaken(step: step, schedule: proposal.schedule, isKnown: false, beganOn: nil)
  }

  private func extend(
    _ known: RoutineStep, _ proposal: StepProposal, _ user: UserID, _ today: Day
  ) throws -> StepTaken {
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
    return StepTaken(
      step: step, schedule: known.schedule(on: today), isKnown: true, beganOn: beganOn)
  }

  /// `entry` with what the other tracker does not record taken from the entry that is there: that is no difference.
  public func completed(_ entry: Entry, of user: UserID) throws -> Entry {
    var entry = entry
    if let known = try journal.entry(of: entry.step, on: entry.day, for: user) {
      entry.loggedAt = known.loggedAt
      entry.product = known.product
      if known.status == entry.status { entry.reason = known.reason }
      if entry.minutes == nil { entry.minutes = known.minutes }
      if entry.count == 1 { entry.count = known.count }
      if entry.note == nil { entry.note = known.note }
    }
    entry.note = try entry.note.map(TextRules.note)
    return entry
  }

  /// Adds `line` to the note of `day`, unless the note has it.
  ///
  /// - Returns: whether it was added.
  public func addLine(_ line: String, to day: Day, of user: UserID) throws -> Bool {
    let known = try journal.note(of: day, for: user)?.text
    if let known, "\n\(known)\n".utf8.contains("\n\(line)\n".utf8) { return false }
    let text = known.map { "\($0)\n\(line)" } ?? line
    let note = DayNote(day: day, text: try TextRules.note(text))
    _ = try journal.merge(note, for: user, replacing: true)
    return true
  }
}

extension String.UTF8View {
  /// Whether the bytes of `part` stand in it one after the other.
  fileprivate func contains(_ part: String.UTF8View) -> Bool {
    let (whole, part) = (Array(self), Array(part))
    return part.count <= whole.count
      && (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
  }
}
