import Journal
import Reporting
import Routine

extension Exporter {
  /// Writes the attempts at the milestones of one user, in the order in which they are told.
  func milestoneRows(_ account: Account, _ csv: inout CSVWriter) throws {
    let today = try selection.today(account.user)
    let chronicle = try journal.chronicle(of: account.id, deedsFrom: today)
    for report in MilestoneReport.all(of: chronicle, today: today) {
      let attempt = report.attempt
      csv.text(account.user.name)
      if case .active(let active) = attempt.milestone {
        csv.plain("active")
        csv.plain(active.rawValue)
      } else {
        csv.plain("texture")
        csv.plain(nil)
      }
      csv.integer(attempt.number)
      csv.plain(attempt.state.rawValue)
      csv.day(attempt.anchor)
      csv.integer(attempt.milestone.window.lowerBound)
      csv.integer(attempt.milestone.window.upperBound)
      for days in [attempt.credited, attempt.excused, attempt.failed, attempt.neutral] {
        csv.integer(days)
      }
      for day in [
        attempt.openedOn, attempt.passedOn, attempt.projectedOpenOn, attempt.lapsedOn,
      ] { csv.day(day) }
      for look in Measure.allCases where !look.isSign {
        let comparison = report.ratings.first { $0.0 == look }?.1
        csv.plain(comparison?.baseline?.description)
        csv.plain(comparison?.window?.description)
        csv.plain(comparison?.change?.description)
        csv.plain(comparison?.verdict.rawValue)
      }
      csv.plain(report.photos.before?.id)
      csv.plain(report.photos.after?.id)
      csv.plain(report.photos.isMatched.map { $0 ? "true" : "false" })
      let confounders = report.confounders.map { "\($0.day) \($0.step) \($0.what)" }
      csv.text(confounders.isEmpty ? nil : confounders.joined(separator: "; "))
      try csv.endRow()
    }
  }

  /// Writes how the products of one user were used over the selected span.
  func usageRows(_ account: Account, _ csv: inout CSVWriter) throws {
    let today = try selection.today(account.user)
    let chronicle = try journal.chronicle(of: account.id)
    let report = UsageReport(of: chronicle, from: selection.from, to: selection.to, today: today)
    for usage in report.products {
      csv.text(account.user.name)
      csv.text(usage.product.name)
      csv.integer(usage.uses)
      csv.plain(usage.usesPerWeek?.description)
      csv.day(usage.firstUsed)
      csv.day(usage.lastUsed)
      csv.day(usage.expiresOn)
      csv.day(usage.runsOutOn)
      try csv.endRow()
    }
  }
}
