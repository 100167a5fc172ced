import Calendar
import Routine
import SQLite
import Text

extension Rating {
  /// The columns of a rating. The measure precedes the score, because the range of scores depends on it.
  public static let columns: [Column<Rating>] = [
    .day("day", key: true, { $0.day }, { $0.day = $1 }),
    .code(
      "measure", key: true, { $0.measure.rawValue }, { $0.measure = try Measure(parsing: $1) }),
    .integer(
      "score", in: Measure.allScores, { $0.score },
      { rating, score in
        let scores = rating.measure.scores
        guard scores.contains(score) else {
          throw InvalidInput(
            "'\(score)' is not a whole number from \(scores.lowerBound) to \(scores.upperBound)")
        }
        rating.score = score
      }),
  ]

  /// A placeholder to fill column by column.
  public static let blank = Rating(day: .first, measure: .texture, score: 0)
}

extension DayNote {
  /// The columns of a note on a day.
  public static let columns: [Column<DayNote>] = [
    .day("day", key: true, { $0.day }, { $0.day = $1 }),
    .text("note", .note, { $0.text }, { $0.text = $1 }),
  ]

  /// A placeholder to fill column by column.
  public static let blank = DayNote(day: .first, text: "")
}

extension Journal {
  private static let ratings = PlainTable("ratings", Rating.columns) { .blank }
  private static let notes = PlainTable("notes", DayNote.columns) { .blank }

  /// The user's ratings, ordered by day and measure.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func ratings(of user: UserID) throws -> [Rating] {
    try database.statement(
      "SELECT day, measure, score FROM ratings WHERE user = ? ORDER BY day, measure"
    ).map(user.number) { row in
      Rating(
        day: try row.day(0), measure: try row.named(1), score: try row.int(2, in: Measure.allScores)
      )
    }
  }

  /// Adds `rating`, or compares it with the one of the same day and measure.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func merge(_ rating: Rating, for user: UserID, replacing: Bool) throws -> MergeOutcome {
    try merge(rating, into: Journal.ratings, user, replacing: replacing)
  }

  /// Removes the rating of `measure` on `day`.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `SQLiteError`.
  public func removeRating(of measure: Measure, on day: Day, for user: UserID) throws -> Bool {
    try remove(
      like: Rating(day: day, measure: measure, score: 0), from: Journal.ratings, user)
  }

  /// The user's notes, ordered by day.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func notes(of user: UserID) throws -> [DayNote] {
    try database.statement("SELECT day, note FROM notes WHERE user = ? ORDER BY day")
      .map(user.number) { DayNote(day: try $0.day(0), text: try $0.text(1)) }
  }

  /// The user's note on `day`; nil when there is none.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func note(of day: Day, for user: UserID) throws -> DayNote? {
    try database.statement("SELECT note FROM notes WHERE user = ? AND day = ?")
      .first(user.number, day.number) { DayNote(day: day, text: try $0.text(0)) }
  }

  /// Adds `note`, or compares it with the one of the same day.
  ///
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func merge(_ note: DayNote, for user: UserID, replacing: Bool) throws -> MergeOutcome {
    try merge(note, into: Journal.notes, user, replacing: replacing)
  }

  /// Removes the user's note on `day`, if there is one.
  ///
  /// - Throws: `SQLiteError`.
  public func removeNote(of day: Day, for user: UserID) throws {
    try remove(like: DayNote(day: day, text: ""), from: Journal.notes, user)
  }
}
