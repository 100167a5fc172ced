import Routine
import SQLite
import Text

extension Product {
  /// The columns of a product.
  public static let columns: [Column<Product>] = [
    .line(
      "product", key: true, stored: ["name"], noun: "a product's name",
      longest: TextRules.longestLine, { $0.name }, { $0.name = $1 }),
    .optionalLine(
      "brand", noun: "a brand", longest: TextRules.longestLine, { $0.brand }, { $0.brand = $1 }),
    .optionalCode("kind", { $0.kind }, { $0.kind = $1 }),
    .optionalCode("active", { $0.active }, { $0.active = $1 }),
    .optionalLine(
      "strength", noun: "a strength", longest: TextRules.longestLine, { $0.strength },
      { $0.strength = $1 }),
    .optionalDay("opened_on", { $0.openedOn }, { $0.openedOn = $1 }),
    .optionalInteger(
      "pao_months", in: Product.monthsAfterOpening, { $0.paoMonths }, { $0.paoMonths = $1 }),
    .optionalDay("expires_on", { $0.expiresOn }, { $0.expiresOn = $1 }),
    .optionalDay("finished_on", { $0.finishedOn }, { $0.finishedOn = $1 }),
    .optionalInteger(
      "uses_per_pack", in: Product.usesPerPackRange, { $0.usesPerPack }, { $0.usesPerPack = $1 }),
    .optionalNote("note", { $0.note }, { $0.note = $1 }),
  ]
}

extension Journal {
  static let products = PlainTable("products", Product.columns, number: "product") {
    Product(name: "")
  }

  /// The user's products, ordered by name.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func products(of user: UserID) throws -> [Product] {
    try numberedProducts(of: user).map(\.product)
  }

  /// The user's products with their numbers, ordered by name.
  func numberedProducts(of user: UserID) throws -> [(number: Int64, product: Product)] {
    try database.statement(
      """
      SELECT product, name, brand, kind, active, strength, opened_on, pao_months, finished_on,
        uses_per_pack, note, expires_on FROM products WHERE user = ? ORDER BY name
      """
    ).map(user.number) { row in
      var product = Product(name: try row.name(1))
      product.brand = try row.optionalName(2)
      product.kind = try row.optionalNamed(3)
      product.active = try row.optionalNamed(4)
      product.strength = try row.optionalName(5)
      product.openedOn = try row.optionalDay(6)
      product.paoMonths = try row.optionalInt(7, in: Product.monthsAfterOpening)
      product.finishedOn = try row.optionalDay(8)
      product.usesPerPack = try row.optionalInt(9, in: Product.usesPerPackRange)
      product.note = try row.optionalText(10)
      product.expiresOn = try row.optionalDay(11)
      return (try row.integer(0), product)
    }
  }

  /// Adds `product`, or compares it with the one of the same name.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func merge(_ product: Product, for user: UserID, replacing: Bool) throws -> MergeOutcome {
    try merge(product, into: Journal.products, user, replacing: replacing)
  }

  /// Replaces the product called `name` by `product`, which may have another name.
  ///
  /// - Throws: `InvalidInput` when the user has no such product, or has another of the new name; `SQLiteError`, `Damaged`.
  public func update(_ name: String, to product: Product, for user: UserID) throws {
    guard let number = try productNumber(name, of: user) else { throw noProduct(name) }
    if product.name != name {
      if try productNumber(product.name, of: user) != nil {
        throw InvalidInput(
          "there is a product \(quoted(product.name)) already: choose another name")
      }
      try database.execute(
        "UPDATE products SET name = ? WHERE user = ? AND product = ?", product.name, user.number,
        number)
    }
    _ = try merge(product, for: user, replacing: true)
  }

  /// Removes the product called `name`.
  ///
  /// - Returns: false when an entry or a step uses or used it; nothing is removed then.
  /// - Throws: `InvalidInput` when the user has no such product; `SQLiteError`.
  public func removeProduct(_ name: String, for user: UserID) throws -> Bool {
    guard let number = try productNumber(name, of: user) else { throw noProduct(name) }
    let isUsed = try database.statement(
      """
      SELECT EXISTS (SELECT 1 FROM step_products WHERE user = ? AND product = ?)
        OR EXISTS (SELECT 1 FROM entries WHERE user = ? AND product = ?)
      """
    ).first(user.number, number, user.number, number) { try $0.integer(0) != 0 }
    if isUsed == true { return false }
    try database.execute("DELETE FROM products WHERE user = ? AND product = ?", user.number, number)
    return true
  }

  private func noProduct(_ name: String) -> InvalidInput {
    InvalidInput("there is no product \(quoted(name)): add it first")
  }

  /// The number within the user of the product called `name`; nil when there is none.
  func productNumber(_ name: String, of user: UserID) throws -> Int64? {
    try database.statement("SELECT product FROM products WHERE user = ? AND name = ?")
      .first(user.number, name) { try $0.integer(0) }
  }

  /// The names of the user's products by their numbers.
  func productNames(of user: UserID) throws -> ProductNames {
    ProductNames(
      try database.statement("SELECT product, name FROM products WHERE user = ?")
        .map(user.number) { (try $0.integer(0), try $0.name(1)) })
  }

  /// The number of the product called `name`, to which another row refers; nil when `name` is nil.
  ///
  /// - Throws: `InvalidInput` when the user has no such product; `SQLiteError`.
  func referredProduct(_ name: String?, of user: UserID) throws -> Int64? {
    guard let name else { return nil }
    guard let number = try productNumber(name, of: user) else { throw noProduct(name) }
    return number
  }
}

/// The names of products by their numbers. Look-ups search an array, because a user has few products.
struct ProductNames {
  private let names: [(number: Int64, name: String)]

  init(_ names: [(number: Int64, name: String)]) { self.names = names }

  /// The name of the product with this number; nil when there is none (damaged file).
  subscript(number: Int64) -> String? { names.first { $0.number == number }?.name }
}
