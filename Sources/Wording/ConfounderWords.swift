import Reporting
import Routine

extension Confounder {
  /// The change for programs: `added`, `ended`, `product NAME`, `no product` or `schedule SCHEDULE`.
  public var what: String {
    switch change {
    case .added: "added"
    case .ended: "ended"
    case .product(let name?): "product \(name)"
    case .product(nil): "no product"
    case .schedule(let schedule): "schedule \(schedule)"
    }
  }

  /// The change for sentences: `was added`, `now uses NAME`, `is now 3 to 4 times a week`.
  public var words: String {
    switch change {
    case .added: "was added"
    case .ended: "ended"
    case .product(let name?): "now uses \(name)"
    case .product(nil): "uses no product any more"
    case .schedule(let schedule): "is now \(schedule.words)"
    }
  }
}
