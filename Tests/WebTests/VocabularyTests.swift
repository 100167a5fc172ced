import HTTP
import Interchange
import Routine
import Testing

@testable import Web

/// The page repeats a few lists of the model, because it works without a connection. It has every word of them.
@Suite struct VocabularyTests {
  let test: TestService

  init() throws { test = try TestService() }

  func check(_ words: [String], in file: String) {
    let text = test.get("/\(file)", "").text
    for word in words {
      // A key of an object needs no quotation marks.
      let isThere = text.contains("\"\(word)\"") || text.contains(" \(word): ")
      #expect(isThere, "\(word) in \(file)")
    }
  }

  @Test func thePageHasEveryWord() {
    check(Kind.allCases.map(\.rawValue), in: "routine.js")
    check(Active.allCases.map(\.rawValue), in: "routine.js")
    check(PauseReason.allCases.map(\.rawValue), in: "settings.js")
    check(Measure.allCases.map(\.rawValue), in: "checkin.js")
    check(PhotoView.allCases.map(\.rawValue), in: "photos.js")
    check(PhotoTag.allCases.map(\.rawValue), in: "photos.js")
    check(Slot.allCases.map(\.rawValue), in: "routine.js")
    check(Status.allCases.map(\.rawValue), in: "entry.js")
    check(Table.allCases.filter { $0 != .users }.map(\.rawValue), in: "settings.js")
  }
}
