import Calendar
import Text

/// Products and kinds of care that the guide names as examples. Looking up a name, or part of one,
/// supplies the kind, active, brand and schedule of the item that matches. The list is not
/// advertising.
public enum Catalogue {
  /// A product, or a kind of care without a brand.
  public struct Item: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The brand; nil for a kind of care.
    public let brand: String?
    /// The kind of step it is used in.
    public let kind: Kind
    /// Its active; nil when it has none.
    public let active: Active?
    /// The schedule of a new step that uses it.
    public let schedule: Schedule?
    /// Other words that match it.
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

  /// All items: products first, then kinds of care. The first match wins.
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

  /// The item that matches `text`: the first one with that name, else the first one whose name (with or without its
  /// brand) contains the text, else the first one with a name or other word that the text contains.
  ///
  /// Case is ignored, and hyphens and underscores are read as blanks. Nil when nothing matches, or when the text has
  /// fewer than three characters.
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

  /// The first item with a name or other word that occurs in `text` as whole words; nil when there
  /// is none.
  public static func item(inWordsOf text: String) -> Item? {
    let text = plain(text)
    return items.first { item in
      ([item.name] + item.words).contains { contains(text, plain($0)) }
    }
  }

  /// Whether `phrase` occurs in `text` as whole words.
  private static func contains(_ text: String, _ phrase: String) -> Bool {
    " \(text) ".contains(" \(phrase) ")
  }

  /// The text in lower case and normal form C, with blanks for hyphens and underscores.
  private static func plain(_ text: String) -> String {
    String(text.composed.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 }).trimmed
  }
}

extension Catalogue.Item {
  /// A product with the brand, the kind and the active of the item.
  ///
  /// - Parameter text: the name that the user wrote. Nil gives the product the item's name and, if
  ///   the item has a brand, so does a part of that name. Any other text becomes the product's
  ///   name.
  public func product(named text: String?) -> Product {
    let isPart = text.map { name.lowercased().contains($0.lowercased()) } ?? true
    var product = Product(name: brand != nil && isPart ? name : text ?? name)
    product.brand = brand
    product.kind = kind
    product.active = active
    return product
  }
}
