import Calendar
import Journal
import Reporting
import Routine
import Text
import Wording

/// Logs steps of one day as done, skipped or excused, or clears their entries.
public struct LogNight: PersonalAction {
  /// One step to log.
  public struct Mark: Sendable {
    /// The step.
    public var step: StepReference
    /// What to log.
    public var status: StepStatus
    /// The details of the entry.
    public var details: Details
    /// The step of a row of a checklist; nil when the user named the step.
    private(set) var listed: StepKey?

    /// Creates a mark.
    public init(_ step: StepReference, _ status: StepStatus, _ details: Details = Details()) {
      self.step = step
      self.status = status
      self.details = details
    }

    /// Creates the mark for a row of a checklist. The row showed the status `shown` and was set to `chosen`; nil means no
    /// entry. A status that was not changed stays as it is, and only the note is appended.
    public init(_ key: StepKey, shown: Status?, chosen: Status?, note: String?) {
      let status: StepStatus =
        switch chosen {
        case shown: .noted
        case .done?: .done
        case .skipped?: .skipped(reason: nil)
        case .excused?: .excused(reason: nil)
        case nil: .cleared
        }
      self.init(StepReference(key), status, Details(note: note))
      listed = key
    }
  }

  /// What to log about a step.
  public enum StepStatus: Hashable, Sendable {
    /// The step was done.
    case done
    /// The step was skipped.
    case skipped(reason: String?)
    /// The step was not done, and the day does not count.
    case excused(reason: String?)
    /// The entry is removed.
    case cleared
    /// The note is appended to the existing entry, and nothing else changes. Of a step without an entry it is added to
    /// the note of the day, with the name of the step.
    case noted

    /// The word for what was logged: `done`, `skipped`, `excused`, `cleared` or `noted`.
    public var word: String {
      switch self {
      case .done: "done"
      case .skipped: "skipped"
      case .excused: "excused"
      case .cleared: "cleared"
      case .noted: "noted"
      }
    }
  }

  /// The details of an entry.
  public struct Details: Hashable, Sendable {
    /// The number of layers or applications; without a number it is 1.
    public var count: Setting<Int>
    /// The duration in minutes.
    public var minutes: Setting<Int>
    /// The name of the product, or a part of it.
    public var product: Setting<String>
    /// A note.
    public var note: Setting<String>
    /// Whether the entry is updated by a program that may not know its latest state: an entry that is not there needs no
    /// clearing.
    public var isUpdate = false
    /// Whether a reason that is not given stays, if the status stays.
    public var keepsReason = false

    /// Throws `InvalidInput` when a number is out of range, or when details of a use are given for a step that was not
    /// done.
    func check(for status: StepStatus) throws {
      let (count, minutes) = (count.value, minutes.value)
      if status != .done, count != nil || minutes != nil || product.value != nil {
        throw InvalidInput(
          "a count, minutes and a product are of a step that is done: leave them out")
      }
      if let count, !Entry.countRange.contains(count) {
        throw InvalidInput("a count goes from \(Entry.countRange.words), not \(count)")
      }
      if let minutes, !Entry.minutesRange.contains(minutes) {
        throw InvalidInput("minutes go from \(Entry.minutesRange.words), not \(minutes)")
      }
    }

    /// Creates details. When the step is logged again, details that are nil keep their values, except for the count,
    /// which is 1 unless it is given.
    public init(
      count: Int? = nil, minutes: Int? = nil, product: String? = nil, note: String? = nil
    ) {
      self.count = .set(count)
      self.minutes = minutes.map { .set($0) } ?? .keep
      self.product = product.map { .set($0) } ?? .keep
      self.note = note.map { .set($0) } ?? .keep
    }

    /// Creates the details of an update by a program.
    public init(
      count: Setting<Int>, minutes: Setting<Int>, product: Setting<String>, note: Setting<String>,
      keepsReason: Bool
    ) {
      (self.count, self.minutes) = (count, minutes)
      (self.product, self.note) = (product, note)
      (isUpdate, self.keepsReason) = (true, keepsReason)
    }
  }

  /// All steps of a slot: those that are due on the day and have no entry or, to be cleared, those that have one.
  public struct AllDue: Sendable {
    /// The slot. Nil is the one that the time of day suggests, and both morning and evening for a day gone by.
    public var slot: Slot?
    /// What to log about each step.
    public var status: StepStatus
    /// The details of each entry.
    public var details: Details

    /// Creates the selection of a slot.
    public init(slot: Slot?, status: StepStatus = .done, details: Details = Details()) {
      self.slot = slot
      self.status = status
      self.details = details
    }
  }

  /// The effect of the action.
  public struct Logged: Sendable {
    /// The day.
    public let day: Day
    /// The steps that were logged: first those of `marks`, in the same order, then those of `allDue`.
    public let steps: [(key: StepKey, status: StepStatus)]
    /// The week of the day, with what was logged.
    public let week: WeekReport
    /// The cautions that it brought about.
    public let cautions: [Caution]
    /// The cautions that only the rest of the day can prevent.
    public let forewarnings: [Caution]
    /// The weekly steps that are due today and not logged yet; empty when another day was logged.
    public let alsoDue: [StepKey]
  }

  /// The day to log; nil is today.
  public var day: RelativeDay?
  /// Whether entries are only cleared: a day after today cannot be logged, but what a wrong clock
  /// made there can be taken out.
  public var allowsFutureDay: Bool {
    (!marks.isEmpty || !allDue.isEmpty) && marks.allSatisfy { $0.status == .cleared }
      && allDue.allSatisfy { $0.status == .cleared }
  }
  /// The steps to log by name.
  public var marks: [Mark]
  /// The slots of which all steps are logged in addition to `marks`.
  public var allDue: [AllDue]

  /// Logs `marks` and `allDue` on `day`; nil is today.
  public init(on day: RelativeDay? = nil, _ marks: [Mark], allDue: AllDue...) {
    self.init(on: day, marks, allDue: allDue)
  }

  /// Logs `marks` and `allDue` on `day`; nil is today.
  public init(on day: RelativeDay? = nil, _ marks: [Mark], allDue: [AllDue]) {
    self.day = day
    self.marks = marks
    self.allDue = allDue
  }

  /// Whether a step of the morning is logged.
  public func isAboutMorning(of steps: [Step]) -> Bool {
    allDue.contains { $0.slot == .am }
      || marks.contains { mark in
        // A name that two slots have is refused anyway.
        (mark.step.slot ?? steps.first { $0.key.slug.description == mark.step.text }?.key.slot)
          == .am
      }
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noStep`, `.ambiguousStep`, `.stepRemoved`, `.stepNamedTwice`, `.nothingLogged`, `.noProduct`,
  ///   `.ambiguousProduct`; `InvalidInput`, `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Logged> {
    let productDetails = try resolved(context)
    var night = try NightContext(context, productDetails.products)
    var logged: [(step: Step, status: StepStatus)] = []
    var owed: [(key: StepKey, times: Int)] = []
    var nothingLeft: [String] = []
    for (index, mark) in marks.enumerated() {
      let step = try night.step(of: mark)
      if logged.contains(where: { $0.step.key == step.key }) {
        throw ActionError.stepNamedTwice(step.key)
      }
      logged.append((step, mark.status))
      try night.log(step.key, mark.status, productDetails.marks[index], at: context.moment.now)
    }
    for (index, all) in allDue.enumerated() {
      for slot in try slots(of: all, context) {
        let before = logged.count
        // The report is from before this action, so it still has the marked steps as due.
        let lines = night.reportBefore.steps.filter { $0.step.key.slot == slot }
        for line in lines where !logged.contains(where: { $0.step.key == line.step.key }) {
          switch line.due {
          case .logged where all.status == .cleared && night.hasEntry(line.step.key):
            logged.append((line.step, .cleared))
            try night.log(line.step.key, .cleared, Details(), at: context.moment.now)
          case _ where all.status == .cleared: break
          case .due:
            logged.append((line.step, all.status))
            try night.log(
              line.step.key, all.status, productDetails.all[index], at: context.moment.now)
          case .needed(let left, _): owed.append((line.step.key, left))
          case .catchUp(let times): owed.append((line.step.key, times))
          default: break
          }
        }
        if logged.count == before {
          nothingLeft.append(
            LogWords.nothingLeft(
              of: slot, on: context.day, today: context.today,
              reason(all, lines, begins: night.firstDay(of: slot))))
        }
      }
    }
    let week = night.weekReport(today: context.today)
    let words = logged.map { ($0.step.key, $0.status.word) }
    let sentence = try sentence(
      words, nothingLeft: nothingLeft, owed: owed,
      outside: logged.filter { !$0.step.exists(on: context.day) }.map(\.step.key), week, context)
    return Outcome(
      "log \(context.day): \(LogWords.list(words))", sentence: sentence, whenUnchanged: sentence,
      effect: Logged(
        day: context.day, steps: logged.map { ($0.step.key, $0.status) }, week: week,
        cautions: night.newCautions(today: context.today),
        forewarnings: night.openCautions(today: context.today),
        alsoDue: context.day == context.today ? night.weeklyStepsDue() : []))
  }

  private func slots(of all: AllDue, _ context: ActionContext) throws -> [Slot] {
    if let slot = all.slot { return [slot] }
    if context.day < context.today { return [.am, .pm] }
    return [try context.moment.suggestedSlot(for: context.account.user)]
  }

  /// Why nothing of a slot, whose steps on the day are `lines`, was left for `all`.
  private func reason(
    _ all: AllDue, _ lines: [DayReport.StepLine], begins: Day?
  ) -> LogWords.NothingLeft {
    if lines.isEmpty, let begins { return .begins(begins) }
    if all.status == .cleared { return .nothingToClear }
    if lines.contains(where: { $0.due == .logged }) { return .logged }
    let isPaused = lines.contains { line in
      if case .paused = line.due { true } else { false }
    }
    return isPaused ? .paused : .notDue
  }

  private func sentence(
    _ logged: [(key: StepKey, word: String)], nothingLeft: [String],
    owed: [(key: StepKey, times: Int)], outside: [StepKey], _ week: WeekReport,
    _ context: ActionContext
  ) throws -> String {
    var parts: [String] = []
    if !logged.isEmpty {
      let time =
        try context.day == context.today
        ? context.moment.timeAfterMidnight(for: context.account.user) : nil
      parts.append(LogWords.sentence(logged, on: context.day, today: context.today, at: time))
    } else {
      parts += nothingLeft.isEmpty ? ["Nothing was logged."] : nothingLeft
    }
    if !outside.isEmpty { parts.append(LogWords.outside(outside)) }
    if !owed.isEmpty { parts.append(LogWords.owed(owed)) }
    parts.append(week.total.standing(of: week.week, on: context.today))
    return parts.joined(separator: " ")
  }

  /// The details, with each product name resolved to the full name in the journal, and the products. They are read only
  /// when the details name one.
  private func resolved(
    _ context: ActionContext
  ) throws -> (marks: [Details], all: [Details], products: [Product]) {
    let all = allDue.map(\.details)
    guard (marks.map(\.details) + all).contains(where: { $0.product.value != nil }) else {
      return (marks.map(\.details), all, [])
    }
    let products = try context.journal.products(of: context.user)
    func resolve(_ details: Details) throws -> Details {
      var details = details
      if let name = details.product.value {
        details.product = .set(try context.product(name, in: products).name)
      }
      return details
    }
    return (try marks.map { try resolve($0.details) }, try all.map(resolve), products)
  }
}
