import Interchange
import Text

/// `porelog help`: lists the commands, or explains one.
enum Help: Command {
  static var name: String { "help" }
  static let description = CommandDescription(
    name: name, operands: "[COMMAND|TOPIC]", operandCount: 0...2,
    options: [.init(name: "man", help: "print the manual page, for man -l or a folder of manpath")],
    summary: "help for everything, for a command or on a topic",
    details: [
      "TOPIC is \(Topic.allCases.map(\.rawValue).joined(separator: ", ")): all lists every command, faq answers questions, json names what --json prints, formats names the tables and columns of an export.",
      "porelog help --man > ~/.local/share/man/man1/porelog.1 keeps the manual page for man porelog.",
    ])

  /// A page of help that is about no single command.
  enum Topic: String, CaseIterable {
    case all, faq, json, formats
  }

  /// Commands that the overview lists in one line.
  struct Row {
    /// The first words of the commands.
    let commands: [String]
    let text: String
  }

  /// The overview: every first word of a command is in one row.
  static let groups: [(title: String, rows: [Row])] = [
    (
      "Every day",
      [
        Row(commands: ["log"], text: "log what you did: porelog log pm --all"),
        Row(commands: ["today"], text: "what is to do today"),
        Row(
          commands: ["rate", "note", "photo"],
          text: "how the skin looks: numbers, words, pictures"),
        Row(
          commands: ["pause", "resume", "procedure"],
          text: "for travel, illness, irritation or a treatment"),
      ]
    ),
    (
      "Look back",
      [
        Row(commands: ["week"], text: "how well the week is kept; week --last 12"),
        Row(commands: ["milestones"], text: "the guide's weeks 2 to 4 and 8 to 12"),
        Row(commands: ["usage"], text: "how often products are used, when they run out"),
        Row(commands: ["day", "notes", "ratings"], text: "one day, all notes, all ratings"),
      ]
    ),
    (
      "Change the routine",
      [
        Row(commands: ["routine"], text: "steps: show, add, every, use, ramp, end and more"),
        Row(commands: ["product"], text: "products: add, open, finish, list and more"),
        Row(commands: ["undo", "redo"], text: "take back the last change, or do it again"),
      ]
    ),
    (
      "Your data",
      [
        Row(commands: ["export", "import"], text: "CSV, the page, reminders; other trackers"),
        Row(commands: ["backup", "restore", "doctor"], text: "copies and checks"),
        Row(
          commands: ["user", "cohort", "serve", "device"],
          text: "several people; the journal on your phone"),
        Row(commands: ["completions", "help"], text: "for the shell; help COMMAND, help faq"),
      ]
    ),
  ]

  static func run(_ session: Session) throws {
    if session.arguments.has("man") {
      return try session.console.print(ManualPage.text(commands.map { $0.description }))
    }
    let operands = session.arguments.operands
    try show(operands.isEmpty ? nil : operands.joined(separator: " "), session)
  }

  /// Prints help for the command `name`, for all commands whose first word is `name`, such as `user`, or on the topic
  /// `name`. Prints an overview when `name` is nil.
  static func show(_ name: String?, _ session: Session) throws {
    let style = session.style
    let descriptions = commands.map { $0.description }
    guard let name else {
      return try session.console.print(overview(style).joined(separator: "\n"))
    }
    if let topic = Topic(rawValue: name) {
      return try session.console.print(
        lines(of: topic, descriptions, style).joined(separator: "\n"))
    }
    let meant = descriptions.filter { $0.name == name || $0.name.hasPrefix(name + " ") }
    guard !meant.isEmpty else {
      let hint = nearest(to: name, among: descriptions.map(\.name) + Topic.allCases.map(\.rawValue))
      throw Failure(.usage, "there is no command \(quoted(name))\(hint): see porelog help")
    }
    let pages = meant.map { page($0, style).joined(separator: "\n") }
    try session.console.print(pages.joined(separator: "\n\n"))
  }

  /// The overview, in 22 lines of 80 columns.
  private static func overview(_ style: Style) -> [String] {
    let width = groups.flatMap(\.rows).map { $0.commands.joined(separator: ", ").count }.max() ?? 0
    let rows = groups.flatMap { group in
      [style.paint(group.title, .bold)]
        + group.rows.flatMap { row in
          style.wrap(
            row.text.split(separator: " ").map(String.init),
            head: "  " + style.fit(row.commands.joined(separator: ", "), to: width) + "  ")
        }
    }
    return style.wrap("porelog: a journal of your skincare routine, on your own machine") + rows
      + style.wrap(
        "porelog help COMMAND explains one, porelog help all lists every one. Counted from your log; not medical advice."
      ).map { style.paint($0, .dim) }
  }

  private static func lines(
    of topic: Topic, _ descriptions: [CommandDescription], _ style: Style
  ) -> [String] {
    switch topic {
    case .faq: Faq.lines.flatMap { style.wrap($0) }
    case .all:
      ["Usage: porelog [OPTION...] COMMAND ...", "", "Commands:"]
        + table(descriptions.map { ($0.name, $0.summary) }, style)
        + ["", "Options, before or behind the command:"]
        + table(CommandDescription.everywhere.map { (usage($0), $0.help) }, style)
    case .json:
      style.wrap(
        "With --json a command prints one document on standard output: keys sorted, days as 2025-06-02, null for what is not known. These are the keys of the documents; JSON in the documentation says what each means."
      ) + [""] + table(jsonKeys.map { ($0.command, $0.keys.joined(separator: ", ")) }, style)
    case .formats:
      style.wrap(
        "porelog export DIR writes these tables as CSV (RFC 4180, UTF-8), and porelog import DIR reads them. Days are 2025-06-02, instants 2025-06-02T21:10:00Z."
      )
        + Table.allCases.flatMap { table in
          ["", style.paint(table.rawValue, .bold)]
            + style.wrap(
              table.columns.joined(separator: ", ").split(separator: " ").map(String.init),
              head: "  ")
        }
    }
  }

  /// The keys of the documents that reports print with --json.
  static let jsonKeys: [(command: String, keys: [String])] = [
    (
      "today",
      [
        "cautions", "day", "forewarnings", "invites", "pauses", "products", "recoveries", "steps",
        "total", "user", "week",
      ]
    ),
    (
      "week",
      [
        "actives", "causes", "cautions", "closed", "from", "groups", "runs", "sameDay", "says",
        "slots",
        "steps", "to", "total", "user", "week",
      ]
    ),
    ("milestones", ["milestones", "user"]),
    ("usage", ["from", "products", "swaps", "to", "user"]),
    ("cohort", ["users", "week", "whole"]),
  ]

  /// Help for one command.
  private static func page(_ command: CommandDescription, _ style: Style) -> [String] {
    var lines = ["porelog \(command.name) \(command.operands)".trimmed]
    lines += style.wrap([command.summary], head: "  ")
    for paragraph in command.details { lines += [""] + style.wrap(paragraph) }
    if !command.options.isEmpty {
      lines += ["", "Options:"] + table(command.options.map { (usage($0), $0.help) }, style)
    }
    return lines
  }

  /// The option with its value: `--on DAY`.
  static func usage(_ option: CommandDescription.Option) -> String {
    "--\(option.name)" + (option.value.map { " \($0)" } ?? "")
  }

  /// A table of two columns; the second is wrapped.
  private static func table(_ rows: [(String, String)], _ style: Style) -> [String] {
    let width = rows.map { $0.0.count }.max() ?? 0
    return rows.flatMap { name, text in
      style.wrap(
        text.split(separator: " ").map(String.init), head: "  " + style.fit(name, to: width) + "  ")
    }
  }
}
