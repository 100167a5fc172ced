import Routine
import SQLite

extension Journal {
  private static let shape = RowShape(
    table: "products", key: ["user", "name"],
    rest: [
      "product", "brand", "kind", "active", "strength", "opened_on", "pao_months", "finished_on",
      "uses_per_pack", "note",
    ])

  /// The user's products, by name.
  public func products(of user: UserID) throws -> [Product] {
    try database.statement("\(Journal.selection) WHERE user = ? ORDER BY name")
      .map(user.number, row: product)
  }

  /// The product of that name, if the user has one.
  public func product(named name: String, of user: UserID) throws -> Product? {
    try database.statement("\(Journal.selection) WHERE user = ? AND name = ?")
      .first(user.number, name, row: product)
  }

  /// Adds `product`, or finds out how it stands to the one of that name.
  public func merge(_ product: Product, for user: UserID, replacing: Bool) throws -> Merged {
    let number =
      try productNumber(product.name, of: user)
      ?? nextNumber("product", in: "products", of: user)
    return try merge(Journal.shape, replacing: replacing) { statement in
      try statement.run(
        user.number, product.name, number, product.brand, product.kind?.rawValue,
        product.active?.rawValue, product.strength, product.openedOn?.number, product.paoMonths,
        product.finishedOn?.number, product.usesPerPack, product.note)
    } isSame: {
      let known = try self.product(named: product.name, of: user)
      return known == product && isSameText(known?.note, product.note)
    }
  }

  /// The number of the product called `name` within the user.
  func productNumber(_ name: String, of user: UserID) throws -> Int64? {
    try database.statement("SELECT product FROM products WHERE user = ? AND name = ?")
      .first(user.number, name) { try $0.integer(0) }
  }

  /// The names of the user's products, by number.
  func productNames(of user: UserID) throws -> [Int64: String] {
    var names: [Int64: String] = [:]
    try database.statement("SELECT product, name FROM products WHERE user = ?")
      .forEach(user.number) { names[try $0.integer(0)] = try $0.name(1) }
    return names
  }

  /// The name of the user's product of that number.
  func name(ofProduct number: Int64, _ user: UserID) throws -> String? {
    try database.statement("SELECT name FROM products WHERE user = ? AND product = ?")
      .first(user.number, number) { try $0.name(0) }
  }

  /// The number of a product that something refers to, nil for none.
  ///
  /// - Throws: `Malformed` when the user has no such product.
  func referredProduct(_ name: String?, of user: UserID) throws -> Int64? {
    guard let name else { return nil }
    guard let number = try productNumber(name, of: user) else {
      throw Malformed("there is no product \(quoted(name)): add it first")
    }
    return number
  }

  /// The next free number of a numbered row of `user`.
  func nextNumber(_ column: String, in table: String, of user: UserID) throws -> Int64 {
    try database.statement("SELECT ifnull(max(\(column)), 0) + 1 FROM \(table) WHERE user = ?")
      .first(user.number) { try $0.integer(0) } ?? 1
  }

  private static let selection = """
    SELECT name, brand, kind, active, strength, opened_on, pao_months, finished_on, uses_per_pack,
      note FROM products
    """

  private func product(_ row: borrowing Row) throws -> Product {
    var product = Product(name: try row.name(0))
    product.brand = try row.optionalName(1)
    product.kind = try row.optionalNamed(2)
    product.active = try row.optionalNamed(3)
    product.strength = try row.optionalName(4)
    product.openedOn = try row.optionalDay(5)
    product.paoMonths = try row.optionalInt(6, in: Product.monthsAfterOpening)
    product.finishedOn = try row.optionalDay(7)
    product.usesPerPack = try row.optionalInt(8, in: Product.usesPerPack)
    product.note = try row.optionalText(9)
    return product
  }
}
