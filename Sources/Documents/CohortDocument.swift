import Calendar
import Reporting
import Tracker

extension CohortMember {
  /// The document of one person.
  public var document: JSON {
    .object([
      "user": .string(name), "tally": line.week.json,
      "consistentWeeks": .integer(line.consistentWeeks),
      "countedWeeks": .integer(line.countedWeeks), "lastEntry": .day(line.lastEntry),
      "quiet": .bool(line.isQuiet),
      "milestones": .array(
        line.milestones.map { attempt in
          .object([
            "milestone": .string(attempt.milestone.name), "state": .string(attempt.state.rawValue),
            "attempt": .integer(attempt.number), "credited": .integer(attempt.credited),
          ])
        }),
    ])
  }
}

extension CohortSummary {
  /// What all people come to.
  var json: JSON {
    let milestones = milestones.filter { !$0.states.isEmpty }.map { milestone, states in
      (
        milestone.name,
        JSON.object(
          Dictionary(uniqueKeysWithValues: states.map { ($0.key.rawValue, .integer($0.value)) }))
      )
    }
    return .object([
      "people": .integer(people), "fifths": .array(fifths.map { .integer($0) }),
      "withoutShare": .integer(withoutShare),
      "weeks": .object([
        "all": .integer(weeks.all), "some": .integer(weeks.some), "none": .integer(weeks.none),
        "notYet": .integer(withoutWeek), "mostly": .integer(mostlyConsistent),
      ]), "quiet": .integer(quiet),
      "milestones": .object(Dictionary(uniqueKeysWithValues: milestones)),
    ])
  }

  /// The document of everyone, which is written in pieces: what stands before the people, and after them.
  ///
  /// - Parameter week: the week that was asked for.
  public func documentAround(week: Week?) -> (before: String, after: String) {
    (
      "{\"users\":[", "],\"week\":\(JSON.string(week?.description).text),\"whole\":\(json.text)}"
    )
  }
}
