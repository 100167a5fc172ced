import Calendar
import Journal
import Routine
import Wording

/// Adds a step to the routine. Properties that are nil are inferred from the step's name and its product.
public struct AddStep: PersonalAction {
  /// The first day of the step; nil is today, or tomorrow for a step of the morning when it is past noon.
  public var day: RelativeDay?
  /// The slot and the name of the step.
  public var key: StepKey
  /// The kind of the step; nil is inferred.
  public var kind: Kind?
  /// The active of the step; nil is inferred.
  public var active: Active?
  /// The schedule of the step; nil is inferred.
  public var schedule: Schedule?
  /// The name of the product that the step uses, or a part of it; nil is no product.
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
  ///
  /// - Throws: `ActionError.kindMissing`, `.scheduleMissing`, `.noProduct`, `.ambiguousProduct`; `InvalidInput`,
  ///   `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let journal = context.journal
    let product = try product.map { try productToUse($0, context) }
    let known =
      self.product.flatMap(Catalogue.item(for:)) ?? Catalogue.item(for: key.slug.description)
    guard let kind = kind ?? product?.kind ?? known?.kind else {
      throw ActionError.kindMissing(key)
    }
    // The catalogue's active is inferred only together with the catalogue's kind.
    let active =
      active ?? product?.active
      ?? (self.kind != nil && known?.kind != kind ? nil : known?.active)
    let isAsKnown = known?.kind == kind && known?.active == active
    guard
      let schedule = schedule ?? (isAsKnown ? known?.schedule : nil)
        ?? (active == nil ? nil : Policy.newActive)
    else { throw ActionError.scheduleMissing(key) }
    let isTooLate = try day == nil && key.slot == .am && context.isPastNoon
    let step = Step(
      key: key,
      position: AddStep.lastPosition(
        in: key.slot, of: try journal.routine(of: context.user, withProducts: false)),
      kind: kind, active: active,
      firstDay: isTooLate ? context.day.next : context.day)
    try journal.addStep(step, schedule: schedule, for: context.user)
    if let product {
      try journal.setProduct(product.name, from: step.firstDay, ofStep: key, for: context.user)
    }
    let details = [kind.rawValue, active?.rawValue, schedule.description, product?.name]
      .compactMap { $0 }.joined(separator: ", ")
    return Outcome(
      "routine add \(key)",
      sentence: "Added \(key): \(details), from \(step.firstDay.spoken(on: context.today)) on.",
      remarks: active == .retinoid ? [RoutineWords.retinoidNotice] : [])
  }

  /// The position after the last step of `slot`, at most the last possible position.
  static func lastPosition(in slot: Slot, of routine: [RoutineStep]) -> Int {
    let positions = routine.filter { $0.step.key.slot == slot }.map(\.step.position)
    return min(Step.positions.upperBound, (positions.max() ?? 0) + 1)
  }

  /// The user's product that `text` refers to. When the user has none, the branded product that
  /// matches in the catalogue is added.
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
