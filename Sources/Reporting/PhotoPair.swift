import Calendar
import Routine

/// A photo from around the anchor of an attempt and one of its window: the best pair of the same view or, without a
/// pair, the best photo of each span.
public struct PhotoPair: Hashable, Sendable {
  /// The photo from around the anchor.
  public let before: Photo?
  /// The photo of the window.
  public let after: Photo?
  /// Whether both photos are of the same view with the same light and distance, which are given; nil without a pair.
  public let isMatched: Bool?

  /// Chooses among `photos`, which are ordered by day, view and hash. Photos after `today` are ignored.
  init(among photos: [Photo], _ attempt: Attempt, _ today: Day) {
    guard let anchor = attempt.anchor else {
      (before, after, isMatched) = (nil, nil, nil)
      return
    }
    let window = attempt.windowDays(on: today)
    let known = photos.filter { $0.day <= today }
    let befores = known.filter { $0.isBaseline(of: anchor) }
    let afters = known.filter { photo in
      photo.tag != .before && window?.contains(photo.day) ?? false
    }
    let pairs = befores.flatMap { before in
      afters.filter { $0.view == before.view && $0 != before }.map { (before: before, after: $0) }
    }
    if let best = pairs.min(by: {
      PhotoPair.rank($0.before, $0.after, anchor).lexicographicallyPrecedes(
        PhotoPair.rank($1.before, $1.after, anchor))
    }) {
      (before, after) = best
      isMatched = best.before.isMatched(with: best.after)
      return
    }
    before = befores.min {
      PhotoPair.rank(before: $0, anchor).lexicographicallyPrecedes(
        PhotoPair.rank(before: $1, anchor))
    }
    after = afters.min {
      PhotoPair.rank(after: $0).lexicographicallyPrecedes(PhotoPair.rank(after: $1))
    }
    isMatched = nil
  }

  // Ranks are compared like words, and the lowest is the best. Photos with the same day and view have different hashes.

  private static func rank(_ before: Photo, _ after: Photo, _ anchor: Day) -> [Int] {
    [
      before.isMatched(with: after) ? 0 : 1, before.tag == .before ? 0 : 1,
      after.tag == .after ? 0 : 1, -after.day.number, abs(before.day - anchor), before.day.number,
      viewRank(before),
    ] + hashRank(before) + hashRank(after)
  }

  private static func rank(before photo: Photo, _ anchor: Day) -> [Int] {
    [photo.tag == .before ? 0 : 1, abs(photo.day - anchor), photo.day.number, viewRank(photo)]
      + hashRank(photo)
  }

  private static func rank(after photo: Photo) -> [Int] {
    [photo.tag == .after ? 0 : 1, -photo.day.number, viewRank(photo)] + hashRank(photo)
  }

  private static func viewRank(_ photo: Photo) -> Int {
    PhotoView.allCases.firstIndex(of: photo.view) ?? 0
  }

  private static func hashRank(_ photo: Photo) -> [Int] { photo.sha256.utf8.map { Int($0) } }
}

extension Photo {
  /// Whether the photo lies in the baseline of an attempt with this anchor, and is not meant as its second photo.
  func isBaseline(of anchor: Day) -> Bool {
    tag != .after && Policy.photoBaseline.contains(day - anchor)
  }

  /// Whether the light and the distance of both photos are known and equal.
  fileprivate func isMatched(with other: Photo) -> Bool {
    light != nil && distance != nil && light == other.light && distance == other.distance
  }
}
