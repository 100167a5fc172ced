import Calendar

/// Everything of one person that the larger reports are made from.
public struct ReportInput: Sendable {
  /// The routine and what was logged of it.
  public let diary: Diary
  /// What was done, by day; possibly only of the days a report needs.
  public let uses: [Use]
  /// The products each of the diary's steps uses, by day; nil where it uses none.
  public let stepProducts: [Timeline<String?>]
  /// The products, by name.
  public let products: [Product]
  /// What was rated, by day.
  public let ratings: [Rating]
  /// The photos, by day, view and hash.
  public let photos: [Photo]
  /// The pauses of the whole routine.
  public let pauses: [Pause]
  /// The procedures, by day and kind.
  public let procedures: [Procedure]

  /// Gathers it.
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
