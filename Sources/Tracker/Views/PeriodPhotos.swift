import Files
import Reporting
import Routine

/// The content of a photo for a page, or the reason why the page cannot show it.
public enum PhotoContent: Sendable {
  /// The bytes of the file.
  case bytes([UInt8])
  /// The file is not at its path with the recorded hash, or cannot be read.
  case notInPlace(PhotoState)
  /// The file is larger than `PeriodView.largestPhoto`.
  case tooLarge
  /// With this photo, the photos shown would exceed `PeriodView.largestPhotos`.
  case exceedsTotal
}

extension PeriodView {
  /// The size of the largest photo that a page shows, in bytes: 12 MiB. Choice.
  public static let largestPhoto = 12 << 20
  /// The most bytes of all photos that a page shows together: 48 MiB. Choice.
  public static let largestPhotos = 48 << 20

  /// Reads the photos of the milestones' pairs, each once.
  ///
  /// - Parameter body: converts a photo with its content to the value to keep, and returns whether the value shows the
  ///   photo. Only one file is in memory at a time.
  /// - Returns: the values, by the IDs of the photos.
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
    if bytes > left { return .exceedsTotal }
    let state = fileState()
    guard state == .present else { return .notInPlace(state) }
    guard let bytes = try? wholeFile(file, atMost: PeriodView.largestPhoto) else {
      return .notInPlace(.unreadable)
    }
    return .bytes(bytes)
  }
}
