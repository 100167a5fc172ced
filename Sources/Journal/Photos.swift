import Routine
import SQLite

extension Journal {
  private static let shape = RowShape(
    table: "photos", key: ["user", "day", "view", "sha256"],
    rest: ["tag", "light", "distance_cm", "bytes", "file", "note"])

  /// The user's photos, by day, view and hash.
  public func photos(of user: UserID) throws -> [Photo] {
    try database.statement("\(Journal.selection) WHERE user = ? ORDER BY day, view, sha256")
      .map(user.number, row: photo)
  }

  /// Adds `photo`, or finds out how it stands to the one of that day, view and hash. An incoming base
  /// name is the same file as a known path that ends in it.
  public func merge(_ photo: Photo, for user: UserID, replacing: Bool) throws -> Merged {
    try merge(Journal.shape, replacing: replacing) { statement in
      try statement.run(
        user.number, photo.day.number, photo.view.rawValue, photo.sha256, photo.tag?.rawValue,
        photo.light, photo.distance, photo.bytes, photo.file, photo.note)
    } isSame: {
      let known = try database.statement(
        "\(Journal.selection) WHERE user = ? AND day = ? AND view = ? AND sha256 = ?"
      ).first(user.number, photo.day.number, photo.view.rawValue, photo.sha256, row: self.photo)
      guard var known else { return false }
      if !photo.file.contains("/") { known.file = known.baseName }
      return known == photo && isSameText(known.file, photo.file)
        && isSameText(known.note, photo.note)
    }
  }

  private static let selection =
    "SELECT day, view, sha256, tag, light, distance_cm, bytes, file, note FROM photos"

  private func photo(_ row: borrowing Row) throws -> Photo {
    var photo = Photo(
      day: try row.day(0), view: try row.named(1), sha256: try row.text(2),
      bytes: try row.int(6, in: 0...Int.max), file: try row.text(7))
    photo.tag = try row.optionalNamed(3)
    photo.light = try row.optionalName(4)
    photo.distance = try row.optionalInt(5, in: Photo.distances)
    photo.note = try row.optionalText(8)
    return photo
  }
}
