import Calendar
import Interchange
import Routine
import Wording

/// Describes an import from another tracker: what became of each habit, and what was left out.
struct HabitImportText {
  let summary: TrackerSummary
  let tracker: HabitTracker

  /// Two lines for each habit, then a line that counts what porelog cannot store.
  var remarks: [String] {
    var lines = summary.habits.flatMap { habit in
      ["\(shortened(habit.name)) -> \(place(of: habit))", "  \(records(of: habit))"]
    }
    if !summary.unsupported.isEmpty {
      let things = summary.unsupported.map { counted($0.count, $0.what) }
      lines.append("No place in porelog: \(things.joined(separator: ", ")).")
    }
    return lines
  }

  /// The summary of the import, to follow "Imported" or "Would import".
  func sentence(from path: String) -> String {
    var parts = [
      counted(summary.newSteps, "new step"), summary.entries.words("entry", "entries"),
    ]
    if summary.noteLinesAdded > 0 {
      parts.append("\(counted(summary.noteLinesAdded, "line")) added to notes of days")
    }
    return "\(tracker.title) from \(path): \(parts.joined(separator: ", "))."
  }

  private func shortened(_ name: String) -> String {
    name.count <= 60 ? name : "\(name.prefix(57))..."
  }

  /// `pm/retinol: serum, retinoid, 2/week, from 2025-01-03`.
  private func place(of habit: HabitSummary) -> String {
    guard let step = habit.step else { return "none: \(habit.remarks.joined(separator: "; "))" }
    var parts = [step.kind.rawValue, step.active?.rawValue, habit.schedule?.description]
      .compactMap { $0 }
    parts.append(habit.isKnown ? "in the journal already" : "from \(step.firstDay)")
    let remarks = habit.remarks.isEmpty ? "" : "; \(habit.remarks.joined(separator: "; "))"
    return "\(step.key): \(parts.joined(separator: ", "))\(remarks)"
  }

  /// `12 records: 9 done, 2 skipped, 1 excused`.
  private func records(of habit: HabitSummary) -> String {
    let all = habit.records.values.reduce(0, +)
    let outcomes = RecordOutcome.allCases.compactMap { outcome in
      habit.records[outcome].map { "\($0) \(outcome.rawValue)" }
    }
    return counted(all, "record")
      + (outcomes.isEmpty ? "" : ": \(outcomes.joined(separator: ", "))")
  }
}
