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
        case .step(let key): key.slot == step.key.slot && key.slug == step.key.slug
        case .active(let active): step.active == active
        }
      if covers, day >= pause.from.number, day <= (pause.to ?? .last).number {
        return true
      }
    }
    for procedure in journal.procedures {
      guard let end = procedure.recoverUntil else { continue }
      let isTouched =
        step.active != nil || step.kind == .chemicalExfoliant || step.kind == .scrub
        || step.kind == .poreStrip
      if isTouched, day >= procedure.day.number, day <= end.number { return true }
    }
    return false
  }

  func eligible(_ step: Int, _ day: Int) -> Bool {
    guard lives(step, day) else { return false }
    if entry(step, day) == .done { return true }
    return !paused(step, day) && entry(step, day) != .excused
  }

  /// The index of the schedule version in force. Adjacent equal versions count as one.
  func version(_ step: Int, _ day: Int) -> Int? {
    let versions = journal.steps[step].schedules.sorted { $0.from < $1.from }
    guard !versions.isEmpty else { return nil }
    var index = 0
    for (candidate, version) in versions.enumerated() where version.from.number <= day {
      index = candidate
    }
    while index > 0, versions[index - 1].value == versions[index].value { index -= 1 }
    return index
  }

  func schedule(_ step: Int, _ day: Int) -> Schedule? {
    version(step, day).map { journal.steps[step].schedules.sorted { $0.from < $1.from }[$0].value }
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
    for candidate in journal.steps[step].schedules.indices {
      let inForce = days.filter { version(step, $0) == candidate }
      guard let schedule = inForce.first.flatMap({ self.schedule(step, $0) }) else { continue }
      switch schedule {
      case .daily: figures.expected += inForce.count
      case .weekdays:
        let names = schedule.description.split(separator: ",").map(String.init)
        figures.expected += inForce.filter { names.contains(weekdayName($0)) }.count
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
      var isByWeekday = false
      switch schedule(step, day) {
      case .daily: break
      case .weekdays(let days):
        isByWeekday = true
        let names = Schedule.weekdays(days).description.split(separator: ",").map(String.init)
        if !names.contains(weekdayName(day)) { return "not-due" }
      default: return "not-due"
      }
      if day == today { return "pending" }
      return isByWeekday && figures(step, monday: monday).missed == 0 ? "moved" : "missed"
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
