import Calendar
import Routine
import SQLite
import Text

extension Photo {
  /// The columns of a photo.
  public static let columns: [Column<Photo>] = [
    .day("day", key: true, { $0.day }, { $0.day = $1 }),
    .code("view", key: true, { $0.view.rawValue }, { $0.view = try PhotoView(parsing: $1) }),
    .optionalCode("tag", { $0.tag }, { $0.tag = $1 }),
    .optionalLine(
      "light", noun: "a light", longest: TextRules.longestName, { $0.light }, { $0.light = $1 }),
    .optionalInteger("distance_cm", in: Photo.distances, { $0.distance }, { $0.distance = $1 }),
    .code(
      "sha256", key: true, { $0.sha256 },
      { photo, text in
        guard Photo.isHash(text) else {
          throw InvalidInput("a SHA-256 has 64 digits from 0-9 and a-f")
        }
        photo.sha256 = text
      }),
    .integer("bytes", in: 0...Int.max, { $0.bytes }, { $0.bytes = $1 }),
    .optionalInteger("width", in: PixelSize.sides, { $0.width }, { $0.width = $1 }),
    .optionalInteger("height", in: PixelSize.sides, { $0.height }, { $0.height = $1 }),
    .optionalDay("taken_on", { $0.takenOn }, { $0.takenOn = $1 }),
    .text("file", .path, { $0.file }, { $0.file = $1 }),
    .optionalNote("note", { $0.note }, { $0.note = $1 }),
  ]

  /// A placeholder to fill column by column.
  public static let blank = Photo(day: .first, view: .front, sha256: "", bytes: 0, file: "")

  /// Whether `text` is a SHA-256 as a journal stores it: 64 lower-case hexadecimal digits.
  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

extension Journal {
  private static let photos = PlainTable("photos", Photo.columns) { .blank }

  /// The user's photos, ordered by day, view and hash.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func photos(of user: UserID) throws -> [Photo] {
    try database.statement(
      """
      SELECT day, view, sha256, tag, light, distance_cm, bytes, width, height, taken_on, file, note
      FROM photos WHERE user = ? ORDER BY day, view, sha256
      """
    ).map(user.number) { row in
      var photo = Photo(
        day: try row.day(0), view: try row.named(1), sha256: try row.text(2),
        bytes: try row.int(6, in: 0...Int.max), file: try row.text(10))
      photo.tag = try row.optionalNamed(3)
      photo.light = try row.optionalName(4)
      photo.distance = try row.optionalInt(5, in: Photo.distances)
      photo.width = try row.optionalInt(7, in: PixelSize.sides)
      photo.height = try row.optionalInt(8, in: PixelSize.sides)
      photo.takenOn = try row.optionalDay(9)
      photo.note = try row.optionalText(11)
      return photo
    }
  }

  /// The user's photo of the same day, view and hash as `photo`; nil when there is none.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func photo(like photo: Photo, of user: UserID) throws -> Photo? {
    try record(like: photo, in: Journal.photos, user)
  }

  /// Adds `photo`, or compares it with the one of the same day, view and hash.
  ///
  /// Both have the same hash, so their files have the same bytes. Where `photo` lacks the size or
  /// the day on which it was taken, those of the existing photo are kept. A base name is replaced
  /// with the existing photo's path when that path ends with it.
  /// - Parameter replacing: whether to overwrite an existing record that differs.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func merge(_ photo: Photo, for user: UserID, replacing: Bool) throws -> MergeOutcome {
    var photo = photo
    if let known = try self.photo(like: photo, of: user) {
      photo.width = photo.width ?? known.width
      photo.height = photo.height ?? known.height
      photo.takenOn = photo.takenOn ?? known.takenOn
      if photo.file.utf8.elementsEqual(known.baseName.utf8) { photo.file = known.file }
    }
    return try merge(photo, into: Journal.photos, user, replacing: replacing)
  }

  /// Removes `photo` from the journal. Its file is not touched.
  ///
  /// - Throws: `SQLiteError`.
  public func remove(_ photo: Photo, for user: UserID) throws {
    try remove(like: photo, from: Journal.photos, user)
  }
}
