import Calendar
import Reporting
import Routine
import Testing
import Wording

@Suite struct WeekWordsTests {
  let week = Week(of: Day(number: 20_241))

  /// The tally of a week in which `missed` times can no longer be done.
  func tally(_ expected: Int, credit: Int, missed: Int, isClosed: Bool = false) -> Tally {
    var tally = Tally(isClosed: isClosed)
    (tally.expected, tally.credit, tally.missed) = (expected, credit, missed)
    return tally
  }

  @Test(arguments: [
    (0, "0 days"), (1, "1 day"), (2, "2 days"), (-1, "-1 days"), (21, "21 days"),
  ])
  func aNounFollowsItsNumber(number: Int, words: String) {
    #expect(counted(number, "day") == words)
  }

  @Test func aNounMayHaveAPluralOfItsOwn() {
    #expect(counted(1, "copy", "copies") == "1 copy")
    #expect(counted(2, "copy", "copies") == "2 copies")
  }

  @Test func theShareOfAKeptWeekComesFromThePolicy() {
    #expect(keptShare == "80 %")
    #expect(keptShare == "\(Policy.keptPercent) %")
  }

  /// The standing of the week, as of its `day`, counted from 0 for Monday.
  func standing(_ tally: Tally, on day: Int) -> String {
    tally.standing(of: week, on: week.monday + day)
  }

  /// Definitions, Tally: a whole percent is rounded half up.
  @Test(arguments: [
    (1, 8, 13), (3, 8, 38), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0), (199, 200, 100),
    (41, 49, 84), (0, 5, 0), (5, 5, 100),
  ])
  func aSentenceHasWholePercents(credit: Int, of expected: Int, percent: Int) {
    let closed = tally(expected, credit: credit, missed: expected - credit, isClosed: true)
    #expect(
      standing(closed, on: 8).hasPrefix("2 to 8 June: \(credit) of \(expected) done, \(percent) %"))
  }

  /// 38 are expected, so 31 are needed and 7 can be missed.
  @Test func aRunningWeekSaysWhatCanBeMissed() {
    #expect(
      standing(tally(38, credit: 3, missed: 0), on: 0)
        == "This week: 3 of 38 done; you can miss 7 and still reach 80 %.")
    #expect(
      standing(tally(38, credit: 3, missed: 6), on: 2)
        == "This week: 3 of 38 done; you can miss 1 and still reach 80 %.")
    #expect(
      standing(tally(38, credit: 3, missed: 7), on: 6)
        == "This week: 3 of 38 done; miss none to reach 80 %.")
    #expect(
      standing(tally(38, credit: 3, missed: 8), on: 6)
        == "This week: 3 of 38 done; it will end below 80 %, and a new week starts Monday.")
  }

  /// Once 31 of 38 are done, nothing that is left can keep the week from being kept.
  @Test func aWeekThatIsReachedSaysSo() {
    #expect(
      standing(tally(38, credit: 31, missed: 1), on: 5)
        == "This week: 31 of 38 done; 80 % is reached.")
    #expect(
      standing(tally(38, credit: 30, missed: 1), on: 5)
        == "This week: 30 of 38 done; you can miss 6 and still reach 80 %.")
    #expect(
      tally(38, credit: 31, missed: 1).headline(isAhead: false)
        == "On track: 31 of 38 done, 80 % reached")
  }

  @Test func aWeekMayHaveNothingToSay() {
    #expect(standing(tally(0, credit: 0, missed: 0), on: 0) == "This week: nothing is due.")
    #expect(
      standing(tally(0, credit: 0, missed: 0, isClosed: true), on: 7)
        == "2 to 8 June: nothing was due.")
  }

  /// 49 are expected, so 40 are needed. 39 of 49 is a rounded 80 %, but the week is not kept.
  @Test func aClosedWeekSaysWhatWasNeeded() {
    #expect(
      standing(tally(49, credit: 40, missed: 9, isClosed: true), on: 7)
        == "2 to 8 June: 40 of 49 done, 82 %. Kept.")
    #expect(
      standing(tally(49, credit: 39, missed: 10, isClosed: true), on: 7)
        == "2 to 8 June: 39 of 49 done, 80 %; 40 were needed to keep it.")
  }

  @Test func aHeadlineIsAFewWords() {
    func headline(_ tally: Tally, isAhead: Bool = false) -> String {
      tally.headline(isAhead: isAhead)
    }
    #expect(
      headline(tally(38, credit: 3, missed: 5)) == "On track: 3 of 38 done, you can miss 2")
    #expect(headline(tally(38, credit: 3, missed: 7)) == "On track: 3 of 38 done, miss none")
    #expect(headline(tally(38, credit: 3, missed: 8)) == "Below 80 %: 3 of 38 done")
    #expect(headline(tally(38, credit: 0, missed: 0), isAhead: true) == "To come: 38 due")
    #expect(headline(tally(0, credit: 0, missed: 0)) == "Nothing is due")
    #expect(headline(tally(0, credit: 0, missed: 0, isClosed: true)) == "Nothing was due")
    #expect(
      headline(tally(49, credit: 40, missed: 9, isClosed: true)) == "Kept: 40 of 49 done, 82 %")
    #expect(
      headline(tally(49, credit: 39, missed: 10, isClosed: true))
        == "Not kept: 39 of 49 done, 40 needed")
  }

  @Test func aVerdictIsOfTheWholeWeek() {
    #expect(tally(38, credit: 3, missed: 5).verdict == "can miss 2")
    #expect(tally(38, credit: 3, missed: 7).verdict == "miss none")
    #expect(tally(38, credit: 3, missed: 8).verdict == "below 80 %")
    #expect(tally(49, credit: 40, missed: 9, isClosed: true).verdict == "kept")
    #expect(tally(49, credit: 39, missed: 10, isClosed: true).verdict == "not kept, 1 short")
    #expect(tally(38, credit: 30, missed: 1).verdict == "can miss 6")
    #expect(tally(38, credit: 31, missed: 1).verdict == "80 % reached")
  }

  @Test func theDisclaimerNamesItsPage() {
    #expect(disclaimer("week").contains("no medical advice"))
    #expect(disclaimer("week").contains("porelog help week explains"))
    #expect(disclaimer("milestones").contains("porelog help milestones explains"))
  }

  @Test func aRangeMayBeInWeeks() {
    #expect((14...28).words == "14 to 28")
    #expect(Policy.textureWindow.inWeeks == 2...4)
    #expect(Policy.activeWindow.inWeeks == 8...12)
  }
}
