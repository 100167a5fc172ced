import Documents
import Journal
import Routine
import Tracker

/// `porelog product add`: adds a product.
enum ProductAdd: Command {
  static var name: String { "product add" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [
      .init(name: "brand", value: "B", help: "who makes it"),
      .init(
        name: "kind", value: "K", help: "what kind of step it is for",
        values: Kind.allCases.map(\.rawValue)),
      .init(
        name: "active", value: "A", help: "its active", values: Active.allCases.map(\.rawValue)),
      .init(name: "strength", value: "S", help: "as printed on it: '0.5 %'"),
      .init(name: "opened", value: "DAY", help: "when it was opened"),
      .init(name: "pao", value: "MONTHS", help: "how many months it keeps once opened"),
      .init(name: "uses", value: "N", help: "how often a pack can be used"),
    ],
    summary: "add a product",
    details: [
      "A name, or a part of one, that the built-in list of examples has fills in the brand, the kind and the active: product add melano. A name in full is taken as it is."
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    var action = AddProduct(arguments.operands[0])
    action.brand = arguments.value("brand")
    action.strength = arguments.value("strength")
    action.kind = try arguments.value("kind").map(Kind.init(parsing:))
    action.active = try arguments.value("active").map(Active.init(parsing:))
    action.openedOn = try session.day("opened")
    action.paoMonths = try arguments.integer("pao", in: Product.monthsAfterOpening)
    action.usesPerPack = try arguments.integer("uses", in: Product.usesPerPackRange)
    try session.change(action)
  }
}

/// `porelog product open`: records that a pack was opened.
enum ProductOpen: Command {
  static var name: String { "product open" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "when; else today")],
    summary: "note that a pack was opened")

  static func run(_ session: Session) throws {
    try session.change(
      OpenProduct(session.arguments.operands[0], on: try session.day("on")))
  }
}

/// `porelog product finish`: records that a pack was used up.
enum ProductFinish: Command {
  static var name: String { "product finish" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "when; else today")],
    summary: "note that a pack was used up")

  static func run(_ session: Session) throws {
    try session.change(
      FinishProduct(session.arguments.operands[0], on: try session.day("on")))
  }
}

/// `porelog product list`: lists the products.
enum ProductList: Command {
  static var name: String { "product list" }
  static let description = CommandDescription(
    name: name, summary: "show the products")

  static func run(_ session: Session) throws {
    let products = try session.tracker().products(session.user)
    let shown = products.flatMap { lines(of: $0, session.style) }
    try session.print(
      .array(products.map(\.document)),
      shown.isEmpty ? ["There are no products yet: porelog product add NAME."] : shown)
  }

  private static func lines(of product: Product, _ style: Style) -> [String] {
    let parts = [
      product.brand, product.kind?.rawValue, product.active?.rawValue, product.strength,
      product.openedOn.map { "opened \($0)" }, product.paoMonths.map { "keeps \($0) months" },
      product.finishedOn.map { "finished \($0)" },
      product.usesPerPack.map { "\($0) uses a pack" },
    ].compactMap { $0 }
    let words = parts.joined(separator: ", ").split(separator: " ").map(String.init)
    return [style.paint(product.name, .bold)]
      + (parts.isEmpty ? [] : style.wrap(words, head: "  "))
  }
}
