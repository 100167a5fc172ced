import Pictures
import Reporting
import Routine

/// What is said of a photo.
enum PhotoText {
  /// `before.jpg, 480x600, 16 KB, taken 2025-03-02, before, window, 30 cm`.
  static func words(_ photo: Photo) -> String {
    var parts = [photo.baseName.cleaned]
    if let size = photo.size { parts.append(size.description) }
    parts.append(bytes(photo.bytes))
    if let taken = photo.takenOn { parts.append("taken \(taken)") }
    if let tag = photo.tag { parts.append(tag.rawValue) }
    if let light = photo.light { parts.append(light) }
    if let distance = photo.distance { parts.append("\(distance) cm") }
    return parts.joined(separator: ", ")
  }

  static func bytes(_ count: Int) -> String {
    if count < 1000 { return "\(count) bytes" }
    return count < 1_000_000 ? "\((count + 500) / 1000) KB" : "\((count + 500_000) / 1_000_000) MB"
  }

  static func json(_ photo: Photo) -> JSON {
    .object([
      "id": .string(photo.id), "day": .string(photo.day.description),
      "view": .string(photo.view.rawValue), "tag": .string(photo.tag?.rawValue),
      "light": .string(photo.light), "distanceCm": photo.distance.map { .integer($0) } ?? .null,
      "sha256": .string(photo.sha256), "bytes": .integer(photo.bytes),
      "width": photo.size.map { .integer($0.width) } ?? .null,
      "height": photo.size.map { .integer($0.height) } ?? .null,
      "takenOn": .string(photo.takenOn?.description), "file": .string(photo.file),
      "note": .string(photo.note),
    ])
  }

  /// What a later photo of the view is to be taken like: the first that is tagged before, else the first.
  static func baseline(of photo: Photo, among photos: [Photo]) -> Photo? {
    let earlier = photos.filter { $0.view == photo.view && $0.day < photo.day }
    return earlier.first { $0.tag == .before } ?? earlier.first
  }

  /// What to know of a photo that is added: first what its file gives away.
  static func remarks(_ photo: Photo, _ picture: Picture, _ baseline: Photo?, _ user: User)
    -> [String]
  {
    var remarks: [String] = []
    let metadata = picture.metadata
    let told = [
      metadata.hasPlace ? "where it was taken (GPS)" : nil, metadata.hasName ? "a name" : nil,
    ]
    .compactMap { $0 }.joined(separator: " and ")
    if !told.isEmpty {
      remarks.append(
        "The file tells \(told), in its metadata: whoever gets the file gets that. The page of porelog leaves it out."
      )
    }
    switch picture.format {
    case .jpeg, .png: break
    case .heic:
      remarks.append(
        "The file is HEIC, which a page cannot show: heif-convert (Debian has it in libheif-examples) makes a JPEG of it; add that."
      )
    case .other:
      remarks.append(
        "The file is neither JPEG nor PNG: its path is kept, but a page cannot show it.")
    }
    if let taken = metadata.takenAt?.day(startingAt: user.dayStart), taken != photo.day {
      remarks.append(
        "By its own date the picture is of \(taken): if that is the day it shows, add it with --on \(taken)."
      )
    }
    if let baseline { remarks += differences(photo, baseline) }
    return remarks + [
      "To be comparable: the same light, distance and view each time, and no make-up."
    ]
  }

  private static func differences(_ photo: Photo, _ baseline: Photo) -> [String] {
    var parts: [String] = []
    if let light = baseline.light, light != photo.light {
      parts.append("light \(photo.light ?? "not given") instead of \(light)")
    }
    if let distance = baseline.distance, distance != photo.distance {
      let own = photo.distance.map { "\($0) cm" } ?? "not given"
      parts.append("distance \(own) instead of \(distance) cm")
    }
    if parts.isEmpty { return [] }
    return ["Hard to compare with the baseline \(baseline.id): \(parts.joined(separator: ", "))."]
  }
}
