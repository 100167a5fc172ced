import Calendar
import Journal
import Reporting
import Routine
import Wording

/// A row of `weeks.csv`: one tally of one week.
struct WeekRow {
  let week: WeekReport
  /// What the tally covers: total, slot, group, active or step.
  let scope: String
  /// The name of the slot, group, active or step; nil for the total.
  let name: String?
  let tally: Tally

  static let columns: [ReportColumn<WeekRow>] = [
    ReportColumn("week") { .code($0.week.week.description) },
    ReportColumn("from") { .day($0.week.week.monday) },
    ReportColumn("to") { .day($0.week.week.sunday) },
    ReportColumn("closed") { .bool($0.week.isClosed) },
    ReportColumn("scope") { .code($0.scope) },
    ReportColumn("name") { .code($0.name) },
    ReportColumn("expected") { .integer($0.tally.expected) },
    ReportColumn("credit") { .integer($0.tally.credit) },
    ReportColumn("missed") { .integer($0.tally.missed) },
    ReportColumn("open") { .integer($0.tally.open) },
    ReportColumn("skipped") { .integer($0.tally.skipped) },
    ReportColumn("unlogged") { .integer($0.tally.unlogged) },
    ReportColumn("needed") { .integer($0.tally.needed) },
    ReportColumn("spare_left") { .integer($0.tally.spareLeft) },
    ReportColumn("adherence") { .number($0.tally.adherence) },
    ReportColumn("consistent") { .bool($0.tally.isKept) },
  ]

  /// The rows of `week`, sorted by scope and then by name.
  static func rows(of week: WeekReport) -> [WeekRow] {
    func named<Key: Named>(_ scope: String, _ tallies: [(Key, Tally)]) -> [WeekRow] {
      tallies.map { WeekRow(week: week, scope: scope, name: $0.0.rawValue, tally: $0.1) }
        .sorted { ($0.name ?? "") < ($1.name ?? "") }
    }
    let steps = week.steps.sorted { $0.step.key < $1.step.key }.map { line in
      WeekRow(week: week, scope: "step", name: line.step.key.description, tally: line.tally)
    }
    return named("active", week.actives) + named("group", week.groups) + named("slot", week.slots)
      + steps + [WeekRow(week: week, scope: "total", name: nil, tally: week.total)]
  }
}

/// A row of `milestones.csv`: one attempt at a milestone.
typealias MilestoneRow = MilestoneReport

extension MilestoneReport {
  static let columns = attemptColumns + ratingColumns + photoColumns

  private static let attemptColumns: [ReportColumn<MilestoneReport>] = [
    ReportColumn("milestone") { .code($0.attempt.milestone == .texture ? "texture" : "active") },
    ReportColumn("active") { report in
      guard case .active(let active) = report.attempt.milestone else { return .null }
      return .code(active.rawValue)
    },
    ReportColumn("attempt") { .integer($0.attempt.number) },
    ReportColumn("state") { .code($0.attempt.state.rawValue) },
    ReportColumn("anchor") { .day($0.attempt.anchor) },
    ReportColumn("window_from") { .integer($0.attempt.milestone.window.lowerBound) },
    ReportColumn("window_to") { .integer($0.attempt.milestone.window.upperBound) },
    ReportColumn("credited") { .integer($0.attempt.credited) },
    ReportColumn("excused") { .integer($0.attempt.excused) },
    ReportColumn("failed") { .integer($0.attempt.failed) },
    ReportColumn("neutral") { .integer($0.attempt.neutral) },
    ReportColumn("opened_on") { .day($0.attempt.openedOn) },
    ReportColumn("passed_on") { .day($0.attempt.passedOn) },
    ReportColumn("projected_open_on") { .day($0.attempt.projectedOpenOn) },
    ReportColumn("lapsed_on") { .day($0.attempt.lapsedOn) },
  ]

  private static let ratingColumns: [ReportColumn<MilestoneReport>] =
    Measure.allCases.filter { !$0.isSign }.flatMap { look -> [ReportColumn<MilestoneReport>] in
      let name = look.rawValue
      return [
        ReportColumn("\(name)_baseline") { .number($0.comparison(of: look)?.baseline) },
        ReportColumn("\(name)_window") { .number($0.comparison(of: look)?.window) },
        ReportColumn("\(name)_change") { .number($0.comparison(of: look)?.change) },
        ReportColumn("\(name)_verdict") { .code($0.comparison(of: look)?.verdict.rawValue) },
      ]
    }

  private static let photoColumns: [ReportColumn<MilestoneReport>] = [
    ReportColumn("photo_before") { .code($0.photos.before?.id) },
    ReportColumn("photo_after") { .code($0.photos.after?.id) },
    ReportColumn("photo_matched") { .bool($0.photos.isMatched) },
    ReportColumn("confounders") { report in
      let changes = report.confounders.map { "\($0.day) \($0.step) \($0.what)" }
      return changes.isEmpty ? .null : .text(changes.joined(separator: "; "))
    },
  ]

  private func comparison(of look: Measure) -> RatingComparison? {
    ratings.first { $0.0 == look }?.1
  }
}

/// A row of `usage.csv`: the use of one product.
typealias UsageRow = ProductUsage

extension ProductUsage {
  static let columns: [ReportColumn<ProductUsage>] = [
    ReportColumn("product") { .text($0.product.name) },
    ReportColumn("uses") { .integer($0.uses) },
    ReportColumn("uses_per_week") { .number($0.usesPerWeek) },
    ReportColumn("first_used") { .day($0.firstUsed) },
    ReportColumn("last_used") { .day($0.lastUsed) },
    ReportColumn("expires_on") { .day($0.pack.expiresOn) },
    ReportColumn("runs_out_on") { .day($0.pack.runsOutOn) },
    ReportColumn("left") { $0.pack.left.map { .integer($0) } ?? .null },
    ReportColumn("used_up_on") { .day($0.pack.usedUpOn) },
  ]
}

extension FieldValue {
  fileprivate static func day(_ day: Day?) -> FieldValue { day.map { .day($0) } ?? .null }
  fileprivate static func code(_ word: String?) -> FieldValue { word.map { .code($0) } ?? .null }
  fileprivate static func bool(_ value: Bool?) -> FieldValue {
    value.map { .code($0 ? "true" : "false") } ?? .null
  }
  fileprivate static func number(_ value: Double?) -> FieldValue {
    value.map { .code($0.description) } ?? .null
  }
}
