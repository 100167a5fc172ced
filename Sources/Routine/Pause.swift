import Calendar
import Text

/// Why the routine, or a part of it, is paused.
public enum PauseReason: String, Named {
  /// The skin is irritated.
  case irritation
  /// Something was done in an office.
  case procedure
  /// A journey.
  case travel
  /// An illness.
  case illness
  /// Anything else.
  case other

  /// What one is called.
  public static var noun: String { "a reason for a pause" }
}

/// What a pause covers: written `all`, `pm/retinol` or `active:retinoid`.
public enum Scope: Hashable, Sendable {
  /// Every step.
  case all
  /// One step.
  case step(StepKey)
  /// Every step with that active.
  case active(Active)

  /// Reads a scope.
  ///
  /// - Throws: `InvalidInput`.
  public init(parsing text: String) throws {
    if text == "all" {
      self = .all
    } else if text.hasPrefix("active:") {
      self = .active(try Active(parsing: String(text.dropFirst(7))))
    } else if text.contains("/") {
      self = .step(try StepKey(parsing: text))
    } else {
      throw InvalidInput(
        text, isNot: "a scope", "write all, a step such as pm/retinol, or active:bha")
    }
  }

  /// Whether `step` is in it.
  public func includes(_ step: Step) -> Bool {
    switch self {
    case .all: true
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
    case .step(let key): key.description
    case .active(let active): "active:\(active.rawValue)"
    }
  }
}

/// A span of days on which a part of the routine is not asked for.
public struct Pause: Hashable, Sendable {
  /// What it covers.
  public var scope: Scope
  /// Its first day.
  public var from: Day
  /// Its last day, or nil while it is open-ended.
  public var to: Day?
  /// Why.
  public var reason: PauseReason

  /// Its days.
  public var span: DaySpan { DaySpan(from, through: to) }

  /// Describes a pause.
  public init(scope: Scope, from: Day, to: Day?, reason: PauseReason) {
    self.scope = scope
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// Something done in an office: a peel, microneedling, a laser.
public struct Procedure: Hashable, Sendable {
  /// When it was done.
  public var day: Day
  /// What was done.
  public var kind: String
  /// The last day of recovery; nil when none was given, and then nothing is paused.
  public var recoverUntil: Day?
  /// What the user wrote beside it.
  public var note: String?

  /// The days of its recovery; nil when no date was given.
  public var recovery: DaySpan? { recoverUntil.map { DaySpan(day, through: $0) } }

  /// Describes a procedure.
  public init(day: Day, kind: String, recoverUntil: Day?, note: String? = nil) {
    self.day = day
    self.kind = kind
    self.recoverUntil = recoverUntil
    self.note = note
  }

  /// Whether its recovery pauses `step`: all that has an active, exfoliants, scrubs and pore strips.
  public static func pauses(_ step: Step) -> Bool {
    step.active != nil || [.chemicalExfoliant, .scrub, .poreStrip].contains(step.kind)
  }
}
