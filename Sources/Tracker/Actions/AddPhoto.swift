import Calendar
import Journal
import Routine
import Wording

/// Keeps where a picture lies, and what it shows. A photo that is added again keeps what is not given anew.
public struct AddPhoto: PersonalAction {
  /// The day; nil is today.
  public var day: RelativeDay?
  /// A photo shows a day that has come.
  public var mayLieAhead: Bool { false }
  /// The path of the picture.
  public var file: String
  /// What it shows.
  public var view: PhotoView
  /// What it is meant for.
  public var tag: PhotoTag?
  /// In which light it was taken.
  public var light: String?
  /// From how far, in centimetres.
  public var distance: Int?
  /// A note on it.
  public var note: String?

  /// Keeps the picture at `file`, which shows `view` on `day`; nil is today.
  public init(_ file: String, _ view: PhotoView, on day: RelativeDay? = nil) {
    self.file = file
    self.view = view
    self.day = day
  }

  /// Makes the change.
  public func change(_ context: ActionContext) throws -> Outcome<Photo> {
    let file = try PhotoFile(at: file)
    var photo = file.photo(of: context.day, view)
    let known = try context.journal.photo(like: photo, of: context.user)
    photo.tag = tag ?? known?.tag
    photo.light =
      try light.map { try TextRules.name($0, "a light", longest: TextRules.longestName) }
      ?? known?.light
    photo.distance = distance ?? known?.distance
    photo.note = try note.map(TextRules.note) ?? known?.note
    let earlier = try context.journal.photos(of: context.user).filter {
      $0.view == view && $0.day < photo.day
    }
    // The photo that a later one of the view should be taken like.
    let baseline = earlier.first { $0.tag == .before } ?? earlier.first
    _ = try context.journal.merge(photo, for: context.user, replacing: true)
    return Outcome(
      "photo add \(photo.id)", says: "Added the photo \(photo.id): \(photo.words).",
      remarks: PhotoWords.remarks(
        photo, file.picture, baseline: baseline, dayStart: context.account.user.dayStart),
      effect: photo)
  }
}

/// Removes a photo from the journal. Its file stays.
public struct ForgetPhoto: PersonalAction {
  /// The photo's ID, or the beginning of it.
  public var id: String

  /// Removes the photo whose ID begins with `id`.
  public init(_ id: String) { self.id = id }

  /// Makes the change.
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
      says: "Forgot the photo \(photo.id); the picture stays at \(photo.file).")
  }
}

/// Keeps where pictures were found that are not at their paths.
public struct RelocatePhotos: PersonalAction {
  /// The new path of each picture, by its hash.
  public var paths: [String: String]

  /// Keeps `paths`, the path of each picture by its hash.
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
