import Interchange
import Journal
import Pictures
import Reporting
import Routine

/// `porelog photo add`: keeps where a picture lies, and what it is.
enum PhotoAdd: Command {
  static var name: String { "photo add" }
  static let description = CommandDescription(
    name: name, operands: "FILE", operandCount: 1...1,
    options: [
      .init(
        name: "view", value: "V", help: "what it shows", values: PhotoView.allCases.map(\.rawValue)),
      .init(
        name: "tag", value: "TAG", help: "what it is meant for",
        values: PhotoTag.allCases.map(\.rawValue)),
      .init(name: "on", value: "DAY", help: "the day it shows; else today"),
      .init(name: "light", value: "L", help: "in which light: window, lamp"),
      .init(name: "distance", value: "CM", help: "from how far, 1 to 1000 cm"),
      .init(name: "note", value: "TEXT", help: "a note"),
    ],
    summary: "keep the path of a photo, its hash and its size",
    details: [
      "The picture stays where it is and as it is; the journal keeps its path, its SHA-256, its size and its own date. Views are \(PhotoView.names); tags are \(PhotoTag.names).",
      "Two photos can be compared when light, distance and view are the same and there is no make-up. The photo nearest the beginning of a milestone is its baseline; one tagged before wins.",
      "JPEG and PNG can be shown in the page of porelog export --html, without their metadata. Other files are kept all the same. HEIC, which iPhones make, has to be converted first.",
    ])

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    guard let view = try arguments.value("view").map(PhotoView.init(parsing:)) else {
      throw Failure(
        .usage, "say what the photo shows: --view and one of \(PhotoView.names)")
    }
    let file = try PhotoFile(at: arguments.operands[0])
    try session.change(day: "on", isPast: true) { context in
      var photo = file.photo(of: context.day, view)
      photo.tag = try arguments.value("tag").map(PhotoTag.init(parsing:))
      photo.light = try arguments.value("light").map {
        try Texts.name($0, "a light", longest: Texts.longestName)
      }
      photo.distance = try arguments.integer("distance", in: Photo.distances)
      photo.note = try arguments.value("note").map(Texts.note)
      let baseline = PhotoText.baseline(
        of: photo, among: try context.journal.photos(of: context.user))
      _ = try context.journal.merge(photo, for: context.user, replacing: true)
      return Outcome(
        "photo add \(photo.id)", line: "Added the photo \(photo.id): \(PhotoText.words(photo)).",
        remarks: PhotoText.remarks(photo, file.picture, baseline, context.account.user))
    }
  }
}

/// `porelog photo list`: the photos there are.
enum PhotoList: Command {
  static var name: String { "photo list" }
  static let description = CommandDescription(
    name: name, summary: "the photos, by day",
    details: ["An ID is the day, the view and the beginning of the SHA-256; photo forget takes it."]
  )

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    let photos = try session.account().map { try journal.photos(of: $0.id) } ?? []
    if session.wantsJSON {
      let list = JSON.object(["photos": .array(photos.map(PhotoText.json))])
      return try session.console.print(list.text)
    }
    if photos.isEmpty {
      return try session.console.print(
        "There are no photos yet: porelog photo add FILE --view nose.")
    }
    let lines = photos.flatMap { photo in
      session.style.wrap(
        PhotoText.words(photo).split(separator: " ").map(String.init), head: photo.id + "  ")
    }
    try session.console.print(lines.joined(separator: "\n"))
  }
}

/// `porelog photo check`: whether the pictures are where they were, and what they were.
enum PhotoCheck: Command {
  static var name: String { "photo check" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "under", value: "DIR", help: "look here for those that are not in place")
    ],
    summary: "check that the pictures are where they were, byte by byte",
    details: [
      "A photo is missing when nothing is at its path, altered when something else is, unlocated when only its name is known, as after an import. With --under, those are looked for by their hash in DIR and the folders in it, and the journal then knows their new place; undo takes that back.",
      "It ends with 65 when a photo is missing or altered.",
    ])

  static func run(_ session: Session) throws {
    let journal = try session.journal()
    guard let account = try session.account() else { return try tell([], session) }
    let photos = try journal.photos(of: account.id)
    let bar = ProgressBar("Checking photos", total: photos.reduce(0) { $0 + $1.bytes }, session)
    var checked = photos.map { ($0, $0.fileState(progress: bar.advance).rawValue) }
    bar.erase()
    let lost = checked.filter { $0.1 != PhotoState.present.rawValue }.map(\.0)
    if let folder = session.arguments.value("under"), !lost.isEmpty {
      let found = try findPhotos(lost, under: folder)
      try journal.change(
        by: account.id, at: session.now, summary: { _ in "photo check: \(found.count) found" }
      ) {
        for (index, (photo, state)) in checked.enumerated() where state != "present" {
          guard let path = found[photo.sha256] else { continue }
          var moved = photo
          moved.file = path
          _ = try journal.merge(moved, for: account.id, replacing: true)
          checked[index] = (moved, "moved")
        }
      }
    }
    try tell(checked, session)
  }

  private static func tell(_ checked: [(Photo, String)], _ session: Session) throws {
    if session.wantsJSON {
      let list = checked.map { photo, state in
        JSON.object(["id": .string(photo.id), "state": .string(state), "file": .string(photo.file)])
      }
      try session.console.print(JSON.object(["photos": .array(list)]).text)
    } else {
      let odd = checked.filter { $0.1 != PhotoState.present.rawValue }
      for (photo, state) in odd {
        let words = [state, photo.id, photo.file.cleaned]
        try session.console.print(words.joined(separator: "  "))
      }
      let count = checked.count - odd.count
      try session.console.print("\(count) of \(checked.count) photos are where they were.")
    }
    let bad = checked.filter { ["missing", "altered", "unreadable"].contains($0.1) }.count
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

/// `porelog photo forget`: takes a photo out of the journal, and leaves its file.
enum PhotoForget: Command {
  static var name: String { "photo forget" }
  static let description = CommandDescription(
    name: name, operands: "ID", operandCount: 1...1,
    summary: "take a photo out of the journal; the picture stays",
    details: ["ID is as photo list shows it: 2025-06-02/nose/1c974641, or the beginning of it."])

  static func run(_ session: Session) throws {
    let id = session.arguments.operands[0]
    try session.change { context in
      let photos = try context.journal.photos(of: context.user)
      let meant = photos.filter { $0.fullID.hasPrefix(id) }
      guard meant.count == 1, let photo = meant.first else {
        let near = nearest(to: id, among: photos.map(\.id))
        throw Failure(
          .dataError,
          meant.isEmpty
            ? "there is no photo \(quoted(id))\(near): porelog photo list shows them"
            : "\(quoted(id)) may be \(meant.map(\.id).joined(separator: " or ")): give more of it")
      }
      try context.journal.remove(photo, for: context.user)
      return Outcome(
        "photo forget \(photo.id)",
        line: "Forgot the photo \(photo.id); the picture stays at \(photo.file).")
    }
  }
}

extension Photo {
  /// Its ID with all digits of its hash.
  fileprivate var fullID: String { "\(day)/\(view.rawValue)/\(sha256)" }
}
