import Digest
import Pictures
import Routine
import Tracker
import Wording

/// The picture of a photo as embedded in the page, without metadata, or the reason why it is not shown.
public struct EmbeddedPicture: Sendable {
  /// The picture as a data URL (RFC 2397); empty if it is not shown.
  let url: String
  /// The reason why the picture is not shown, as a sentence; nil if it is shown.
  public let problem: String?

  /// Creates the picture of `photo` from `content`, its file as read for the page.
  public init(_ photo: Photo, _ content: PhotoContent) {
    switch content {
    case .bytes(let bytes):
      guard let mediaType = Picture(bytes).format.mediaType, let stripped = Picture.stripped(bytes)
      else {
        self.init(problem: "It is no whole JPEG or PNG, which a page could show.")
        return
      }
      self.init(url: "data:\(mediaType);base64,\(base64(stripped))", problem: nil)
    case .notInPlace(let state):
      self.init(problem: EmbeddedPicture.sentence(state))
    case .tooLarge:
      self.init(
        problem:
          "It has \(byteCount(photo.bytes)), and a page takes \(PeriodView.largestPhoto >> 20) MiB: add a smaller copy."
      )
    case .exceedsTotal:
      self.init(
        problem:
          "The page would have more than \(PeriodView.largestPhotos >> 20) MiB of photos: add smaller copies."
      )
    }
  }

  /// The pictures of the report `view`, by the IDs of their photos.
  public static func all(of view: PeriodView) -> [String: EmbeddedPicture] {
    view.photos { photo, content in
      let picture = EmbeddedPicture(photo, content)
      return (picture, isShown: picture.problem == nil)
    }
  }

  init(problem: String) { self.init(url: "", problem: problem) }

  private init(url: String, problem: String?) {
    self.url = url
    self.problem = problem
  }

  private static func sentence(_ state: PhotoState) -> String {
    switch state {
    case .missing: "Its file is missing."
    case .altered: "Its file is another than it was."
    case .unlocated: "Its file is not located: porelog photo check --under DIR finds it."
    case .unreadable, .present, .moved: "Its file cannot be read."
    }
  }
}
