import TestSupport
import Testing

@testable import porelog

@Suite struct LineEditorTests {
  func edited(_ text: String, _ keys: [Checklist.Key], limit: Int = 1000) -> LineEditor {
    var editor = LineEditor(text, limit: limit)
    for key in keys { editor.press(key) }
    return editor
  }

  @Test func keysEditTheText() {
    #expect(edited("abc", [.character("d")]).text == "abcd")
    #expect(edited("abc", [.left, .character("d")]).text == "abdc")
    #expect(edited("abc", [.lineStart, .character("d"), .right, .character("e")]).text == "daebc")
    #expect(edited("abc", [.lineStart, .lineEnd, .backspace]).text == "ab")
    #expect(edited("abc", [.lineStart, .backspace, .left, .delete]).text == "bc")
    #expect(edited("abc", [.delete]).text == "abc")
    #expect(edited("abc", [.left, .killLine]).text == "ab")
    #expect(edited("abc", [.left, .killStart]).text == "c")
    #expect(edited("one two  ", [.killWord]).text == "one ")
    #expect(edited("one", [.killWord, .killWord]).text == "")
    #expect(edited("夜のe\u{301}", [.backspace]).text == "夜の")
  }

  @Test func aTextKeepsItsLimit() {
    #expect(edited("ab", [.character("夜")], limit: 4).text == "ab")
    #expect(edited("ab", [.character("夜")], limit: 5).text == "ab夜")
  }

  @Test func theCursorIsShownWithWhatIsAroundIt() {
    #expect(edited("abc", []).shown(in: 10) == "abc_")
    #expect(edited("abc", [.left]).shown(in: 10) == "ab|c")
    #expect(edited("abcdef", []).shown(in: 4) == "def_")
    #expect(edited("abcdef", [.lineStart]).shown(in: 4) == "|abc")
    #expect(edited("夜の夜", []).shown(in: 4) == "夜_")
  }

  /// Whatever is typed, the cursor lies within the text, and the line fits.
  @Test func randomKeysKeepTheCursorInTheText() {
    var random = SplitMix64(seed: 1)
    let keys: [Checklist.Key] = [
      .character("a"), .character(" "), .character("夜"), .left, .right, .lineStart, .lineEnd,
      .backspace, .delete, .killLine, .killStart, .killWord, .up,
    ]
    for _ in 0..<200 {
      var editor = LineEditor("", limit: 30)
      for _ in 0..<60 {
        editor.press(random.pick(keys + [.character("b"), .character("c"), .left]))
        #expect((0...editor.text.count).contains(editor.position))
        #expect(editor.text.utf8.count <= 30)
        #expect(displayWidth(editor.shown(in: 12)) <= 12)
      }
    }
  }
}
