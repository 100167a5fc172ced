import Calendar
import Routine

/// What people type instead of a command: words of other programs, and words that say what is meant.
enum Mistakes {
  /// The arguments that `word` and `rest` mean, when there is no doubt; nil for any other word.
  static func meaning(of word: String, _ rest: ArraySlice<String>) -> [String]? {
    switch word {
    case "stats", "status", "report": ["week"] + rest
    case "list", "show": ["routine", "show"] + rest
    case "history":
      ["week"] + (rest.contains { $0.hasPrefix("--last") } ? [] : ["--last", "12"])
        + rest.filter { $0 != "--all" && $0 != "-a" }
    case "yesterday": ["day", "yesterday"] + rest
    case "unpause": ["resume"] + rest
    case "skip": skip(rest)
    case "photo" where hasFile(rest): ["photo", "add"] + rest
    default: nil
    }
  }

  /// The commands that do what `word` may mean, as the end of a sentence; nil for any other word.
  static func advice(on word: String) -> String? {
    switch word {
    case "add": "porelog routine add adds a step, porelog product add a product"
    case "delete", "remove", "unlog":
      "porelog log --clear STEP takes out an entry, porelog undo takes back the last change"
    case "edit", "change", "set":
      "porelog log logs a step anew, porelog routine changes the routine"
    case "remind", "reminder", "reminders": "porelog export --ics FILE writes reminders"
    case "stop", "end":
      "porelog pause all --reason other pauses everything, porelog routine end STEP ends a step"
    default: nil
    }
  }

  /// `skip pm retinol` is `log pm --skip=retinol`; without a step, the whole slot is skipped.
  private static func skip(_ rest: ArraySlice<String>) -> [String] {
    let options = CommandDescription.everywhere + Log.description.options
    var (before, skipped): ([String], [String]) = (["log"], [])
    var words = rest
    while let word = words.popFirst() {
      if word == "--" {
        skipped += words
        words = []
      } else if word == "-a" || word == "--all" || word.lowercased() == "all" {
        skipped.append("all")
      } else if Arguments.isOption(word) {
        before.append(word)
        let takesValue = options.contains { "--" + $0.name == word && $0.value != nil }
        if takesValue, let value = words.popFirst() { before.append(value) }
      } else if !skipped.contains(where: { $0 != "all" }), Slot(typed: word) != nil || isDay(word) {
        before.append(word)
      } else {
        skipped.append(word)
      }
    }
    return before + (skipped.isEmpty ? ["all"] : skipped).map { "--skip=\($0)" }
  }

  private static func isDay(_ word: String) -> Bool { ((try? dayWord(word)) ?? nil) != nil }

  /// Whether the operands begin with the name of a file rather than a word such as `list`.
  private static func hasFile(_ rest: ArraySlice<String>) -> Bool {
    if let first = rest.first, ["add", "list", "check", "forget"].contains(first) { return false }
    return rest.contains { !$0.hasPrefix("-") && ($0.contains("/") || $0.contains(".")) }
  }
}
