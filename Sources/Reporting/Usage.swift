import Calendar
import Routine

/// How one product was used over a span of days.
public struct ProductUsage: Hashable, Sendable {
  /// The product.
  public let product: Product
  /// The number of uses in the span, up to today.
  public let uses: Int
  /// The layers or applications of those uses, summed.
  public let count: Int
  /// The number of days that `usesPerWeek` covers: from the later of the span's start and the first use ever, through
  /// the earlier of the span's end and today. 0 when that span is empty or the product was never used.
  public let days: Int
  /// The day of the first use ever; nil without any.
  public let firstUsed: Day?
  /// The day of the last use up to today; nil without any.
  public let lastUsed: Day?
  /// The number of days from the last use to today; nil without any use.
  public let daysSince: Int?
  /// The last day of the period after opening: `Product.expiresOn`.
  public let expiresOn: Day?
  /// The day on which the pack runs out at the pace of the last `Policy.forecastDays` days.
  ///
  /// Nil with fewer than `Policy.forecastUses` uses in those days, when the day of opening or the
  /// number of uses per pack is not known, and for a finished product.
  public let runsOutOn: Day?

  /// The uses a week over `days`; nil when `days` is 0.
  public var usesPerWeek: Double? { days > 0 ? Double(7 * uses) / Double(days) : nil }
}

/// A change of the product that a step uses.
public struct Swap: Hashable, Sendable {
  /// The first day of the new product.
  public let day: Day
  /// The step.
  public let step: StepKey
  /// The name of the previous product; nil for none.
  public let from: String?
  /// The name of the new product; nil for none.
  public let to: String?
}

/// How a user's products were used over a span of days.
public struct UsageReport: Sendable {
  /// The first day of the span.
  public let from: Day
  /// The last day of the span.
  public let to: Day
  /// The usage of each product, ordered by name.
  public private(set) var products: [ProductUsage] = []
  /// The product changes of steps within the span, ordered by day and step.
  public private(set) var swaps: [Swap] = []

  /// Creates the report on the days from `from` through `to`.
  ///
  /// - Parameters:
  ///   - input: the user's data, with all uses.
  ///   - from: the first day; nil is the day of the first use of any product, or today without any.
  ///   - to: the last day; nil is today.
  ///   - today: the day that counts as today. Uses after it are ignored.
  /// - Complexity: O(uses + products).
  public init(of input: ReportInput, from: Day?, to: Day?, today: Day) {
    let uses = input.uses.filter { $0.day <= today }
    self.to = to ?? today
    self.from = from ?? min(uses.first { $0.product != nil }?.day ?? today, self.to)
    var byProduct: [String: [Use]] = [:]
    for use in uses {
      if let product = use.product { byProduct[product, default: []].append(use) }
    }
    products = input.products.map { usage(of: $0, byProduct[$0.name] ?? [], today) }
    let span = self.from...max(self.from, self.to)
    for (history, products) in zip(input.diary.steps, input.stepProducts) {
      for change in products.changes where span.contains(change.day) {
        swaps.append(
          Swap(day: change.day, step: history.step.key, from: change.before, to: change.after))
      }
    }
    swaps.sort { ($0.day, $0.step) < ($1.day, $1.step) }
  }

  private func usage(of product: Product, _ uses: [Use], _ today: Day) -> ProductUsage {
    let end = min(to, today)
    let inSpan = uses.filter { $0.day >= from && $0.day <= end }
    let first = uses.first?.day
    let last = uses.last?.day
    let days = first.map { max(0, end - max(from, $0) + 1) } ?? 0
    return ProductUsage(
      product: product, uses: inSpan.count, count: inSpan.reduce(0) { $0 + $1.count }, days: days,
      firstUsed: first, lastUsed: last, daysSince: last.map { today - $0 },
      expiresOn: product.expiresOn, runsOutOn: UsageReport.runsOut(product, uses, today))
  }

  private static func runsOut(_ product: Product, _ uses: [Use], _ today: Day) -> Day? {
    let recent = uses.filter { $0.day > today - Policy.forecastDays }.count
    guard product.finishedOn == nil, let openedOn = product.openedOn,
      let pack = product.usesPerPack, recent >= Policy.forecastUses
    else { return nil }
    // The uses per pack divided by the uses per day, rounded up.
    let end = openedOn + (pack * Policy.forecastDays + recent - 1) / recent
    return end <= .last ? end : nil
  }
}

extension Product {
  /// The last day of the period after opening, clamped to the end of a shorter month: six months after 31 August is
  /// 28 February. Nil when the day of opening or the period is not known, and beyond the last possible day.
  public var expiresOn: Day? {
    guard let openedOn, let paoMonths else { return nil }
    let end = openedOn.adding(months: paoMonths)
    return end <= .last ? end : nil
  }
}
