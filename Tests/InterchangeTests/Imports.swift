import Calendar
import Interchange
import Journal
import Tracker

/// The tracker of `journal` on 4 June 2025, 21:10 UTC.
func tracker(of journal: Journal, today: RelativeDay? = nil) -> Tracker {
  Tracker(
    journal,
    at: Moment(
      now: Instant(seconds: 1_749_071_400), override: today, machineTimeZone: { "UTC" }))
}

/// Imports the CSV at `path`.
@discardableResult func importCSV(
  _ path: String, into journal: Journal, replacing: Bool = false
) throws -> ImportSummary {
  try ImportRecords(CSVImport(try CSVSource(at: path)), replacing: replacing).perform(
    in: tracker(of: journal), as: .default, willCopy: { _ in })
}

/// Imports the data of another habit tracker at `path`.
@discardableResult func importHabits(
  _ program: HabitTracker, _ path: String, into journal: Journal, mapping: String? = nil,
  replacing: Bool = false, dryRun: Bool = false
) throws -> TrackerSummary {
  let source = HabitImport(try TrackerSource(program, at: path), mapping: mapping)
  return try ImportRecords(source, replacing: replacing, dryRun: dryRun).perform(
    in: tracker(of: journal), as: .default, willCopy: { _ in })
}
