import Calendar
import Journal
import Routine
import Wording

/// Records that a pack of a product was opened. This removes the day on which the product was finished.
public struct OpenProduct: PersonalAction {
  /// The day of opening; nil is today.
  public var day: RelativeDay?
  /// False: a pack cannot be opened after today.
  public var allowsFutureDay: Bool { false }
  /// The name of the product, or a part of it.
  public var product: String

  /// Records that a pack of `product` was opened on `day`; nil is today.
  public init(_ product: String, on day: RelativeDay? = nil) {
    self.product = product
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noProduct`, `ActionError.ambiguousProduct`; `InvalidInput`, `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    var product = try context.product(product)
    product.openedOn = context.day
    product.finishedOn = nil
    _ = try context.journal.merge(product, for: context.user, replacing: true)
    return Outcome(
      "product open \(product.name)",
      sentence: "Opened \(product.name) on \(context.day.spoken(on: context.today)).")
  }
}

/// Records that a pack of a product was used up.
public struct FinishProduct: PersonalAction {
  /// The day on which it was used up; nil is today.
  public var day: RelativeDay?
  /// False: a pack cannot be finished after today.
  public var allowsFutureDay: Bool { false }
  /// The name of the product, or a part of it.
  public var product: String

  /// Records that a pack of `product` was used up on `day`; nil is today.
  public init(_ product: String, on day: RelativeDay? = nil) {
    self.product = product
    self.day = day
  }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noProduct`, `.ambiguousProduct`, `.finishedBeforeOpened`; `InvalidInput`, `SQLiteError`,
  ///   `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    var product = try context.product(product)
    product.finishedOn = context.day
    try product.checkFinish()
    _ = try context.journal.merge(product, for: context.user, replacing: true)
    return Outcome(
      "product finish \(product.name)",
      sentence: "Finished \(product.name) on \(context.day.spoken(on: context.today)).")
  }
}
