import Text

/// The parsed command line.
///
/// The syntax: long options before or after the command, as `--name value` or `--name=value`; `--` before operands that
/// begin with a dash; days such as `-3` are operands and values, not options. Parsed by hand because the package has no
/// dependencies.
struct Arguments: Sendable {
  /// The command; nil when the command line has none.
  private(set) var command: CommandDescription?
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Whether the option was given.
  func has(_ option: String) -> Bool { values[option] != nil }
  /// The option's value, the last one if it is given several times.
  func value(_ option: String) -> String? { values[option]?.last }
  /// All values of the option, in the order given.
  func all(_ option: String) -> [String] { values[option] ?? [] }

  /// The option's value as a whole number; nil when the option is not given.
  ///
  /// - Throws: `Failure` when the value is not a whole number in `range`.
  func integer(_ option: String, in range: ClosedRange<Int>) throws -> Int? {
    try value(option).map { text in
      guard let number = wholeNumber(text), range.contains(number) else {
        throw Failure(
          .dataError,
          "--\(option) takes a whole number from \(range.lowerBound) to \(range.upperBound), not \(quoted(text))"
        )
      }
      return number
    }
  }

  /// Parses `arguments` by the descriptions of `commands`.
  ///
  /// - Throws: `Failure` with `ExitCode.usage` that quotes the wrong argument and says what to write.
  init(_ arguments: [String], commands: [any Command.Type]) throws {
    var rest = arguments[...]
    var operandsOnly = false
    while let argument = rest.popFirst() {
      if !operandsOnly, argument == "--" {
        operandsOnly = true
      } else if !operandsOnly, Arguments.isOption(argument) {
        try parseOption(argument, &rest, of: command)
      } else if command == nil {
        if let meant = Mistakes.meaning(of: argument, rest) {
          rest = meant[...]
          continue
        }
        command = try Arguments.findCommand(argument, &rest, among: commands)
      } else {
        operands.append(argument)
      }
    }
    // With --help, operands may be missing.
    if let command, !has("help") { try check(operands.count, of: command) }
  }

  /// Whether `argument` is an option rather than an operand such as `-3` or `-`.
  static func isOption(_ argument: String) -> Bool {
    guard argument.hasPrefix("-"), argument != "-" else { return false }
    return !argument.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The options that have a short form.
  private static let shortOptions: [String: Substring] = ["-h": "--help", "-a": "--all"]

  /// Stores the option `argument` with its value, which may be the first of `rest`.
  private mutating func parseOption(
    _ argument: String, _ rest: inout ArraySlice<String>, of command: CommandDescription?
  ) throws {
    let equals = argument.firstIndex(of: "=")
    let name = argument[..<(equals ?? argument.endIndex)]
    let options = CommandDescription.everywhere + (command?.options ?? [])
    let known = Arguments.shortOptions[argument] ?? name
    guard let option = options.first(where: { "--" + $0.name == known }) else {
      let nearest = nearest(to: String(name), among: options.map { "--" + $0.name })
      let place = command.map { "\($0.name) takes" } ?? "before the command there is"
      throw Failure(
        .usage, "\(place) no option \(quoted(String(name)))\(nearest): see porelog help")
    }
    var value: String?
    if let equals { value = String(argument[argument.index(after: equals)...]) }
    if option.value == nil, value != nil {
      throw Failure(.usage, "--\(option.name) takes no value: leave out what follows the =")
    }
    if let expected = option.value, value == nil {
      let isMissing = rest.first.map { next in options.contains { "--" + $0.name == next } } ?? true
      if isMissing { throw Failure(.usage, "--\(option.name) needs \(valueWords(expected))") }
      value = rest.popFirst()
    }
    if !option.repeats, values[option.name] != nil {
      throw Failure(.usage, "--\(option.name) is given twice: give it once")
    }
    values[option.name, default: []].append(value ?? "")
  }

  /// The command that `word` names, alone or together with the first of `rest`.
  private static func findCommand(
    _ word: String, _ rest: inout ArraySlice<String>, among commands: [any Command.Type]
  ) throws -> CommandDescription {
    // Try names of two words first: `pause remove` before `pause`.
    if let next = rest.first, let command = commands.first(where: { $0.name == "\(word) \(next)" })
    {
      rest.removeFirst()
      return command.description
    }
    if let command = commands.first(where: { $0.name == word }) { return command.description }
    let family = commands.filter { $0.name.hasPrefix(word + " ") }
    guard !family.isEmpty else {
      let names = Set(commands.map { String($0.name.split(separator: " ")[0]) }).sorted()
      let advice = Mistakes.advice(on: word)
      let hint = advice == nil ? nearest(to: word, among: names) : ""
      throw Failure(
        .usage, "there is no command \(quoted(word))\(hint): \(advice ?? "see porelog help")")
    }
    // The first word alone runs `show` or `list`: `user` is `user list`.
    let shown = family.first { $0.name == word + " show" || $0.name == word + " list" }
    if let shown, rest.first.map({ $0.hasPrefix("-") && $0 != "-h" && $0 != "--help" }) ?? true {
      return shown.description
    }
    // `user --help` shows help for every `user` command.
    if let next = rest.first, next == "--help" || next == "-h" {
      return CommandDescription(name: word, operandCount: 0...0, summary: "")
    }
    let second = rest.first.map { "\(word) \($0)" } ?? word
    let names = family.map { $0.name }
    let hint = nearest(to: second, among: names)
    throw Failure(
      .usage,
      "\(quoted(second)) is no command\(hint): it is one of \(names.joined(separator: ", "))")
  }

  private func check(_ count: Int, of command: CommandDescription) throws {
    if command.operandCount.contains(count) { return }
    let usage = "porelog \(command.name) \(command.operands)".trimmed
    throw Failure(
      .usage,
      count < command.operandCount.lowerBound
        ? "something is missing: write \(usage)"
        : "unexpected word \(quoted(operands[command.operandCount.upperBound])): write \(usage)"
    )
  }

  /// The value of an option in words.
  private func valueWords(_ value: String) -> String {
    switch value {
    case "N": "a number"
    case "DAY": "a day, such as yesterday or 2025-06-02"
    case "FILE": "the name of a file"
    case "DIR": "the name of a folder"
    case "TEXT": "a text"
    case "NAME": "a name"
    case "R": "a reason"
    case "HH:MM": "a time, such as 07:30"
    case let step where step.hasPrefix("STEP"): "a step"
    default: "a value (\(value))"
    }
  }
}
