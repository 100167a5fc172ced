import Calendar
import Files
import Journal
import Routine
import SQLite
import TestSupport
import Testing
import Text
import Tracker

@Suite struct PhotoActionTests {
  let test: TestJournal

  init() throws {
    test = try TestJournal()
    for name in ["after.jpg", "before.jpg"] {
      let bytes = try wholeFile("\(fixtures)/photos/\(name)", atMost: 1 << 20)
      let file = try OutputFile(test.folder.file(name))
      try file.write(bytes)
      try file.commit()
    }
  }

  var after: String { test.folder.file("after.jpg") }

  /// An action that adds the picture `after.jpg` with all its properties.
  func full(on day: RelativeDay? = nil) -> AddPhoto {
    var add = AddPhoto(after, .nose, on: day)
    (add.tag, add.light, add.distance, add.note) = (.before, "window", 30, "calm")
    return add
  }

  func photos() throws -> [Photo] { try test.journal.photos(of: test.user) }

  @Test func aPhotoKeepsWhatItsFileTells() throws {
    let photo = try test.check(
      full(),
      says:
        "Added the photo 2025-06-04/nose/8f9a0702: after.jpg, 600x480, 10 KB, taken 2025-03-28, before, window, 30 cm.",
      remarks: [
        "The file tells where it was taken (GPS) and a name, in its metadata: whoever gets the file gets that. The page of porelog leaves it out.",
        "By its own date the picture is of 2025-03-28: if that is the day it shows, add it with --on 2025-03-28.",
        "To be comparable: the same light, distance and view each time, and no make-up.",
      ]
    ) { try photos().count == 1 }
    #expect(photo.sha256.count == 64)
    #expect(photo.bytes == fileSize(after))
    #expect(photo.note == "calm")
    #expect(photo.fileState() == .present)
  }

  @Test func aPhotoThatIsAddedAgainKeepsWhatIsNotGiven() throws {
    let first = try test.tracker.perform(full(), as: .default).effect
    let again = try test.tracker.perform(AddPhoto(after, .nose), as: .default)
    #expect(again.effect == first)
    #expect(!again.isChanged)
    #expect(try photos() == [first])
  }

  @Test func aPhotoThatIsAddedAgainTakesWhatIsGiven() throws {
    var expected = try test.tracker.perform(full(), as: .default).effect
    func again(_ set: (inout AddPhoto) -> Void) throws -> Photo {
      var add = AddPhoto(after, .nose)
      set(&add)
      return try test.tracker.perform(add, as: .default).effect
    }
    expected.tag = .after
    #expect(try again { $0.tag = .after } == expected)
    expected.light = "lamp"
    #expect(try again { $0.light = "lamp" } == expected)
    expected.distance = 25
    #expect(try again { $0.distance = 25 } == expected)
    expected.note = "dry"
    #expect(try again { $0.note = "dry" } == expected)
    #expect(try photos() == [expected])
  }

  @Test func anotherDayOrViewIsAnotherPhoto() throws {
    try test.tracker.perform(full(), as: .default)
    let left = try test.tracker.perform(AddPhoto(after, .left), as: .default).effect
    let earlier = try test.tracker.perform(
      AddPhoto(after, .nose, on: .day(monday)), as: .default
    ).effect
    #expect(try photos().count == 3)
    #expect(left.tag == nil && left.light == nil && left.distance == nil && left.note == nil)
    #expect(earlier.light == nil)
  }

  /// Another program may write while a large file is hashed.
  @Test func theFileIsReadBeforeTheTransaction() throws {
    let other = try Connection(path: test.journal.path)
    try other.execute("BEGIN IMMEDIATE")
    #expect(throws: FileProblem.self) {
      try test.tracker.perform(AddPhoto(test.folder.file("none.jpg"), .nose), as: .default)
    }
    try other.execute("ROLLBACK")
  }

  @Test func aDistanceOutOfRangeIsRefused() throws {
    var add = AddPhoto(after, .nose)
    add.distance = 0
    #expect(throws: InvalidInput.self) { try test.tracker.perform(add, as: .default) }
    #expect(try photos().isEmpty)
  }

  @Test func aLaterPhotoIsComparedWithTheBaseline() throws {
    var first = AddPhoto(test.folder.file("before.jpg"), .nose, on: .day(monday - 1))
    first.light = "sun"
    let untagged = try test.tracker.perform(first, as: .default).effect
    var later = AddPhoto(after, .nose)
    later.light = "lamp"
    let hint = "Hard to compare with the baseline"
    #expect(
      try test.tracker.perform(later, as: .default).remarks.contains(
        "\(hint) \(untagged.id): light lamp instead of sun."))
    // A photo tagged `before` takes precedence.
    let tagged = try test.tracker.perform(full(on: .day(monday)), as: .default).effect
    later.note = "again"
    #expect(
      try test.tracker.perform(later, as: .default).remarks.contains(
        "\(hint) \(tagged.id): light lamp instead of window, distance not given instead of 30 cm."))
  }

  @Test func aFileThatCannotBeReadIsRefused() throws {
    let before = try test.rows()
    #expect(throws: FileProblem.self) {
      try test.tracker.perform(AddPhoto(test.folder.file("none.jpg"), .nose), as: .default)
    }
    var add = full()
    add.light = "\u{7}"
    #expect(throws: InvalidInput.self) { try test.tracker.perform(add, as: .default) }
    #expect(try test.rows() == before)
    #expect(try test.history() == [])
  }

  @Test func aPhotoIsForgottenAndItsFileStays() throws {
    try test.tracker.perform(full(), as: .default)
    let file = try #require(try photos().first).file
    try test.check(
      ForgetPhoto("2025-06-04/nose/8f9a"),
      says: "Forgot the photo 2025-06-04/nose/8f9a0702; the picture stays at \(file)."
    ) { try photos().isEmpty && fileExists(after) }
  }

  @Test func aPhotoIsForgottenOnlyByAnIDOfItsOwn() throws {
    try test.refuse(ForgetPhoto("2025"), "there is no photo '2025'")
    try test.tracker.perform(full(), as: .default)
    try test.tracker.perform(AddPhoto(after, .nose, on: .day(monday)), as: .default)
    try test.refuse(
      ForgetPhoto("2025-06-0"),
      "'2025-06-0' may be 2025-06-02/nose/8f9a0702 or 2025-06-04/nose/8f9a0702: give more of it")
    try test.refuse(
      ForgetPhoto("2025-06-04/nose/8f9a0703"),
      "there is no photo '2025-06-04/nose/8f9a0703' (did you mean 2025-06-04/nose/8f9a0702?)")
  }

  @Test func aMovedFileIsFoundByItsHash() throws {
    let photo = try test.tracker.perform(full(), as: .default).effect
    try makeFolder(test.folder.file("more/deep"))
    try moveFile(after, toNew: test.folder.file("more/deep/x.jpg"))
    #expect(photo.fileState() == .missing)
    let unfound = try test.tracker.check([photo], of: .default, under: nil) { _ in }
    #expect(unfound.map(\.state) == [.missing])
    let (before, history) = (try test.rows(), try test.history())
    let found = try test.tracker.check([photo], of: .default, under: test.folder.path) { _ in }
    #expect(found.map(\.state) == [.moved])
    #expect(try photos().map(\.file) == found.map(\.photo.file))
    #expect(found[0].photo.file.hasSuffix("/more/deep/x.jpg"))
    #expect(try test.history() == ["photo check: 1 found"] + history)
    try test.tracker.perform(UndoChange(), as: .default)
    #expect(try test.rows() == before)
  }

  @Test func aFileOfAnotherHashIsAltered() throws {
    let photo = try test.tracker.perform(full(), as: .default).effect
    try test.folder.write("shorter", to: "after.jpg")
    #expect(photo.fileState() == .altered)
    // The same size, but other bytes.
    try test.folder.write(String(repeating: "a", count: photo.bytes), to: "after.jpg")
    #expect(photo.fileState() == .altered)
    var imported = photo
    imported.file = "after.jpg"
    #expect(imported.fileState() == .unlocated)
  }

  /// The baseline photo of the milestone of niacinamide, which is anchored on Monday.
  @Test func aPageShowsAPhotoThatIsInPlace() throws {
    let niacinamide = LogNight.Mark(try reference("niacinamide"), .done)
    try test.tracker.perform(LogNight(on: .day(monday), [niacinamide]), as: .default)
    func content() throws -> [String: String] {
      try test.tracker.period(.default, from: nil, to: nil).photos { _, content in
        if case .bytes(let bytes) = content { return ("\(bytes.count) bytes", isShown: true) }
        return ("\(content)", isShown: false)
      }
    }
    #expect(try content() == [:])
    var photo = try test.tracker.perform(full(), as: .default).effect
    #expect(try content() == [photo.id: "\(photo.bytes) bytes"])
    try test.folder.write("other", to: "after.jpg")
    #expect(try content() == [photo.id: "notInPlace(Tracker.PhotoState.altered)"])
    try removeFile(after)
    #expect(try content() == [photo.id: "notInPlace(Tracker.PhotoState.missing)"])
    photo.bytes = 12 << 20
    _ = try test.journal.merge(photo, for: test.user, replacing: true)
    #expect(try content() == [photo.id: "notInPlace(Tracker.PhotoState.missing)"])
    photo.bytes += 1
    _ = try test.journal.merge(photo, for: test.user, replacing: true)
    #expect(try content() == [photo.id: "tooLarge"])
  }
}
