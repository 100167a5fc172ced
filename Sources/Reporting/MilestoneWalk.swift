import Calendar
import Routine

/// Computes the attempts at every milestone from the weeks of a diary, added in order.
struct MilestoneWalks {
  private var walks: [MilestoneWalk]

  /// - Parameters:
  ///   - steps: all steps of the diary.
  ///   - keepsWeeks: whether the attempts have their `weeks`. A cohort does not show them.
  init(_ steps: [StepHistory], asOf today: Day, keepsWeeks: Bool = true) {
    walks = Milestone.all.compactMap { milestone in
      milestone.required(in: steps).map { MilestoneWalk(milestone, $0, steps, today, keepsWeeks) }
    }
  }

  /// Adds the next week. The first must be the week of the diary's first day or an earlier one. Weeks after the running
  /// one are ignored.
  ///
  /// - Parameter steps: the week of each of the diary's steps, in their order.
  mutating func add(_ week: Week, _ steps: [StepWeek]) {
    for index in walks.indices { walks[index].add(week, steps) }
  }

  /// The attempts in the order of `Milestone.all`, the oldest of each first. Call it once, after the running week was
  /// added.
  mutating func attempts() -> [Attempt] { walks.indices.flatMap { walks[$0].finish() } }
}

/// The required groups of a milestone in one week, as sets of days. One value is refilled for each week.
private struct RequiredWeek {
  /// The days on which some group has no eligible step.
  private(set) var excused: Weekdays = []
  /// The days on which some group has no step that exists.
  private(set) var dormant: Weekdays = []
  /// The days on which a step of at least one group was done within its lifetime.
  private(set) var someDone: Weekdays = []
  /// The days on which a step of every group was done within its lifetime.
  private(set) var allDone: Weekdays = .all
  /// The pooled tally of each group, over the range of the last `count(_:over:isClosed:)`.
  private(set) var tallies: [Tally]
  private let required: [[Int]]

  init(_ required: [[Int]]) {
    self.required = required
    tallies = required.map { _ in Tally(isClosed: false) }
  }

  mutating func fill(_ steps: [StepWeek]) {
    (excused, dormant, someDone, allDone) = ([], [], [], .all)
    for group in required {
      var (existing, eligible, done) = (Weekdays(), Weekdays(), Weekdays())
      for index in group {
        existing.formUnion(steps[index].lifetime)
        eligible.formUnion(steps[index].eligible)
        done.formUnion(steps[index].lifetime.intersection(steps[index].logged.done))
      }
      dormant.formUnion(Weekdays.all.subtracting(existing))
      excused.formUnion(Weekdays.all.subtracting(eligible))
      someDone.formUnion(done)
      allDone.formIntersection(done)
    }
  }

  /// Computes `tallies` over the days of `range`.
  mutating func count(_ steps: [StepWeek], over range: Weekdays, isClosed: Bool) {
    for (place, group) in required.enumerated() {
      var tally = Tally(isClosed: isClosed)
      for index in group { tally += steps[index].tally(over: range) }
      tallies[place] = tally
    }
  }

  /// A bit mask: bit `i` is set when the group at index `i` expects nothing.
  var idle: UInt8 {
    tallies.indices.reduce(0) { $0 | (tallies[$1].expected == 0 ? 1 << $1 : 0) }
  }
}

/// Computes the attempts at one milestone from the weeks of a diary, added in order.
private struct MilestoneWalk {
  private let milestone: Milestone
  private let today: Day
  private let keepsWeeks: Bool
  /// The week in which the first required step begins; nil when that is after today.
  private let first: Week?
  /// The required groups in the week that was added last.
  private var content: RequiredWeek
  /// The steps in the running week.
  private var running: [StepWeek] = []
  private var attempts: [Attempt] = []
  /// The number of days in a row, so far, that count towards a lapse of the running attempt.
  private var gap = 0
  /// Whether the last attempt is running: it has not lapsed.
  private var isRunning = false

  init(
    _ milestone: Milestone, _ required: [[Int]], _ steps: [StepHistory], _ today: Day,
    _ keepsWeeks: Bool
  ) {
    self.keepsWeeks = keepsWeeks
    self.milestone = milestone
    self.today = today
    let firstDay = required.joined().map { steps[$0].step.firstDay }.min()
    first = firstDay.flatMap { $0 <= today ? Week(of: $0) : nil }
    content = RequiredWeek(required)
  }

  /// Adds the next week.
  mutating func add(_ week: Week, _ steps: [StepWeek]) {
    guard let first, week >= first, week.monday <= today else { return }
    if week.sunday >= today { running = steps }
    content.fill(steps)
    anchorOrLapse(in: week)
    guard week.isClosed(on: today), let last = attempts.last,
      isRunning || last.lapsedOn == week.sunday
    else { return }
    count(week, steps)
  }

  /// Finishes the last attempt and returns all of them. Call it once, after the running week was added.
  mutating func finish() -> [Attempt] {
    if isRunning { project() }
    return attempts.isEmpty ? [Attempt(milestone, number: 1, anchor: nil)] : attempts
  }

  /// Goes through the days of the week in `content`: anchors an attempt, and ends the running one when it lapses.
  private mutating func anchorOrLapse(in week: Week) {
    for weekday in 0..<7 where week.monday + weekday <= today {
      let day = week.monday + weekday
      if !isRunning {
        guard content.allDone.has(weekday) else { continue }
        attempts.append(Attempt(milestone, number: attempts.count + 1, anchor: day))
        (isRunning, gap) = (true, 0)
        continue
      }
      let isGap =
        day < today && !content.someDone.has(weekday)
        && (!content.excused.has(weekday) || content.dormant.has(weekday))
      gap = isGap ? gap + 1 : 0
      guard gap == milestone.lapse else { continue }
      attempts[attempts.count - 1].lapsedOn = day
      attempts[attempts.count - 1].isEnded = content.dormant.has(weekday)
      isRunning = false
    }
  }

  /// Adds the days of the closed week in `content` to the last attempt.
  private mutating func count(_ week: Week, _ steps: [StepWeek]) {
    // Taken out of the array, so that its weeks are not copied by the append.
    var attempt = attempts.removeLast()
    let range = Weekdays(of: week, from: attempt.anchor, through: nil)
    let days = range.subtracting(content.excused).count
    attempt.excused += range.intersection(content.excused).count
    content.count(steps, over: range, isClosed: true)
    if content.idle != 0 {
      attempt.neutral += days
      if keepsWeeks { attempt.weeks.append(.paused) }
    } else if content.tallies.allSatisfy({ $0.isKept == true }) {
      attempt.credited += days
      if keepsWeeks { attempt.weeks.append(days > 0 ? .counted : .paused) }
    } else {
      attempt.failed += days
      if keepsWeeks { attempt.weeks.append(days > 0 ? .fellShort : .paused) }
    }
    let window = milestone.window
    if attempt.openedOn == nil, attempt.credited >= window.lowerBound {
      attempt.openedOn = week.sunday + 1
    }
    if attempt.passedOn == nil, attempt.credited > window.upperBound {
      attempt.passedOn = week.sunday + 1
    }
    attempts.append(attempt)
  }

  /// Sets `idleGroups` of a running attempt that is building or whose window is open and, while it is building, its
  /// `projectedOpenOn`.
  private mutating func project() {
    var attempt = attempts[attempts.count - 1]
    var credited = attempt.credited
    let isBuilding = attempt.state == .building
    if isBuilding || attempt.state == .windowOpen {
      content.count(running, over: .all, isClosed: false)
      attempt.idleGroups = content.idle
    }
    for ahead in 0..<(isBuilding ? Policy.projectionWeeks : 0) {
      let week = Week(of: today) + ahead
      // Weeks after the running one have no entries yet.
      let steps =
        ahead == 0
        ? running
        : running.map {
          StepWeek(history: $0.history, week: week, logged: LoggedWeek(), today: today)
        }
      content.fill(steps)
      let range = Weekdays(of: week, from: attempt.anchor, through: nil)
      content.count(steps, over: range, isClosed: false)
      guard content.tallies.allSatisfy({ $0.expected > 0 && $0.credit + $0.open >= $0.needed })
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
