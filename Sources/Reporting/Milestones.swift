import Calendar
import Routine

/// A change that the guide (see `Policy`) expects after some weeks of steady care.
///
/// An attempt at a milestone counts the days of the weeks in which the required steps were kept. The timelines are the
/// guide's own. Adherence and observation are separate: neither implies the other.
public enum Milestone: Hashable, Sendable {
  /// Smoother texture from cleansing and hydration.
  case texture
  /// Steady use of an active.
  case active(Active)

  /// All milestones, in the order of every report.
  public static let all: [Milestone] = [.texture, .active(.niacinamide), .active(.retinoid)]

  /// Its name: `texture`, `niacinamide` or `retinoid`.
  public var name: String {
    switch self {
    case .texture: "texture"
    case .active(let active): active.rawValue
    }
  }

  /// The range of credited days in which the window is open.
  public var window: ClosedRange<Int> {
    self == .texture ? Policy.textureWindow : Policy.activeWindow
  }

  /// The number of days in a row without a required step after which an attempt lapses.
  public var lapse: Int { self == .texture ? Policy.textureLapse : Policy.activeLapse }

  static let textureGroups = [Group.cleanse, .hydrate]

  /// The required groups of steps, each as indices into `steps`; nil for an active that the routine never had.
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

/// The state of an attempt at a milestone.
public enum MilestoneState: String, Named {
  /// No attempt is anchored yet.
  case notStarted = "not-started"
  /// Fewer days are credited than the window needs to open.
  case building
  /// The number of credited days is within the window.
  case windowOpen = "window-open"
  /// More days are credited than the window holds.
  case windowPassed = "window-passed"
  /// The attempt lapsed: no required step was done for too many days in a row.
  case lapsed
  /// The attempt ended because a required group no longer had a step.
  case ended

  /// The noun for a value in messages.
  public static var noun: String { "a milestone's state" }
}

/// What a closed week brought to an attempt at a milestone.
public enum WeekResult: Hashable, Sendable {
  /// Its days were credited.
  case counted
  /// A required group was not kept.
  case fellShort
  /// Nothing was required: its days were excused, or a required group expected nothing.
  case paused
}

/// One attempt at a milestone, from its anchor to its lapse or to today.
public struct Attempt: Hashable, Sendable {
  /// The milestone.
  public let milestone: Milestone
  /// The number of the attempt among those at the milestone, from 1.
  public let number: Int
  /// The day on which the attempt was anchored: the first on which a step of every required group was done. Nil before.
  public let anchor: Day?
  /// The non-excused days of closed weeks in which every required group was kept.
  public internal(set) var credited = 0
  /// The days of closed weeks on which a required group had no eligible step.
  public internal(set) var excused = 0
  /// The non-excused days of closed weeks in which a required group was not kept.
  public internal(set) var failed = 0
  /// The non-excused days of closed weeks in which a required group expected nothing.
  public internal(set) var neutral = 0
  /// What each closed week since the anchor brought, the oldest first.
  public internal(set) var weeks: [WeekResult] = []
  /// The Monday after the week that brought `credited` to the start of the window; nil before.
  public internal(set) var openedOn: Day?
  /// The Monday after the week that brought `credited` beyond the end of the window; nil before.
  public internal(set) var passedOn: Day?
  /// The last day of the gap with which the attempt lapsed or ended; nil while it runs.
  public internal(set) var lapsedOn: Day?
  /// Whether a required group no longer had a step on `lapsedOn`.
  public internal(set) var isEnded = false
  /// The Monday on which the window opens if every week from the running one on is kept.
  ///
  /// Nil unless the attempt is building, and when the window does not open within `Policy.projectionWeeks` weeks.
  public internal(set) var projectedOpenOn: Day?
  /// A bit mask: bit `i` is set when the required group at index `i` expects nothing in the whole running week.
  var idleGroups: UInt8 = 0

  /// The required groups, or the active, that expect nothing in the whole running week, so that no day of it is
  /// credited. Empty unless the attempt is building or its window is open.
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

  /// The state of the attempt.
  public var state: MilestoneState {
    if anchor == nil { return .notStarted }
    if lapsedOn != nil { return isEnded ? .ended : .lapsed }
    if credited < milestone.window.lowerBound { return .building }
    return credited <= milestone.window.upperBound ? .windowOpen : .windowPassed
  }

  /// The days of the window as of `today`: from `openedOn` through the day before `passedOn`, else through `lapsedOn`,
  /// else through `today`. Nil before the window opens.
  public func windowDays(on today: Day) -> ClosedRange<Day>? {
    guard let openedOn else { return nil }
    let last = passedOn.map { $0 - 1 } ?? lapsedOn ?? today
    return openedOn <= last ? openedOn...last : nil
  }
}

extension Diary {
  /// The attempts at every milestone as of `today`, in the order of `Milestone.all`, the oldest of each first.
  ///
  /// A milestone without an anchor has one attempt that is not started. An active that was never in the routine has
  /// none.
  /// - Complexity: O(weeks · steps + logged days).
  public func attempts(asOf today: Day) -> [Attempt] {
    var walks = MilestoneWalks(steps, asOf: today)
    if let firstDay, firstDay <= today {
      forEachWeek(from: Week(of: firstDay), through: Week(of: today), asOf: today) {
        walks.add($0, $1)
      }
    }
    return walks.attempts()
  }
}

extension Diary {
  /// Whether an attempt at a milestone may be anchored on a day from `first` through `last`. A
  /// result of false is certain; a result of true is not.
  ///
  /// An attempt is anchored on a day on which every required group was done. If such a day is before `first` and fewer
  /// than `lapse` days before `last`, its attempt cannot lapse in time for another one to be anchored.
  func mayBeAnchored(from first: Day, through last: Day) -> Bool {
    Milestone.all.contains { milestone in
      guard let required = milestone.required(in: steps) else { return false }
      func isComplete(_ day: Day) -> Bool {
        let done = loggedDays(on: day).filter { loggedDay in
          loggedDay.status == .done && steps[loggedDay.step].step.exists(on: day)
        }
        return required.allSatisfy { group in done.contains { group.contains($0.step) } }
      }
      func hasCompleteDay(from start: Day, before end: Day) -> Bool {
        stride(from: start.number, to: end.number, by: 1).contains { isComplete(Day(number: $0)) }
      }
      return hasCompleteDay(from: first, before: last + 1)
        && !hasCompleteDay(from: last - milestone.lapse + 1, before: first)
    }
  }
}
