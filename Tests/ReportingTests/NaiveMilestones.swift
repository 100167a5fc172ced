import Calendar
import Reporting
import Routine

/// A second implementation of milestones that counts day by day.
struct NaiveMilestones {
  let naive: NaiveReport
  /// The required groups of steps, as indices of `journal.steps`.
  let groups: [[Int]]
  let lapse: Int
  let opens: Int
  let closes: Int

  struct Row: Equatable {
    var anchor: Int?
    var state = "not-started"
    var credited = 0
    var excused = 0
    var failed = 0
    var neutral = 0
    var openedOn: Int?
    var passedOn: Int?
    var lapsedOn: Int?
    var projectedOpenOn: Int?
    /// The groups that expect nothing in the whole running week, as indices.
    var waiting: [Int] = []
  }

  var today: Int { naive.journal.today.number }

  func doneInLife(_ step: Int, _ day: Int) -> Bool {
    naive.lives(step, day) && naive.entry(step, day) == .done
  }

  func isExcused(_ day: Int) -> Bool {
    groups.contains { group in !group.contains { naive.eligible($0, day) } }
  }

  func isDormant(_ day: Int) -> Bool {
    groups.contains { group in !group.contains { naive.lives($0, day) } }
  }

  func rows() -> [Row] {
    let journal = naive.journal
    let first = (journal.steps.map(\.step.firstDay.number).min() ?? today)
    var rows: [Row] = []
    var day = first
    while day <= today {
      // The anchor is the first day on which every group has a step that is done.
      guard groups.allSatisfy({ group in group.contains { doneInLife($0, day) } }) else {
        day += 1
        continue
      }
      var row = Row(anchor: day)
      // The attempt ends at the first gap of `lapse` days.
      var length = 0
      var end: Int?
      var later = day + 1
      while later < today {
        let isDone = groups.joined().contains { doneInLife($0, later) }
        let isGap = !isDone && (!isExcused(later) || isDormant(later))
        length = isGap ? length + 1 : 0
        if length == lapse {
          end = later
          break
        }
        later += 1
      }
      row.lapsedOn = end
      count(&row)
      if let end {
        row.state = isDormant(end) ? "ended" : "lapsed"
      } else if row.credited < opens {
        row.state = "building"
        row.projectedOpenOn = projection(row)
      } else {
        row.state = row.credited <= closes ? "window-open" : "window-passed"
      }
      if row.state == "building" || row.state == "window-open" {
        let figures = groupFigures(monday(today), from: .min)
        row.waiting = figures.indices.filter { figures[$0].expected == 0 }
      }
      rows.append(row)
      guard let end else { break }
      day = end + 1
    }
    return rows.isEmpty ? [Row()] : rows
  }

  func monday(_ day: Int) -> Int { day - (((day + 3) % 7) + 7) % 7 }

  func groupFigures(_ monday: Int, from anchor: Int) -> [NaiveReport.Figures] {
    groups.map { group in
      var sum = NaiveReport.Figures()
      for step in group {
        let figures = naive.figures(step, monday: monday, from: anchor)
        sum.expected += figures.expected
        sum.credit += figures.credit
        sum.missed += figures.missed
        sum.skipped += figures.skipped
      }
      return naive.finished(sum, monday)
    }
  }

  func count(_ row: inout Row) {
    guard let anchor = row.anchor else { return }
    var monday = monday(anchor)
    while monday + 6 < today, monday + 6 <= row.lapsedOn ?? .max {
      let days = (monday..<monday + 7).filter { $0 >= anchor }
      let excused = days.filter(isExcused).count
      row.excused += excused
      let figures = groupFigures(monday, from: anchor)
      let rest = days.count - excused
      if figures.contains(where: { $0.expected == 0 }) {
        row.neutral += rest
      } else if figures.allSatisfy({ $0.credit >= $0.needed }) {
        row.credited += rest
      } else {
        row.failed += rest
      }
      if row.openedOn == nil, row.credited >= opens { row.openedOn = monday + 7 }
      if row.passedOn == nil, row.credited > closes { row.passedOn = monday + 7 }
      monday += 7
    }
  }

  func projection(_ row: Row) -> Int? {
    guard let anchor = row.anchor else { return nil }
    var credited = row.credited
    var monday = monday(today)
    for _ in 0..<104 {
      let figures = groupFigures(monday, from: anchor)
      let adds = figures.allSatisfy { $0.expected > 0 && $0.credit + $0.open >= $0.needed }
      if adds {
        credited += (monday..<monday + 7).filter { $0 >= anchor && !isExcused($0) }.count
        if credited >= opens { return monday + 7 }
      }
      monday += 7
    }
    return nil
  }
}
