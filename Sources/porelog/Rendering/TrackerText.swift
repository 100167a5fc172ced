import Interchange
import Routine

/// What an import from another tracker made of each habit, and what it had no place for.
enum TrackerText {
  static func tell(
    _ summary: TrackerSummary, of tracker: Tracker, _ path: String, _ session: Session
  ) throws {
    let isDryRun = session.arguments.has("dry-run")
    for habit in summary.habits {
      session.sayAfterwards("\(shortened(habit.name)) -> \(place(of: habit))")
      session.sayAfterwards("  \(records(of: habit))")
    }
    if !summary.withoutPlace.isEmpty {
      let things = summary.withoutPlace.map { count($0.count, $0.what) }.joined(separator: ", ")
      session.sayAfterwards("No place in porelog: \(things).")
    }
    var parts = [count(summary.newSteps, "new step"), Import.counts(summary.entries, "entry")]
    if summary.notedLines > 0 {
      parts.append("\(count(summary.notedLines, "line")) added to notes of days")
    }
    try session.confirm(
      "\(isDryRun ? "Would import" : "Imported") \(tracker.title) from \(path): \(parts.joined(separator: ", ")).",
      json: json(summary, tracker, isDryRun))
  }

  private static func shortened(_ name: String) -> String {
    name.count <= 60 ? name : "\(name.prefix(57))..."
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `pm/retinol: serum, retinoid, 2/week, from 2025-01-03`.
  private static func place(of habit: HabitSummary) -> String {
    guard let step = habit.step else { return "none: \(habit.remarks.joined(separator: "; "))" }
    var parts = [step.kind.rawValue, step.active?.rawValue, habit.schedule?.description]
      .compactMap { $0 }
    parts.append(habit.isKnown ? "in the journal already" : "from \(step.firstDay)")
    let remarks = habit.remarks.isEmpty ? "" : "; \(habit.remarks.joined(separator: "; "))"
    return "\(step.key): \(parts.joined(separator: ", "))\(remarks)"
  }

  /// `12 records: 9 done, 2 skipped, 1 excused`.
  private static func records(of habit: HabitSummary) -> String {
    let all = habit.records.values.reduce(0, +)
    let fates = RecordFate.allCases.compactMap { fate in
      habit.records[fate].map { "\($0) \(fate.rawValue)" }
    }
    return count(all, "record") + (fates.isEmpty ? "" : ": \(fates.joined(separator: ", "))")
  }

  private static func json(
    _ summary: TrackerSummary, _ tracker: Tracker, _ isDryRun: Bool
  ) -> JSON {
    let habits = summary.habits.map { habit -> JSON in
      let fates = habit.records.map { ($0.key.rawValue, JSON.integer($0.value)) }
      return .object([
        "name": .string(habit.name), "slot": .string(habit.step?.key.slot.rawValue),
        "step": .string(habit.step?.key.slug.description),
        "kind": .string(habit.step?.kind.rawValue),
        "active": .string(habit.step?.active?.rawValue),
        "every": .string(habit.schedule?.description),
        "startsOn": .string(habit.step?.firstDay.description), "isNew": .bool(!habit.isKnown),
        "remarks": .array(habit.remarks.map { .string($0) }),
        "records": .object(Dictionary(uniqueKeysWithValues: fates)),
      ])
    }
    let withoutPlace = summary.withoutPlace.map { ($0.what, JSON.integer($0.count)) }
    return .object([
      "dryRun": .bool(isDryRun), "format": .string(tracker.rawValue), "habits": .array(habits),
      "withoutPlace": .object(Dictionary(uniqueKeysWithValues: withoutPlace)),
      "newSteps": .integer(summary.newSteps), "entries": Import.json(summary.entries),
      "notedLines": .integer(summary.notedLines),
    ])
  }
}
