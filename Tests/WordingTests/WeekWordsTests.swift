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

  /// Definitions, Tally: a whole percent is rounded half up.
  @Test(arguments: [
    (1, 8, 13), (3, 8, 38), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0), (199, 200, 100),
    (41, 49, 84), (0, 5, 0), (5, 5, 100),
  ])
  func aSentenceHasWholePercents(credit: Int, of settled: Int, percent: Int) {
    let sentence = tally(settled, credit: credit, missed: settled - credit).standing(of: week)
    #expect(sentence.hasPrefix("2025-W23: \(credit) of \(settled) done, \(percent) %, 0 open; "))
  }

  /// 38 are expected, so 31 are needed and 7 to spare.
  @Test func aRunningWeekSaysWhatMayBeMissed() {
    #expect(
      tally(38, credit: 3, missed: 0).standing(of: week)
        == "2025-W23: 3 of 3 done, 100 %, 35 open; 7 may be missed for 80 %.")
    #expect(
      tally(38, credit: 3, missed: 6).standing(of: week)
        == "2025-W23: 3 of 9 done, 33 %, 29 open; 1 may be missed for 80 %.")
    #expect(
      tally(38, credit: 3, missed: 7).standing(of: week)
        == "2025-W23: 3 of 10 done, 30 %, 28 open; none may be missed for 80 %.")
    #expect(
      tally(38, credit: 3, missed: 8).standing(of: week)
        == "2025-W23: 3 of 11 done, 27 %, 27 open; 80 % is out of reach.")
  }

  @Test func aWeekMayHaveNothingToSay() {
    #expect(tally(0, credit: 0, missed: 0).standing(of: week) == "2025-W23: nothing is due.")
    #expect(
      tally(0, credit: 0, missed: 0, isClosed: true).standing(of: week)
        == "2025-W23: nothing is due.")
    #expect(
      tally(4, credit: 0, missed: 0).standing(of: week)
        == "2025-W23: nothing settled yet, 4 open; none may be missed for 80 %.")
  }

  /// 49 are expected, so 40 are needed.
  @Test func aClosedWeekSaysWhatWasNeeded() {
    #expect(
      tally(49, credit: 40, missed: 9, isClosed: true).standing(of: week)
        == "2025-W23: 40 of 49 done, 82 %; consistent, 40 were needed.")
    #expect(
      tally(49, credit: 39, missed: 10, isClosed: true).standing(of: week)
        == "2025-W23: 39 of 49 done, 80 %; not consistent, 40 were needed.")
  }

  @Test func aVerdictIsOfTheWholeWeek() {
    #expect(tally(38, credit: 3, missed: 5).verdict == "2 to spare")
    #expect(tally(38, credit: 3, missed: 7).verdict == "0 to spare")
    #expect(tally(38, credit: 3, missed: 8).verdict == "below 80 %")
    #expect(tally(49, credit: 40, missed: 9, isClosed: true).verdict == "consistent")
    #expect(tally(49, credit: 39, missed: 10, isClosed: true).verdict == "below 80 %")
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
