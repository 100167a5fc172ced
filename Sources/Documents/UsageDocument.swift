import Reporting
import Routine
import Tracker

extension UsageView {
  /// The document of `porelog usage`.
  ///
  /// - `user`: the name of the user.
  /// - `from`: the first day of the span.
  /// - `to`: the last day of the span.
  /// - `products`: an array of the products, ordered by name. Each has
  ///   - `product`: the name.
  ///   - `uses`: the number of uses in the span, up to today.
  ///   - `count`: the layers or applications of those uses, summed.
  ///   - `usesPerWeek`: the uses a week, a number, over the days from the later of the span's start
  ///     and the first use ever through the earliest of the span's end, today and the day on which
  ///     the product was finished; null with fewer than 7 such days.
  ///   - `firstUsed`: the day of the first use ever; null without any.
  ///   - `lastUsed`: the day of the last use up to today; null without any.
  ///   - `daysSince`: the number of days from the last use to today; null without any.
  ///   - `expiresOn`: the last day of use: the earlier of the day printed on the pack and the end of the period after
  ///     opening; null when neither is known.
  ///   - `left`: the number of uses that are left in the pack; null when the day of opening or the number of uses per
  ///     pack is not known.
  ///   - `usedUpOn`: the day of the use that emptied the pack; null before.
  ///   - `runsOutOn`: the day on which the pack runs out at its pace so far; null without a forecast.
  ///
  ///   The last four are null for a product that is finished.
  /// - `swaps`: an array of the product changes of steps in the span, ordered by day and step. Each has
  ///   - `day`: the first day of the new product.
  ///   - `step`: the step.
  ///   - `from`: the name of the previous product; null for none.
  ///   - `to`: the name of the new product; null for none.
  public var document: JSON {
    let products = report.products.map { usage in
      JSON.object([
        "product": .string(usage.product.name), "uses": .integer(usage.uses),
        "count": .integer(usage.count), "usesPerWeek": .double(usage.usesPerWeek),
        "firstUsed": .day(usage.firstUsed), "lastUsed": .day(usage.lastUsed),
        "daysSince": .integer(usage.daysSince), "expiresOn": .day(usage.pack.expiresOn),
        "left": .integer(usage.pack.left), "usedUpOn": .day(usage.pack.usedUpOn),
        "runsOutOn": .day(usage.pack.runsOutOn),
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

  /// The document of `porelog usage` while the journal has no user.
  ///
  /// - `user`: null.
  /// - `products`: an empty array.
  ///
  /// The keys `from`, `to` and `swaps` are left out.
  public static let emptyDocument = JSON.object(["user": .null, "products": .array([])])
}
