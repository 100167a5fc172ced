import Text

/// `porelog help`: lists the commands, or explains one.
enum Help: Command {
  static var name: String { "help" }
  static let description = CommandDescription(
    name: name, operands: "[COMMAND|faq]", operandCount: 0...2,
    summary: "show help, for everything or for one command")

  static func run(_ session: Session) throws {
    let operands = session.arguments.operands
    try show(operands.isEmpty ? nil : operands.joined(separator: " "), session)
  }

  /// Prints help for the command `name`, or for all commands whose first word is `name`, such as `user`. Prints an
  /// overview when `name` is nil.
  static func show(_ name: String?, _ session: Session) throws {
    if name == "faq" {
      let lines = Faq.lines.flatMap { session.style.wrap($0) }
      return try session.console.print(lines.joined(separator: "\n"))
    }
    let descriptions = commands.map { $0.description }
    guard let name else { return try session.console.print(overview(descriptions, session.style)) }
    let meant = descriptions.filter { $0.name == name || $0.name.hasPrefix(name + " ") }
    guard !meant.isEmpty else {
      let hint = nearest(to: name, among: descriptions.map(\.name) + ["faq"])
      throw Failure(.usage, "there is no command \(quoted(name))\(hint): see porelog help")
    }
    let pages = meant.map { page($0, session.style).joined(separator: "\n") }
    try session.console.print(pages.joined(separator: "\n\n"))
  }

  private static func overview(
    _ descriptions: [CommandDescription], _ style: Style
  ) -> String {
    let head = [
      "porelog: a journal of a skincare routine, and what it adds up to", "",
      "Usage: porelog [OPTION...] COMMAND ...", "",
    ]
    let first = [
      ("porelog log pm --all", "log this evening's steps"),
      ("porelog week", "see how well the week is kept"),
    ]
    let options = CommandDescription.everywhere.map { (usage($0), $0.help) }
    let lines =
      head.flatMap { style.wrap($0) } + table(first, style) + ["", "Commands:"]
      + table(descriptions.map { ($0.name, $0.summary) }, style)
      + ["", "Options, before or behind the command:"] + table(options, style) + [""]
      + style.wrap(
        "porelog help COMMAND tells more, and porelog help faq answers questions. What is logged stays on this machine, in one file."
      )
    return lines.joined(separator: "\n")
  }

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

  private static func usage(_ option: CommandDescription.Option) -> String {
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
