import Testing

@testable import Text

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("toner", "tonr", 1), ("toner", "tonre", 1), ("ab", "ba", 1),
    ("kitten", "sitting", 3),
  ])
  func editDistances(left: String, right: String, distance: Int) {
    #expect(editDistance(left, right) == distance)
    #expect(editDistance(right, left) == distance)
  }

  @Test func onlyCloseNamesAreSuggested() {
    #expect(nearest(to: "tonr", among: ["toner", "cleanse"]) == " (did you mean toner?)")
    #expect(nearest(to: "xyz", among: ["toner", "cleanse"]) == "")
    #expect(nearest(to: "niac", among: ["niacinamide", "toner"]) == " (did you mean niacinamide?)")
  }
}
