import Tracker

extension UsageView {
  /// The document of the products, by name.
  public var document: JSON {
    let products = report.products.map { usage in
      JSON.object([
        "product": .string(usage.product.name), "uses": .integer(usage.uses),
        "count": .integer(usage.count), "usesPerWeek": .double(usage.usesPerWeek),
        "firstUsed": .day(usage.firstUsed), "lastUsed": .day(usage.lastUsed),
        "daysSince": .integer(usage.daysSince), "expiresOn": .day(usage.expiresOn),
        "runsOutOn": .day(usage.runsOutOn),
      ])
    }
    let swaps = report.swaps.map { swap in
      JSON.object([
        "day": .day(swap.day), "step": .string(swap.step.description),
        "from": .string(swap.from), "to": .string(swap.to),
      ])
    }
    return .object([
      "user": .string(user), "from": .day(report.from), "to": .day(report.to),
      "products": .array(products), "swaps": .array(swaps),
    ])
  }

  /// The document while the journal has no user.
  public static let emptyDocument = JSON.object(["user": .null, "products": .array([])])
}
