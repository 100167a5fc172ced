import Calendar
import Reporting
import Routine
import Tracker

extension Tally {
  /// How often something was due, and what became of it.
  var json: JSON {
    .object([
      "expected": .integer(expected), "credit": .integer(credit), "missed": .integer(missed),
      "open": .integer(open), "skipped": .integer(skipped), "unlogged": .integer(unlogged),
      "needed": .integer(needed), "spareLeft": .integer(spareLeft),
      "adherence": .double(adherence), "consistent": .bool(isConsistent),
    ])
  }
}

extension Caution {
  /// A caution with its sentence.
  var json: JSON {
    .object([
      "code": .string(code.rawValue), "day": .day(day), "step": .string(step?.description),
      "message": .string(message),
    ])
  }
}

extension Streaks {
  /// The runs of complete days.
  var json: JSON {
    func run(_ streak: Streak) -> JSON {
      .object(["current": .integer(streak.current), "longest": .integer(streak.longest)])
    }
    return .object(["am": run(am), "pm": run(pm), "both": run(both)])
  }
}

extension WeekView {
  /// The document of one week.
  public func document(of week: WeekReport) -> JSON {
    func pooled<Key: Named>(_ tallies: [(Key, Tally)]) -> JSON {
      .object(Dictionary(uniqueKeysWithValues: tallies.map { ($0.0.rawValue, $0.1.json) }))
    }
    let steps = week.steps.map { line in
      JSON.object([
        "slot": .string(line.step.key.slot.rawValue),
        "step": .string(line.step.key.slug.description), "kind": .string(line.step.kind.rawValue),
        "active": .string(line.step.active?.rawValue), "tally": line.tally.json,
        "days": .strings(line.days.map(\.rawValue)),
      ])
    }
    let causes = week.causes.map {
      ($0.cause.rawValue, JSON.string($0.isCovered ? "covered" : "open"))
    }
    return .object([
      "user": .string(user), "week": .string(week.week.description),
      "from": .day(week.week.monday), "to": .day(week.week.sunday),
      "closed": .bool(week.isClosed), "total": week.total.json, "slots": pooled(week.slots),
      "groups": pooled(week.groups), "actives": pooled(week.actives), "steps": .array(steps),
      "runs": runs.json, "cautions": .array(cautions(of: week).map(\.json)),
      "causes": .object(Dictionary(uniqueKeysWithValues: causes)),
    ])
  }

  /// The document of all weeks, oldest first.
  public var trendDocument: JSON { .object(["weeks": .array(weeks.map(document))]) }
}
