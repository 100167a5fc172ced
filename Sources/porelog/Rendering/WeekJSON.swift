import Reporting
import Routine

extension Tally {
  var json: JSON {
    .object([
      "expected": .integer(expected), "credit": .integer(credit), "missed": .integer(missed),
      "open": .integer(open), "skipped": .integer(skipped), "unlogged": .integer(unlogged),
      "needed": .integer(needed), "spareLeft": .integer(spareLeft),
      "adherence": adherence.map { .double($0) } ?? .null,
      "consistent": isConsistent.map { .bool($0) } ?? .null,
    ])
  }
}

extension Caution {
  var json: JSON {
    .object([
      "code": .string(code.rawValue), "day": .string(day.description),
      "step": .string(step?.description), "message": .string(message),
    ])
  }
}

extension Runs {
  var json: JSON {
    func run(_ run: Run) -> JSON {
      .object(["current": .integer(run.current), "longest": .integer(run.longest)])
    }
    return .object(["am": run(am), "pm": run(pm), "both": run(both)])
  }
}

extension WeekReport {
  /// The report as the contract of `week --json` has it.
  func json(user: String?, runs: Runs, cautions: [Caution]) -> JSON {
    func pooled<Key: Named>(_ tallies: [(Key, Tally)]) -> JSON {
      .object(
        Dictionary(uniqueKeysWithValues: tallies.map { ($0.0.rawValue, $0.1.json) }))
    }
    let steps = steps.map { line in
      JSON.object([
        "slot": .string(line.step.key.slot.rawValue),
        "step": .string(line.step.key.slug.description), "kind": .string(line.step.kind.rawValue),
        "active": .string(line.step.active?.rawValue), "tally": line.tally.json,
        "days": .array(line.days.map { .string($0.rawValue) }),
      ])
    }
    return .object([
      "user": .string(user), "week": .string(week.description),
      "from": .string(week.monday.description), "to": .string(week.sunday.description),
      "closed": .bool(isClosed), "total": total.json, "slots": pooled(slots),
      "groups": pooled(groups), "actives": pooled(actives), "steps": .array(steps),
      "runs": runs.json, "cautions": .array(cautions.map(\.json)),
      "causes": .object(
        Dictionary(
          uniqueKeysWithValues: causes.map {
            ($0.cause.rawValue, .string($0.isCovered ? "covered" : "open"))
          })),
    ])
  }
}
