import Routine
import SQLite

extension Journal {
  private static let shape = RowShape(
    table: "photos", key: ["user", "day", "view", "sha256"],
    rest: [
      "tag", "light", "distance_cm", "bytes", "file", "note", "width", "height", "taken_on",
    ])

  /// The user's photos, by day, view and hash.
  public func photos(of user: UserID) throws -> [Photo] {
    try database.statement("\(Journal.selection) WHERE user = ? ORDER BY day, view, sha256")
      .map(user.number, row: photo(row:))
  }

  /// Adds `photo`, or finds out how it stands to the one of that day, view and hash. An incoming base
  /// name is the same file as a known path that ends in it. What the file itself told stays known where
  /// the incoming photo does not tell it: it is of the same bytes.
  public func merge(_ photo: Photo, for user: UserID, replacing: Bool) throws -> Merged {
    let known = try self.photo(photo, of: user)
    var photo = photo
    photo.size = photo.size ?? known?.size
    photo.takenOn = photo.takenOn ?? known?.takenOn
    return try merge(Journal.shape, replacing: replacing) { statement in
      try statement.run(
        user.number, photo.day.number, photo.view.rawValue, photo.sha256, photo.tag?.rawValue,
        photo.light, photo.distance, photo.bytes, photo.file, photo.note, photo.size?.width,
        photo.size?.height, photo.takenOn?.number)
    } isSame: {
      guard var known else { return false }
      if !photo.file.contains("/") { known.file = known.baseName }
      return known == photo && isSameText(known.file, photo.file)
        && isSameText(known.note, photo.note)
    }
  }

  /// Takes out `photo`, never its file.
  public func remove(_ photo: Photo, for user: UserID) throws {
    try database.execute(
      "DELETE FROM photos WHERE user = ? AND day = ? AND view = ? AND sha256 = ?", user.number,
      photo.day.number, photo.view.rawValue, photo.sha256)
  }

  /// What the journal holds of the photo of that day, view and hash.
  private func photo(_ photo: Photo, of user: UserID) throws -> Photo? {
    try database.statement(
      "\(Journal.selection) WHERE user = ? AND day = ? AND view = ? AND sha256 = ?"
    ).first(
      user.number, photo.day.number, photo.view.rawValue, photo.sha256, row: self.photo(row:))
  }

  private static let selection = """
    SELECT day, view, sha256, tag, light, distance_cm, bytes, file, note, width, height, taken_on
    FROM photos
    """

  private func photo(row: borrowing Row) throws -> Photo {
    var photo = Photo(
      day: try row.day(0), view: try row.named(1), sha256: try row.text(2),
      bytes: try row.int(6, in: 0...Int.max), file: try row.text(7))
    photo.tag = try row.optionalNamed(3)
    photo.light = try row.optionalName(4)
    photo.distance = try row.optionalInt(5, in: Photo.distances)
    photo.note = try row.optionalText(8)
    let sides = 1...PixelSize.most
    if let width = try row.optionalInt(9, in: sides),
      let height = try row.optionalInt(10, in: sides)
    {
      photo.size = PixelSize(width: width, height: height)
    }
    photo.takenOn = try row.optionalDay(11)
    return photo
  }
}
