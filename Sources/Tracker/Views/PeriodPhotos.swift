import Files
import Routine

/// What a page can show of a photo.
public enum PhotoContent: Sendable {
  /// The bytes of its file, which is in place.
  case bytes([UInt8])
  /// The file is not in place.
  case notInPlace(PhotoState)
  /// The file is larger than `PeriodView.largestPhoto`.
  case tooLarge
  /// The photos before it have filled `PeriodView.largestPhotos`.
  case noRoom
}

extension PeriodView {
  /// The most bytes of a photo that a page shows. Choice.
  public static let largestPhoto = 12 << 20
  /// The most bytes of all photos of a page. Choice.
  public static let largestPhotos = 48 << 20

  /// Reads the photos of the milestones' pairs, each once.
  ///
  /// - Parameter body: makes of a photo what is kept, so that one file at a time is in memory; whether it was shown.
  /// - Returns: what was made, by the photos' IDs.
  public func photos<Shown>(
    _ body: (Photo, PhotoContent) -> (Shown, isShown: Bool)
  ) -> [String: Shown] {
    var shown: [String: Shown] = [:]
    var left = PeriodView.largestPhotos
    let pairs = milestones.flatMap { [$0.photos.before, $0.photos.after] }
    for photo in pairs.compactMap({ $0 }) where shown[photo.id] == nil {
      let (result, isShown) = body(photo, photo.content(left: left))
      if isShown { left -= photo.bytes }
      shown[photo.id] = result
    }
    return shown
  }
}

extension Photo {
  fileprivate func content(left: Int) -> PhotoContent {
    if bytes > PeriodView.largestPhoto { return .tooLarge }
    if bytes > left { return .noRoom }
    let state = fileState()
    guard state == .present else { return .notInPlace(state) }
    guard let bytes = try? wholeFile(file, atMost: PeriodView.largestPhoto) else {
      return .notInPlace(.unreadable)
    }
    return .bytes(bytes)
  }
}
