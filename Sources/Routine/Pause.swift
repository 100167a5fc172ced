import Calendar
import Text

/// Why a routine, or part of it, is paused.
public enum PauseReason: String, Named {
  /// Irritated skin.
  case irritation
  /// An in-office procedure.
  case procedure
  /// Travel.
  case travel
  /// Illness.
  case illness
  /// Anything else.
  case other

  /// The noun for messages.
  public static var noun: String { "a reason for a pause" }
}

/// The steps that a pause covers, written `all`, `pm`, `actives`, `pm/retinol` or `active:retinoid`.
public enum Scope: Hashable, Sendable {
  /// Every step.
  case all
  /// Every step of the slot.
  case slot(Slot)
  /// Every step that a recovery pauses: `Procedure.pauses(_:)`.
  case actives
  /// One step.
  case step(StepKey)
  /// Every step with the active.
  case active(Active)

  /// Reads a scope in one of its forms.
  ///
  /// - Throws: `InvalidInput` for any other text.
  public init(parsing text: String) throws {
    if text == "all" {
      self = .all
    } else if text == "actives" {
      self = .actives
    } else if let slot = Slot(rawValue: text) {
      self = .slot(slot)
    } else if text.hasPrefix("active:") {
      self = .active(try Active(parsing: String(text.dropFirst(7))))
    } else if text.contains("/") {
      self = .step(try StepKey(parsing: text))
    } else {
      throw InvalidInput(
        text, isNot: "a scope",
        "write all, a slot, actives, a step such as pm/retinol, or active:bha")
    }
  }

  /// Whether the scope includes `step`.
  public func includes(_ step: Step) -> Bool {
    switch self {
    case .all: true
    case .slot(let slot): slot == step.key.slot
    case .actives: Procedure.pauses(step)
    case .step(let key): key == step.key
    case .active(let active): active == step.active
    }
  }
}

extension Scope: CustomStringConvertible {
  /// The scope as `init(parsing:)` reads it.
  public var description: String {
    switch self {
    case .all: "all"
    case .slot(let slot): slot.rawValue
    case .actives: "actives"
    case .step(let key): key.description
    case .active(let active): "active:\(active.rawValue)"
    }
  }
}

/// A span of days on which the steps of a scope are not expected.
public struct Pause: Hashable, Sendable {
  /// The steps that it covers.
  public var scope: Scope
  /// The first day.
  public var from: Day
  /// The last day; nil while the pause is open-ended.
  public var to: Day?
  /// Why the steps are paused.
  public var reason: PauseReason

  /// The days from `from` through `to`.
  public var span: DaySpan { DaySpan(from, through: to) }

  /// Creates a pause.
  public init(scope: Scope, from: Day, to: Day?, reason: PauseReason) {
    self.scope = scope
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// An in-office procedure, such as a peel, microneedling or a laser treatment.
public struct Procedure: Hashable, Sendable {
  /// The day of the procedure.
  public var day: Day
  /// What was done, such as `microneedling`.
  public var kind: String
  /// The last day of recovery. Without one, the procedure pauses nothing.
  public var recoverUntil: Day?
  /// The user's note.
  public var note: String?

  /// The days of recovery, from `day` through `recoverUntil`; nil without that date.
  public var recovery: DaySpan? { recoverUntil.map { DaySpan(day, through: $0) } }

  /// Creates a procedure.
  public init(day: Day, kind: String, recoverUntil: Day?, note: String? = nil) {
    self.day = day
    self.kind = kind
    self.recoverUntil = recoverUntil
    self.note = note
  }

  /// Whether a recovery pauses `step`: true for a step with an active, a chemical exfoliant, a scrub or a pore strip.
  public static func pauses(_ step: Step) -> Bool {
    step.active != nil || [.chemicalExfoliant, .scrub, .poreStrip].contains(step.kind)
  }
}
