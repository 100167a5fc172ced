import Calendar
import Routine
import Tracker

extension DayView {
  /// The document of `porelog day`. While the journal has no user, the command prints `null` instead.
  ///
  /// - `user`: the name of the user.
  /// - `day`: the day.
  /// - `entries`: an array of the entries, in slot, position, slug order of their steps. Each has
  ///   - `slot`: `am`, `pm` or `weekly`.
  ///   - `step`: the name of the step in its slot.
  ///   - `status`: `done`, `skipped` or `excused`.
  ///   - `count`: the layers or applications.
  ///   - `minutes`: the duration in minutes; null when it was not logged.
  ///   - `product`: the product that was used; null for none.
  ///   - `reason`: why it was skipped or excused; null without any.
  ///   - `note`: the note on the step; null without any.
  ///   - `loggedAt`: the instant of logging in UTC, a string such as `2025-06-02T20:15:00Z`; null when it is not known.
  ///   - `loggedOn`: the day on which it was logged; null when it is not known.
  /// - `note`: the note of the day; null without any.
  /// - `ratings`: an object with the score of each measure that was rated.
  /// - `photos`: an array of the photos, each as `Photo.document`.
  /// - `pauses`: an array of the pauses that cover the day, each as `Pause.json`.
  /// - `procedures`: an array of the procedures of the day and of those whose recovery covers it. Each has
  ///   - `kind`: the kind of procedure, in the user's words.
  ///   - `day`: the day of the procedure.
  ///   - `recoverUntil`: the last day of recovery; null when it is not known.
  public var document: JSON {
    let entries = entries.map { line in
      JSON.object([
        "slot": .string(line.entry.step.slot.rawValue),
        "step": .string(line.entry.step.slug.description),
        "status": .string(line.entry.status.rawValue), "count": .integer(line.entry.count),
        "minutes": .integer(line.entry.minutes), "product": .string(line.product),
        "reason": .string(line.entry.reason), "note": .string(line.entry.note),
        "loggedAt": .string(line.entry.loggedAt?.description), "loggedOn": .day(line.loggedOn),
      ])
    }
    let procedures = procedures.map { procedure in
      JSON.object([
        "kind": .string(procedure.kind), "day": .day(procedure.day),
        "recoverUntil": .day(procedure.recoverUntil),
      ])
    }
    let scores = ratings.map { ($0.measure.rawValue, JSON.integer($0.score)) }
    return .object([
      "user": .string(user), "day": .day(day), "entries": .array(entries), "note": .string(note),
      "ratings": .object(JSON.Object(scores)),
      "photos": .array(photos.map(\.document)), "pauses": .array(pauses.map(\.json)),
      "procedures": .array(procedures),
    ])
  }
}

extension NotesView {
  /// The document of `porelog notes`: an array of the days that have a note or a reason, the oldest first. It is empty
  /// while the journal has no user. Each day has
  ///
  /// - `day`: the day.
  /// - `note`: the note of the day; null without any.
  /// - `entries`: an array of the entries with a note or a reason. Each has
  ///   - `step`: the step.
  ///   - `status`: `done`, `skipped` or `excused`.
  ///   - `reason`: why it was skipped or excused; null without any.
  ///   - `note`: the note on the step; null without any.
  public var document: JSON {
    .array(
      days.map { line in
        .object([
          "day": .day(line.day), "note": .string(line.text),
          "entries": .array(
            line.entries.map { entry in
              .object([
                "step": .string(entry.step.description), "status": .string(entry.status.rawValue),
                "reason": .string(entry.reason), "note": .string(entry.note),
              ])
            }),
        ])
      })
  }
}

extension RatingsView {
  /// The document of `porelog ratings`: an array of the ratings, ordered by day and measure. It is empty while the journal
  /// has no user. Each has
  ///
  /// - `day`: the day.
  /// - `measure`: what was rated, a raw value of `Measure`.
  /// - `score`: the score, an integer.
  public var document: JSON {
    .array(
      ratings.map { rating in
        .object([
          "day": .day(rating.day), "measure": .string(rating.measure.rawValue),
          "score": .integer(rating.score),
        ])
      })
  }
}
