import Calendar
import Journal
import Routine

/// Adds a product. What the catalogue of examples knows of its name is filled in.
public struct AddProduct: PersonalAction {
  /// The name, or a part of an example's.
  public var name: String
  /// Who makes it.
  public var brand: String?
  /// What kind of step it is for.
  public var kind: Kind?
  /// Its active.
  public var active: Active?
  /// The strength as printed.
  public var strength: String?
  /// The day it was opened.
  public var openedOn: RelativeDay?
  /// How many months it keeps once opened.
  public var paoMonths: Int?
  /// How often a pack can be used.
  public var usesPerPack: Int?

  /// Adds a product called `name`.
  public init(_ name: String) { self.name = name }

  /// Makes the change.
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
      says: "Added \(product.name)" + (details.isEmpty ? "." : " (\(details))."))
  }

  private func line(_ text: String?, _ noun: String) throws -> String? {
    try text.map { try TextRules.name($0, noun, longest: TextRules.longestLine) }
  }
}

/// Notes that a pack was opened. It is no longer finished then.
public struct OpenProduct: PersonalAction {
  /// The day; nil is today.
  public var day: RelativeDay?
  /// A pack is opened on a day that has come.
  public var mayLieAhead: Bool { false }
  /// The product, by its name or a part of it.
  public var product: String

  /// Notes that a pack of `product` was opened on `day`; nil is today.
  public init(_ product: String, on day: RelativeDay? = nil) {
    self.product = product
    self.day = day
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    var product = try context.product(product)
    product.openedOn = context.day
    product.finishedOn = nil
    _ = try context.journal.merge(product, for: context.user, replacing: true)
    return Outcome(
      "product open \(product.name)", says: "Opened \(product.name) on \(context.day).")
  }
}

/// Notes that a pack was used up.
public struct FinishProduct: PersonalAction {
  /// The day; nil is today.
  public var day: RelativeDay?
  /// A pack is finished on a day that has come.
  public var mayLieAhead: Bool { false }
  /// The product, by its name or a part of it.
  public var product: String

  /// Notes that a pack of `product` was used up on `day`; nil is today.
  public init(_ product: String, on day: RelativeDay? = nil) {
    self.product = product
    self.day = day
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    var product = try context.product(product)
    product.finishedOn = context.day
    _ = try context.journal.merge(product, for: context.user, replacing: true)
    return Outcome(
      "product finish \(product.name)", says: "Finished \(product.name) on \(context.day).")
  }
}
