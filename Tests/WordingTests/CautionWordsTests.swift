import Calendar
import Routine
import Testing
import Wording

@testable import Reporting

@Suite struct CautionWordsTests {
  let day = Day(number: 20_241)

  /// A caution of each code, with the values that its sentence names.
  func caution(_ code: Caution.Code) throws -> Caution {
    let other = Caution.Detail.other(try StepKey(parsing: "pm/acid"))
    let detail: Caution.Detail =
      switch code {
      case .clayAndExfoliant, .scrubAndAcid, .retinoidAndAcid, .sunscreenMissed: other
      case .poreStripTooSoon: .days(3)
      case .overMax: .times(4, maximum: 3)
      case .rampJump: .schedule(.daily, isFirst: false)
      case .maskTooLong: .minutes(40, kind: .clayMask)
      case .maskTooShort: .minutes(2, kind: .sheetMask)
      case .irritation: .sign(.itch, score: 2)
      case .productExpired: .product("Lotion", expiresOn: day - 1)
      case .noBaselinePhoto: .milestone(.active(.retinoid), anchor: day - 7)
      case .poreStripWithoutToner, .noHydration, .waterWithoutOil, .doneDuringPause,
        .activeTwoDaysRunning,
        .retinoidNotice:
        .none
      }
    let isAboutAStep = code != .irritation && code != .noBaselinePhoto
    return Caution(
      code, day: day, step: isAboutAStep ? try StepKey(parsing: "weekly/it") : nil, detail)
  }

  @Test func eachCautionHasASentenceOfItsOwn() throws {
    var sentences: Set<String> = []
    for code in Caution.Code.allCases {
      let caution = try caution(code)
      let sentence = caution.message
      #expect(!sentence.contains(code.rawValue) || code == .irritation, "\(code)")
      #expect(sentence.hasSuffix(".") && sentence.contains(" "), "\(code): \(sentence)")
      // An expired product is named instead of the step.
      if let step = caution.step, code != .productExpired {
        #expect(sentence.contains(step.slug.description), "\(code): \(sentence)")
      }
      if case .other(let key) = caution.detail {
        #expect(sentence.contains(key.slug.description), "\(code): \(sentence)")
      }
      #expect(sentences.insert(sentence).inserted, "\(code): \(sentence)")
    }
    #expect(sentences.count == 18)
    #expect(sentences.isDisjoint(with: Caution.Code.allCases.map(\.rawValue)))
  }

  /// The numbers are those of the guide, as Definitions lists them.
  @Test func aSentenceNamesItsNumbers() throws {
    func message(_ code: Caution.Code, _ detail: Caution.Detail) throws -> String {
      Caution(code, day: day, step: try StepKey(parsing: "weekly/it"), detail).message
    }
    #expect(
      try message(.poreStripTooSoon, .days(1))
        == "it 1 day after the last pore strip: leave 7 days between.")
    #expect(
      try message(.poreStripTooSoon, .days(6))
        == "it 6 days after the last pore strip: leave 7 days between.")
    #expect(
      try message(.maskTooLong, .minutes(16, kind: .clayMask))
        == "it for 16 minutes: leave it on for 10 to 15 minutes.")
    #expect(
      try message(.maskTooShort, .minutes(14, kind: .sheetMask))
        == "it for 14 minutes: leave it on for 15 to 20 minutes.")
    #expect(
      try message(.maskTooShort, .minutes(1, kind: .clayMask))
        == "it for 1 minute: leave it on for 10 to 15 minutes.")
    #expect(
      try message(.overMax, .times(4, maximum: 3))
        == "it on 4 days this week: at most 3.")
    #expect(
      try message(.rampJump, .schedule(.daily, isFirst: true))
        == "it begins with daily: begin an active with 2 to 3 times a week.")
    #expect(
      try message(.rampJump, .schedule(.daily, isFirst: false))
        == "it goes to daily at once: go up one level at a time, 2-3, 3-4, 5-7 a week.")
    #expect(
      try message(.productExpired, .product("Lotion", expiresOn: day))
        == "Lotion was used after it expired on 2 June: open a new one.")
  }

  @Test func aSevereSignIsForAProfessional() throws {
    func message(_ score: Int) -> String {
      Caution(.irritation, day: day, step: nil, .sign(.redness, score: score)).message
    }
    #expect(message(2) == "redness was rated 2: consider 3 days without actives and exfoliants.")
    #expect(
      message(3) == "redness was rated 3: pause actives and exfoliants, and see a professional.")
  }

  @Test func aMilestoneIsNamedWithItsBeginning() {
    let caution = Caution(
      .noBaselinePhoto, day: day, step: nil, .milestone(.texture, anchor: day - 7))
    #expect(
      caution.message
        == "the milestone texture, begun on 26 May, has no photo from its first week to compare with."
    )
  }
}
