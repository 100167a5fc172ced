import Calendar
import Reporting
import Routine
import TestSupport
import Testing

/// The ratings, photos and confounders of a milestone.
@Suite struct EvidenceTests {
  /// A Monday, the first day of the step and the first day on which it is done.
  let anchor = Day(number: 20_241)

  func report(
    ratings: [(Int, Int)] = [], photos: [Photo] = [], schedules: [Version<Schedule>] = [],
    products: [Version<String?>] = [], last: Day? = nil, done: Range<Int> = 0..<200, today: Int = 70
  ) throws -> MilestoneReport {
    let step = Step(
      key: StepKey(slot: .pm, slug: Slug(stored: "n")), position: 1, kind: .serum,
      active: .niacinamide, firstDay: anchor, lastDay: last)
    let history = StepHistory(
      step: step,
      schedules: Timeline(
        schedules: [Version(from: anchor, value: .daily)] + schedules), pauses: [],
      procedures: [])
    let input = ReportInput(
      diary: Diary(
        steps: [history],
        loggedDays: done.map { LoggedDay(day: anchor + $0, step: 0, status: .done) }),
      stepProducts: [Timeline(products: products)],
      ratings: ratings.map { Rating(day: anchor + $0.0, measure: .texture, score: $0.1) },
      photos: photos)
    return try #require(
      MilestoneReport.all(of: input, today: anchor + today).first {
        $0.attempt.milestone == .active(.niacinamide)
      })
  }

  @Test func theBaselineIsTheMedianAroundTheAnchorDay() throws {
    // The baseline lasts from 7 days before the anchor to 6 days after it.
    let edges = try report(ratings: [(-8, 0), (-7, 6), (6, 7), (7, 0)]).ratings[0].1
    #expect(edges.baseline == 6.5 && edges.counts == [2, 0])
    #expect(edges.window == nil && edges.change == nil && edges.verdict == .notEnough)
    #expect(try report(ratings: [(0, 1), (1, 9), (2, 4)]).ratings[0].1.baseline == 4)
  }

  @Test(arguments: [
    ([5, 5], RatingComparison.Verdict.lower), ([5, 6], .same), ([9, 9], .higher), ([8, 9], .same),
    ([5], .notEnough), ([], .notEnough),
  ])
  func theWindowIsComparedWithTheBaseline(scores: [Int], verdict: RatingComparison.Verdict) throws {
    // The window opens on day 56.
    let window = scores.enumerated().map { (56 + $0.offset, $0.element) }
    let comparison = try report(ratings: [(0, 7), (1, 7), (55, 0)] + window).ratings[0].1
    #expect(comparison.verdict == verdict)
    #expect(comparison.counts == [2, scores.count])
  }

  @Test func oneRatingInTheBaselineIsEnough() throws {
    let one = try report(ratings: [(0, 7), (56, 5), (57, 5)]).ratings[0].1
    #expect(one.verdict == .lower && one.counts == [1, 2])
    let none = try report(ratings: [(56, 5), (57, 5)]).ratings[0].1
    #expect(none.verdict == .notEnough && none.window == 5 && none.baseline == nil)
  }

  @Test func ratingsAfterTheWindowOrTodayAreLeftOut() throws {
    // The window passes on day 91, so its last day is 90.
    let ratings = [(0, 7), (1, 7), (56, 5), (90, 5), (91, 0), (92, 0)]
    #expect(try report(ratings: ratings, today: 100).ratings[0].1.counts == [2, 2])
    #expect(try report(ratings: ratings, today: 80).ratings[0].1.counts == [2, 1])
  }

  func photo(
    _ day: Int, _ view: PhotoView = .nose, tag: PhotoTag? = nil, light: String? = nil,
    _ cm: Int? = nil
  ) -> Photo {
    var photo = Photo(
      day: anchor + day, view: view,
      sha256: String(repeating: "0", count: 56) + "0000000\((day + 50) % 10)", bytes: 1,
      file: "x.jpg")
    (photo.tag, photo.light, photo.distance) = (tag, light, cm)
    return photo
  }

  @Test func thePhotoBeforeIsTheTaggedOrTheNearest() throws {
    func before(_ photos: [Photo]) throws -> Int? {
      try report(photos: photos).photos.before.map { $0.day - anchor }
    }
    #expect(try before([photo(-15), photo(7)]) == nil)
    #expect(try before([photo(-14), photo(6)]) == 6)
    // Of two photos at the same distance, the earlier one.
    #expect(try before([photo(-3), photo(3)]) == -3)
    #expect(try before([photo(-10, tag: .before), photo(0)]) == -10)
    // A photo that is tagged as the second one is no first one.
    #expect(try before([photo(-10), photo(0, tag: .after)]) == -10)
  }

  @Test func thePhotoAfterIsTheLatestOfTheSameView() throws {
    func after(_ photos: [Photo]) throws -> Int? {
      try report(photos: [photo(0)] + photos).photos.after.map { $0.day - anchor }
    }
    // Without a pair the best photo of the window is shown alone.
    #expect(try after([photo(55), photo(60, .front)]) == 60)
    #expect(try after([photo(55), photo(60, tag: .before)]) == nil)
    #expect(try after([photo(56), photo(60), photo(71)]) == 60)
    #expect(try after([photo(57, tag: .after), photo(60)]) == 57)
  }

  @Test func photosMatchIfLightAndDistanceAreEqual() throws {
    func isMatched(_ before: Photo, _ after: Photo) throws -> Bool? {
      try report(photos: [before, after]).photos.isMatched
    }
    #expect(try isMatched(photo(0, light: "window", 30), photo(60, light: "window", 30)) == true)
    #expect(try isMatched(photo(0, light: "window", 30), photo(60, light: "bath", 30)) == false)
    #expect(try isMatched(photo(0, light: "window", 30), photo(60, light: "window", 40)) == false)
    #expect(try isMatched(photo(0), photo(60)) == false)
    #expect(try report(photos: [photo(0)]).photos.isMatched == nil)
  }

  /// The order of pairs, from the strongest criterion on: each pair is better than the next one.
  @Test func theBestPairWins() throws {
    func best(_ photos: [Photo]) throws -> [String] {
      let pair = try report(photos: photos.sorted { $0.id < $1.id }).photos
      return [pair.before, pair.after].map { $0.map { "\($0.day - anchor) \($0.view)" } ?? "-" }
    }
    // A matched pair of noses beats a lone photo of the cheeks, although c comes before n.
    let nose = [photo(0, .nose, light: "window", 30), photo(60, .nose, light: "window", 30)]
    #expect(try best([photo(0, .cheeks)] + nose) == ["0 nose", "60 nose"])
    // Matched, though the other pair is tagged and later.
    let tagged = [photo(0, .chin, tag: .before), photo(70, .chin, tag: .after)]
    #expect(try best(nose + tagged) == ["0 nose", "60 nose"])
    // A before that is tagged, though the other after is tagged and later.
    let first = [photo(5, .chin, tag: .before), photo(60, .chin)]
    #expect(try best(first + [photo(0), photo(70, tag: .after)]) == ["5 chin", "60 chin"])
    // An after that is tagged, though the other is later.
    #expect(
      try best([photo(5, .chin), photo(60, .chin, tag: .after), photo(0), photo(70)])
        == ["5 chin", "60 chin"])
    // The later after, though its before is farther from the anchor.
    #expect(
      try best([photo(5, .chin), photo(61, .chin), photo(0), photo(60)]) == ["5 chin", "61 chin"])
    // The before nearest the anchor, then the earlier one, then the view.
    #expect(try best([photo(3), photo(-2), photo(60)]) == ["-2 nose", "60 nose"])
    #expect(try best([photo(2), photo(-2), photo(60)]) == ["-2 nose", "60 nose"])
    #expect(
      try best([photo(0, .nose), photo(60, .nose), photo(0, .left), photo(60, .left)])
        == ["0 left", "60 left"])
  }

  @Test func changesAfterTheWindowAreNoConfounders() throws {
    // The window passes on day 91.
    let schedules = [
      Version(from: anchor + 90, value: Policy.rampLevels[0]),
      Version(from: anchor + 91, value: Schedule.daily),
    ]
    #expect(try report(schedules: schedules, today: 120).confounders.map(\.day) == [anchor + 90])
  }

  @Test func changesSinceTheAnchorAreConfounders() throws {
    let report = try report(
      schedules: [
        Version(from: anchor + 10, value: .daily),
        Version(from: anchor + 20, value: Policy.rampLevels[0]),
        Version(from: anchor + 90, value: .daily),
      ],
      products: [
        Version(from: anchor - 5, value: "a"), Version(from: anchor + 30, value: "b"),
        Version(from: anchor + 31, value: "b"),
      ], last: anchor + 59)
    #expect(
      report.confounders.map(\.day) == [anchor + 20, anchor + 30, anchor + 60])
    #expect(
      report.confounders.map(\.change) == [
        .schedule(Policy.rampLevels[0]), .product("b"), .ended,
      ])
  }

  @Test func aProductAfterTheEndOfTheStepIsNoConfounder() throws {
    func changes(_ from: Int) throws -> [Confounder.Change] {
      try report(
        products: [Version(from: anchor + from, value: "b")], last: anchor + 20, done: 0..<21,
        today: 40
      ).confounders.map(\.change)
    }
    #expect(try changes(20) == [.product("b"), .ended])
    #expect(try changes(22) == [.ended])
  }
}
