import Documents
import Journal
import Routine
import Text
import Tracker
import Wording

/// `porelog photo add`: records the path of a picture, its hash and what it shows.
enum PhotoAdd: Command {
  static var name: String { "photo add" }
  static let description = CommandDescription(
    name: name, operands: "FILE", operandCount: 1...1,
    options: [
      .init(
        name: "view", value: "V", help: "what it shows", values: PhotoView.allCases.map(\.rawValue)),
      .init(
        name: "tag", value: "TAG", help: "which photo it is",
        values: PhotoTag.allCases.map(\.rawValue)),
      .init(name: "on", value: "DAY", help: "the day it shows; else today"),
      .init(name: "light", value: "L", help: "in which light: window, lamp"),
      .init(name: "distance", value: "CM", help: "from how far, \(Photo.distances.words) cm"),
      .init(name: "note", value: "TEXT", help: "a note"),
    ],
    summary: "record the path of a photo, its hash and its size",
    details: [
      "The picture is not moved or changed. The journal stores its path, its SHA-256, its size and its date. Views are \(PhotoView.names); tags are \(PhotoTag.names).",
      "Two photos can be compared when light, distance and view are the same and there is no make-up. porelog milestones shows a photo from the beginning of a milestone and one from its window, of the same view and, if possible, with the same light and distance. Photos tagged before and after are preferred.",
      "The page of porelog export --html shows JPEG and PNG, without their metadata. Other files can be added but are not shown. Convert HEIC, which iPhones write, before you add it.",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    guard let view = try arguments.value("view").map(PhotoView.init(parsing:)) else {
      throw Failure(
        .usage, "say what the photo shows: --view and one of \(PhotoView.names)")
    }
    var action = AddPhoto(arguments.operands[0], view, on: try session.day("on"))
    action.tag = try arguments.value("tag").map(PhotoTag.init(parsing:))
    action.light = arguments.value("light")
    action.distance = try arguments.integer("distance", in: Photo.distances)
    action.note = arguments.value("note")
    try session.change(action)
  }
}

/// `porelog photo list`: lists the photos.
enum PhotoList: Command {
  static var name: String { "photo list" }
  static let description = CommandDescription(
    name: name, summary: "the photos, by day",
    details: ["An ID is the day, the view and the beginning of the SHA-256, for photo forget."]
  )

  static func run(_ session: Session) throws {
    let photos = try session.tracker().photos(session.user)
    let lines = photos.flatMap { photo in
      session.style.wrap(
        photo.words.split(separator: " ").map(String.init), head: photo.id + "  ")
    }
    try session.print(
      .photoList(photos),
      lines.isEmpty ? ["There are no photos yet: porelog photo add FILE --view nose."] : lines)
  }
}

/// `porelog photo check`: checks that the pictures are in place and unaltered.
enum PhotoCheck: Command {
  static var name: String { "photo check" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "under", value: "DIR", help: "look in this folder for missing photos")
    ],
    summary: "check that the pictures are where they were, byte by byte",
    details: [
      "A photo is missing when there is no file at its path, altered when the file is another one, and unlocated when only its name is known, as after an import. With --under, porelog looks for these photos by their hash in DIR and the folders in it, and records their new paths. undo restores the old paths.",
      "The exit code is 65 when a photo is missing or altered.",
    ])

  private static func summary(present: Int, of count: Int) -> String {
    switch (present, count) {
    case (1, 1): "The photo is where it was."
    case (0, 1): "The photo is not where it was, or has changed."
    default: "\(present) of \(count) photos are where they were."
    }
  }

  static func run(_ session: Session) throws {
    let tracker = try session.tracker()
    let photos = try tracker.photos(session.user)
    let bar = session.progressBar("Checking photos", total: photos.reduce(0) { $0 + $1.bytes })
    let checked = try tracker.check(
      photos, of: session.user, under: session.arguments.value("under"), progress: bar.advance)
    bar.erase()
    let odd = checked.filter { $0.state != .present }
    let lines = odd.map { photo, state in
      [state.rawValue, photo.id, photo.file.terminalSafe].joined(separator: "  ")
    }
    try session.print(
      .photoCheck(checked),
      lines + [summary(present: checked.count - odd.count, of: checked.count)])
    let bad = odd.filter { [.missing, .altered, .unreadable].contains($0.state) }.count
    if bad > 0 {
      throw Failure(
        .dataError,
        bad == 1
          ? "1 photo is not as it was: put it back from a copy, or find it with --under DIR"
          : "\(bad) photos are not as they were: put them back from a copy, or find them with --under DIR"
      )
    }
  }
}

/// `porelog photo forget`: removes a photo from the journal; the file stays.
enum PhotoForget: Command {
  static var name: String { "photo forget" }
  static let description = CommandDescription(
    name: name, operands: "ID", operandCount: 1...1,
    summary: "remove a photo from the journal; the picture stays",
    details: ["ID is one of photo list, such as 2025-06-02/nose/1c974641, or its beginning."])

  static func run(_ session: Session) throws {
    try session.change(ForgetPhoto(session.arguments.operands[0]))
  }
}
