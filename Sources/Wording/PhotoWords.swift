import Calendar
import Pictures
import Routine
import Text

/// A number of bytes in decimal units, rounded to whole ones: `850 bytes`, `16 KB`, `4 MB`.
public func byteCount(_ count: Int) -> String {
  if count < 1000 { return "\(count) bytes" }
  return count < 1_000_000 ? "\((count + 500) / 1000) KB" : "\((count + 500_000) / 1_000_000) MB"
}

extension Photo {
  /// The file and the properties of the photo: `before.jpg, 480x600, 16 KB, taken 2025-03-02, before, window, 30 cm`.
  public var words: String {
    var parts = [baseName.terminalSafe]
    if let size { parts.append(size.description) }
    parts.append(byteCount(bytes))
    if let takenOn { parts.append("taken \(takenOn)") }
    if let tag { parts.append(tag.rawValue) }
    if let light { parts.append(light) }
    if let distance { parts.append("\(distance) cm") }
    return parts.joined(separator: ", ")
  }

  /// A sentence about the light and the distance that differ from those of `baseline`; nil when neither differs.
  public func difference(from baseline: Photo) -> String? {
    var parts: [String] = []
    if let wanted = baseline.light, wanted != light {
      parts.append("light \(light ?? "not given") instead of \(wanted)")
    }
    if let wanted = baseline.distance, wanted != distance {
      let own = distance.map { "\($0) cm" } ?? "not given"
      parts.append("distance \(own) instead of \(wanted) cm")
    }
    if parts.isEmpty { return nil }
    return "Hard to compare with the baseline \(baseline.id): \(parts.joined(separator: ", "))."
  }
}

/// Sentences about photos.
public enum PhotoWords {
  /// Remarks about a photo that was added: personal metadata, format, date, differences from the baseline.
  ///
  /// - Parameters:
  ///   - picture: the picture in the photo's file.
  ///   - baseline: the earlier photo that this one should be comparable with; nil without any.
  ///   - dayStart: the user's day start, which determines the day that the picture's own date falls
  ///     on.
  public static func remarks(
    _ photo: Photo, _ picture: Picture, baseline: Photo?, dayStart: TimeOfDay
  ) -> [String] {
    var remarks: [String] = []
    let metadata = picture.metadata
    let personal = [
      metadata.hasLocation ? "where it was taken (GPS)" : nil, metadata.hasName ? "a name" : nil,
    ].compactMap { $0 }.joined(separator: " and ")
    if !personal.isEmpty {
      remarks.append(
        "The file tells \(personal), in its metadata: whoever gets the file gets that. The page of porelog leaves it out."
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
    if let taken = metadata.takenAt?.day(startingAt: dayStart), taken != photo.day {
      remarks.append(
        "By its own date the picture is of \(taken): if that is the day it shows, add it with --on \(taken)."
      )
    }
    if let difference = baseline.flatMap(photo.difference) { remarks.append(difference) }
    return remarks + [
      "To be comparable: the same light, distance and view each time, and no make-up."
    ]
  }
}
