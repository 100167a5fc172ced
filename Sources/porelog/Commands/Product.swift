import Calendar
import Documents
import Journal
import Routine
import Tracker
import Wording

/// What `product add` and `product set` take about a product.
private let productOptions: [CommandDescription.Option] = [
  .init(name: "brand", value: "B", help: "who makes it"),
  .init(
    name: "kind", value: "K", help: "what kind of step it is for",
    values: Kind.allCases.map(\.rawValue)),
  .init(
    name: "active", value: "A", help: "its active", values: Active.allCases.map(\.rawValue)),
  .init(name: "strength", value: "S", help: "as printed on it: '0.5 %'"),
  .init(name: "opened", value: "DAY", help: "when it was opened"),
  .init(name: "pao", value: "MONTHS", help: "how many months it keeps after opening"),
  .init(
    name: "expires", value: "DAY", help: "the last day, as printed on it; 2026-03 is its end"),
  .init(name: "uses", value: "N", help: "how often a pack can be used"),
]

/// `porelog product add`: adds a product.
enum ProductAdd: Command {
  static var name: String { "product add" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: productOptions,
    summary: "add a product",
    details: [
      "If the built-in list of examples has a product with this name, or with this part of a name, it fills in the brand, the kind and the active: product add melano. A full name is used as you write it."
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
    action.expiresOn = try arguments.value("expires").map(parseExpiry)
    action.usesPerPack = try arguments.integer("uses", in: Product.usesPerPackRange)
    try session.change(action)
  }
}

/// Parses the day printed on a pack: a day as `parseDay(_:)`, or a month such as `2026-03`, which means its last day.
///
/// - Throws: as `parseDay(_:)`.
private func parseExpiry(_ text: String) throws -> RelativeDay {
  if text.utf8.count == 7, let first = try? Day(parsing: text + "-01") {
    return .day(first.adding(months: 1) - 1)
  }
  return try parseDay(text)
}

/// `porelog product set`: changes what is known about a product.
enum ProductSet: Command {
  static var name: String { "product set" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "name", value: "NEW", help: "another name")] + productOptions,
    summary: "change the data of a product",
    details: ["Only the given values change. The value none removes a value: --expires none."])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    func setting<Value>(
      _ option: String, _ parse: (String) throws -> Value
    ) throws -> Setting<Value> {
      guard let text = arguments.value(option) else { return .keep }
      return .set(text == "none" ? nil : try parse(text))
    }
    func number(_ option: String, _ range: ClosedRange<Int>) throws -> Setting<Int> {
      if arguments.value(option) == "none" { return .set(nil) }
      return try arguments.integer(option, in: range).map { .set($0) } ?? .keep
    }
    let names = description.options.map(\.name)
    guard names.contains(where: arguments.has) else {
      throw Failure(
        .usage, "say what changes: one of \(names.map { "--" + $0 }.joined(separator: ", "))")
    }
    var action = EditProduct(arguments.operands[0])
    action.name = arguments.value("name")
    action.brand = try setting("brand") { $0 }
    action.kind = try setting("kind", Kind.init(parsing:))
    action.active = try setting("active", Active.init(parsing:))
    action.strength = try setting("strength") { $0 }
    action.openedOn = try setting("opened", parseDay)
    action.paoMonths = try number("pao", Product.monthsAfterOpening)
    action.expiresOn = try setting("expires", parseExpiry)
    action.usesPerPack = try number("uses", Product.usesPerPackRange)
    try session.change(action)
  }
}

/// `porelog product remove`: removes a product that was never used.
enum ProductRemove: Command {
  static var name: String { "product remove" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    summary: "remove a product that was never logged and that no step uses")

  static func run(_ session: Session) throws {
    try session.change(RemoveProduct(session.arguments.operands[0]))
  }
}

/// `porelog product open`: records that a pack was opened.
enum ProductOpen: Command {
  static var name: String { "product open" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "the day; else today")],
    summary: "record that a pack was opened")

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
    options: [.init(name: "on", value: "DAY", help: "the day; else today")],
    summary: "record that a pack was used up")

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
      shown.isEmpty ? ["There are no products yet: porelog product add"] : shown)
  }

  private static func lines(of product: Product, _ style: Style) -> [String] {
    let parts = [
      product.brand, product.kind?.rawValue, product.active?.rawValue, product.strength,
      product.openedOn.map { "opened \($0)" },
      product.paoMonths.map { "keeps \(counted($0, "month"))" },
      product.expiresOn.map { "expires \($0)" },
      product.finishedOn.map { "finished \($0)" },
      product.usesPerPack.map { "\(counted($0, "use")) a pack" },
    ].compactMap { $0 }
    let words = parts.joined(separator: ", ").split(separator: " ").map(String.init)
    return [style.paint(product.name, .bold)]
      + (parts.isEmpty ? [] : style.wrap(words, head: "  "))
  }
}
