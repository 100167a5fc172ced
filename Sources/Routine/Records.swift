import Calendar
import Text

/// A person who keeps a routine.
public struct User: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The time at which the user's day starts. What is logged before it counts for the previous day.
  public var dayStart: TimeOfDay
  /// The name of the time zone in the IANA database.
  public var timeZone: String
  /// The day on which the user was added.
  public var createdOn: Day

  /// Creates a user.
  public init(
    name: String, dayStart: TimeOfDay = Policy.dayStart, timeZone: String, createdOn: Day
  ) {
    self.name = name
    self.dayStart = dayStart
    self.timeZone = timeZone
    self.createdOn = createdOn
  }
}

extension User {
  /// The day that `instant` counts for in `zone`, the user's time zone: before the day start it is the previous date.
  public func day(of instant: Instant, in zone: TimeZone) -> Day {
    zone.localTime(of: instant).day(startingAt: dayStart)
  }
}

/// A skin-care product.
public struct Product: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The brand.
  public var brand: String?
  /// The kind of step it is used in.
  public var kind: Kind?
  /// Its active; nil when it has none.
  public var active: Active?
  /// The strength as printed on the pack, such as `0.5 %`.
  public var strength: String?
  /// The day on which the pack was opened.
  public var openedOn: Day?
  /// The period after opening: how many months the product keeps, 1 to 1200.
  public var paoMonths: Int?
  /// The last day of use, as printed on the pack.
  public var expiresOn: Day?
  /// The day on which the pack was used up.
  public var finishedOn: Day?
  /// The number of uses in a pack, 1 to 1,000,000.
  public var usesPerPack: Int?
  /// The user's note.
  public var note: String?

  /// The range of `paoMonths`. Choice.
  public static let monthsAfterOpening = 1...1200
  /// The range of `usesPerPack`. Choice.
  public static let usesPerPackRange = 1...1_000_000

  /// Creates a product of which only the name is known.
  public init(name: String) { self.name = name }
}

/// What is rated: four looks (aspects of the skin's appearance) from 0 (best) to 10 (worst), and
/// four signs of irritation from 0 (none) to 3.
public enum Measure: String, Named {
  /// How rough the skin is, from 0 to 10.
  case texture
  /// How clogged the pores are, from 0 to 10.
  case congestion
  /// How visible the pores are, from 0 to 10.
  case pores
  /// How oily the skin is, from 0 to 10.
  case oiliness
  /// A sign of irritation, from 0 to 3.
  case redness
  /// A sign of irritation, from 0 to 3.
  case dryness
  /// A sign of irritation, from 0 to 3.
  case burning
  /// A sign of irritation, from 0 to 3.
  case itch

  /// The noun for messages.
  public static var noun: String { "a measure" }

  /// Whether it is a sign of irritation.
  public var isSign: Bool { [.redness, .dryness, .burning, .itch].contains(self) }
  /// The range that contains the scores of all measures.
  public static let allScores = 0...10
  /// The range of the measure's scores.
  public var scores: ClosedRange<Int> { isSign ? 0...3 : 0...10 }
}

/// The score of one measure on one day.
public struct Rating: Hashable, Sendable {
  /// The day.
  public var day: Day
  /// What was rated.
  public var measure: Measure
  /// The score, in the range of the measure.
  public var score: Int

  /// Creates a rating. The score is not checked.
  public init(day: Day, measure: Measure, score: Int) {
    self.day = day
    self.measure = measure
    self.score = score
  }
}

/// A user's note on a day.
public struct DayNote: Hashable, Sendable {
  /// The day.
  public var day: Day
  /// The text exactly as it was written.
  public var text: String

  /// Creates a note.
  public init(day: Day, text: String) {
    self.day = day
    self.text = text
  }
}

/// The view that a photo shows.
public enum PhotoView: String, Named {
  /// The face from the front.
  case front
  /// The face from the left.
  case left
  /// The face from the right.
  case right
  /// The nose.
  case nose
  /// The cheeks.
  case cheeks
  /// The chin.
  case chin
  /// The forehead.
  case forehead

  /// The noun for messages.
  public static var noun: String { "a view" }
}

/// The purpose of a photo in a comparison.
public enum PhotoTag: String, Named {
  /// The first photo of a comparison.
  case before
  /// A photo taken in between.
  case progress
  /// The second photo of a comparison.
  case after

  /// The noun for messages.
  public static var noun: String { "a tag" }
}

/// A photo. The journal stores its path, never the picture.
public struct Photo: Hashable, Sendable {
  /// The day that the photo shows.
  public var day: Day
  /// The view that it shows.
  public var view: PhotoView
  /// Its purpose in a comparison.
  public var tag: PhotoTag?
  /// The light in which it was taken, such as `window`.
  public var light: String?
  /// The distance from which it was taken, 1 to 1000 cm.
  public var distance: Int?
  /// The SHA-256 of the file's bytes, as 64 lower-case hexadecimal digits.
  public var sha256: String
  /// The size of the file in bytes.
  public var bytes: Int
  /// The path of the file; only a base name for an imported photo whose file has not been located.
  public var file: String
  /// The user's note.
  public var note: String?
  /// The number of pixel columns as stored; nil when the file does not contain it.
  public var width: Int?
  /// The number of pixel rows as stored; nil when the file does not contain it.
  public var height: Int?
  /// The day on which it was taken, by the camera's clock; nil when the file does not contain it.
  public var takenOn: Day?

  /// The range of `distance`. Choice.
  public static let distances = 1...1000

  /// Creates a photo of which only these properties are known.
  public init(day: Day, view: PhotoView, sha256: String, bytes: Int, file: String) {
    self.day = day
    self.view = view
    self.sha256 = sha256
    self.bytes = bytes
    self.file = file
  }
}

extension Photo {
  /// The size in pixels; nil when it is not known.
  public var size: PixelSize? {
    guard let width, let height else { return nil }
    return PixelSize(width: width, height: height)
  }

  /// The name of the photo in commands: `DAY/VIEW/` and the first 8 digits of its hash.
  public var id: String { "\(day)/\(view.rawValue)/\(sha256.prefix(8))" }

  /// The last part of its path.
  public var baseName: String {
    // In UTF-8, because a combining mark after the slash would form one character with it.
    let bytes = file.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return file }
    return String(decoding: bytes[bytes.index(after: slash)...], as: UTF8.self)
  }
}

extension TimeOfDay {
  /// Reads a day start: a time from 00:00 through `Policy.latestDayStart`.
  ///
  /// - Throws: `InvalidInput` when the format or the range is different.
  public init(parsingDayStart text: String) throws {
    try self.init(parsing: text)
    guard self <= Policy.latestDayStart else {
      throw InvalidInput(
        text, isNot: "a day start", "it lies between 00:00 and \(Policy.latestDayStart)")
    }
  }
}
