import Calendar
import Routine

/// How one product was used over a span.
public struct ProductUsage: Hashable, Sendable {
  /// The product.
  public let product: Product
  /// How often it was used in the span, to today at most.
  public let uses: Int
  /// Layers and applications summed.
  public let count: Int
  /// Over how many days: from the later of the span's start and the first use to the earlier of its
  /// end and today. 0 without any use before that.
  public let days: Int
  /// The first use there was.
  public let firstUsed: Day?
  /// The last one up to today.
  public let lastUsed: Day?
  /// Days from the last use to today.
  public let daysSince: Int?
  /// The day on which the period after opening is over: the month's end when the month is too short.
  public let expiresOn: Day?
  /// When the pack is used up at the pace of the last `Policy.forecastDays` days; nil with fewer than
  /// `Policy.forecastUses` uses in them, without what it needs, and for a finished product.
  public let runsOutOn: Day?

  /// Uses a week over `days`; nil without any day.
  public var usesPerWeek: Double? { days > 0 ? Double(7 * uses) / Double(days) : nil }
}

/// A change of the product a step uses.
public struct Swap: Hashable, Sendable {
  /// From which day on.
  public let day: Day
  /// The step.
  public let step: StepKey
  /// The product before, if there was one.
  public let from: String?
  /// The product since, if there is one.
  public let to: String?
}

/// How products were used over a span.
public struct UsageReport: Sendable {
  /// The span's first day.
  public let from: Day
  /// Its last day.
  public let to: Day
  /// The products, by name.
  public private(set) var products: [ProductUsage] = []
  /// The changes of product within it, by day and step.
  public private(set) var swaps: [Swap] = []

  /// Reports on the days from `from` (nil: the first use, or today) through `to` (nil: today).
  ///
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
    // A pack divided by the uses a day, rounded up.
    let end = openedOn + (pack * Policy.forecastDays + recent - 1) / recent
    return end <= .last ? end : nil
  }
}

extension Product {
  /// The day on which its period after opening is over.
  public var expiresOn: Day? {
    guard let openedOn, let paoMonths else { return nil }
    let end = openedOn.adding(months: paoMonths)
    return end <= .last ? end : nil
  }
}
