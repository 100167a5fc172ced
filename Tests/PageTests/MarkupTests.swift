import Testing

@testable import Page

@Suite struct MarkupTests {
  @Test func interpolatedTextsAreEscaped() {
    let nasty = "<script>alert(\"1\")</script> & 'x'\u{0}\u{202E}"
    let markup: Markup = "<b title=\"\(nasty)\">\(nasty)</b>"
    let safe = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;\u{FFFD}\u{FFFD}"
    #expect(markup.text == "<b title=\"\(safe)\">\(safe)</b>")
    #expect(("<i>\(markup)</i>" as Markup).text == "<i>\(markup.text)</i>")
  }

  @Test func coordinatesAreRoundedToTwoDecimals() {
    let numbers = [0, 1, -1.5, 2.345, 0.004, 10.05, -0.01]
    #expect(
      numbers.map { coordinate($0).text } == ["0", "1", "-1.50", "2.35", "0", "10.05", "-0.01"])
  }
}
