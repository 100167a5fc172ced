import Calendar
import Reporting
import Routine

/// A small random journal, readable when a test fails.
struct SmallJournal: CustomStringConvertible {
  struct SmallStep {
    var step: Step
    var schedules: [Version<Schedule>]
  }

  var today: Day
  var steps: [SmallStep]
  /// The entries. Their steps are indices of `steps`.
  var loggedDays: [LoggedDay]
  var pauses: [Pause]
  var procedures: [Procedure]

  var diary: Diary {
    Diary(
      steps: steps.map {
        StepHistory(
          step: $0.step, schedules: Timeline(schedules: $0.schedules), pauses: pauses,
          procedures: procedures)
      },
      loggedDays: loggedDays.sorted { ($0.day, $0.step) < ($1.day, $1.step) })
  }

  var description: String {
    var lines = ["today \(today) (\(Week(of: today)))"]
    for (index, step) in steps.enumerated() {
      let versions = step.schedules.map { "\($0.from) \($0.value)" }.joined(separator: "; ")
      lines.append(
        "step \(index) \(step.step.key) \(step.step.kind) \(step.step.active?.rawValue ?? "-") "
          + "\(step.step.firstDay)…\(step.step.lastDay?.description ?? ""): \(versions)")
    }
    lines += loggedDays.map { "\($0.day) step \($0.step) \($0.status)" }
    lines += pauses.map { "pause \($0.scope) \($0.from)…\($0.to?.description ?? "")" }
    lines += procedures.map { "procedure \($0.day)…\($0.recoverUntil?.description ?? "")" }
    return lines.joined(separator: "\n")
  }
}

/// A second implementation of the reports that counts day by day and shares no code with them: no weekday sets, no
/// weeks and no merged schedule versions. It is slow and simple.
struct NaiveReport {
  let journal: SmallJournal

  struct Figures: Equatable {
    var expected = 0
    var credit = 0
    var missed = 0
    var open = 0
    var skipped = 0
    var unlogged = 0
    var needed = 0
    var spareLeft = 0
    /// The credit and the number of settled days; nil if that number is 0.
    var adherence: [Int]?
    var consistent: Bool?
  }

  // MARK: One day of one step

  func entry(_ step: Int, _ day: Int) -> Status? {
    if day > journal.today.number { return nil }
    return journal.loggedDays.first { $0.step == step && $0.day.number == day }?.status
  }

  func lives(_ step: Int, _ day: Int) -> Bool {
    let life = journal.steps[step].step
    if day < life.firstDay.number { return false }
    if let last = life.lastDay, day > last.number { return false }
    return true
  }

  func paused(_ step: Int, _ day: Int) -> Bool {
    let step = journal.steps[step].step
    for pause in journal.pauses {
      let covers =
        switch pause.scope {
        case .all: true
        case .slot(let slot): step.key.slot == slot
        case .actives: isTouched(step)
        case .step(let key): key.slot == step.key.slot && key.slug == step.key.slug
        case .active(let active): step.active == active
        }
      if covers, day >= pause.from.number, day <= (pause.to ?? .last).number {
        return true
      }
    }
    for procedure in journal.procedures {
      guard let end = procedure.recoverUntil else { continue }
      if isTouched(step), day >= procedure.day.number, day <= end.number { return true }
    }
    return false
  }

  /// Whether recoveries pause the step.
  func isTouched(_ step: Step) -> Bool {
    step.active != nil || step.kind == .chemicalExfoliant || step.kind == .scrub
      || step.kind == .poreStrip
  }

  func eligible(_ step: Int, _ day: Int) -> Bool {
    guard lives(step, day) else { return false }
    if entry(step, day) == .done { return true }
    return !paused(step, day) && entry(step, day) != .excused
  }

  /// The versions of the schedule as days and values. The first begins with the step. A version equal to the one before
  /// is none; of an N-days schedule, when it begins on a day on which the one before is due.
  func versions(_ step: Int) -> [(from: Int, value: Schedule)] {
    var real: [(from: Int, value: Schedule)] = []
    for version in journal.steps[step].schedules.sorted(by: { $0.from < $1.from }) {
      guard let before = real.last else {
        real.append((journal.steps[step].step.firstDay.number, version.value))
        continue
      }
      if version.value == before.value {
        guard let interval = interval(of: version.value) else { continue }
        if isOnBeat(version.from.number, since: before.from, interval) { continue }
      }
      real.append((version.from.number, version.value))
    }
    return real
  }

  /// The N of an N-days schedule.
  func interval(of schedule: Schedule) -> Int? {
    let text = schedule.description
    return text.hasSuffix("-days") ? Int(text.dropLast(5)) : nil
  }

  /// Whether `day` is reached from `start` in steps of `interval` days, forwards or backwards.
  func isOnBeat(_ day: Int, since start: Int, _ interval: Int) -> Bool {
    var reached = start
    while reached < day { reached += interval }
    while reached > day { reached -= interval }
    return reached == day
  }

  /// The index of the version in force.
  func version(_ step: Int, _ day: Int) -> Int? {
    let versions = versions(step)
    if versions.isEmpty { return nil }
    return versions.indices.last { $0 > 0 && versions[$0].from <= day } ?? 0
  }

  func schedule(_ step: Int, _ day: Int) -> Schedule? {
    version(step, day).map { versions(step)[$0].value }
  }

  /// Whether the step is due on that very day by the schedule in force.
  func isDue(_ step: Int, _ day: Int) -> Bool {
    guard let index = version(step, day) else { return false }
    let version = versions(step)[index]
    switch version.value {
    case .daily: return true
    case .weekdays:
      return version.value.description.split(separator: ",").map(String.init)
        .contains(weekdayName(day))
    case .everyDays(let days): return isOnBeat(day, since: version.from, days)
    case .quota, .asNeeded: return false
    }
  }

  /// 1970-01-01 was a Thursday.
  func weekdayName(_ day: Int) -> String {
    let names = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]
    return names[((day % 7) + 7) % 7]
  }

  // MARK: One week of one step

  func figures(_ step: Int, monday: Int, from first: Int = .min) -> Figures {
    let today = journal.today.number
    let days = (monday..<monday + 7).filter { $0 >= first && eligible(step, $0) }
    var figures = Figures()
    for (candidate, each) in versions(step).enumerated() {
      let inForce = days.filter { version(step, $0) == candidate }
      switch each.value {
      case .daily, .weekdays, .everyDays:
        figures.expected += inForce.filter { isDue(step, $0) }.count
      case .quota(let minimum, _):
        // The integer nearest to minimum · k / 7.
        let target = minimum * inForce.count
        figures.expected += (0...7).min { abs(7 * $0 - target) < abs(7 * $1 - target) } ?? 0
      case .asNeeded: break
      }
    }
    let done = days.filter { entry(step, $0) == .done }.count
    figures.credit = done < figures.expected ? done : figures.expected
    let openDays = days.filter { day in
      day >= today && entry(step, day) != .done && entry(step, day) != .skipped
    }.count
    figures.missed = max(0, figures.expected - figures.credit - openDays)
    let skips = days.filter { entry(step, $0) == .skipped }.count
    figures.skipped = min(figures.missed, skips)
    return finished(figures, monday)
  }

  func finished(_ raw: Figures, _ monday: Int) -> Figures {
    var figures = raw
    let closed = journal.today.number > monday + 6
    figures.open = figures.expected - figures.credit - figures.missed
    figures.unlogged = figures.missed - figures.skipped
    // 80 %, rounded up: the least n with 5 n ≥ 4 · expected.
    figures.needed = 0
    while 5 * figures.needed < 4 * figures.expected { figures.needed += 1 }
    figures.spareLeft = figures.expected - figures.needed - figures.missed
    let settled = figures.credit + figures.missed
    figures.adherence = settled == 0 ? nil : [figures.credit, settled]
    figures.consistent =
      closed && figures.expected > 0 ? figures.credit >= figures.needed : nil
    return figures
  }

  func states(_ step: Int, monday: Int) -> [String] {
    let today = journal.today.number
    return (monday..<monday + 7).map { day in
      if let entry = entry(step, day) { return entry.rawValue }
      if !lives(step, day) { return "none" }
      if day > today { return "future" }
      if paused(step, day) { return "excused" }
      if !isDue(step, day) { return "not-due" }
      if day == today { return "pending" }
      let isMadeUp = schedule(step, day) != .daily && figures(step, monday: monday).missed == 0
      return isMadeUp ? "moved" : "missed"
    }
  }

  // MARK: Today

  /// Why the step is due today or not.
  func due(_ step: Int) -> String {
    let today = journal.today.number
    let monday = Week(of: journal.today).monday.number
    switch entry(step, today) {
    case .done, .skipped: return "logged"
    case .excused: return paused(step, today) ? "paused" : "logged"
    case nil: if paused(step, today) { return "paused" }
    }
    if isDue(step, today) { return "due" }
    let figures = figures(step, monday: monday)
    switch schedule(step, today) {
    case .weekdays, .everyDays:
      let later = (today + 1..<monday + 7).filter { day in
        lives(step, day) && !paused(step, day) && isDue(step, day)
      }.count
      return figures.open > later ? "catch up \(figures.open - later)" : "not due"
    case .quota:
      if figures.open > 0 { return "needed \(figures.open)" }
      return figures.missed == 0 ? "enough" : "not due"
    case .asNeeded(let maximum):
      let version = version(step, today)
      let done = (monday...today).filter { day in
        lives(step, day) && entry(step, day) == .done && self.version(step, day) == version
      }.count
      return maximum.map { done >= $0 } ?? false ? "enough" : "optional"
    case .daily, nil: return "not due"
    }
  }

  // MARK: Pools

  func listed(monday: Int) -> [Int] {
    journal.steps.indices.filter { step in
      (monday..<monday + 7).contains { lives(step, $0) }
    }
  }

  func pool(_ steps: [Int], monday: Int) -> Figures {
    var sum = Figures()
    for step in steps {
      let figures = figures(step, monday: monday)
      sum.expected += figures.expected
      sum.credit += figures.credit
      sum.missed += figures.missed
      sum.skipped += figures.skipped
    }
    return finished(sum, monday)
  }

  // MARK: Runs

  func run(_ slots: [Slot]) -> [Int] {
    let start = journal.steps.map(\.step.firstDay.number).min() ?? journal.today.number
    var (current, longest) = (0, 0)
    for day in start...max(start, journal.today.number) where day <= journal.today.number {
      let required = journal.steps.indices.filter { step in
        slots.contains(journal.steps[step].step.key.slot) && schedule(step, day) == .daily
          && eligible(step, day)
      }
      if required.isEmpty { continue }
      if required.allSatisfy({ entry($0, day) == .done }) {
        current += 1
        longest = max(longest, current)
      } else if day != journal.today.number {
        current = 0
      }
    }
    return [current, longest]
  }
}
