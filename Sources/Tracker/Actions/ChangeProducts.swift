import Calendar
import Journal
import Routine

/// Adds a product. A brand, kind or active that is nil is taken from the catalogue if it has the
/// product.
public struct AddProduct: PersonalAction {
  /// The name of the product, or a part of the name of a product in the catalogue.
  public var name: String
  /// The brand.
  public var brand: String?
  /// The kind of step that the product is for.
  public var kind: Kind?
  /// The active.
  public var active: Active?
  /// The strength as printed on the product.
  public var strength: String?
  /// The day on which the pack was opened.
  public var openedOn: RelativeDay?
  /// The period after opening, in months.
  public var paoMonths: Int?
  /// The number of uses in a pack.
  public var usesPerPack: Int?

  /// Adds a product called `name`.
  public init(_ name: String) { self.name = name }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.productExists`; `InvalidInput` when a text is not allowed; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let name = try TextRules.name(name, "a product's name", longest: TextRules.longestLine)
    var product = Catalogue.item(for: name)?.product(named: name) ?? Product(name: name)
    product.brand = try line(brand, "a brand") ?? product.brand
    product.strength = try line(strength, "a strength")
    product.kind = kind ?? product.kind
    product.active = active ?? product.active
    product.openedOn = openedOn?.day(today: context.today)
    product.paoMonths = paoMonths
    product.usesPerPack = usesPerPack
    guard try context.journal.merge(product, for: context.user, replacing: false) == .added else {
      throw ActionError.productExists(product.name)
    }
    let details = [
      product.brand, product.kind?.rawValue, product.active?.rawValue, product.strength,
    ].compactMap { $0 }.joined(separator: ", ")
    return Outcome(
      "product add \(product.name)",
      sentence: "Added \(product.name)" + (details.isEmpty ? "." : " (\(details))."))
  }

  private func line(_ text: String?, _ noun: String) throws -> String? {
    try text.map { try TextRules.name($0, noun, longest: TextRules.longestLine) }
  }
}

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
      "product open \(product.name)", sentence: "Opened \(product.name) on \(context.day).")
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
  /// - Throws: `ActionError.noProduct`, `ActionError.ambiguousProduct`; `InvalidInput`, `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    var product = try context.product(product)
    product.finishedOn = context.day
    _ = try context.journal.merge(product, for: context.user, replacing: true)
    return Outcome(
      "product finish \(product.name)", sentence: "Finished \(product.name) on \(context.day).")
  }
}
