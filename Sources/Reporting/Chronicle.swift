import Routine

/// Something that was done, with what is kept of it beside its status.
public struct Deed: Hashable, Sendable {
  /// The day.
  public let day: Day
  /// The step, as its index in the diary's steps.
  public let step: Int
  /// Layers or applications.
  public let count: Int
  /// How long it took.
  public let minutes: Int?
  /// The product it was done with: the entry's, else the step's on that day.
  public let product: String?

  /// Describes a deed.
  public init(day: Day, step: Int, count: Int = 1, minutes: Int? = nil, product: String? = nil) {
    self.day = day
    self.step = step
    self.count = count
    self.minutes = minutes
    self.product = product
  }
}

/// Everything of one person that the larger reports are made from.
public struct Chronicle: Sendable {
  /// The routine and what was logged of it.
  public let diary: Diary
  /// What was done, by day; possibly only of the days a report needs.
  public let deeds: [Deed]
  /// The products each of the diary's steps uses, by day; nil where it uses none.
  public let stepProducts: [[Version<String?>]]
  /// The products, by name.
  public let products: [Product]
  /// What was rated, by day.
  public let ratings: [Rating]
  /// The photos, by day, view and hash.
  public let photos: [Photo]

  /// Gathers it.
  public init(
    diary: Diary, deeds: [Deed] = [], stepProducts: [[Version<String?>]] = [],
    products: [Product] = [], ratings: [Rating] = [], photos: [Photo] = []
  ) {
    self.diary = diary
    self.deeds = deeds
    self.stepProducts = stepProducts
    self.products = products
    self.ratings = ratings
    self.photos = photos
  }
}
