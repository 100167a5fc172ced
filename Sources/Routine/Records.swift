import Calendar
import Text

/// One person.
public struct User: Hashable, Sendable {
  /// What the person is called.
  public var name: String
  /// When the person's day begins: what is logged before counts for the day before.
  public var dayStart: TimeOfDay
  /// The name of the person's time zone in the IANA database.
  public var timeZone: String
  /// The day on which the person was added.
  public var createdOn: Day

  /// Describes a person.
  public init(
    name: String, dayStart: TimeOfDay = Policy.dayStart, timeZone: String, createdOn: Day
  ) {
    self.name = name
    self.dayStart = dayStart
    self.timeZone = timeZone
    self.createdOn = createdOn
  }
}

/// Something out of a bottle, a tube or a packet.
public struct Product: Hashable, Sendable {
  /// What it is called.
  public var name: String
  /// Who makes it.
  public var brand: String?
  /// The kind of step it is for.
  public var kind: Kind?
  /// Its active, if it has one.
  public var active: Active?
  /// The strength as printed on it: `0.5 %`.
  public var strength: String?
  /// The day it was opened.
  public var openedOn: Day?
  /// The period after opening: how many months it keeps, 1 to 1200.
  public var paoMonths: Int?
  /// The day it was used up.
  public var finishedOn: Day?
  /// How often a pack can be used, 1 to 1,000,000.
  public var usesPerPack: Int?
  /// What the user wrote beside it.
  public var note: String?

  /// The bounds of `paoMonths`.
  public static let monthsAfterOpening = 1...1200
  /// The bounds of `usesPerPack`.
  public static let usesPerPack = 1...1_000_000

  /// Describes a product.
  public init(name: String) { self.name = name }
}

/// What is rated: four looks from 0 (best) to 10 (worst), four signs of irritation from 0 to 3.
public enum Measure: String, Named {
  /// How rough the skin is.
  case texture
  /// How clogged.
  case congestion
  /// How visible the pores.
  case pores
  /// How oily.
  case oiliness
  /// A sign of irritation.
  case redness
  /// A sign of irritation.
  case dryness
  /// A sign of irritation.
  case burning
  /// A sign of irritation.
  case itch

  /// What one is called.
  public static var noun: String { "a measure" }

  /// Whether it is a sign of irritation.
  public var isSign: Bool { [.redness, .dryness, .burning, .itch].contains(self) }
  /// The scores that any measure can have.
  public static let anyScore = 0...10
  /// The scores it can have.
  public var scores: ClosedRange<Int> { isSign ? 0...3 : 0...10 }
}

/// One measure on one day.
public struct Rating: Hashable, Sendable {
  /// The day.
  public var day: Day
  /// What was rated.
  public var measure: Measure
  /// How.
  public var score: Int

  /// Describes a rating.
  public init(day: Day, measure: Measure, score: Int) {
    self.day = day
    self.measure = measure
    self.score = score
  }
}

/// What a person wrote of a day.
public struct DayNote: Hashable, Sendable {
  /// The day.
  public var day: Day
  /// The text, as it was written.
  public var text: String

  /// Describes a note.
  public init(day: Day, text: String) {
    self.day = day
    self.text = text
  }
}

/// What a photo shows.
public enum PhotoView: String, Named {
  /// The face from the front.
  case front
  /// From the left.
  case left
  /// From the right.
  case right
  /// The nose.
  case nose
  /// The cheeks.
  case cheeks
  /// The chin.
  case chin
  /// The forehead.
  case forehead

  /// What one is called.
  public static var noun: String { "a view" }
}

/// What a photo is meant for.
public enum PhotoTag: String, Named {
  /// To compare with later.
  case before
  /// To see how it goes.
  case progress
  /// To compare with the one before.
  case after

  /// What one is called.
  public static var noun: String { "a tag" }
}

/// A photo, of which the journal keeps the path and never the picture.
public struct Photo: Hashable, Sendable {
  /// The day it shows.
  public var day: Day
  /// What it shows.
  public var view: PhotoView
  /// What it is meant for.
  public var tag: PhotoTag?
  /// In which light it was taken.
  public var light: String?
  /// From how far, 1 to 1000 cm.
  public var distance: Int?
  /// The SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.
  public var sha256: String
  /// The size of the file.
  public var bytes: Int
  /// Its path; a base name alone is a photo that was imported and is not located yet.
  public var file: String
  /// What the user wrote beside it.
  public var note: String?
  /// The picture's columns, as stored; nil when its file does not say.
  public var width: Int?
  /// The picture's rows, as stored; nil when its file does not say.
  public var height: Int?
  /// The day on which the picture was taken, by the camera's clock; nil when its file does not say.
  public var takenOn: Day?

  /// The bounds of `distance`.
  public static let distances = 1...1000

  /// Describes a photo.
  public init(day: Day, view: PhotoView, sha256: String, bytes: Int, file: String) {
    self.day = day
    self.view = view
    self.sha256 = sha256
    self.bytes = bytes
    self.file = file
  }
}

extension Photo {
  /// The picture's columns and rows; nil when they are not known.
  public var size: PixelSize? {
    guard let width, let height else { return nil }
    return PixelSize(width: width, height: height)
  }

  /// What it is known by: `DAY/VIEW/` and the first 8 digits of its hash.
  public var id: String { "\(day)/\(view.rawValue)/\(sha256.prefix(8))" }

  /// The last part of its path.
  public var baseName: String {
    // By bytes: a loggedDay behind the slash makes one character of both.
    let bytes = file.utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return file }
    return String(decoding: bytes[bytes.index(after: slash)...], as: UTF8.self)
  }
}

extension TimeOfDay {
  /// Reads a day start: a time from 00:00 to 06:00.
  ///
  /// - Throws: `InvalidInput`.
  public init(parsingDayStart text: String) throws {
    try self.init(parsing: text)
    guard self <= Policy.latestDayStart else {
      throw InvalidInput(
        text, isNot: "a day start", "it lies between 00:00 and \(Policy.latestDayStart)")
    }
  }
}
