import Calendar
import Foundation
import TestSupport
import Testing
import Text

@testable import Routine

@Suite struct VocabularyTests {
  @Test(arguments: [
    "daily", "mon", "mon,wed,fri", "mon,tue,wed,thu,fri,sat,sun", "2-3/week", "2/week", "7-7/week",
    "as-needed", "as-needed<=1/week", "as-needed<=7/week",
  ])
  func schedulesAreParsedAndFormatted(text: String) throws {
    #expect(try Schedule(parsing: text).description == text)
  }

  @Test func aDayStartsAt6AtTheLatest() throws {
    #expect(try TimeOfDay(parsingDayStart: "06:00").minutes == 360)
    #expect(throws: InvalidInput.self) { try TimeOfDay(parsingDayStart: "06:01") }
  }

  @Test func weekdaysAreFormattedInOrder() throws {
    #expect(try Schedule(parsing: "sun,mon").description == "mon,sun")
  }

  @Test(arguments: [
    "", "Daily", "mon,mon", "mon,", ",mon", "mon wed", "0/week", "8/week", "3-2/week", "0-2/week",
    "2-8/week", "2-3-4/week", "-3/week", "2-/week", "/week", "2/weeks", "22/week",
    "as-needed<=0/week",
    "as-needed<=8/week", "as-needed<1/week", "as-needed<=/week", "２/week", "daily ",
  ])
  func invalidSchedulesAreRefused(text: String) {
    #expect(throws: InvalidInput.self) { try Schedule(parsing: text) }
  }

  @Test(arguments: [
    ("oil-cleanse", "oil-cleanse"), ("夜の洗顔", "夜の洗顔"), ("Öl", "öl"), ("e\u{301}te", "\u{e9}te"),
    ("が", "が"), ("か\u{3099}", "が"), ("चेहरा", "चेहरा"), ("2in1", "2in1"), ("a-1-b", "a-1-b"),
  ])
  func slugsAreLowercasedAndNormalized(text: String, slug: String) throws {
    // Compared by scalars, because == accepts canonically equivalent texts.
    let scalars = Array(try Slug(parsing: text).description.unicodeScalars)
    #expect(scalars == Array(slug.unicodeScalars))
  }

  @Test(arguments: [
    "", "-", "-a", "a-", "a--b", "a b", "a/b", "a.b", "a_b", "a\0b", "a\nb",
    "\u{301}".appending("-"), "🧴",
    String(repeating: "a", count: 65), "'a", "=a", "../x",
  ])
  func invalidSlugsAreRefused(text: String) {
    #expect(throws: InvalidInput.self) { try Slug(parsing: text) }
  }

  /// Compares random texts with the rule for slugs, which is checked character by character.
  @Test func slugsMatchTheNaiveRule() {
    var random = SplitMix64(seed: 64)
    var taken = 0
    for _ in 0..<5000 {
      let text = String(
        (0..<Int.random(in: 0...6, using: &random)).map { _ in random.pick(Array("aZ9--_ é")) })
      let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
      let isSlug = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy("az9é".contains) }
      let slug = try? Slug(parsing: text)
      #expect(slug?.description == (isSlug ? text.lowercased() : nil), "\(text)")
      if isSlug { taken += 1 }
    }
    #expect(taken > 200 && taken < 4800)
    #expect(throws: InvalidInput.self) { try Slug(parsing: String(repeating: "a", count: 65)) }
  }

  @Test func aSlugMayHave64Characters() throws {
    #expect(try Slug(parsing: String(repeating: "夜", count: 64)).description.count == 64)
  }

  @Test(arguments: [
    "all", "am", "weekly", "actives", "pm/retinol", "active:retinoid", "active:vitamin-c",
    "weekly/夜",
  ])
  func scopesAreParsedAndFormatted(text: String) throws {
    #expect(try Scope(parsing: text).description == text)
  }

  @Test(arguments: [
    "", "noon", "active", "retinol", "active:", "active:acid", "noon/x", "pm/", "All",
  ])
  func invalidScopesAreRefused(text: String) {
    #expect(throws: InvalidInput.self) { try Scope(parsing: text) }
  }

  @Test func kindsHaveTheGroupsOfTheDefinitions() {
    let groups: [Group: [Kind]] = [
      .cleanse: [.oilCleanse, .waterCleanse], .hydrate: [.toner, .moisturizer, .sheetMask],
      .protect: [.sunscreen], .treat: [.serum, .spotTreatment],
      .refine: [.chemicalExfoliant, .scrub, .clayMask, .poreStrip], .other: [.other],
    ]
    for (group, kinds) in groups { #expect(Kind.allCases.filter { $0.group == group } == kinds) }
  }

  @Test func aRecoveryPausesActivesExfoliantsScrubsAndStrips() throws {
    func step(_ kind: Kind, _ active: Active? = nil) -> Step {
      Step(
        key: StepKey(slot: .pm, slug: Slug(stored: "x")), position: 1, kind: kind, active: active,
        firstDay: Day(number: 0))
    }
    let paused = Kind.allCases.filter { Procedure.pauses(step($0)) }
    #expect(paused == [.chemicalExfoliant, .scrub, .poreStrip])
    for active in Active.allCases { #expect(Procedure.pauses(step(.serum, active))) }
  }

  @Test func signsAreScoredTo3AndOtherMeasuresTo10() {
    #expect(Measure.allCases.filter(\.isSign) == [.redness, .dryness, .burning, .itch])
    #expect(Measure.redness.scores == 0...3 && Measure.pores.scores == 0...10)
  }

  @Test func theStarterRoutineHasElevenSteps() throws {
    let lines = StarterRoutine.steps(from: Day(number: 0)).map { step, schedule in
      "\(step.key) \(step.position) \(step.kind.rawValue) \(step.active?.rawValue ?? "-") \(schedule)"
    }
    #expect(
      lines == [
        "am/cleanse 1 water-cleanse - daily", "am/toner 2 toner - daily",
        "am/moisturizer 3 moisturizer - daily", "am/sunscreen 4 sunscreen - daily",
        "pm/oil-cleanse 1 oil-cleanse - daily", "pm/water-cleanse 2 water-cleanse - daily",
        "pm/niacinamide 3 serum niacinamide daily", "weekly/clay-mask 1 clay-mask - wed",
        "weekly/exfoliant 2 chemical-exfoliant aha sat", "weekly/sheet-mask 3 sheet-mask - 1/week",
        "weekly/pore-strip 4 pore-strip - as-needed<=1/week",
      ])
  }

  @Test func namesAreTrimmedAndNormalized() throws {
    let name = try TextRules.name("  Ame\u{301}lie\t", "a name", longest: 64)
    #expect(Array(name.unicodeScalars) == Array("Am\u{e9}lie".unicodeScalars))
    #expect(throws: InvalidInput.self) { try TextRules.name(" \n ", "a name", longest: 64) }
    #expect(throws: InvalidInput.self) { try TextRules.name("a\u{1B}[31m", "a name", longest: 64) }
    #expect(throws: InvalidInput.self) { try TextRules.name("a\u{202E}b", "a name", longest: 64) }
    #expect(throws: InvalidInput.self) {
      try TextRules.name(String(repeating: "x", count: 65), "a name", longest: 64)
    }
  }

  @Test func namesMatchTheNaiveRule() {
    var random = SplitMix64(seed: 200)
    for _ in 0..<5000 {
      let length = Int.random(in: 0...6, using: &random)
      let text = String((0..<length).map { _ in random.pick(Array("aZ~!  \t\u{1}\u{7F}")) })
      let trimmed = String(
        text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      let isName =
        !trimmed.isEmpty && trimmed.count <= 4
        && trimmed.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      #expect((try? TextRules.name(text, "a name", longest: 4)) == (isName ? trimmed : nil))
    }
  }

  @Test func quotedTextsHaveNoControlCharacters() {
    #expect(quoted("a\u{1B}[31mb") == "'a\u{FFFD}[31mb'")
    #expect(
      quoted(String(repeating: "x", count: 50)) == "'\(String(repeating: "x", count: 40))...'")
  }
}
