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
  /// The last day of use, as printed on the pack.
  public var expiresOn: RelativeDay?
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
    product.brand = try checkedLine(brand, "a brand") ?? product.brand
    product.strength = try checkedLine(strength, "a strength")
    product.kind = kind ?? product.kind
    product.active = active ?? product.active
    product.openedOn = openedOn?.day(today: context.today)
    product.paoMonths = paoMonths
    product.expiresOn = expiresOn?.day(today: context.today)
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
}

/// The text of one line that a product has; nil for nil.
///
/// - Throws: `InvalidInput` when it is not allowed.
private func checkedLine(_ text: String?, _ noun: String) throws -> String? {
  try text.map { try TextRules.name($0, noun, longest: TextRules.longestLine) }
}

/// Changes what is known about a product.
public struct EditProduct: PersonalAction {
  /// The name of the product, or a part of it.
  public var product: String
  /// The new name; nil keeps the name.
  public var name: String?
  /// The brand.
  public var brand = Setting<String>.keep
  /// The kind of step that the product is for.
  public var kind = Setting<Kind>.keep
  /// The active.
  public var active = Setting<Active>.keep
  /// The strength as printed on the product.
  public var strength = Setting<String>.keep
  /// The day on which the pack was opened.
  public var openedOn = Setting<RelativeDay>.keep
  /// The period after opening, in months.
  public var paoMonths = Setting<Int>.keep
  /// The last day of use, as printed on the pack.
  public var expiresOn = Setting<RelativeDay>.keep
  /// The number of uses in a pack.
  public var usesPerPack = Setting<Int>.keep

  /// Changes `product`; the properties hold what is new.
  public init(_ product: String) { self.product = product }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noProduct`, `.ambiguousProduct`, `.finishedBeforeOpened`; `InvalidInput` when a text or a
  ///   number is not allowed or the name is taken; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let known = try context.product(product)
    var changed = known
    if let name {
      changed.name = try TextRules.name(name, "a product's name", longest: TextRules.longestLine)
    }
    func day(_ setting: Setting<RelativeDay>, _ old: Day?) -> Day? {
      setting.applied(to: old.map(RelativeDay.day))?.day(today: context.today)
    }
    changed.brand = try checkedLine(brand.applied(to: known.brand), "a brand")
    changed.strength = try checkedLine(strength.applied(to: known.strength), "a strength")
    changed.kind = kind.applied(to: known.kind)
    changed.active = active.applied(to: known.active)
    changed.openedOn = day(openedOn, known.openedOn)
    changed.paoMonths = paoMonths.applied(to: known.paoMonths)
    changed.expiresOn = day(expiresOn, known.expiresOn)
    changed.usesPerPack = usesPerPack.applied(to: known.usesPerPack)
    try changed.checkFinish()
    try context.journal.update(known.name, to: changed, for: context.user)
    return Outcome("product set \(changed.name)", sentence: "Changed \(changed.name).")
  }
}

/// Removes a product that no entry and no step uses or used.
public struct RemoveProduct: PersonalAction {
  /// The name of the product, or a part of it.
  public var product: String

  /// Removes `product`.
  public init(_ product: String) { self.product = product }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noProduct`, `.ambiguousProduct`, `.productInUse`; `InvalidInput`, `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let name = try context.product(product).name
    guard try context.journal.removeProduct(name, for: context.user) else {
      throw ActionError.productInUse(name)
    }
    return Outcome("product remove \(name)", sentence: "Removed \(name).")
  }
}

extension Product {
  /// Throws `ActionError.finishedBeforeOpened` when the product is finished before it was opened.
  func checkFinish() throws {
    if let openedOn, let finishedOn, finishedOn < openedOn {
      throw ActionError.finishedBeforeOpened(name, openedOn: openedOn)
    }
  }
}
