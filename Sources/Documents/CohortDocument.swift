import Calendar
import Reporting
import Tracker

extension CohortMember {
  /// One person of a cohort: an element of `users` in the document of `porelog cohort`.
  ///
  /// - `user`: the name.
  /// - `tally`: the tally of the cohort's week, as `Tally.json`.
  /// - `consistentWeeks`: the number of closed weeks that were kept.
  /// - `countedWeeks`: the number of closed weeks in which something was due.
  /// - `lastEntry`: the day of the last entry up to today; null without any.
  /// - `quiet`: whether the last 7 days, including today, have no entry, true or false.
  /// - `milestones`: an array of the latest attempt at each milestone that the routine has. Each has
  ///   - `milestone`: `texture`, `niacinamide` or `retinoid`.
  ///   - `state`: `not-started`, `building`, `window-open`, `window-passed`, `lapsed` or `ended`.
  ///   - `attempt`: the number of the attempt at this milestone, from 1.
  ///   - `credited`: the credited days.
  public var document: JSON {
    .object([
      "user": .string(name), "tally": line.week.json,
      "consistentWeeks": .integer(line.keptWeeks),
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
  /// The distribution of the people: the value of `whole` in the document of `porelog cohort`.
  ///
  /// - `people`: the number of people.
  /// - `fifths`: an array of five numbers. Each counts the people whose share of the week lies in
  ///   one fifth of 0 to 100 %, in ascending order; 100 % belongs to the last.
  /// - `withoutShare`: the number of people without a share, because nothing of their week is done or missed yet.
  /// - `weeks`: an object that counts each person once by how many of their counted weeks (`countedWeeks`) they kept. It
  ///   has
  ///   - `all`: the number of people who kept all of them.
  ///   - `mostly`: the number of people who kept at least three of four, but not all.
  ///   - `some`: the number of people who kept fewer, but at least one.
  ///   - `none`: the number of people who kept none of them.
  ///   - `notYet`: the number of people who have no counted week.
  /// - `quiet`: the number of people who are quiet.
  /// - `milestones`: an object with the keys `texture`, `niacinamide` and `retinoid`, each only if
  ///   somebody has an attempt at it. The value of each is an object that counts people by the
  ///   state of their latest attempt. Its keys are the states that occur: `not-started`,
  ///   `building`, `window-open`, `window-passed`, `lapsed` and `ended`.
  var json: JSON {
    let milestones = milestones.filter { !$0.states.isEmpty }.map { milestone, states in
      (
        milestone.name,
        JSON.object(
          JSON.Object(states.map { ($0.key.rawValue, .integer($0.value)) }))
      )
    }
    return .object([
      "people": .integer(people), "fifths": .array(fifths.map { .integer($0) }),
      "withoutShare": .integer(withoutShare),
      "weeks": .object([
        "all": .integer(weeks[.all] ?? 0), "mostly": .integer(weeks[.mostly] ?? 0),
        "some": .integer(weeks[.some] ?? 0), "none": .integer(weeks[.none] ?? 0),
        "notYet": .integer(weeks[.notYet] ?? 0),
      ]), "quiet": .integer(quiet),
      "milestones": .object(JSON.Object(milestones)),
    ])
  }

  /// The parts of the document of `porelog cohort` before and after its people. The document is
  /// written in parts, so that not all people need to be in memory.
  ///
  /// - `users`: an array of the people, ordered by name, each as `CohortMember.document`.
  /// - `week`: the week of the tallies.
  /// - `whole`: the distribution of the people, as `CohortSummary.json`.
  ///
  /// - Returns: the text before the first person, and the text after the last. People are separated by commas.
  public func documentAround(week: Week) -> (before: String, after: String) {
    (
      "{\"users\":[", "],\"week\":\(JSON.string(week.description).text),\"whole\":\(json.text)}"
    )
  }
}
