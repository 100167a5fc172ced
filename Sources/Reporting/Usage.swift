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
  /// The uses a week, from the later of the span's start and the first use ever, through the earliest of the span's end,
  /// today and the day on which the product was finished. Nil with fewer than `Policy.usageRateDays` days.
  public let usesPerWeek: Double?
  /// The day of the first use ever; nil without any.
  public let firstUsed: Day?
  /// The day of the last use up to today; nil without any.
  public let lastUsed: Day?
  /// The number of days from the last use to today; nil without any use.
  public let daysSince: Int?
  /// What is known about the pack as of today.
  public let pack: Pack
}

/// What is known about a pack of a product as of a day. All values are nil for a product that is finished.
public struct Pack: Hashable, Sendable {
  /// The last day of use: `Product.expiryDate`.
  public private(set) var expiresOn: Day?
  /// The number of uses that are left, from 0; nil when the day of opening or the number of uses per pack is not known.
  public private(set) var left: Int?
  /// The day of the use that emptied the pack; nil while uses are left.
  public private(set) var usedUpOn: Day?
  /// The day on which the pack runs out at its pace so far.
  ///
  /// Nil when `left` is nil or 0, and with fewer than `Policy.forecastUses` uses or with all of them on one day.
  public private(set) var runsOutOn: Day?

  /// Computes what is known about the pack of `product` as of `today`.
  ///
  /// - Parameter uses: the days of its uses, ordered; at least those from the day of opening through `today`.
  public init(of product: Product, uses: [Day], today: Day) {
    if let finishedOn = product.finishedOn, finishedOn <= today { return }
    expiresOn = product.expiryDate
    guard let openedOn = product.openedOn, let size = product.usesPerPack else { return }
    let days = uses.filter { $0 >= openedOn && $0 <= today }
    let left = max(0, size - days.count)
    self.left = left
    if left == 0 {
      usedUpOn = days[size - 1]
      return
    }
    guard days.count >= Policy.forecastUses, let last = days.last else { return }
    // The pace is that of the uses from `first` through `last`.
    let recent = days.first { $0 > last - Policy.forecastDays } ?? last
    let first = min(recent, days[days.count - Policy.forecastUses])
    let intervals = days.filter { $0 >= first }.count - 1
    guard last > first else { return }
    func daysFor(_ uses: Int) -> Int { (uses * (last - first) + intervals - 1) / intervals }
    // A pack that has not been used for a while runs out later: today's use is the earliest next one.
    let end = max(last + daysFor(left), today + daysFor(left - 1))
    runsOutOn = end <= .last ? end : nil
  }

  /// Whether the user should hear about the pack on `today`: it is used up or runs out within `Policy.runOutNotice`
  /// days, or it has expired or expires within `Policy.expiryNotice` days.
  public func isNotable(on today: Day) -> Bool {
    usedUpOn != nil || runsOutOn.map { $0 - today <= Policy.runOutNotice } ?? false
      || expiresOn.map { $0 - today <= Policy.expiryNotice } ?? false
  }
}

/// A pack that the user should hear about: `Pack.isNotable(on:)`.
public struct PackNotice: Hashable, Sendable {
  /// The product.
  public let product: Product
  /// What is known about its pack.
  public let pack: Pack
}

extension ReportInput {
  /// The packs that the user should hear about on `today`, ordered by the name of the product.
  ///
  /// The uses must reach back to the day of opening of each product that is not finished.
  /// - Complexity: O(uses + products).
  public func packNotices(on today: Day) -> [PackNotice] {
    if products.isEmpty { return [] }
    var days: [String: [Day]] = [:]
    for use in uses {
      if let product = use.product { days[product, default: []].append(use.day) }
    }
    return products.compactMap { product in
      let pack = Pack(of: product, uses: days[product.name] ?? [], today: today)
      return pack.isNotable(on: today) ? PackNotice(product: product, pack: pack) : nil
    }
  }
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
    return ProductUsage(
      product: product, uses: inSpan.count, count: inSpan.reduce(0) { $0 + $1.count },
      usesPerWeek: first.flatMap { rate(of: product, inSpan, from: max(from, $0), to: end) },
      firstUsed: first, lastUsed: last, daysSince: last.map { today - $0 },
      pack: Pack(of: product, uses: uses.map(\.day), today: today))
  }

  private func rate(of product: Product, _ uses: [Use], from first: Day, to last: Day) -> Double? {
    let last = min(last, product.finishedOn ?? last)
    guard last - first + 1 >= Policy.usageRateDays else { return nil }
    let count = uses.filter { $0.day <= last }.count
    return Double(7 * count) / Double(last - first + 1)
  }
}

extension Product {
  /// The last day of use: the earlier of the day printed on the pack and the last day of the period after opening, of
  /// those that are known.
  public var expiryDate: Day? {
    guard let endOfPeriod else { return expiresOn }
    return expiresOn.map { min($0, endOfPeriod) } ?? endOfPeriod
  }

  /// The last day of the period after opening, clamped to the end of a shorter month: six months after 31 August is
  /// 28 February. Nil when the day of opening or the period is not known, and beyond the last possible day.
  private var endOfPeriod: Day? {
    guard let openedOn, let paoMonths else { return nil }
    let end = openedOn.adding(months: paoMonths)
    return end <= .last ? end : nil
  }
}
