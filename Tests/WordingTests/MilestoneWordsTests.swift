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
    _ attempt: Attempt, ratings: [(Measure, RatingComparison)] = [], photos: [Photo] = [],
    invitations: [Invitation] = []
  ) -> MilestoneWords {
    MilestoneWords(
      report: MilestoneReport(
        attempt: attempt, ratings: ratings, photos: PhotoPair(among: photos, attempt, today),
        confounders: [], invitations: invitations), today: today)
  }

  func photo(_ day: Day, light: String? = nil, distance: Int? = nil) -> Photo {
    var photo = Photo(
      day: day, view: .nose, sha256: String(repeating: "a", count: 64), bytes: 1, file: "/a")
    (photo.light, photo.distance) = (light, distance)
    return photo
  }

  @Test func aTitleNamesTheMilestoneAndALaterAttempt() {
    #expect(words(attempt()).title == "texture: cleansing and hydration kept up")
    #expect(
      words(attempt(.active(.retinoid), number: 2)).title == "retinoid: steady use, attempt 2")
  }

  @Test func aMilestoneThatIsNotBegunSaysHowItBegins() {
    #expect(
      words(Attempt(.texture, number: 1, anchor: nil)).account
        == ["Not begun: it begins on the first day with a cleanse and something hydrating done."])
    #expect(
      words(Attempt(.active(.niacinamide), number: 1, anchor: nil)).account
        == ["Not begun: it begins on the first day on which it is done."])
  }

  @Test func aFreshAttemptHasNoWeekBehindIt() {
    let lines = words(attempt { $0.projectedOpenOn = anchor + 18 }).account
    #expect(
      lines == [
        "Begun on 2025-05-01. No week is over since.",
        "14 more days in consistent weeks open the window of 14 to 28; if every week from now on is one, that is on 2025-05-19.",
      ])
  }

  /// Texture that is anchored on a Sunday is credited one day.
  @Test func oneDayIsNoDays() {
    let lines = words(attempt { ($0.credited, $0.projectedOpenOn) = (1, anchor + 18) }).account
    #expect(
      lines[0]
        == "Begun on 2025-05-01. Days in weeks that are over: 1 day in weeks kept to 80 %.")
  }

  @Test func theLastDayBeforeTheWindowIsInTheSingular() {
    let lines = words(attempt { ($0.credited, $0.projectedOpenOn) = (13, anchor + 14) }).account
    #expect(
      lines[1]
        == "1 more day in consistent weeks opens the window of 14 to 28; if every week from now on is one, that is on 2025-05-15."
    )
  }

  @Test func aBuildingAttemptMayHaveNoProjection() {
    let lines = words(
      attempt(.active(.retinoid)) { ($0.credited, $0.neutral) = (20, 8) }
    ).account
    #expect(
      lines == [
        "Begun on 2025-05-01. Days in weeks that are over: 20 days in weeks kept to 80 %, 8 on which nothing was asked.",
        "36 more days in consistent weeks would open the window of 56 to 84; as things are planned, that is not within two years.",
      ])
  }

  /// The eighth worked example of Definitions.
  @Test func anOpenWindowSaysSinceWhen() {
    let lines = words(
      attempt {
        ($0.credited, $0.failed, $0.excused, $0.openedOn) = (15, 7, 3, anchor + 25)
      }
    ).account
    #expect(
      lines == [
        "Begun on 2025-05-01. Days in weeks that are over: 15 days in weeks kept to 80 %, 7 in weeks that were not, which delays it, 3 paused or excused.",
        "The window of 14 to 28 days has been open since 2025-05-26.",
      ])
  }

  @Test func aPassedWindowSaysFromWhenToWhen() {
    let lines = words(
      attempt {
        ($0.credited, $0.openedOn, $0.passedOn) = (32, anchor + 18, anchor + 39)
      }
    ).account
    #expect(
      lines.last
        == "The window of 14 to 28 days was open from 2025-05-19 and passed on 2025-06-09. What there was to see can be seen by now."
    )
  }

  @Test func aLapsedAttemptBeginsAnew() {
    let lines = words(attempt { $0.lapsedOn = anchor + 20 }).account
    #expect(
      lines.last
        == "It was let go of for 14 days, to 2025-05-21. The next day on which all of it is done begins it anew."
    )
    let opened = words(
      attempt(.active(.niacinamide)) {
        ($0.lapsedOn, $0.openedOn) = (anchor + 50, anchor + 18)
      }
    ).account
    #expect(
      opened.last
        == "It was let go of for 28 days, to 2025-06-20. Its window had opened on 2025-05-19. The next day on which all of it is done begins it anew."
    )
  }

  @Test func anEndedAttemptEndedWithItsSteps() {
    let lines = words(
      attempt { ($0.lapsedOn, $0.isEnded) = (anchor + 20, true) }
    ).account
    #expect(lines.last == "It ended with its steps, on 2025-05-21.")
  }

  /// Bit 1 stands for hydration, the second of texture's groups. A recovery or a pause of all its steps sets it.
  @Test func anAttemptThatWaitsSaysForWhat() {
    let waits = "expects nothing: paused, excused, or only as needed."
    #expect(
      words(attempt { $0.idleGroups = 0b10 }).account.last
        == "Nothing moves while hydrate \(waits)")
    #expect(
      words(attempt { $0.idleGroups = 0b11 }).account.last
        == "Nothing moves while cleanse and hydrate \(waits)")
    #expect(
      words(attempt(.active(.retinoid)) { $0.idleGroups = 1 }).account.last
        == "Nothing moves while retinoid \(waits)")
    #expect(
      words(
        attempt {
          ($0.idleGroups, $0.lapsedOn) = (1, anchor + 20)
        }
      ).account.count == 2)
  }

  /// Definitions, Ratings: a change of 2 or more is lower or higher, with one rating at the beginning and two in the window.
  @Test func ratingsAreComparedWithTheBeginning() {
    func comparison(_ before: Double?, _ window: Double?, _ counts: [Int] = [2, 2])
      -> RatingComparison
    {
      RatingComparison(baseline: before, window: window, counts: counts)
    }
    let lines = words(
      attempt(),
      ratings: [
        (.texture, comparison(6, 4)), (.congestion, comparison(5, 3.5)), (.pores, comparison(3, 5)),
        (.oiliness, comparison(6, nil, [1, 0])),
      ]
    ).seen
    #expect(
      lines == [
        "Your ratings of texture: 6 at the beginning (2 ratings), 4 in the window (2 ratings): lower.",
        "Your ratings of congestion: 5 at the beginning (2 ratings), 3.5 in the window (2 ratings): about the same.",
        "Your ratings of pores: 3 at the beginning (2 ratings), 5 in the window (2 ratings): higher.",
        "Your ratings of oiliness: 6 at the beginning (1 rating): not enough to compare.",
      ])
  }

  @Test func photosAreMatchedByLightAndDistance() {
    let open = attempt { ($0.credited, $0.openedOn) = (15, anchor + 25) }
    let names = "Photos: 2025-05-01/nose/aaaaaaaa and 2025-05-31/nose/aaaaaaaa"
    let matched = words(
      open,
      photos: [
        photo(anchor, light: "window", distance: 30),
        photo(anchor + 30, light: "window", distance: 30),
      ]
    ).seen
    #expect(matched.contains("\(names), the same light and distance."))
    for other in [
      photo(anchor + 30, light: "lamp", distance: 30), photo(anchor + 30, light: "window"),
      photo(anchor + 30, light: "window", distance: 31),
    ] {
      let seen = words(open, photos: [photo(anchor, light: "window", distance: 30), other]).seen
      #expect(
        seen.contains(
          "\(names), not in the same light and from the same distance, so hard to compare."))
    }
  }

  @Test func anOpenWindowAsksForWhatIsMissing() {
    let open = attempt { ($0.credited, $0.openedOn) = (15, anchor + 25) }
    #expect(
      words(open, invitations: [.rate]).seen == ["Now is a time to rate: porelog rate."])
    #expect(
      words(open, photos: [photo(anchor)], invitations: [.rate, .photo]).seen == [
        "Photo of the beginning: 2025-05-01/nose/aaaaaaaa.",
        "Now is a time to rate: porelog rate.",
        "Now is a time for a photo of the same view, in the same light and from the same distance.",
      ])
    #expect(
      words(attempt(), invitations: [.photo]).seen == [
        "Now is a time for a photo: porelog photo add."
      ])
    #expect(
      words(open, photos: [photo(anchor + 30)]).seen == [
        "Photo of the window: 2025-05-31/nose/aaaaaaaa."
      ])
    let rated = RatingComparison(baseline: nil, window: 4, counts: [0, 2])
    #expect(
      words(open, ratings: [(.texture, rated)]).seen == [
        "Your ratings of texture: 4 in the window (2 ratings): not enough to compare."
      ])
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
  }
}
