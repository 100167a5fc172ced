import Journal
import Routine

/// A step as a person names it: `pm/toner`, or `toner` where that is enough.
struct StepName {
  private let text: String
  private let slot: Slot?
  private let slug: Slug

  /// - Parameter slot: the slot the whole call is about, if it names one.
  init(_ text: String, in slot: Slot?) throws {
    self.text = text
    if text.contains("/") {
      let key = try StepKey(parsing: text)
      guard slot == nil || slot == key.slot else {
        throw Failure(
          .usage, "\(key) is no step of the slot \(slot?.rawValue ?? ""): leave out one")
      }
      self.slot = key.slot
      slug = key.slug
    } else {
      self.slot = slot
      slug = try Slug(parsing: text)
    }
  }

  /// The step of `routine` that is meant. Where two slots have the name, the one that lives on `day` is
  /// meant if the other does not.
  ///
  /// - Throws: `Failure` that names the nearest step, or the steps to choose from.
  func find(in routine: [RoutineStep], on day: Day) throws -> Step {
    let named = routine.map(\.step).filter { step in
      step.key.slug == slug && (slot.map { step.key.slot == $0 } ?? true)
    }
    let alive = named.filter { $0.lives(on: day) }
    switch (alive.count, named.count) {
    case (1, _): return alive[0]
    case (0, 1): return named[0]
    case (0, 0): throw unknown(in: routine)
    default:
      let keys = named.map(\.key.description).joined(separator: " or ")
      throw Failure(.dataError, "\(quoted(text)) is the name of more than one step: write \(keys)")
    }
  }

  private func unknown(in routine: [RoutineStep]) -> Failure {
    if Slot(rawValue: text) != nil {
      return Failure(.usage, "\(quoted(text)) is a slot: a slot stands before the steps, and once")
    }
    let keys = routine.map(\.step.key)
    let inSlot = keys.filter { key in slot.map { key.slot == $0 } ?? true }
    // A name that another slot has is more likely meant than one spelled a little like it.
    if let other = keys.first(where: { $0.slug == slug }) {
      return Failure(
        .dataError,
        "the slot \(slot?.rawValue ?? "") has no step \(quoted(text)) (did you mean \(other)?)")
    }
    let hint =
      text.contains("/")
      ? nearest(to: text, among: keys.map(\.description))
      : nearest(to: slug.description, among: inSlot.map(\.slug.description))
    let place = slot.map { "the slot \($0.rawValue)" } ?? "the routine"
    let names = (slot == nil ? keys.map(\.description) : inSlot.map(\.slug.description))
    let all = hint.isEmpty && !names.isEmpty ? ": it has \(names.joined(separator: ", "))" : ""
    return Failure(.dataError, "\(place) has no step \(quoted(text))\(hint)\(all)")
  }
}
