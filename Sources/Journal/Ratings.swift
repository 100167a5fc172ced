import Routine
import SQLite

extension Journal {
  private static let ratings = RowShape(
    table: "ratings", key: ["user", "day", "measure"], rest: ["score"])
  private static let notes = RowShape(table: "notes", key: ["user", "day"], rest: ["note"])

  /// The user's ratings, by day and measure.
  public func ratings(of user: UserID) throws -> [Rating] {
    try database.statement(
      "SELECT day, measure, score FROM ratings WHERE user = ? ORDER BY day, measure"
    ).map(user.number) { row in
      Rating(day: try row.day(0), measure: try row.named(1), score: try row.int(2, in: 0...10))
    }
  }

  /// Adds `rating`, or finds out how it stands to the one of that day and measure.
  public func merge(_ rating: Rating, for user: UserID, replacing: Bool) throws -> Merged {
    try merge(Journal.ratings, replacing: replacing) { statement in
      try statement.run(
        user.number, rating.day.number, rating.measure.rawValue, rating.score)
    } isSame: {
      try database.statement(
        "SELECT score FROM ratings WHERE user = ? AND day = ? AND measure = ?"
      ).first(user.number, rating.day.number, rating.measure.rawValue) { try $0.integer(0) }
        == Int64(rating.score)
    }
  }

  /// The user's notes, by day.
  public func notes(of user: UserID) throws -> [DayNote] {
    try database.statement("SELECT day, note FROM notes WHERE user = ? ORDER BY day")
      .map(user.number) { DayNote(day: try $0.day(0), text: try $0.text(1)) }
  }

  /// Adds `note`, or finds out how it stands to the one of that day.
  public func merge(_ note: DayNote, for user: UserID, replacing: Bool) throws -> Merged {
    try merge(Journal.notes, replacing: replacing) { statement in
      try statement.run(user.number, note.day.number, note.text)
    } isSame: {
      try database.statement("SELECT note FROM notes WHERE user = ? AND day = ?")
        .first(user.number, note.day.number) { try $0.text(0) }
        .map { isSameText($0, note.text) } ?? false
    }
  }

  /// The user's note of `day`, if there is one.
  public func note(of day: Day, for user: UserID) throws -> DayNote? {
    try database.statement("SELECT note FROM notes WHERE user = ? AND day = ?")
      .first(user.number, day.number) { DayNote(day: day, text: try $0.text(0)) }
  }

  /// Takes out the user's note of `day`.
  public func removeNote(of day: Day, for user: UserID) throws {
    try database.execute(
      "DELETE FROM notes WHERE user = ? AND day = ?", user.number, day.number)
  }

  /// Takes out what was rated of `measure` on `day`.
  ///
  /// - Returns: whether anything was.
  public func removeRating(of measure: Measure, on day: Day, for user: UserID) throws -> Bool {
    try database.execute(
      "DELETE FROM ratings WHERE user = ? AND day = ? AND measure = ?", user.number, day.number,
      measure.rawValue)
    return database.changedRows == 1
  }
}
