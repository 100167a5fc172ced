import Calendar
import Routine
import Testing

@testable import Reporting

/// Compares cohort lines and day shares with the naive implementation, on random journals.
@Suite struct CohortTests {
  @Test func linesAndDaySharesMatchTheNaiveReport() {
    for seed in 1...ComparisonTests.count {
      let journal = SmallJournal.random(seed: seed &* 31)
      if let difference = CohortTests.difference(journal) {
        Issue.record("seed \(seed &* 31): \(difference)\n\(journal)")
        return
      }
    }
  }

  static func difference(_ journal: SmallJournal) -> String? {
    let naive = NaiveReport(journal: journal)
    let (diary, today) = (journal.diary, journal.today)
    guard let first = diary.firstDay else { return nil }
    let all = Array(journal.steps.indices)

    // The previous, the current and the next week.
    for offset in -1...1 {
      let week = Week(of: today) + offset
      let line = CohortLine(of: diary, week: week, today: today)
      let figures = naive.pool(all, monday: week.monday.number)
      if line.week.expected != figures.expected || line.week.credit != figures.credit
        || line.week.missed != figures.missed
      {
        return "\(week): \(line.week), naively \(figures)"
      }
      var (consistent, counted) = (0, 0)
      var each = Week(of: min(first, today))
      while each.sunday < today {
        let figures = naive.pool(all, monday: each.monday.number)
        if figures.expected > 0 {
          counted += 1
          // 80 % in integers.
          if 5 * figures.credit >= 4 * figures.expected { consistent += 1 }
        }
        each = each + 1
      }
      if line.keptWeeks != consistent || line.countedWeeks != counted {
        return
          "weeks \(line.keptWeeks)/\(line.countedWeeks), naively \(consistent)/\(counted)"
      }
      let last = journal.loggedDays.map(\.day).filter { $0 <= today }.max()
      let isQuiet = !journal.loggedDays.contains { $0.day <= today && $0.day > today - 7 }
      if line.lastEntry != last || line.isQuiet != isQuiet { return "last entry, quiet" }
      // `MilestoneTests` compares the attempts themselves.
      let latest = Dictionary(grouping: diary.attempts(asOf: today), by: \.milestone)
        .compactMapValues { attempts -> Attempt? in
          var last = attempts.last
          last?.weeks = []
          return last
        }
      if latest.count != line.milestones.count
        || line.milestones.contains(where: { latest[$0.milestone] != $0 })
      {
        return "milestones"
      }
    }

    for share in diary.dayShares(from: first - 3, through: today + 3, today: today) {
      let monday = Week(of: share.day).monday
      let states = all.map { naive.states($0, monday: monday.number)[share.day - monday] }
      let done = states.filter { $0 == "done" }.count
      let left = states.filter { $0 == "skipped" || $0 == "missed" }.count
      let isLogged = journal.loggedDays.contains { $0.day == share.day }
      if share.done != done || share.notDone != left || share.isLogged != isLogged {
        return "\(share), naively \(done), \(left), \(isLogged)"
      }
    }
    let days = diary.dayShares(from: first - 3, through: today + 3, today: today)
    if first - 3 <= today, days.map(\.day.number) != Array((first - 3).number...today.number) {
      return "days"
    }
    return nil
  }

  @Test func threeOfFourWeeksKeptAreMost() throws {
    let monday = Week(of: Day(number: 20_241)).monday
    let step = Step(
      key: StepKey(slot: .am, slug: Slug(stored: "a")), position: 1, kind: .sunscreen,
      firstDay: monday)
    /// The line after `weeks` weeks, of which the numbered ones were kept.
    func kept(_ numbers: Set<Int>, of weeks: Int) -> KeptWeeks {
      let journal = SmallJournal(
        today: monday + 7 * weeks,
        steps: [.init(step: step, schedules: [Version(from: monday, value: .daily)])],
        loggedDays: numbers.sorted().flatMap { number in
          (0..<7).map { LoggedDay(day: monday + 7 * number + $0, step: 0, status: .done) }
        }, pauses: [], procedures: [])
      return CohortLine(
        of: journal.diary, week: Week(of: journal.today), today: journal.today
      ).kept
    }
    #expect(kept([], of: 0) == .notYet)
    #expect(kept([], of: 4) == .none)
    #expect(kept([1], of: 4) == .some)
    #expect(kept([0, 1], of: 3) == .some)
    #expect(kept([0, 1, 3], of: 4) == .mostly)
    #expect(kept([0, 1, 2, 3], of: 4) == .all)
  }

  @Test func theSummaryAddsUpTheLines() {
    var summary = CohortSummary()
    var (fifths, people, quiet) = ([0, 0, 0, 0, 0], 0, 0)
    for seed in 1...200 as ClosedRange<UInt64> {
      let journal = SmallJournal.random(seed: seed)
      let line = CohortLine(
        of: journal.diary, week: Week(of: journal.today), today: journal.today)
      summary.add(line)
      people += 1
      quiet += line.isQuiet ? 1 : 0
      if let share = line.week.adherence {
        let bounds = [0.2, 0.4, 0.6, 0.8]
        fifths[bounds.filter { share >= $0 }.count] += 1
      }
    }
    #expect(summary.people == people && summary.quiet == quiet && summary.fifths == fifths)
    #expect(summary.withoutShare == people - fifths.reduce(0, +))
    #expect(summary.weeks.values.reduce(0, +) == people)
    let texture = summary.milestones.first { $0.milestone == .texture }
    #expect((texture?.states.values.reduce(0, +) ?? 0) <= people)
  }
}
