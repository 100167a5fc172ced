import Calendar
import Journal
import Reporting
import Routine
import Wording

/// Logs what became of steps on a day.
public struct LogNight: PersonalAction {
  /// What is logged of one step.
  public struct Mark: Sendable {
    /// The step.
    public var step: StepReference
    /// What became of it.
    public var fate: Fate
    /// What is kept beside it.
    public var details: Details

    /// Describes a mark.
    public init(_ step: StepReference, _ fate: Fate, _ details: Details = Details()) {
      self.step = step
      self.fate = fate
      self.details = details
    }
  }

  /// What becomes of a step.
  public enum Fate: Hashable, Sendable {
    /// It was done.
    case done
    /// It was left out.
    case skipped(reason: String?)
    /// It was left out and is not held against the user.
    case excused(reason: String?)
    /// Its entry is removed.
    case cleared
    /// Its entry stays as it is; a note is added to it.
    case noted

    /// The word for it.
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

  /// What is kept beside an entry. What is nil stays as it was, but for the count, which starts again at 1.
  public struct Details: Hashable, Sendable {
    /// Layers or applications.
    public var count: Int?
    /// How long it took.
    public var minutes: Int?
    /// The product, by its name or a part of it.
    public var product: String?
    /// A note.
    public var note: String?

    /// Describes details.
    public init(
      count: Int? = nil, minutes: Int? = nil, product: String? = nil, note: String? = nil
    ) {
      self.count = count
      self.minutes = minutes
      self.product = product
      self.note = note
    }
  }

  /// Everything of one slot that is due and has no entry.
  public struct AllDue: Sendable {
    /// The slot; nil is the one that the hour suggests.
    public var slot: Slot?
    /// What is kept beside each entry.
    public var details: Details

    /// Describes it.
    public init(slot: Slot?, details: Details = Details()) {
      self.slot = slot
      self.details = details
    }
  }

  /// What was logged.
  public struct Logged: Sendable {
    /// The day.
    public let day: Day
    /// The steps in the order in which they were named, each with its fate.
    public let steps: [(key: StepKey, fate: Fate)]
    /// The week of the day as it stands now.
    public let week: WeekReport
  }

  /// The day; nil is today.
  public var day: RelativeDay?
  /// No day after today can be logged.
  public var mayLieAhead: Bool { false }
  /// What is logged of each step that is named.
  public var marks: [Mark]
  /// Whether what is due is logged as done besides.
  public var allDue: AllDue?

  /// Logs `marks`, and `allDue` besides, of `day`; nil is today.
  public init(on day: RelativeDay? = nil, _ marks: [Mark], allDue: AllDue? = nil) {
    self.day = day
    self.marks = marks
    self.allDue = allDue
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Logged> {
    var night = try NightContext(context)
    var logged: [(step: Step, fate: Fate)] = []
    var optional: [(key: StepKey, schedule: Schedule?)] = []
    var begins: Day?
    let productDetails = try resolved(context)
    for (index, mark) in marks.enumerated() {
      let step = try mark.step.find(in: night.steps, on: context.day)
      if logged.contains(where: { $0.step.key == step.key }) {
        throw ActionError.stepNamedTwice(step.key)
      }
      logged.append((step, mark.fate))
      try night.log(step.key, mark.fate, productDetails.marks[index], at: context.moment.now)
    }
    if let allDue {
      let slot = try allDue.slot ?? context.moment.slotByTheHour(for: context.account.user)
      let named = Set(logged.map(\.step.key))
      // The report is of the entries before this action: what it names is not asked twice.
      let report = night.reportBefore
      let lines = report.steps.filter { $0.step.key.slot == slot }
      for line in lines where !named.contains(line.step.key) {
        switch line.due {
        case .due:
          logged.append((line.step, .done))
          try night.log(line.step.key, .done, productDetails.all, at: context.moment.now)
        case .wanted, .optional, .enough: optional.append((line.step.key, line.schedule))
        default: break
        }
      }
      if lines.isEmpty { begins = night.firstDay(of: slot) }
    }
    let week = night.weekReport(today: context.today)
    let list = LogWords.list(logged.map { ($0.step.key, $0.fate.word) })
    return Outcome(
      "log \(context.day): \(list)",
      says: LogWords.says(
        on: context.day, list, optional: optional, begins: begins,
        outside: logged.filter { !$0.step.exists(on: context.day) }.map(\.step.key), week),
      effect: Logged(day: context.day, steps: logged.map { ($0.step.key, $0.fate) }, week: week))
  }

  /// The details with the names of products as the journal has them. Products are read only when one is named.
  private func resolved(
    _ context: ActionContext
  ) throws -> (marks: [Details], all: Details) {
    let all = allDue?.details ?? Details()
    guard marks.contains(where: { $0.details.product != nil }) || all.product != nil else {
      return (marks.map(\.details), all)
    }
    let products = try context.journal.products(of: context.user)
    func resolve(_ details: Details) throws -> Details {
      var details = details
      details.product = try details.product.map { try context.product($0, in: products).name }
      return details
    }
    return (try marks.map { try resolve($0.details) }, try resolve(all))
  }
}
