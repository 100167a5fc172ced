import Calendar
import Journal
import Routine
import Wording

/// Adds a photo: the journal stores the path of the picture and what it shows, but not the picture.
///
/// When the photo is already in the journal, properties that are nil keep their values.
public struct AddPhoto: Action {
  /// The day that the photo shows; nil is today.
  public var day: RelativeDay?
  /// The path of the picture.
  public var file: String
  /// The part of the face that the photo shows.
  public var view: PhotoView
  /// The purpose of the photo.
  public var tag: PhotoTag?
  /// The light in which it was taken.
  public var light: String?
  /// The distance from which it was taken, in centimetres.
  public var distance: Int?
  /// A note on the photo.
  public var note: String?

  /// Adds the picture at `file`, which shows `view` on `day`; nil is today.
  public init(_ file: String, _ view: PhotoView, on day: RelativeDay? = nil) {
    self.file = file
    self.view = view
    self.day = day
  }

  /// Makes the change. The effect is the photo as it is stored.
  ///
  /// The file is read before the transaction begins, because other programs cannot write during a transaction, and
  /// hashing a large file takes seconds.
  ///
  /// - Throws: `FileProblem` when the file cannot be read; `ActionError.dayAhead`, `InvalidInput` when a text or the
  ///   distance is not allowed; `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Photo> {
    try AddPhotoFile(parameters: self, file: PhotoFile(at: file)).perform(in: tracker, as: user)
  }
}

/// Adds a photo whose file has been read.
private struct AddPhotoFile: PersonalAction {
  let parameters: AddPhoto
  let file: PhotoFile

  var day: RelativeDay? { parameters.day }
  /// False: a photo cannot show a day after today.
  var allowsFutureDay: Bool { false }

  func change(_ context: ActionContext) throws -> Outcome<Photo> {
    let (view, light, note) = (parameters.view, parameters.light, parameters.note)
    var photo = file.photo(of: context.day, view)
    let known = try context.journal.photo(like: photo, of: context.user)
    photo.tag = parameters.tag ?? known?.tag
    photo.light =
      try light.map { try TextRules.name($0, "a light", longest: TextRules.longestName) }
      ?? known?.light
    photo.distance = parameters.distance ?? known?.distance
    photo.note = try note.map(TextRules.note) ?? known?.note
    let earlier = try context.journal.photos(of: context.user).filter {
      $0.view == view && $0.day < photo.day
    }
    // Compare with the first photo of the view that is tagged `before`, else with the first photo
    // of the view.
    let baseline = earlier.first { $0.tag == .before } ?? earlier.first
    _ = try context.journal.merge(photo, for: context.user, replacing: true)
    return Outcome(
      "photo add \(photo.id)", sentence: "Added the photo \(photo.id): \(photo.words).",
      remarks: PhotoWords.remarks(
        photo, file.picture, baseline: baseline, dayStart: context.account.user.dayStart),
      effect: photo)
  }
}

/// Removes a photo from the journal. Its file stays.
public struct ForgetPhoto: PersonalAction {
  /// A prefix of `DAY/VIEW/SHA-256` that only one photo has, such as the photo's ID.
  public var id: String

  /// Removes the photo whose ID begins with `id`.
  public init(_ id: String) { self.id = id }

  /// Makes the change.
  ///
  /// - Throws: `ActionError.noPhoto`, `ActionError.ambiguousPhoto`; `SQLiteError`, `Damaged`.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    let photos = try context.journal.photos(of: context.user)
    let meant = photos.filter { "\($0.day)/\($0.view.rawValue)/\($0.sha256)".hasPrefix(id) }
    guard meant.count == 1, let photo = meant.first else {
      throw meant.isEmpty
        ? ActionError.noPhoto(id: id, among: photos.map(\.id))
        : ActionError.ambiguousPhoto(id: id, among: meant.map(\.id))
    }
    try context.journal.remove(photo, for: context.user)
    return Outcome(
      "photo forget \(photo.id)",
      sentence: "Forgot the photo \(photo.id); the picture stays at \(photo.file).")
  }
}

/// Stores the new paths of pictures that were found elsewhere.
public struct RelocatePhotos: PersonalAction {
  /// The new path of each picture, by its SHA-256.
  public var paths: [String: String]

  /// Stores `paths`, the new path of each picture by its SHA-256.
  public init(_ paths: [String: String]) { self.paths = paths }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Void> {
    for var photo in try context.journal.photos(of: context.user) {
      guard let path = paths[photo.sha256], path != photo.file else { continue }
      photo.file = path
      _ = try context.journal.merge(photo, for: context.user, replacing: true)
    }
    return Outcome("photo check: \(paths.count) found")
  }
}
