import Foundation
import Calendar
import Reporting
import Routine
import TestSupport
import Testing

/// Compares the reports with the naive implementation, on random journals.
@Suite struct ComparisonTests {
  /// The number of random journals, 400 unless PORELOG_JOURNALS sets another.
  static let count =
    ProcessInfo.processInfo.environment["PORELOG_JOURNALS"].flatMap(UInt64.init) ?? 400

  @Test func reportsMatchTheNaiveReport() {
    for seed in 1...ComparisonTests.count {
      let journal = SmallJournal.random(seed: seed)
      guard let difference = ComparisonTests.difference(journal) else { continue }
      let smallest = ComparisonTests.shrunk(journal)
      Issue.record(
        """
        seed \(seed): \(difference)
        smallest: \(ComparisonTests.difference(smallest) ?? "")
        \(smallest)
        """)
      return
    }
  }

  /// Verifies the comparison itself: it finds a journal that was altered, and shrinks it to a single entry.
  @Test func aDifferenceIsFoundAndShrunk() {
    func differs(_ journal: SmallJournal) -> Bool {
      var altered = journal
      altered.loggedDays.removeAll { $0.status == .skipped }
      return ComparisonTests.difference(journal, against: altered) != nil
    }
    let journal = (1...200).lazy.map { SmallJournal.random(seed: $0) }.first(where: differs)
    guard let journal else {
      Issue.record("no difference was found in any journal")
      return
    }
    let smallest = ComparisonTests.shrunk(journal, while: differs)
    #expect(smallest.loggedDays.count == 1)
    #expect(smallest.pauses.isEmpty && smallest.procedures.isEmpty)
  }

  /// The first figure in which the reports of `journal` and the naive report of `other` differ.
  static func difference(_ journal: SmallJournal, against other: SmallJournal? = nil) -> String? {
    let naive = NaiveReport(journal: other ?? journal)
    let diary = journal.diary
    guard let first = diary.firstDay else { return nil }
    var week = Week(of: min(first, journal.today)) + -1
    while week <= Week(of: journal.today) + 2 {
      let report = WeekReport(of: diary, week: week, today: journal.today)
      if let difference = difference(report, naive) { return "\(week): \(difference)" }
      week = week + 1
    }
    let day = DayReport(
      of: diary, day: journal.today, pauses: journal.pauses, procedures: journal.procedures)
    let living = naive.journal.steps.indices.filter { naive.lives($0, journal.today.number) }
    let (ours, theirs) = (day.steps.map(words), living.map(naive.due))
    if ours != theirs { return "due \(ours), naively \(theirs)" }
    let runs = Streaks(of: diary, asOf: journal.today)
    for (name, run, slots) in [
      ("am", runs.am, [Slot.am]), ("pm", runs.pm, [.pm]), ("both", runs.both, [.am, .pm]),
    ] {
      let (ours, theirs) = ([run.current, run.longest], naive.run(slots))
      if ours != theirs { return "run \(name): \(ours), naively \(theirs)" }
    }
    return nil
  }

  private static func words(_ line: DayReport.StepLine) -> String {
    switch line.due {
    case .logged: "logged"
    case .due: "due"
    case .catchUp(let times): "catch up \(times)"
    case .needed(let left, _): "needed \(left)"
    case .optional: "optional"
    case .enough: "enough"
    case .paused: "paused"
    case .notDue: "not due"
    }
  }

  private static func difference(_ report: WeekReport, _ naive: NaiveReport) -> String? {
    let monday = report.week.monday.number
    let known = naive.journal.loggedDays.filter { entry in
      entry.status == .done && entry.isSameDay != nil && entry.day <= naive.journal.today
        && Week(of: entry.day) == report.week
    }
    let sameDay = [known.filter { $0.isSameDay == true }.count, known.count]
    if [report.sameDay.logged, report.sameDay.of] != sameDay {
      return "same day \(report.sameDay), naively \(sameDay)"
    }
    let listed = naive.listed(monday: monday)
    let keys = listed.map { naive.journal.steps[$0].step.key }
    if report.steps.map(\.step.key) != keys {
      return "steps \(report.steps.map(\.step.key)), naively \(keys)"
    }
    func check(_ name: String, _ tally: Tally, _ steps: [Int]) -> String? {
      let (ours, theirs) = (figures(tally), naive.pool(steps, monday: monday))
      return ours == theirs ? nil : "\(name): \(ours), naively \(theirs)"
    }
    for (line, step) in zip(report.steps, listed) {
      if let difference = check("\(line.step.key)", line.tally, [step]) { return difference }
      let (ours, theirs) = (line.days.map(\.rawValue), naive.states(step, monday: monday))
      if ours != theirs { return "\(line.step.key): \(ours), naively \(theirs)" }
    }
    func checkPools<Key: Named>(_ pools: [(Key, Tally)], _ key: (Step) -> Key?) -> String? {
      for candidate in Key.allCases {
        let steps = listed.filter { key(naive.journal.steps[$0].step) == candidate }
        let tally = pools.first { $0.0 == candidate }?.1
        guard let tally, !steps.isEmpty else {
          if tally == nil && steps.isEmpty { continue }
          return "\(candidate.rawValue) is in one of the two only"
        }
        if let difference = check(candidate.rawValue, tally, steps) { return difference }
      }
      return nil
    }
    return check("total", report.total, listed) ?? checkPools(report.slots) { $0.key.slot }
      ?? checkPools(report.groups) { $0.kind.group } ?? checkPools(report.actives) { $0.active }
  }

  private static func figures(_ tally: Tally) -> NaiveReport.Figures {
    NaiveReport.Figures(
      expected: tally.expected, credit: tally.credit, missed: tally.missed, open: tally.open,
      skipped: tally.skipped, unlogged: tally.unlogged, needed: tally.needed,
      spareLeft: tally.spareLeft,
      adherence: tally.adherence.map { adherence in
        // The share must be exactly the quotient of the two numbers.
        adherence == Double(tally.credit) / Double(tally.settled)
          ? [tally.credit, tally.settled] : []
      }, consistent: tally.isKept)
  }

  /// Removes records from `journal` as long as `fails` holds.
  static func shrunk(
    _ journal: SmallJournal, while fails: (SmallJournal) -> Bool = { difference($0) != nil }
  ) -> SmallJournal {
    var journal = journal
    journal.loggedDays = shrink(journal.loggedDays) { loggedDays in
      var candidate = journal
      candidate.loggedDays = loggedDays
      return fails(candidate)
    }
    journal.pauses = shrink(journal.pauses) { pauses in
      var candidate = journal
      candidate.pauses = pauses
      return fails(candidate)
    }
    journal.procedures = shrink(journal.procedures) { procedures in
      var candidate = journal
      candidate.procedures = procedures
      return fails(candidate)
    }
    for step in journal.steps.indices {
      let schedules = shrink(journal.steps[step].schedules) { schedules in
        var candidate = journal
        candidate.steps[step].schedules = schedules
        return fails(candidate)
      }
      journal.steps[step].schedules = schedules
    }
    return journal
  }
}
