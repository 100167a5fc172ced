import Text

/// Products and kinds of care that the guide this program follows names as examples: what fills in the
/// kind, the active, the brand and the schedule of a step or a product from a name or a part of one.
/// Nothing is advertised.
public enum Catalogue {
  /// What is known of a name.
  public struct Item: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// Who makes it; nil for a kind of care.
    public let brand: String?
    /// What kind of step it is for.
    public let kind: Kind
    /// Its active, if it has one.
    public let active: Active?
    /// How often it is used to begin with.
    public let schedule: Schedule?
    /// Further words it is found by.
    let words: [String]

    init(
      _ name: String, by brand: String? = nil, _ kind: Kind, _ active: Active? = nil,
      _ schedule: Schedule? = nil, words: [String] = []
    ) {
      self.name = name
      self.brand = brand
      self.kind = kind
      self.active = active
      self.schedule = schedule
      self.words = words
    }
  }

  /// The examples, and the kinds of care behind them.
  public static let items: [Item] = [
    Item("Gokujyun Hyaluronic Acid Face Foam", by: "Hada Labo", .waterCleanse, nil, .daily),
    Item("Perfect Whip", by: "Senka", .waterCleanse, nil, .daily),
    Item("Deep Cleansing Oil", by: "DHC", .oilCleanse, nil, .daily),
    Item("Mild Cleansing Oil", by: "Fancl", .oilCleanse, nil, .daily),
    Item("Gokujyun Lotion", by: "Hada Labo", .toner, nil, .daily),
    Item("Hadabisei Lotion", by: "Kose", .toner, nil, .daily),
    Item("Sekkisei Lotion", by: "Kose", .toner, nil, .daily),
    Item("Light Moisturizer", by: "MUJI", .moisturizer, nil, .daily),
    Item("Gel-cream", by: "Minon", .moisturizer, nil, .daily),
    Item(
      "Anessa Perfect UV Sunscreen Skincare Milk", by: "Shiseido", .sunscreen, nil, .daily),
    Item("Allie Chrono Beauty Gel UV EX", by: "Kanebo", .sunscreen, nil, .daily),
    Item("Acnes", by: "Mentholatum", .serum, .bha, Policy.newActive),
    Item("Melano CC Vitamin C Essence", by: "Rohto", .serum, .vitaminC, Policy.newActive),
    Item("Elixir", by: "Shiseido", .serum, .retinoid, Policy.newActive),
    Item("Keana Nadeshiko Rice Mask", by: "Ishizawa", .clayMask, nil, .weekdays(.day(2))),
    Item("Detclear Bright & Peel", by: "Meishoku", .chemicalExfoliant, .aha, .weekdays(.day(5))),
    Item("LuLuLun", by: "LuLuLun", .sheetMask, nil, .quota(minimum: 1, maximum: nil)),
    Item("Hadabisei Mask", by: "Kose", .sheetMask, nil, .quota(minimum: 1, maximum: nil)),
    Item("Biore Pore Strip", by: "Kao", .poreStrip, nil, .asNeeded(maximum: 1)),
    Item("Oil Cleanse", .oilCleanse, nil, .daily, words: ["cleansing oil", "oil cleanser"]),
    Item("Water Cleanse", .waterCleanse, nil, .daily, words: ["foam", "face wash", "cleanse"]),
    Item("Toner", .toner, nil, .daily, words: ["lotion"]),
    Item("Moisturizer", .moisturizer, nil, .daily, words: ["cream", "emulsion"]),
    Item("Sunscreen", .sunscreen, nil, .daily, words: ["spf", "uv"]),
    Item("Niacinamide", .serum, .niacinamide, .daily),
    Item(
      "Retinol", .serum, .retinoid, Policy.newActive, words: ["retinoid", "retinal", "tretinoin"]),
    Item("Salicylic Acid", .serum, .bha, Policy.newActive, words: ["bha"]),
    Item("Vitamin C", .serum, .vitaminC, Policy.newActive, words: ["ascorbic"]),
    Item("Clay Mask", .clayMask, nil, .weekdays(.day(2)), words: ["clay"]),
    Item(
      "Exfoliant", .chemicalExfoliant, .aha, .weekdays(.day(5)), words: ["aha", "glycolic", "peel"]),
    Item("Scrub", .scrub, nil, .weekdays(.day(5)), words: ["konjac"]),
    Item("Sheet Mask", .sheetMask, nil, .quota(minimum: 1, maximum: nil)),
    Item("Pore Strip", .poreStrip, nil, .asNeeded(maximum: 1), words: ["strip"]),
    Item("Sauna", .other, nil, .asNeeded(maximum: nil)),
    Item("Massage", .other, nil, .asNeeded(maximum: nil)),
    Item("Serum", .serum, nil, .daily, words: ["essence"]),
  ]

  /// The item meant by `text`: one of that name, else the first whose name or brand and name hold
  /// the text, else the first whose name or word the text holds. Case, and hyphens for blanks, make no
  /// difference. Nil when nothing is meant.
  public static func item(for text: String) -> Item? {
    let wanted = plain(text)
    guard wanted.count >= 3 else { return nil }
    func names(_ item: Item) -> [String] {
      [item.name, item.brand.map { "\($0) \(item.name)" } ?? item.name].map(plain)
    }
    return items.first { names($0).contains(wanted) }
      ?? items.first { names($0).contains { $0.contains(wanted) } }
      ?? items.first { item in
        (names(item) + item.words).contains { word in contains(wanted, word) }
      }
  }

  /// The first item of whose name, or of one of whose words, all stand in `text` one after the other; nil
  /// without one.
  public static func item(inWordsOf text: String) -> Item? {
    let text = plain(text)
    return items.first { item in
      ([item.name] + item.words).contains { contains(text, plain($0)) }
    }
  }

  /// Whether `text` has the words of `phrase` one after the other.
  private static func contains(_ text: String, _ phrase: String) -> Bool {
    " \(text) ".contains(" \(phrase) ")
  }

  private static func plain(_ text: String) -> String {
    String(text.composed.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }).trimmed
  }
}

extension Catalogue.Item {
  /// The product that it stands for. A part of an example's name means the example; a name that says more, or names a
  /// kind of care only, is kept.
  public func product(named text: String?) -> Product {
    let isPart = text.map { name.lowercased().contains($0.lowercased()) } ?? true
    var product = Product(name: brand != nil && isPart ? name : text ?? name)
    product.brand = brand
    product.kind = kind
    product.active = active
    return product
  }
}
