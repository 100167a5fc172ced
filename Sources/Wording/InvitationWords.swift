import Reporting
import Routine

extension Invitation {
  /// The invitation as a sentence that ends with its command.
  ///
  /// - Parameter unlogged: the steps that were due yesterday and have no entry.
  public func words(unlogged: [StepKey] = []) -> String {
    switch self {
    case .rate: "A rating now gives you something to compare later: porelog rate"
    case .photo: "A photo now gives you something to compare later: porelog photo add"
    case .yesterday: Invitation.yesterday(unlogged)
    }
  }

  /// `Not logged yesterday: oil-cleanse, toner: porelog log yesterday pm`. Of many steps the first are named.
  private static func yesterday(_ unlogged: [StepKey]) -> String {
    // The evening is what is most often forgotten, and the command takes one slot.
    let slot = [Slot.pm, .am, .weekly].first { slot in unlogged.contains { $0.slot == slot } }
    let ordered = unlogged.filter { $0.slot == slot } + unlogged.filter { $0.slot != slot }
    let names = ordered.prefix(3).map(\.slug.description).joined(separator: ", ")
    let more = ordered.count > 3 ? " and \(ordered.count - 3) more" : ""
    return "Not logged yesterday: \(names)\(more): porelog log yesterday \(slot?.rawValue ?? "pm")"
  }
}
