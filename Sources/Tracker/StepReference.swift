import Calendar
import Journal
import Routine
import Text

/// A step as a person names it: `pm/toner`, or `toner` where that is enough.
public struct StepReference: Hashable, Sendable {
  /// What was written.
  public let text: String
  /// The slot, if it is known.
  public let slot: Slot?
  private let slug: Slug

  /// Reads a name.
  ///
  /// - Parameter slot: the slot that the whole action is about, if it names one.
  /// - Throws: `InvalidInput` when it is no name of a step; `OtherSlot` when it names another slot.
  public init(parsing text: String, in slot: Slot? = nil) throws {
    self.text = text
    if text.contains("/") {
      let key = try StepKey(parsing: text)
      if let slot, slot != key.slot { throw OtherSlot(key: key, slot: slot) }
      self.slot = key.slot
      slug = key.slug
    } else {
      self.slot = slot
      slug = try Slug(parsing: text)
    }
  }

  /// The step of that key.
  public init(_ key: StepKey) {
    text = key.description
    slot = key.slot
    slug = key.slug
  }

  /// The name of a step has another slot than the action that names it.
  public struct OtherSlot: Error {
    /// The step that is named.
    public let key: StepKey
    /// The slot of the action.
    public let slot: Slot
  }

  /// The step of `steps` that is meant. Where two slots have the name, the one that exists on `day` is meant if the
  /// other does not.
  ///
  /// - Throws: `ActionError.noStep`, `ActionError.ambiguousStep`.
  func find(in steps: [Step], on day: Day) throws -> Step {
    let named = steps.filter { step in
      step.key.slug == slug && (slot.map { step.key.slot == $0 } ?? true)
    }
    let existing = named.filter { $0.exists(on: day) }
    switch (existing.count, named.count) {
    case (1, _): return existing[0]
    case (0, 1): return named[0]
    case (0, 0): throw ActionError.noStep(self, among: steps.map(\.key))
    default: throw ActionError.ambiguousStep(self, among: named.map(\.key))
    }
  }

  /// The key, if the slot is known.
  public var key: StepKey? { slot.map { StepKey(slot: $0, slug: slug) } }

  /// Whether the name is that of a slot, which was meant as one.
  public var isSlot: Bool { Slot(rawValue: text) != nil }

  /// Why none of `keys` is meant, with the nearest name or those to choose from.
  func unknown(among keys: [StepKey]) -> String {
    if isSlot { return "\(quoted(text)) is a slot: a slot stands before the steps, and once" }
    let inSlot = keys.filter { key in slot.map { key.slot == $0 } ?? true }
    // A name that another slot has is more likely meant than one spelled a little like it.
    if let other = keys.first(where: { $0.slug == slug }) {
      return
        "the slot \(slot?.rawValue ?? "") has no step \(quoted(text)) (did you mean \(other)?)"
    }
    let hint =
      text.contains("/")
      ? nearest(to: text, among: keys.map(\.description))
      : nearest(to: slug.description, among: inSlot.map(\.slug.description))
    let place = slot.map { "the slot \($0.rawValue)" } ?? "the routine"
    let names = slot == nil ? keys.map(\.description) : inSlot.map(\.slug.description)
    let all = hint.isEmpty && !names.isEmpty ? ": it has \(names.joined(separator: ", "))" : ""
    return "\(place) has no step \(quoted(text))\(hint)\(all)"
  }
}

/// What a pause covers, as a person names it: a scope, or a step by its name.
public enum ScopeReference: Hashable, Sendable {
  /// A scope.
  case scope(Scope)
  /// A step.
  case step(StepReference)

  /// Reads `all`, `active:retinoid`, or the name of a step.
  ///
  /// - Throws: `InvalidInput`.
  public init(parsing text: String) throws {
    self =
      text == "all" || text.hasPrefix("active:")
      ? .scope(try Scope(parsing: text)) : .step(try StepReference(parsing: text))
  }
}

extension ActionContext {
  /// The user's step that `reference` means on the action's day.
  func step(_ reference: StepReference) throws -> Step {
    let routine = try journal.routine(of: user, withProducts: false)
    return try reference.find(in: routine.map(\.step), on: day)
  }

  /// The scope that `reference` means.
  func scope(_ reference: ScopeReference) throws -> Scope {
    switch reference {
    case .scope(let scope): scope
    case .step(let reference): .step(try step(reference).key)
    }
  }

  /// The user's product that `text` means: the one of that name, else the only one whose name contains it.
  func product(_ text: String) throws -> Product {
    try product(text, in: try journal.products(of: user))
  }

  /// The product of `products` that `text` means.
  func product(_ text: String, in products: [Product]) throws -> Product {
    let name = try TextRules.name(text, "a product's name", longest: TextRules.longestLine)
    if let product = products.first(where: { $0.name == name }) { return product }
    let near = products.filter { $0.name.lowercased().contains(name.lowercased()) }
    if near.count == 1 { return near[0] }
    throw near.isEmpty
      ? ActionError.noProduct(name: name, among: products.map(\.name))
      : ActionError.ambiguousProduct(name: name, among: near.map(\.name))
  }
}
