import Calendar

/// The data of one user from which reports are calculated.
public struct ReportInput: Sendable {
  /// The routine and the logged days.
  public let diary: Diary
  /// The uses, ordered by day. They may be limited to the days that a report needs.
  public let uses: [Use]
  /// For each of the diary's steps, the products it uses over time. The value nil means no product.
  public let stepProducts: [Timeline<String?>]
  /// The products, ordered by name.
  public let products: [Product]
  /// The ratings, ordered by day.
  public let ratings: [Rating]
  /// The photos, ordered by day, view and hash.
  public let photos: [Photo]
  /// The pauses of the whole routine.
  public let pauses: [Pause]
  /// The procedures, ordered by day and kind.
  public let procedures: [Procedure]

  /// The name of the product that the step `key` uses on `day`; nil when it uses none.
  public func product(of key: StepKey, on day: Day) -> String? {
    guard let index = diary.steps.firstIndex(where: { $0.step.key == key }),
      stepProducts.indices.contains(index)
    else { return nil }
    return stepProducts[index].value(on: day) ?? nil
  }

  /// Creates the input of a report. The arrays must have the order that the properties describe.
  public init(
    diary: Diary, uses: [Use] = [], stepProducts: [Timeline<String?>] = [],
    products: [Product] = [], ratings: [Rating] = [], photos: [Photo] = [], pauses: [Pause] = [],
    procedures: [Procedure] = []
  ) {
    self.diary = diary
    self.uses = uses
    self.stepProducts = stepProducts
    self.products = products
    self.ratings = ratings
    self.photos = photos
    self.pauses = pauses
    self.procedures = procedures
  }
}
