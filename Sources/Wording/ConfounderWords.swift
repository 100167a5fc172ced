import Reporting

extension Confounder {
  /// The change as a phrase: `added`, `ended`, `product NAME`, `no product` or `schedule SCHEDULE`.
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
