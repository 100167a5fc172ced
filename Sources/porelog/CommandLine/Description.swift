/// The name, operands, options and help of a command. The parser, its error messages, help and shell completions are
/// all made from it.
struct CommandDescription: Sendable {
  /// One or two words: `log`, `user add`.
  let name: String
  /// The operands as help shows them: `[DAY] [SLOT] [STEP...]`.
  var operands = ""
  /// How many operands the command takes.
  var operandCount: ClosedRange<Int> = 0...0
  var options: [Option] = []
  /// What the command does, in one line.
  let summary: String
  /// Further help, one paragraph each.
  var details: [String] = []

  struct Option: Sendable {
    /// The name without the dashes.
    let name: String
    /// The name of the value in help; nil when the option takes no value.
    var value: String?
    /// Whether the option may be given more than once.
    var repeats = false
    /// What the option does, in one line.
    let help: String
    /// The values that shells complete; empty when there are too many to list.
    var values: [String] = []
  }

  /// The options that bound what a report or an export covers.
  static let spanOptions = [
    Option(name: "from", value: "DAY", help: "leave out earlier days"),
    Option(name: "to", value: "DAY", help: "leave out later days"),
  ]

  /// The options that every command takes, before or after its name.
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
