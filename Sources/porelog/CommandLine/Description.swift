/// What a command is called, takes and does. Parsing, help and the messages about a wrong call are
/// all made from it.
struct CommandDescription: Sendable {
  /// Its words: `log`, or `user add`.
  let name: String
  /// What stands behind it, as help shows it: `[SLOT] [STEP...]`.
  var operands = ""
  /// The fewest and the most operands.
  var operandCount: ClosedRange<Int> = 0...0
  var options: [Option] = []
  /// What it does, in one line.
  let summary: String
  /// What else is to be known, a paragraph each.
  var details: [String] = []

  struct Option: Sendable {
    /// Its name without the dashes.
    let name: String
    /// What its value is called; nil when it takes none.
    var value: String?
    /// Whether it may be given more than once.
    var repeats = false
    let help: String
    /// The values it takes, where they are few; shells complete them.
    var values: [String] = []
  }

  /// Options that every command takes, before or behind its name.
  static let everywhere = [
    Option(name: "db", value: "FILE", help: "the journal; else PORELOG_DB, else the usual place"),
    Option(name: "user", value: "NAME", help: "whose; else PORELOG_USER, else the default user"),
    Option(name: "today", value: "DAY", help: "take this day for today"),
    Option(name: "json", help: "print one JSON document"),
    Option(
      name: "color", value: "WHEN", help: "auto, always or never",
      values: ["auto", "always", "never"]),
    Option(name: "quiet", help: "print results only, no confirmations"),
    Option(name: "help", help: "show help for the command"),
    Option(name: "version", help: "show the version"),
  ]
}
