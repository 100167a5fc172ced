import Calendar
import Text

/// The part of the day in which a step is done.
public enum Slot: String, Named, Comparable {
  /// The morning.
  case am
  /// The evening.
  case pm
  /// The weekly deep-cleansing ritual, at any hour.
  case weekly

  /// The noun for messages.
  public static var noun: String { "a slot" }
  /// The order am, pm, weekly. Sorting the names as text, as SQL does, gives the same order.
  public static func < (left: Slot, right: Slot) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .am: 0
    case .pm: 1
    case .weekly: 2
    }
  }
}

/// The kind of a step: what is used or done.
public enum Kind: String, Named {
  /// An oil cleanser, which removes make-up, sunscreen and sebum.
  case oilCleanse = "oil-cleanse"
  /// A water-based cleanser, such as a foam.
  case waterCleanse = "water-cleanse"
  /// A toner, which Japanese brands call lotion.
  case toner
  /// A moisturizer.
  case moisturizer
  /// A mask of soaked cloth or paper.
  case sheetMask = "sheet-mask"
  /// A sunscreen.
  case sunscreen
  /// A serum.
  case serum
  /// A treatment for single spots.
  case spotTreatment = "spot-treatment"
  /// An exfoliant that dissolves dead skin, such as an acid.
  case chemicalExfoliant = "chemical-exfoliant"
  /// An exfoliant that works by rubbing.
  case scrub
  /// A clay mask.
  case clayMask = "clay-mask"
  /// An adhesive strip that pulls out what clogs the pores.
  case poreStrip = "pore-strip"
  /// Anything else, such as massage or sauna.
  case other

  /// The noun for messages.
  public static var noun: String { "a kind" }

  /// The group that the kind belongs to.
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

/// A group of kinds with one purpose, for which a share is reported.
public enum Group: String, Named {
  /// Oil and water cleansers.
  case cleanse
  /// Toners, moisturizers and sheet masks.
  case hydrate
  /// Sunscreens.
  case protect
  /// Serums and spot treatments.
  case treat
  /// Chemical exfoliants, scrubs, clay masks and pore strips.
  case refine
  /// Anything else.
  case other

  /// The noun for messages.
  public static var noun: String { "a group" }
}

/// An active ingredient. Steps that have it are also reported together.
public enum Active: String, Named {
  /// Beta hydroxy acid: salicylic acid.
  case bha
  /// Alpha hydroxy acids, such as glycolic and lactic acid.
  case aha
  /// Niacinamide.
  case niacinamide
  /// Vitamin C and its derivatives.
  case vitaminC = "vitamin-c"
  /// Retinol and other retinoids.
  case retinoid

  /// The noun for messages.
  public static var noun: String { "an active" }
}

/// The name of a step within a routine: its slot and its slug, written `pm/oil-cleanse`.
public struct StepKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The slot.
  public var slot: Slot
  /// The name within the slot.
  public var slug: Slug

  /// Creates the name of a step.
  public init(slot: Slot, slug: Slug) {
    self.slot = slot
    self.slug = slug
  }

  /// Reads `slot/slug`.
  ///
  /// - Throws: `InvalidInput` when the slash is missing, or one of the two parts is wrong.
  public init(parsing text: String) throws {
    guard let slash = text.firstIndex(of: "/") else {
      throw InvalidInput(text, isNot: "a step", "write it as pm/oil-cleanse")
    }
    slot = try Slot(parsing: String(text[..<slash]))
    slug = try Slug(parsing: String(text[text.index(after: slash)...]))
  }

  /// The key as `pm/oil-cleanse`.
  public var description: String { "\(slot.rawValue)/\(slug)" }

  /// Compares the slots, then the slugs.
  public static func < (left: StepKey, right: StepKey) -> Bool {
    left.slot == right.slot ? left.slug < right.slug : left.slot < right.slot
  }
}

/// One step of a routine.
public struct Step: Hashable, Sendable {
  /// Its name within the routine.
  public var key: StepKey
  /// Its position in the slot, 0 to 1,000,000. Steps with the same position are ordered by slug.
  public var position: Int
  /// What is used or done.
  public var kind: Kind
  /// Its active; nil when it has none.
  public var active: Active?
  /// The first day on which the step exists.
  public var firstDay: Day
  /// The last day on which the step exists; nil when it has no end.
  public var lastDay: Day?

  /// The range of `position`. Choice.
  public static let positions = 0...1_000_000

  /// Creates a step.
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

  /// The days on which the step exists.
  @inlinable public var lifetime: DaySpan { DaySpan(firstDay, through: lastDay) }

  /// Whether the step exists on `day`.
  @inlinable public func exists(on day: Day) -> Bool { lifetime.contains(day) }

  /// Whether the last day of the step is before `day`. A step that begins later has not ended.
  public func hasEnded(by day: Day) -> Bool { lastDay.map { $0 < day } ?? false }

  /// Whether `left` is shown before `right`: steps are ordered by slot, position and slug.
  public static func areInOrder(_ left: Step, _ right: Step) -> Bool {
    if left.key.slot != right.key.slot { return left.key.slot < right.key.slot }
    if left.position != right.position { return left.position < right.position }
    return left.key.slug < right.key.slug
  }
}
