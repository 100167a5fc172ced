import Calendar
import Journal
import Routine
import Text

/// A reference to a step as a user writes it: `pm/toner`, or `toner` when it is clear which slot is
/// meant.
public struct StepReference: Hashable, Sendable {
  /// The text as it was written.
  public let text: String
  /// The slot; nil when neither the text nor the action names one.
  public let slot: Slot?
  private let slug: Slug

  /// Reads a reference.
  ///
  /// - Parameter slot: the slot of the whole action; nil when it names none.
  /// - Throws: `InvalidInput` when `text` cannot be the name of a step; `OtherSlot` when it names a slot other than
  ///   `slot`.
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

  /// Creates a reference to the step with that key.
  public init(_ key: StepKey) {
    text = key.description
    slot = key.slot
    slug = key.slug
  }

  /// Thrown when a reference names a slot other than its action's.
  public struct OtherSlot: Error {
    /// The key of the step.
    public let key: StepKey
    /// The slot of the action.
    public let slot: Slot
  }

  /// The step in `steps` that the reference refers to. When steps of several slots have the name,
  /// it is the only one of them that exists on `day`. When none has it, it is the only step whose
  /// name contains it. A part has at least three bytes, so that the word for a slot is none.
  ///
  /// - Throws: `ActionError.noStep` when no step has the name; `ActionError.ambiguousStep` when steps of several slots
  ///   have it, and none or several of them exist on `day`.
  func find(in steps: [Step], on day: Day) throws -> Step {
    let named = steps.filter { step in
      step.key.slug == slug && (slot.map { step.key.slot == $0 } ?? true)
    }
    let existing = named.filter { $0.exists(on: day) }
    switch (existing.count, named.count) {
    case (1, _): return existing[0]
    case (0, 1): return named[0]
    case (0, 0):
      let part = slug.description
      let near = steps.filter { step in
        part.utf8.count >= 3
          && (slot.map { step.key.slot == $0 } ?? true)
          && step.key.slug.description.contains(part)
      }
      let nearExisting = near.filter { $0.exists(on: day) }
      if nearExisting.count == 1 { return nearExisting[0] }
      if near.count == 1 { return near[0] }
      if near.count > 1 { throw ActionError.ambiguousStep(self, among: near.map(\.key)) }
      throw ActionError.noStep(self, among: steps.map(\.key))
    default: throw ActionError.ambiguousStep(self, among: named.map(\.key))
    }
  }

  /// The key; nil when the slot is not known.
  public var key: StepKey? { slot.map { StepKey(slot: $0, slug: slug) } }

  /// Whether the text is the name of a slot. It was then probably meant as a slot.
  public var isSlot: Bool { Slot(rawValue: text) != nil }

  /// The most steps that a sentence lists.
  private static let mostListed = 6

  /// The sentence for a reference that matches none of `keys`, with the nearest name or the names to choose from.
  func unknown(among keys: [StepKey]) -> String {
    if isSlot { return "\(quoted(text)) is a slot: a slot stands before the steps, and once" }
    let inSlot = keys.filter { key in slot.map { key.slot == $0 } ?? true }
    // The same name in another slot is a more likely match than a similar name.
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
    let listed = names.prefix(StepReference.mostListed).joined(separator: ", ")
    let more = names.count > StepReference.mostListed ? " and more, see porelog routine show" : ""
    let all = hint.isEmpty && !names.isEmpty ? ": it has \(listed)\(more)" : ""
    return "\(place) has no step \(quoted(text))\(hint)\(all)"
  }
}

/// A reference to the scope of a pause as a user writes it.
public enum ScopeReference: Hashable, Sendable {
  /// A scope other than a step.
  case scope(Scope)
  /// A step.
  case step(StepReference)

  /// Reads `all`, a slot, `actives`, `active:` followed by an active, or a reference to a step.
  ///
  /// - Throws: `InvalidInput` when `text` is none of these.
  public init(parsing text: String) throws {
    let isScope =
      text == "all" || text == "actives" || Slot(rawValue: text) != nil || text.hasPrefix("active:")
    self =
      isScope ? .scope(try Scope(parsing: text)) : .step(try StepReference(parsing: text))
  }
}

extension ActionContext {
  /// The user's step that `reference` refers to on the day of the action.
  ///
  /// - Throws: as `StepReference.find(in:on:)`.
  func step(_ reference: StepReference) throws -> Step {
    let routine = try journal.routine(of: user, withProducts: false)
    return try reference.find(in: routine.map(\.step), on: day)
  }

  /// The scope that `reference` refers to on the day of the action.
  ///
  /// - Throws: as `StepReference.find(in:on:)`.
  func scope(_ reference: ScopeReference) throws -> Scope {
    switch reference {
    case .scope(let scope): scope
    case .step(let reference): .step(try step(reference).key)
    }
  }

  /// The user's product that `text` refers to: the one with that name, else the only one whose name
  /// contains it.
  ///
  /// - Throws: `ActionError.noProduct`, `ActionError.ambiguousProduct`; `InvalidInput` when `text` cannot be a name.
  func product(_ text: String) throws -> Product {
    try product(text, in: try journal.products(of: user))
  }

  /// The product in `products` that `text` refers to.
  ///
  /// - Throws: as `product(_:)`.
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
