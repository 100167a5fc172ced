import Reporting

extension Confounder {
  /// What changed, in words.
  public var what: String {
    switch change {
    case .added: "added"
    case .ended: "ended"
    case .product(let name?): "product \(name)"
    case .product(nil): "no product"
    case .schedule(let schedule): "schedule \(schedule)"
    }
  }
}
