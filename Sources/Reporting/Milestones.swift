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
    self == .texture ? Choices.textureWindow : Choices.activeWindow
  }

  /// How many days in a row without any of it end an attempt.
  public var lapse: Int { self == .texture ? Choices.textureLapse : Choices.activeLapse }

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
  /// - Complexity: O(weeks · steps + marks) a milestone.
  public func attempts(asOf today: Day) -> [Attempt] {
    Milestone.all.flatMap { milestone in
      milestone.required(in: steps).map { required in
        var walk = MilestoneWalk(milestone, required, today)
        return walk.attempts(in: self)
      } ?? []
    }
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
        let done = marks(on: since).filter { mark in
          mark.status == .done && steps[mark.step].step.lives(on: since)
        }
        if required.allSatisfy({ group in done.contains { group.contains($0.step) } }) {
          return false
        }
        since = since + 1
      }
      return true
    }
  }

  /// What was logged on `day`.
  func marks(on day: Day) -> ArraySlice<Mark> {
    let start = firstMark(from: day)
    var end = start
    while end < marks.count, marks[end].day == day { end += 1 }
    return marks[start..<end]
  }
}

/// What a week holds of a milestone's required groups, in sets of its days; filled anew for each week.
private struct RequiredWeek {
  /// Days on which some group has no eligible step.
  private(set) var excused: Weekdays = []
  /// Days on which some group has no step alive.
  private(set) var dormant: Weekdays = []
  /// Days on which a step of some group was done within its life.
  private(set) var someDone: Weekdays = []
  /// Days on which a step of each group was.
  private(set) var allDone: Weekdays = .all
  /// The groups' pooled tallies.
  private(set) var tallies: [Tally] = []
  private let required: [[Int]]
  /// The steps, group after group.
  private var steps: [StepWeek] = []

  init(_ required: [[Int]]) { self.required = required }

  mutating func fill(
    _ histories: [StepHistory], _ week: Week, _ logged: [LoggedWeek], _ today: Day
  ) {
    (excused, dormant, someDone, allDone) = ([], [], [], .all)
    steps.removeAll(keepingCapacity: true)
    for group in required {
      var (alive, eligible, done) = (Weekdays(), Weekdays(), Weekdays())
      for index in group {
        let step = StepWeek(
          history: histories[index], week: week, logged: logged[index], today: today)
        alive.formUnion(step.life)
        eligible.formUnion(step.eligible)
        done.formUnion(step.life.intersection(step.logged.done))
        steps.append(step)
      }
      dormant.formUnion(Weekdays.all.subtracting(alive))
      excused.formUnion(Weekdays.all.subtracting(eligible))
      someDone.formUnion(done)
      allDone.formIntersection(done)
    }
  }

  /// Counts the tallies over the days of `range`.
  mutating func count(over range: Weekdays, isClosed: Bool) {
    tallies.removeAll(keepingCapacity: true)
    var next = 0
    for group in required {
      var tally = Tally(isClosed: isClosed)
      for _ in group {
        tally += steps[next].tally(over: range)
        next += 1
      }
      tallies.append(tally)
    }
  }

  /// Bit by bit, the groups that expect nothing.
  var idle: UInt8 {
    tallies.indices.reduce(0) { $0 | (tallies[$1].expected == 0 ? 1 << $1 : 0) }
  }
}

/// One pass over the weeks of a diary, for one milestone.
private struct MilestoneWalk {
  private let milestone: Milestone
  private let required: [[Int]]
  private let today: Day
  private var content: RequiredWeek
  private var attempts: [Attempt] = []
  /// Days in a row that let go of the running attempt.
  private var gap = 0
  /// Whether the last attempt still runs.
  private var isRunning = false

  init(_ milestone: Milestone, _ required: [[Int]], _ today: Day) {
    self.milestone = milestone
    self.required = required
    self.today = today
    content = RequiredWeek(required)
  }

  mutating func attempts(in diary: Diary) -> [Attempt] {
    let firstDay = required.joined().map { diary.steps[$0].step.firstDay }.min()
    if let firstDay, firstDay <= today {
      let (first, last) = (Week(of: firstDay), Week(of: today))
      diary.forEachWeek(from: first, through: last, asOf: today) { week, logged in
        content.fill(diary.steps, week, logged, today)
        take(week)
      }
    }
    if isRunning { project(diary) }
    return attempts.isEmpty ? [Attempt(milestone, number: 1, anchor: nil)] : attempts
  }

  /// Takes in the week that `content` has.
  private mutating func take(_ week: Week) {
    for weekday in 0..<7 where week.monday + weekday <= today {
      let day = week.monday + weekday
      if !isRunning {
        guard content.allDone.has(weekday) else { continue }
        attempts.append(Attempt(milestone, number: attempts.count + 1, anchor: day))
        (isRunning, gap) = (true, 0)
        continue
      }
      let lets =
        day < today && !content.someDone.has(weekday)
        && (!content.excused.has(weekday) || content.dormant.has(weekday))
      gap = lets ? gap + 1 : 0
      guard gap == milestone.lapse else { continue }
      attempts[attempts.count - 1].lapsedOn = day
      attempts[attempts.count - 1].isEnded = content.dormant.has(weekday)
      isRunning = false
    }
    guard week.isClosed(on: today), !attempts.isEmpty,
      isRunning || attempts[attempts.count - 1].lapsedOn == week.sunday
    else { return }
    count(week)
  }

  /// Takes the closed week into the count of the last attempt.
  private mutating func count(_ week: Week) {
    var attempt = attempts[attempts.count - 1]
    let range = Weekdays(of: week, from: attempt.anchor, through: nil)
    let kept = range.subtracting(content.excused).count
    attempt.excused += range.intersection(content.excused).count
    content.count(over: range, isClosed: true)
    attempt.idleGroups = content.idle
    if attempt.idleGroups != 0 {
      attempt.neutral += kept
    } else if content.tallies.allSatisfy({ $0.isConsistent == true }) {
      attempt.credited += kept
    } else {
      attempt.failed += kept
    }
    let window = milestone.window
    if attempt.openedOn == nil, attempt.credited >= window.lowerBound {
      attempt.openedOn = week.sunday + 1
    }
    if attempt.passedOn == nil, attempt.credited > window.upperBound {
      attempt.passedOn = week.sunday + 1
    }
    attempts[attempts.count - 1] = attempt
  }

  /// Looks ahead: on which Monday the window opens if every week from the running one on is consistent.
  private mutating func project(_ diary: Diary) {
    var attempt = attempts[attempts.count - 1]
    let running = Week(of: today)
    let last = running + (Choices.projectionWeeks - 1)
    var credited = attempt.credited
    let isBuilding = attempt.state == .building
    diary.forEachWeek(from: running, through: isBuilding ? last : running, asOf: today) {
      week, logged in
      if attempt.projectedOpenOn != nil { return }
      content.fill(diary.steps, week, logged, today)
      let range = Weekdays(of: week, from: attempt.anchor, through: nil)
      content.count(over: range, isClosed: false)
      if week == running { attempt.idleGroups = content.idle }
      guard isBuilding,
        content.tallies.allSatisfy({ $0.expected > 0 && $0.credit + $0.open >= $0.needed })
      else { return }
      credited += range.subtracting(content.excused).count
      if credited >= milestone.window.lowerBound { attempt.projectedOpenOn = week.sunday + 1 }
    }
    attempts[attempts.count - 1] = attempt
  }
}
