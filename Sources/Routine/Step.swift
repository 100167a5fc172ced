import Calendar
import Text

/// When in the day a step is done.
public enum Slot: String, Named, Comparable {
  /// In the morning.
  case am
  /// In the evening.
  case pm
  /// In the weekly deep-cleansing ritual, at any hour.
  case weekly

  /// What one is called.
  public static var noun: String { "a slot" }
  /// Morning, evening, weekly: also the order of their names.
  public static func < (left: Slot, right: Slot) -> Bool { left.place < right.place }

  private var place: Int {
    switch self {
    case .am: 0
    case .pm: 1
    case .weekly: 2
    }
  }
}

/// What a step does.
public enum Kind: String, Named {
  /// Taking off make-up, sunscreen and sebum with oil.
  case oilCleanse = "oil-cleanse"
  /// Washing.
  case waterCleanse = "water-cleanse"
  /// Toner, which Japanese brands call lotion.
  case toner
  /// Moisturizer.
  case moisturizer
  /// A mask of soaked cloth.
  case sheetMask = "sheet-mask"
  /// Sunscreen.
  case sunscreen
  /// A serum.
  case serum
  /// Something dabbed on one spot.
  case spotTreatment = "spot-treatment"
  /// An exfoliant that dissolves.
  case chemicalExfoliant = "chemical-exfoliant"
  /// An exfoliant that rubs.
  case scrub
  /// A mask of clay.
  case clayMask = "clay-mask"
  /// A strip that pulls.
  case poreStrip = "pore-strip"
  /// Anything else: massage, sauna.
  case other

  /// What one is called.
  public static var noun: String { "a kind" }

  /// The group whose share it counts in.
  public var group: Group {
    switch self {
    case .oilCleanse, .waterCleanse: .cleanse
    case .toner, .moisturizer, .sheetMask: .hydrate
    case .sunscreen: .protect
    case .serum, .spotTreatment: .treat
    case .chemicalExfoliant, .scrub, .clayMask, .poreStrip: .refine
    case .other: .other
    }
  }
}

/// What a step is for.
public enum Group: String, Named {
  /// Keeping clean.
  case cleanse
  /// Keeping moist.
  case hydrate
  /// Keeping the sun off.
  case protect
  /// Serums.
  case treat
  /// Exfoliants, masks of clay, strips.
  case refine
  /// Anything else.
  case other

  /// What one is called.
  public static var noun: String { "a group" }
}

/// An ingredient whose use is followed by itself.
public enum Active: String, Named {
  /// Salicylic acid.
  case bha
  /// Glycolic, lactic and other water-loving acids.
  case aha
  /// Niacinamide.
  case niacinamide
  /// Vitamin C and its derivatives.
  case vitaminC = "vitamin-c"
  /// Retinol and its kin.
  case retinoid

  /// What one is called.
  public static var noun: String { "an active" }
}

/// What a step is known by: its slot and its name within it, written `pm/oil-cleanse`.
public struct StepKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// When in the day it is done.
  public var slot: Slot
  /// Its name within the slot.
  public var slug: Slug

  /// Names a step.
  public init(slot: Slot, slug: Slug) {
    self.slot = slot
    self.slug = slug
  }

  /// Reads `slot/slug`.
  ///
  /// - Throws: `InvalidInput`.
  public init(parsing text: String) throws {
    guard let slash = text.firstIndex(of: "/") else {
      throw InvalidInput(text, isNot: "a step", "write it as pm/oil-cleanse")
    }
    slot = try Slot(parsing: String(text[..<slash]))
    slug = try Slug(parsing: String(text[text.index(after: slash)...]))
  }

  /// The key as `pm/oil-cleanse`.
  public var description: String { "\(slot.rawValue)/\(slug)" }

  /// By slot, then by slug.
  public static func < (left: StepKey, right: StepKey) -> Bool {
    left.slot == right.slot ? left.slug < right.slug : left.slot < right.slot
  }
}

/// One thing to do in a slot.
public struct Step: Hashable, Sendable {
  /// What it is known by.
  public var key: StepKey
  /// Its place in the slot; ties are broken by slug.
  public var position: Int
  /// What it does.
  public var kind: Kind
  /// Its active, if it has one.
  public var active: Active?
  /// The first day of its life.
  public var firstDay: Day
  /// The last day of its life, or nil while it goes on.
  public var lastDay: Day?

  /// The bounds of `position`.
  public static let positions = 0...1_000_000

  /// Describes a step.
  public init(
    key: StepKey, position: Int, kind: Kind, active: Active? = nil, firstDay: Day,
    lastDay: Day? = nil
  ) {
    self.key = key
    self.position = position
    self.kind = kind
    self.active = active
    self.firstDay = firstDay
    self.lastDay = lastDay
  }

  /// The days of its life.
  @inlinable public var life: DaySpan { DaySpan(firstDay, through: lastDay) }

  /// Whether `day` lies in its life.
  @inlinable public func exists(on day: Day) -> Bool { life.contains(day) }

  /// The order in which steps are shown: by slot, position and slug.
  public static func areInOrder(_ left: Step, _ right: Step) -> Bool {
    if left.key.slot != right.key.slot { return left.key.slot < right.key.slot }
    if left.position != right.position { return left.position < right.position }
    return left.key.slug < right.key.slug
  }
}
