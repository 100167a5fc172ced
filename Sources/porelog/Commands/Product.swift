import Journal
import Routine

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
    try session.change { context in
      let arguments = context.arguments
      let name = try Texts.name(
        arguments.operands[0], "a product's name", longest: Texts.longestLine)
      var product =
        Catalogue.item(for: name).map { ProductAdd.product(of: $0, named: name) }
        ?? Product(name: name)
      func line(_ option: String, _ noun: String) throws -> String? {
        try arguments.value(option).map { try Texts.name($0, noun, longest: Texts.longestLine) }
      }
      product.brand = try line("brand", "a brand") ?? product.brand
      product.strength = try line("strength", "a strength")
      product.kind = try arguments.value("kind").map(Kind.init(parsing:)) ?? product.kind
      product.active = try arguments.value("active").map(Active.init(parsing:)) ?? product.active
      product.openedOn = try arguments.value("opened").map {
        try parseDay($0, today: context.today)
      }
      product.paoMonths = try arguments.integer("pao", in: Product.monthsAfterOpening)
      product.usesPerPack = try arguments.integer("uses", in: Product.usesPerPack)
      guard try context.journal.merge(product, for: context.user, replacing: false) == .added else {
        throw Failure(
          .dataError,
          "there is a product \(quoted(product.name)) already: choose another name, or product open \(product.name)"
        )
      }
      let details = [
        product.brand, product.kind?.rawValue, product.active?.rawValue, product.strength,
      ]
      .compactMap { $0 }.joined(separator: ", ")
      return Outcome(
        "product add \(product.name)",
        line: "Added \(product.name)" + (details.isEmpty ? "." : " (\(details))."))
    }
  }

  /// A product of the catalogue. A part of an example's name stands for the example; a name that says
  /// more, or names a kind of care only, is kept.
  static func product(of item: Catalogue.Item, named name: String?) -> Product {
    let isPart = name.map { item.name.lowercased().contains($0.lowercased()) } ?? true
    var product = Product(name: item.brand != nil && isPart ? item.name : name ?? item.name)
    product.brand = item.brand
    product.kind = item.kind
    product.active = item.active
    return product
  }
}

/// `porelog product open`: notes that a pack was opened.
enum ProductOpen: Command {
  static var name: String { "product open" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "when; else today")],
    summary: "note that a pack was opened")

  static func run(_ session: Session) throws {
    try session.change(day: "on", isPast: true) { context in
      var product = try context.product(context.arguments.operands[0])
      product.openedOn = context.day
      product.finishedOn = nil
      _ = try context.journal.merge(product, for: context.user, replacing: true)
      return Outcome(
        "product open \(product.name)", line: "Opened \(product.name) on \(context.day).")
    }
  }
}

/// `porelog product finish`: notes that a pack was used up.
enum ProductFinish: Command {
  static var name: String { "product finish" }
  static let description = CommandDescription(
    name: name, operands: "NAME", operandCount: 1...1,
    options: [.init(name: "on", value: "DAY", help: "when; else today")],
    summary: "note that a pack was used up")

  static func run(_ session: Session) throws {
    try session.change(day: "on", isPast: true) { context in
      var product = try context.product(context.arguments.operands[0])
      product.finishedOn = context.day
      _ = try context.journal.merge(product, for: context.user, replacing: true)
      return Outcome(
        "product finish \(product.name)", line: "Finished \(product.name) on \(context.day).")
    }
  }
}

/// `porelog product list`: shows the products.
enum ProductList: Command {
  static var name: String { "product list" }
  static let description = CommandDescription(
    name: name, summary: "show the products")

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let products = try session.account().map { try journal.products(of: $0.id) } ?? []
    if session.wantsJSON {
      return try session.console.print(JSON.array(products.map(json)).text)
    }
    if products.isEmpty {
      return try session.console.print("There are no products yet: porelog product add NAME.")
    }
    for product in products {
      let parts = [
        product.brand, product.kind?.rawValue, product.active?.rawValue, product.strength,
        product.openedOn.map { "opened \($0)" }, product.paoMonths.map { "keeps \($0) months" },
        product.finishedOn.map { "finished \($0)" },
        product.usesPerPack.map { "\($0) uses a pack" },
      ].compactMap { $0 }
      let words = parts.joined(separator: ", ").split(separator: " ").map(String.init)
      let lines = session.style.wrap(words, head: "  ")
      try session.console.print(
        ([session.style.paint(product.name, .bold)] + (parts.isEmpty ? [] : lines))
          .joined(separator: "\n"))
    }
  }

  private static func json(_ product: Product) -> JSON {
    .object([
      "product": .string(product.name), "brand": .string(product.brand),
      "kind": .string(product.kind?.rawValue), "active": .string(product.active?.rawValue),
      "strength": .string(product.strength), "openedOn": .string(product.openedOn?.description),
      "paoMonths": product.paoMonths.map { .integer($0) } ?? .null,
      "finishedOn": .string(product.finishedOn?.description),
      "usesPerPack": product.usesPerPack.map { .integer($0) } ?? .null,
    ])
  }
}
