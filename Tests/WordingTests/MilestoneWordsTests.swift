import Calendar
import Routine
import Testing
import Wording

@testable import Reporting

@Suite struct MilestoneWordsTests {
  let anchor = Day(number: 20_209)  // 2025-05-01
  var today: Day { anchor + 60 }

  /// An attempt at `milestone`, changed by `change`.
  func attempt(
    _ milestone: Milestone = .texture, number: Int = 1, _ change: (inout Attempt) -> Void = { _ in }
  ) -> Attempt {
    var attempt = Attempt(milestone, number: number, anchor: anchor)
    change(&attempt)
    return attempt
  }

  func words(
    _ attempt: Attempt, ratings: [(Measure, RatingComparison)] = [], photos: [Photo] = []
  ) -> MilestoneWords {
    MilestoneWords(
      report: MilestoneReport(
        attempt: attempt, ratings: ratings, photos: PhotoPair(among: photos, attempt, today),
        confounders: [], invitations: []), today: today)
  }

  func photo(_ day: Day, light: String? = nil, distance: Int? = nil) -> Photo {
    var photo = Photo(
      day: day, view: .nose, sha256: String(repeating: "a", count: 64), bytes: 1, file: "/a")
    (photo.light, photo.distance) = (light, distance)
    return photo
  }

  @Test func aTitleNamesTheMilestoneAndALaterAttempt() {
    #expect(words(attempt()).title == "Cleansing and hydration")
    #expect(words(attempt(.active(.retinoid), number: 2)).title == "Retinoid, attempt 2")
  }

  @Test func theStateIsAFewWords() {
    #expect(words(Attempt(.texture, number: 1, anchor: nil)).state == "not begun")
    #expect(words(attempt { $0.credited = 3 }).state == "11 days to go")
    #expect(words(attempt(.active(.retinoid)) { $0.credited = 55 }).state == "1 day to go")
    let open = attempt { ($0.credited, $0.openedOn) = (15, anchor + 25) }
    #expect(words(open).state == "window open since 26 May")
    let passed = attempt {
      ($0.credited, $0.openedOn, $0.passedOn) = (32, anchor + 18, anchor + 39)
    }
    #expect(words(passed).state == "window passed on 9 June")
    #expect(words(attempt { $0.lapsedOn = anchor + 20 }).state == "let go on 21 May")
    let ended = attempt { ($0.lapsedOn, $0.isEnded) = (anchor + 20, true) }
    #expect(words(ended).state == "ended on 21 May")
  }

  @Test func aMilestoneThatIsNotBegunSaysHowItBegins() {
    let texture = words(Attempt(.texture, number: 1, anchor: nil))
    #expect(
      texture.account
        == ["It begins on the first day with a cleanse and something hydrating done."])
    #expect(texture.seen == [] && texture.weeksInWords == nil)
    #expect(
      words(Attempt(.active(.niacinamide), number: 1, anchor: nil)).account
        == ["It begins on the first day on which it is done."])
  }

  @Test func aBuildingAttemptSaysWhenItsWindowBegins() {
    let fresh = words(attempt { $0.projectedOpenOn = anchor + 18 })
    #expect(
      fresh.account == [
        "0 of 14 days counted. If you keep every week from now on, the guide's weeks 2 to 4 begin on 19 May."
      ])
    #expect(fresh.weeksInWords == nil)
    #expect(
      words(attempt(.active(.retinoid)) { $0.credited = 20 }).account == [
        "20 of 56 days counted. As the routine is planned, the guide's weeks 8 to 12 do not begin within two years."
      ])
  }

  @Test func theWeeksAreCountedInWords() {
    func inWords(_ change: (inout Attempt) -> Void) -> String? {
      words(attempt(.texture, change)).weeksInWords
    }
    #expect(inWords { $0.weeks = [.counted] } == "1 week counted, since 1 May")
    #expect(
      inWords {
        $0.weeks = [.counted, .fellShort, .paused, .counted]
        ($0.excused, $0.neutral) = (5, 1)
      }
        == "2 weeks counted, 1 fell short of 80 %, 5 days paused, 1 day with nothing due, since 1 May"
    )
    #expect(
      inWords { $0.weeks = [.fellShort] } == "0 weeks counted, 1 fell short of 80 %, since 1 May")
  }

  /// The eighth worked example of Definitions.
  @Test func anOpenWindowSaysSinceWhen() {
    let lines = words(
      attempt { ($0.credited, $0.failed, $0.excused, $0.openedOn) = (15, 7, 3, anchor + 25) }
    ).account
    #expect(
      lines == [
        "15 days counted. The guide speaks of smoother texture after 14 to 28; you have been there since 26 May."
      ])
  }

  @Test func aPassedWindowSaysFromWhenToWhen() {
    let lines = words(
      attempt(.active(.niacinamide)) {
        ($0.credited, $0.openedOn, $0.passedOn) = (85, anchor + 18, anchor + 39)
      }
    ).account
    #expect(
      lines == [
        "85 days counted. The guide speaks of a change after 56 to 84; you were there from 19 May to 8 June."
      ])
  }

  @Test func aLapsedAttemptBeginsAnew() {
    #expect(
      words(attempt { ($0.lapsedOn, $0.credited) = (anchor + 20, 1) }).account == [
        "1 day counted. Then nothing of it was done for 14 days, to 21 May. The next day on which all of it is done begins another attempt."
      ])
    let opened = attempt(.active(.niacinamide)) {
      ($0.lapsedOn, $0.openedOn, $0.credited) = (anchor + 50, anchor + 18, 60)
    }
    #expect(
      words(opened).account[0].hasPrefix(
        "60 days counted, and its window opened on 19 May. Then nothing of it was done for 28 days, to 20 June."
      ))
  }

  @Test func anEndedAttemptEndedWithItsSteps() {
    #expect(
      words(attempt { ($0.lapsedOn, $0.isEnded) = (anchor + 20, true) }).account
        == ["0 days counted. It ended with its steps on 21 May."])
  }

  /// Bit 1 stands for hydration, the second of texture's groups. A recovery or a pause of all its steps sets it.
  @Test func anAttemptThatWaitsSaysForWhat() {
    let waits = "is due: it is paused, excused, or only as needed."
    #expect(
      words(attempt { $0.idleGroups = 0b10 }).account.last
        == "Nothing counts while nothing of hydrate \(waits)")
    #expect(
      words(attempt { $0.idleGroups = 0b11 }).account.last
        == "Nothing counts while nothing of cleanse and hydrate \(waits)")
    #expect(
      words(attempt(.active(.retinoid)) { $0.idleGroups = 1 }).account.last
        == "Nothing counts while nothing of retinoid \(waits)")
    // What it waits for stands in place of a date that cannot be told.
    #expect(
      words(attempt { $0.idleGroups = 0b10 }).account
        == ["0 of 14 days counted.", "Nothing counts while nothing of hydrate \(waits)"])
    let lapsed = attempt { ($0.idleGroups, $0.lapsedOn) = (1, anchor + 20) }
    #expect(words(lapsed).account.count == 1)
  }

  /// Definitions, Ratings: a change of 2 or more is lower or higher, with one rating at the start and two in the window.
  @Test func ratingsAreComparedWithTheStart() {
    func comparison(_ before: Double?, _ window: Double?, _ counts: [Int] = [2, 3])
      -> RatingComparison
    {
      RatingComparison(baseline: before, window: window, counts: counts)
    }
    #expect(
      words(
        attempt(),
        ratings: [
          (.texture, comparison(6, 4)), (.congestion, comparison(5, 3.5, [1, 2])),
          (.pores, comparison(3, 5)), (.oiliness, comparison(6, 2, [2, 1])),
        ]
      ).seen == [
        "Texture 6 → 4, lower (2 ratings at the start, 3 since).",
        "Congestion 5 → 3.5, about the same (one rating at the start, 2 since).",
        "Pores 3 → 5, higher (2 ratings at the start, 3 since).",
        "Oiliness 6 → 2, too few to compare (2 ratings at the start, one since).",
      ])
    #expect(
      words(
        attempt(),
        ratings: [
          (.texture, comparison(6, nil, [1, 0])), (.congestion, comparison(5.5, nil, [1, 0])),
          (.pores, comparison(nil, 4, [0, 2])),
        ]
      ).seen == [
        "Nothing to compare yet.", "Pores 4 since (2 ratings), and none from the start.",
        "Texture 6, congestion 5.5 at the start (one rating each).",
      ])
    #expect(
      words(
        attempt(),
        ratings: [
          (.texture, comparison(6, nil, [1, 0])), (.congestion, comparison(5.5, nil, [2, 0])),
        ]
      ).seen == [
        "Nothing to compare yet.", "Texture 6 at the start (one rating).",
        "Congestion 5.5 at the start (2 ratings).",
      ])
  }

  @Test func photosAreMatchedByLightAndDistance() {
    let open = attempt { ($0.credited, $0.openedOn) = (15, anchor + 25) }
    let names = "Photos: nose, 1 May and 31 May,"
    func seen(_ after: Photo) -> [String] {
      words(open, photos: [photo(anchor, light: "window", distance: 30), after]).seen
    }
    #expect(
      seen(photo(anchor + 30, light: "window", distance: 30))
        == ["\(names) with the same light and distance."])
    for other in [
      photo(anchor + 30, light: "lamp", distance: 30), photo(anchor + 30, light: "window"),
      photo(anchor + 30, light: "window", distance: 31),
    ] {
      #expect(
        seen(other) == [
          "\(names) but not with the same light and distance, so they are hard to compare."
        ])
    }
  }

  @Test func aLonePhotoIsNamed() {
    let open = attempt { ($0.credited, $0.openedOn) = (15, anchor + 25) }
    #expect(
      words(open, photos: [photo(anchor)]).seen
        == ["Nothing to compare yet.", "Start photo: nose, 1 May."])
    #expect(
      words(open, photos: [photo(anchor + 30)]).seen
        == ["Nothing to compare yet.", "Later photo: nose, 31 May."])
  }

  @Test func aConfounderSaysWhatChanged() throws {
    func what(_ change: Confounder.Change) throws -> String {
      Confounder(day: today, step: try StepKey(parsing: "pm/retinol"), change: change).what
    }
    #expect(try what(.added) == "added")
    #expect(try what(.ended) == "ended")
    #expect(try what(.product("Elixir")) == "product Elixir")
    #expect(try what(.product(nil)) == "no product")
    #expect(try what(.schedule(Policy.newActive)) == "schedule 2-3/week")
    func words(_ change: Confounder.Change) throws -> String {
      Confounder(day: today, step: try StepKey(parsing: "pm/retinol"), change: change).words
    }
    #expect(try words(.added) == "was added")
    #expect(try words(.ended) == "ended")
    #expect(try words(.product("Elixir")) == "now uses Elixir")
    #expect(try words(.product(nil)) == "uses no product any more")
    #expect(try words(.schedule(Policy.newActive)) == "is now 2 to 3 times a week")
  }
}
