import Calendar
import Journal
import Routine
import Wording

/// Adds a step to the routine. What its name or its product says is inferred.
public struct AddStep: PersonalAction {
  /// The day; nil is today.
  public var day: RelativeDay?
  /// The name.
  public var key: StepKey
  /// What it does; nil is inferred.
  public var kind: Kind?
  /// Its active; nil is inferred.
  public var active: Active?
  /// Its schedule; nil is inferred.
  public var schedule: Schedule?
  /// The product it uses, by its name or a part of it.
  public var product: String?

  /// Adds the step `key` from `day` on; nil is today.
  public init(
    _ key: StepKey, kind: Kind? = nil, active: Active? = nil, schedule: Schedule? = nil,
    product: String? = nil, from day: RelativeDay? = nil
  ) {
    self.key = key
    self.kind = kind
    self.active = active
    self.schedule = schedule
    self.product = product
    self.day = day
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let journal = context.journal
    let product = try product.map { try productToUse($0, context) }
    let known =
      self.product.flatMap(Catalogue.item(for:)) ?? Catalogue.item(for: key.slug.description)
    guard let kind = kind ?? product?.kind ?? known?.kind else {
      throw ActionError.kindMissing(key)
    }
    // The catalogue's active is of its own kind.
    let active =
      active ?? product?.active
      ?? (self.kind != nil && known?.kind != kind ? nil : known?.active)
    let isAsKnown = known?.kind == kind && known?.active == active
    guard
      let schedule = schedule ?? (isAsKnown ? known?.schedule : nil)
        ?? (active == nil ? nil : Policy.newActive)
    else { throw ActionError.scheduleMissing(key) }
    let step = Step(
      key: key,
      position: AddStep.lastPosition(
        in: key.slot, of: try journal.routine(of: context.user, withProducts: false)),
      kind: kind, active: active, firstDay: context.day)
    try journal.addStep(step, schedule: schedule, for: context.user)
    if let product {
      try journal.use(product.name, from: step.firstDay, inStep: key, for: context.user)
    }
    let details = [kind.rawValue, active?.rawValue, schedule.description, product?.name]
      .compactMap { $0 }.joined(separator: ", ")
    return Outcome(
      "routine add \(key)", says: "Added \(key): \(details), from \(step.firstDay).",
      remarks: active == .retinoid ? [RoutineWords.retinoidNotice] : [])
  }

  /// The position behind the steps of `slot`.
  static func lastPosition(in slot: Slot, of routine: [RoutineStep]) -> Int {
    let positions = routine.filter { $0.step.key.slot == slot }.map(\.step.position)
    return min(Step.positions.upperBound, (positions.max() ?? 0) + 1)
  }

  /// The user's product of that name; an example of the catalogue is added when the user has none.
  private func productToUse(_ text: String, _ context: ActionContext) throws -> Product {
    do {
      return try context.product(text)
    } catch let error as ActionError {
      guard let item = Catalogue.item(for: text), item.brand != nil else { throw error }
      let product = item.product(named: nil)
      _ = try context.journal.merge(product, for: context.user, replacing: false)
      return product
    }
  }
}
