import Reporting
import Routine

extension Invitation {
  /// The invitation as a sentence that ends with its command.
  ///
  /// - Parameter unlogged: the steps that were due yesterday and have no entry.
  public func words(unlogged: [StepKey] = []) -> String {
    switch self {
    case .rate: "A rating now gives you something to compare later: porelog rate"
    case .photo:
      "A photo now gives you something to compare later: porelog photo add FILE --view nose"
    case .yesterday: Invitation.yesterday(unlogged)
    }
  }

  /// `Not logged last night, oil-cleanse, toner: porelog log yesterday pm`. Of the slots that have such steps one is named,
  /// because the command is for one; of many steps the first are named.
  private static func yesterday(_ unlogged: [StepKey]) -> String {
    // The evening is what is most often forgotten.
    let slot =
      [Slot.pm, .am, .weekly].first { slot in unlogged.contains { $0.slot == slot } } ?? .pm
    let keys = unlogged.filter { $0.slot == slot }
    let names = keys.prefix(3).map(\.slug.description).joined(separator: ", ")
    let more = keys.count > 3 ? " and \(keys.count - 3) more" : ""
    let when =
      switch slot {
      case .pm: "last night"
      case .am: "yesterday morning"
      case .weekly: "yesterday"
      }
    return "Not logged \(when), \(names)\(more): porelog log yesterday \(slot.rawValue)"
  }
}
