import Text

/// A call taken apart.
///
/// Written by hand because swift-argument-parser cannot be had here; it knows only what porelog's
/// contract asks for: long options before or behind the command, `--name value` and `--name=value`, `--` before
/// operands that begin with a dash, and days such as `-3` as operands and values.
struct Arguments: Sendable {
  /// The command, or nil when none is named.
  private(set) var command: CommandDescription?
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  /// Whether the option was given.
  func has(_ option: String) -> Bool { values[option] != nil }
  /// The option's value, the last one of several.
  func value(_ option: String) -> String? { values[option]?.last }
  /// All the option's values, in order.
  func all(_ option: String) -> [String] { values[option] ?? [] }

  /// The whole number that is the option's value.
  ///
  /// - Throws: `Failure` when it is none of `range`.
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

  /// Takes `words` apart by the descriptions of `commands`.
  ///
  /// - Throws: `Failure` with code 64 that names the word and says what to do.
  init(_ words: [String], commands: [any Command.Type]) throws {
    var rest = words[...]
    var operandsOnly = false
    while let word = rest.popFirst() {
      if !operandsOnly, word == "--" {
        operandsOnly = true
      } else if !operandsOnly, Arguments.isOption(word) {
        try take(word, &rest, of: command)
      } else if command == nil {
        command = try Arguments.command(word, &rest, among: commands)
      } else {
        operands.append(word)
      }
    }
    // The shape of a call is of no concern to one who asks for help.
    if let command, !has("help") { try check(operands.count, of: command) }
  }

  private static func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return false }
    return !word.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private mutating func take(
    _ word: String, _ rest: inout ArraySlice<String>, of command: CommandDescription?
  ) throws {
    let equals = word.firstIndex(of: "=")
    let name = word[..<(equals ?? word.endIndex)]
    let options = CommandDescription.everywhere + (command?.options ?? [])
    let known = word == "-h" ? "--help" : name
    guard let option = options.first(where: { "--" + $0.name == known }) else {
      let nearest = nearest(to: String(name), among: options.map { "--" + $0.name })
      let place = command.map { "\($0.name) takes" } ?? "before the command there is"
      throw Failure(
        .usage, "\(place) no option \(quoted(String(name)))\(nearest): see porelog help")
    }
    var value: String?
    if let equals { value = String(word[word.index(after: equals)...]) }
    if option.value == nil, value != nil {
      throw Failure(.usage, "--\(option.name) takes no value: leave out what follows the =")
    }
    if let expected = option.value, value == nil {
      value = rest.popFirst()
      if value == nil { throw Failure(.usage, "--\(option.name) needs a \(expected) behind it") }
    }
    if !option.repeats, values[option.name] != nil {
      throw Failure(.usage, "--\(option.name) is given twice: give it once")
    }
    values[option.name, default: []].append(value ?? "")
  }

  /// The command that `word`, or it and the next one, names.
  private static func command(
    _ word: String, _ rest: inout ArraySlice<String>, among commands: [any Command.Type]
  ) throws -> CommandDescription {
    // `pause remove` before `pause`.
    if let next = rest.first, let command = commands.first(where: { $0.name == "\(word) \(next)" })
    {
      rest.removeFirst()
      return command.description
    }
    if let command = commands.first(where: { $0.name == word }) { return command.description }
    let family = commands.filter { $0.name.hasPrefix(word + " ") }
    guard !family.isEmpty else {
      let names = Set(commands.map { String($0.name.split(separator: " ")[0]) }).sorted()
      throw Failure(
        .usage,
        "there is no command \(quoted(word))\(nearest(to: word, among: names)): see porelog help")
    }
    // A family by itself shows what there is.
    let shown = family.first { $0.name == word + " show" || $0.name == word + " list" }
    if let shown, rest.first.map({ $0.hasPrefix("-") && $0 != "-h" && $0 != "--help" }) ?? true {
      return shown.description
    }
    // `user --help` asks about the whole family.
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
        : "\(quoted(operands[command.operandCount.upperBound])) is one word too many: write \(usage)"
    )
  }
}
