import Calendar
import Reporting
import Routine
import TestSupport
import Testing

/// When a report invites the user to rate and to take a photo.
@Suite struct InvitationTests {
  /// A Monday, the first day on which the steps are done.
  let anchor = Day(number: 20_241)

  /// The invitations on `today`, given ratings and photos by their days after the anchor. The window of the texture
  /// milestone opens on day 14 and passes on day 35.
  func invitations(
    on today: Int, ratings: [Int] = [], signs: [Int] = [], photos: [(Int, PhotoTag?)] = []
  ) throws -> [Invitation] {
    let steps: [SmallJournal.SmallStep] = [Kind.waterCleanse, .moisturizer, .sunscreen].map {
      SmallJournal.SmallStep(
        step: Step(
          key: StepKey(slot: .am, slug: Slug(stored: $0.rawValue)), position: 1, kind: $0,
          firstDay: anchor),
        schedules: [Version(from: anchor, value: .daily)])
    }
    let journal = SmallJournal(
      today: anchor + today, steps: steps,
      loggedDays: (0...today).flatMap { day in
        steps.indices.map { LoggedDay(day: anchor + day, step: $0, status: .done) }
      }, pauses: [], procedures: [])
    let input = ReportInput(
      diary: journal.diary,
      ratings: ratings.map { Rating(day: anchor + $0, measure: .texture, score: 5) }
        + signs.map { Rating(day: anchor + $0, measure: .redness, score: 1) },
      photos: photos.map { day, tag in
        var photo = Photo(
          day: anchor + day, view: .nose, sha256: String(repeating: "a", count: 64), bytes: 1,
          file: "x")
        photo.tag = tag
        return photo
      })
    let attempts = MilestoneReport.all(of: input, today: anchor + today).map(\.attempt)
      .filter { $0.milestone == .texture }
    #expect(attempts.count == 1 && (today >= 14) == (attempts.first?.openedOn == anchor + 14))
    return input.invitations(of: attempts, on: anchor + today)
  }

  @Test func theFirstWeekInvitesUntilItsLastDay() throws {
    #expect(try invitations(on: 0) == [.rate, .photo])
    #expect(try invitations(on: 6) == [.rate, .photo])
    #expect(try invitations(on: 7) == [])
  }

  @Test func whatLiesInTheBaselineIsNotAskedForAgain() throws {
    #expect(try invitations(on: 3, ratings: [-7]) == [.photo])
    #expect(try invitations(on: 3, ratings: [-8]) == [.rate, .photo])
    #expect(try invitations(on: 3, photos: [(-14, nil)]) == [.rate])
    #expect(try invitations(on: 3, photos: [(-15, nil)]) == [.rate, .photo])
    #expect(try invitations(on: 3, photos: [(1, .before)]) == [.rate])
    #expect(try invitations(on: 3, photos: [(1, .after)]) == [.rate, .photo])
  }

  @Test func signsAreNoRatingOfTheSkin() throws {
    #expect(try invitations(on: 3, signs: [1], photos: [(0, nil)]) == [.rate])
  }

  @Test func whatIsStillToComeIsNotThere() throws {
    #expect(try invitations(on: 3, ratings: [4], photos: [(4, nil)]) == [.rate, .photo])
  }

  @Test func anOpenWindowInvitesARatingEverySevenDays() throws {
    let photo: [(Int, PhotoTag?)] = [(14, nil)]
    #expect(try invitations(on: 13, photos: photo) == [])
    #expect(try invitations(on: 14, photos: photo) == [.rate])
    #expect(try invitations(on: 21, ratings: [15], photos: photo) == [])
    #expect(try invitations(on: 21, ratings: [14], photos: photo) == [.rate])
    #expect(try invitations(on: 34, photos: photo) == [.rate])
    #expect(try invitations(on: 35, photos: photo) == [])
  }

  @Test func anOpenWindowInvitesAPhotoUntilItHasOne() throws {
    #expect(try invitations(on: 18, ratings: [17]) == [.photo])
    #expect(try invitations(on: 18, ratings: [17], photos: [(13, nil)]) == [.photo])
    #expect(try invitations(on: 18, ratings: [17], photos: [(14, .after)]) == [])
    #expect(try invitations(on: 18, ratings: [17], photos: [(14, .before)]) == [.photo])
  }
}
