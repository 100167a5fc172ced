import Calendar
import Routine

/// The attempts at every milestone, as the weeks of a diary go by.
struct MilestoneWalks {
  private var walks: [MilestoneWalk]

  /// - Parameter steps: those of the diary.
  init(_ steps: [StepHistory], asOf today: Day) {
    walks = Milestone.all.compactMap { milestone in
      milestone.required(in: steps).map { MilestoneWalk(milestone, $0, steps, today) }
    }
  }

  /// Takes in the next week, of all the diary's steps. The first is that of the diary's first day, or an earlier one;
  /// those after the week of today are passed over.
  mutating func take(_ week: Week, _ steps: [StepWeek]) {
    for index in walks.indices { walks[index].take(week, steps) }
  }

  /// The attempts, once the week of today is taken in: texture, niacinamide, retinoid, the oldest of each first.
  mutating func attempts() -> [Attempt] { walks.indices.flatMap { walks[$0].finish() } }
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
  private(set) var tallies: [Tally]
  private let required: [[Int]]

  init(_ required: [[Int]]) {
    self.required = required
    tallies = required.map { _ in Tally(isClosed: false) }
  }

  mutating func fill(_ steps: [StepWeek]) {
    (excused, dormant, someDone, allDone) = ([], [], [], .all)
    for group in required {
      var (alive, eligible, done) = (Weekdays(), Weekdays(), Weekdays())
      for index in group {
        alive.formUnion(steps[index].life)
        eligible.formUnion(steps[index].eligible)
        done.formUnion(steps[index].life.intersection(steps[index].logged.done))
      }
      dormant.formUnion(Weekdays.all.subtracting(alive))
      excused.formUnion(Weekdays.all.subtracting(eligible))
      someDone.formUnion(done)
      allDone.formIntersection(done)
    }
  }

  /// Counts the tallies over the days of `range`.
  mutating func count(_ steps: [StepWeek], over range: Weekdays, isClosed: Bool) {
    for (place, group) in required.enumerated() {
      var tally = Tally(isClosed: isClosed)
      for index in group { tally += steps[index].tally(over: range) }
      tallies[place] = tally
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
  private let today: Day
  /// The week of the first step it requires; nil while that lies ahead.
  private let first: Week?
  private var content: RequiredWeek
  /// The steps in the week of today.
  private var running: [StepWeek] = []
  private var attempts: [Attempt] = []
  /// Days in a row that let go of the running attempt.
  private var gap = 0
  /// Whether the last attempt still runs.
  private var isRunning = false

  init(_ milestone: Milestone, _ required: [[Int]], _ steps: [StepHistory], _ today: Day) {
    self.milestone = milestone
    self.today = today
    let firstDay = required.joined().map { steps[$0].step.firstDay }.min()
    first = firstDay.flatMap { $0 <= today ? Week(of: $0) : nil }
    content = RequiredWeek(required)
  }

  /// Takes in the next week.
  mutating func take(_ week: Week, _ steps: [StepWeek]) {
    guard let first, week >= first, week.monday <= today else { return }
    if week.sunday >= today { running = steps }
    content.fill(steps)
    take(week)
    guard week.isClosed(on: today), let last = attempts.last,
      isRunning || last.lapsedOn == week.sunday
    else { return }
    count(week, steps)
  }

  /// The attempts there were, once the week of today is taken in.
  mutating func finish() -> [Attempt] {
    if isRunning { project() }
    return attempts.isEmpty ? [Attempt(milestone, number: 1, anchor: nil)] : attempts
  }

  /// Begins, goes on with or lets go of an attempt in the week that `content` has.
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
  }

  /// Takes the closed week into the count of the last attempt.
  private mutating func count(_ week: Week, _ steps: [StepWeek]) {
    var attempt = attempts[attempts.count - 1]
    let range = Weekdays(of: week, from: attempt.anchor, through: nil)
    let kept = range.subtracting(content.excused).count
    attempt.excused += range.intersection(content.excused).count
    content.count(steps, over: range, isClosed: true)
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
  private mutating func project() {
    var attempt = attempts[attempts.count - 1]
    var credited = attempt.credited
    let isBuilding = attempt.state == .building
    for ahead in 0..<(isBuilding ? Policy.projectionWeeks : 1) {
      let week = Week(of: today) + ahead
      // What is not logged yet of the weeks ahead is open.
      let steps =
        ahead == 0
        ? running
        : running.map {
          StepWeek(history: $0.history, week: week, logged: LoggedWeek(), today: today)
        }
      content.fill(steps)
      let range = Weekdays(of: week, from: attempt.anchor, through: nil)
      content.count(steps, over: range, isClosed: false)
      if ahead == 0 { attempt.idleGroups = content.idle }
      guard isBuilding,
        content.tallies.allSatisfy({ $0.expected > 0 && $0.credit + $0.open >= $0.needed })
      else { continue }
      credited += range.subtracting(content.excused).count
      if credited >= milestone.window.lowerBound {
        attempt.projectedOpenOn = week.sunday + 1
        break
      }
    }
    attempts[attempts.count - 1] = attempt
  }
}
