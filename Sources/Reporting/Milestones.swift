import Calendar
import Routine

/// What is to be kept up for how long before the guide this program follows speaks of a change: its
/// claim, not ours. Keeping it up and seeing something are separate; neither implies the other.
public enum Milestone: Hashable, Sendable {
  /// Cleansing and hydration, for smoother texture.
  case texture
  /// Steady use of an active.
  case active(Active)

  /// Those there are, in the order in which they are told.
  public static let all: [Milestone] = [.texture, .active(.niacinamide), .active(.retinoid)]

  /// Its name: `texture`, `niacinamide`, `retinoid`.
  public var name: String {
    switch self {
    case .texture: "texture"
    case .active(let active): active.rawValue
    }
  }

  /// The credited days of its window.
  public var window: ClosedRange<Int> {
    self == .texture ? Policy.textureWindow : Policy.activeWindow
  }

  /// How many days in a row without any of it end an attempt.
  public var lapse: Int { self == .texture ? Policy.textureLapse : Policy.activeLapse }

  static let textureGroups = [Group.cleanse, .hydrate]

  /// The groups of steps it requires, each as indices into `steps`; nil when the routine never had it.
  func required(in steps: [StepHistory]) -> [[Int]]? {
    func indices(_ isIn: (Step) -> Bool) -> [Int] {
      steps.indices.filter { isIn(steps[$0].step) }
    }
    switch self {
    case .texture:
      return Milestone.textureGroups.map { group in indices { $0.kind.group == group } }
    case .active(let active):
      let found = indices { $0.active == active }
      return found.isEmpty ? nil : [found]
    }
  }
}

/// Where an attempt stands.
public enum MilestoneState: String, Named {
  /// Nothing was done yet that begins it.
  case notStarted = "not-started"
  /// Fewer days are credited than the window begins with.
  case building
  /// As many days are credited as the window holds.
  case windowOpen = "window-open"
  /// More days are credited.
  case windowPassed = "window-passed"
  /// It was let go of.
  case lapsed
  /// Its steps are over.
  case ended

  /// What one is called.
  public static var noun: String { "a milestone's state" }
}

/// One go at a milestone: from the day on which all it requires was done, to a lapse or today.
public struct Attempt: Hashable, Sendable {
  /// The milestone.
  public let milestone: Milestone
  /// Which go it is, from 1.
  public let number: Int
  /// The first day on which all it requires was done; nil while it has not started.
  public let anchor: Day?
  /// Days in closed weeks that were kept well enough.
  public internal(set) var credited = 0
  /// Days in closed weeks on which something required was paused or excused.
  public internal(set) var excused = 0
  /// Days in closed weeks that were not kept well enough.
  public internal(set) var failed = 0
  /// Days in closed weeks in which something required expected nothing.
  public internal(set) var neutral = 0
  /// The Monday after the week that brought `credited` to the window's start.
  public internal(set) var openedOn: Day?
  /// The Monday after the week that brought `credited` beyond the window's end.
  public internal(set) var passedOn: Day?
  /// The last day of the gap that ended it.
  public internal(set) var lapsedOn: Day?
  /// Whether it ended because its steps did.
  public internal(set) var isEnded = false
  /// While it builds, the Monday on which the window opens if every week from now on is consistent.
  public internal(set) var projectedOpenOn: Day?
  /// Bit by bit, the required groups that expect nothing this week or, once it is over, in its last.
  var idleGroups: UInt8 = 0

  /// What expects nothing this week or, once it is over, in its last: why nothing moves. Names of groups,
  /// or of the active.
  public var waitingFor: [String] {
    let names =
      switch milestone {
      case .texture: Milestone.textureGroups.map(\.rawValue)
      case .active(let active): [active.rawValue]
      }
    return names.indices.filter { idleGroups & (1 << $0) != 0 }.map { names[$0] }
  }

  init(_ milestone: Milestone, number: Int, anchor: Day?) {
    self.milestone = milestone
    self.number = number
    self.anchor = anchor
  }

  /// Where it stands.
  public var state: MilestoneState {
    if anchor == nil { return .notStarted }
    if lapsedOn != nil { return isEnded ? .ended : .lapsed }
    if credited < milestone.window.lowerBound { return .building }
    return credited <= milestone.window.upperBound ? .windowOpen : .windowPassed
  }

  /// The days in its window, seen on `today`: from its opening to the day before it passed, or the
  /// lapse, or today. Nil before it opens.
  public func windowDays(on today: Day) -> ClosedRange<Day>? {
    guard let openedOn else { return nil }
    let last = passedOn.map { $0 - 1 } ?? lapsedOn ?? today
    return openedOn <= last ? openedOn...last : nil
  }
}

extension Diary {
  /// The attempts at every milestone, as of `today`: texture, niacinamide, retinoid, the oldest of each
  /// first. An active that never was in the routine has none.
  ///
  /// - Complexity: O(weeks · steps + loggedDays).
  public func attempts(asOf today: Day) -> [Attempt] {
    var walks = MilestoneWalks(steps, asOf: today)
    if let firstDay, firstDay <= today {
      forEachWeek(from: Week(of: firstDay), through: Week(of: today), asOf: today) {
        walks.take($0, $1)
      }
    }
    return walks.attempts()
  }
}

extension Diary {
  /// Whether an attempt at a milestone may be anchored on a day from `first` through `last`: false only
  /// when none can be. Where all it requires was done so shortly before that no lapse fits between, one
  /// was under way all the time.
  func mayBeAnchored(from first: Day, through last: Day) -> Bool {
    Milestone.all.contains { milestone in
      guard let required = milestone.required(in: steps) else { return false }
      var since = last - milestone.lapse + 1
      while since < first {
        let done = loggedDays(on: since).filter { loggedDay in
          loggedDay.status == .done && steps[loggedDay.step].step.exists(on: since)
        }
        if required.allSatisfy({ group in done.contains { group.contains($0.step) } }) {
          return false
        }
        since = since + 1
      }
      return true
    }
  }
}
