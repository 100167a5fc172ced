import Calendar
import Foundation
import Pictures
import Routine
import TestSupport
import Testing
import Wording

@Suite struct PhotoWordsTests {
  let day = Day(number: 20_175)  // 2025-03-28

  func photo(_ day: Day, light: String? = nil, distance: Int? = nil) -> Photo {
    var photo = Photo(
      day: day, view: .nose, sha256: String(repeating: "a", count: 64), bytes: 10_240,
      file: "/photos/after.jpg")
    (photo.light, photo.distance) = (light, distance)
    return photo
  }

  func picture(_ name: String) throws -> Picture {
    Picture(Array(try Data(contentsOf: URL(fileURLWithPath: "\(fixtures)/photos/\(name)"))))
  }

  func remarks(_ photo: Photo, _ picture: Picture, baseline: Photo? = nil) -> [String] {
    PhotoWords.remarks(photo, picture, baseline: baseline, dayStart: Policy.dayStart)
  }

  let comparable = "To be comparable: the same light, distance and view each time, and no make-up."

  @Test(arguments: [
    (0, "0 bytes"), (999, "999 bytes"), (1000, "1 KB"), (1499, "1 KB"), (1500, "2 KB"),
    (999_999, "1000 KB"), (1_000_000, "1 MB"), (4_499_999, "4 MB"), (4_500_000, "5 MB"),
  ])
  func bytesAreInDecimalUnits(count: Int, words: String) { #expect(byteCount(count) == words) }

  @Test func aPhotoIsDescribedByWhatIsKnown() {
    #expect(photo(day).words == "after.jpg, 10 KB")
    var full = photo(day, light: "window", distance: 30)
    (full.width, full.height, full.takenOn, full.tag) = (600, 480, day, .before)
    #expect(full.words == "after.jpg, 600x480, 10 KB, taken 2025-03-28, before, window, 30 cm")
    full.file = "/photos/a\u{1b}[2J.jpg"
    #expect(!full.words.contains("\u{1b}"))
  }

  @Test func aPhotoInAnotherLightIsHardToCompare() {
    let baseline = photo(day, light: "window", distance: 30)
    let hint = "Hard to compare with the baseline 2025-03-28/nose/aaaaaaaa: "
    func difference(_ light: String?, _ distance: Int?) -> String? {
      photo(day + 1, light: light, distance: distance).difference(from: baseline)
    }
    #expect(difference("window", 30) == nil)
    #expect(difference("lamp", 30) == "\(hint)light lamp instead of window.")
    #expect(difference(nil, 30) == "\(hint)light not given instead of window.")
    #expect(difference("window", 31) == "\(hint)distance 31 cm instead of 30 cm.")
    #expect(
      difference("lamp", nil)
        == "\(hint)light lamp instead of window, distance not given instead of 30 cm.")
  }

  @Test func aBaselineWithoutLightAsksForNone() {
    #expect(photo(day + 1, light: "lamp", distance: 9).difference(from: photo(day)) == nil)
  }

  @Test func aPictureThatTellsWhereItWasTakenIsRemarkedOn() throws {
    let remarks = remarks(photo(day), try picture("after.jpg"))
    #expect(remarks.count == 2)
    #expect(remarks[0].hasPrefix("The file tells where it was taken (GPS) and a name,"))
    #expect(remarks[1] == comparable)
  }

  @Test func aPictureOfAnotherDayIsRemarkedOn() throws {
    let remarks = remarks(photo(day + 1), try picture("after.jpg"))
    #expect(
      remarks[1]
        == "By its own date the picture is of 2025-03-28: if that is the day it shows, add it with --on 2025-03-28."
    )
  }

  @Test func aFormatThatNoPageShowsIsRemarkedOn() throws {
    #expect(remarks(photo(day), Picture([]))[0].hasPrefix("The file is neither JPEG nor PNG"))
    #expect(
      remarks(photo(day), try picture("phone.heic")).contains {
        $0.hasPrefix("The file is HEIC, which a page cannot show")
      })
    #expect(
      !remarks(photo(day), try picture("nose.png")).contains { $0.contains("a page cannot show") })
  }

  @Test func theDifferenceFromTheBaselineIsRemarkedOn() throws {
    let baseline = photo(day - 7, light: "window")
    let remarks = remarks(photo(day), Picture([]), baseline: baseline)
    #expect(
      remarks.dropFirst() == [try #require(photo(day).difference(from: baseline)), comparable])
  }
}
