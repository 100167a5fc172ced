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
      ["week"] + (rest.contains { $0.hasPrefix("--last") } ? [] : ["--last", "12"]) + rest
    case "yesterday": ["day", "yesterday"] + rest
    case "unpause": ["resume"] + rest
    case "skip": skip(rest)
    case "photo" where isFile(rest.first): ["photo", "add"] + rest
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
    case "stop", "end": "porelog pause all pauses everything, porelog routine end STEP ends a step"
    default: nil
    }
  }

  /// `skip pm retinol` is `log pm --skip retinol`.
  private static func skip(_ rest: ArraySlice<String>) -> [String] {
    var (words, skipped) = (["log"], 0)
    var isValue = false
    for word in rest {
      if isValue || word.hasPrefix("-") && (try? dayWord(word)) == nil {
        // An option, or the value behind it.
        words.append(word)
        isValue = !isValue && !word.contains("=")
      } else if skipped == 0, Slot(typed: word) != nil || (try? dayWord(word)) != nil {
        words.append(word)
      } else {
        words += ["--skip", word]
        skipped += 1
      }
    }
    return skipped == 0 ? words + ["--skip", "all"] : words
  }

  /// Whether `operand` is the name of a file rather than a word such as `list`.
  private static func isFile(_ operand: String?) -> Bool {
    guard let operand, !operand.hasPrefix("-") else { return false }
    return operand.contains("/") || operand.contains(".")
  }
}
