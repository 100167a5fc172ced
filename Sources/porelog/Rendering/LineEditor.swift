/// A line of text that is edited with the keys of readline.
struct LineEditor: Hashable, Sendable {
  private var characters: [Character]
  /// The number of characters before the cursor.
  private(set) var position: Int
  /// The most bytes of UTF-8 that the text may have.
  let limit: Int

  /// Edits `text`, with the cursor at its end.
  init(_ text: String, limit: Int) {
    characters = Array(text)
    position = characters.count
    self.limit = limit
  }

  var text: String { String(characters) }

  /// Handles a key; one that edits nothing is ignored.
  mutating func press(_ key: Checklist.Key) {
    switch key {
    case .character(let character): insert(character)
    case .left: position = max(0, position - 1)
    case .right: position = min(characters.count, position + 1)
    case .lineStart: position = 0
    case .lineEnd: position = characters.count
    case .backspace: remove(from: position - 1)
    case .delete: if position < characters.count { characters.remove(at: position) }
    case .killLine: characters.removeSubrange(position...)
    case .killStart: remove(from: 0)
    case .killWord: remove(from: wordStart)
    default: break
    }
  }

  private mutating func insert(_ character: Character) {
    guard text.utf8.count + character.utf8.count <= limit else { return }
    characters.insert(character, at: position)
    position += 1
  }

  /// Removes the characters between `start` and the cursor.
  private mutating func remove(from start: Int) {
    let start = max(0, start)
    characters.removeSubrange(start..<position)
    position = start
  }

  /// The start of the word before the cursor: words are separated by blanks.
  private var wordStart: Int {
    let blanks = characters[..<position].lastIndex { $0 != " " } ?? -1
    return (characters[..<max(0, blanks)].lastIndex { $0 == " " } ?? -1) + 1
  }

  /// The text around the cursor in `columns`, with the cursor as `_` or, within the text, as `|`.
  func shown(in columns: Int) -> String {
    var before = characters[..<position]
    var after = characters[position...]
    let cursor = after.isEmpty ? "_" : "|"
    func width(_ part: ArraySlice<Character>) -> Int { displayWidth(String(part)) }
    while width(before) + 1 + width(after) > columns, !before.isEmpty || !after.isEmpty {
      // The side with more text gives way first, so that the cursor keeps some of both beside it.
      if width(after) > width(before) { after.removeLast() } else { before.removeFirst() }
    }
    return String(before) + cursor + String(after)
  }
}
