import Files
import Journal
import Routine
import Text
import Tracker

/// `porelog completions`: prints a completion script for a shell.
enum Completions: Command {
  static var name: String { "completions" }
  static let description = CommandDescription(
    name: name, operands: "bash|zsh|fish", operandCount: 1...1,
    summary: "print a completion script for a shell",
    details: [
      "bash: mkdir -p ~/.local/share/bash-completion/completions, then porelog completions bash > ~/.local/share/bash-completion/completions/porelog",
      "zsh: porelog completions zsh > a file called _porelog in a folder of your fpath",
      "fish: mkdir -p ~/.config/fish/completions, then porelog completions fish > ~/.config/fish/completions/porelog.fish",
    ])

  static func run(_ session: Session) throws {
    let shell = session.arguments.operands[0]
    // Not a shell: the scripts run `porelog completions steps` and so on to list what the journal has.
    if let listed = Listed(rawValue: shell) { return try list(listed, session) }
    let descriptions = commands.map { $0.description }
    let script: String
    switch shell {
    case "bash": script = bash(descriptions)
    case "zsh": script = zsh(descriptions)
    case "fish": script = fish(descriptions)
    default:
      throw Failure(.usage, "\(quoted(shell)) is no shell known here: it is bash, zsh or fish")
    }
    try session.console.write(Array(script.utf8))
  }

  /// What the scripts look up in the journal.
  private enum Listed: String {
    case steps, users, products, photos, devices
  }

  /// Prints the names of what is listed, one a line. Prints nothing when there is no journal, and creates none.
  private static func list(_ listed: Listed, _ session: Session) throws {
    guard let path = session.path, fileExists(path) else { return }
    let tracker = try session.tracker()
    let words: [String]
    switch listed {
    case .steps:
      let steps = try tracker.routine(session.user, withEnded: true)?.steps ?? []
      let keys = steps.map(\.step.key)
      words = keys.map(\.description) + Set(keys.map(\.slug.description)).sorted()
    case .users: words = try tracker.users().users.map(\.name)
    case .products: words = try tracker.products(session.user).map(\.name)
    case .photos: words = try tracker.photos(session.user).map(\.id)
    case .devices: words = try tracker.devices().lines.map(\.device.name)
    }
    // A name of several lines cannot be completed.
    for word in words where !word.contains(where: \.isNewline) { try session.console.print(word) }
  }

  /// What the operands of the command `name` are; nil when the journal does not have them.
  private static func listed(_ name: String) -> Listed? {
    switch name {
    case "log", "pause", "pause remove", "resume", "routine every", "routine use", "routine end",
      "routine move", "routine ramp", "routine resume", "routine rename":
      .steps
    case "product set", "product remove", "product open", "product finish": .products
    case "user default", "user set", "user erase": .users
    case "photo forget": .photos
    case "device remove": .devices
    default: nil
    }
  }

  /// What the value of `option` is; nil when the journal does not have it.
  private static func listed(_ option: CommandDescription.Option) -> Listed? {
    if option.value?.hasPrefix("STEP") ?? false { return .steps }
    return option.name == "user" ? .users : option.name == "product" ? .products : nil
  }

  /// The words for days.
  private static let days =
    ["today", "yesterday"] + weekdayNames

  /// The values of `option` that are the same for every user.
  private static func values(_ option: CommandDescription.Option) -> [String] {
    option.value == "DAY" ? days : option.values
  }

  /// The operands of the command `name` that are the same for every user, such as slots.
  private static func operands(of name: String) -> [String] {
    switch name {
    case "log": Slot.allCases.map(\.rawValue) + days
    case "day", "week": days
    case "completions": ["bash", "zsh", "fish"]
    case "pause", "resume", "pause remove":
      ["all"] + Active.allCases.map { "active:\($0.rawValue)" }
    case "rate": Measure.allCases.map { "\($0.rawValue)=" }
    case "help":
      Array(Set(commands.map { firstWord(of: $0.description.name) })).sorted()
        + Help.Topic.allCases.map(\.rawValue)
    default: []
    }
  }

  private static func firstWord(of name: String) -> String {
    String(name.prefix { $0 != " " })
  }

  /// The first words of the commands' names, each with the second words that can follow it.
  private static func families(
    _ descriptions: [CommandDescription]
  ) -> [(word: String, seconds: [String])] {
    var families: [(word: String, seconds: [String])] = []
    for name in descriptions.map(\.name) {
      let words = name.split(separator: " ").map(String.init)
      if families.last?.word != words[0], !families.contains(where: { $0.word == words[0] }) {
        families.append((words[0], []))
      }
      if words.count > 1, let index = families.firstIndex(where: { $0.word == words[0] }) {
        families[index].seconds.append(words[1])
      }
    }
    return families
  }

  /// All options that `command` takes.
  private static func options(_ command: CommandDescription) -> [CommandDescription.Option] {
    command.options + CommandDescription.everywhere
  }

  // MARK: bash

  private static func bash(_ descriptions: [CommandDescription]) -> String {
    let families = families(descriptions)
    var cases = ""
    for (word, seconds) in families where !seconds.isEmpty {
      cases += "    '\(word)') words='\(seconds.joined(separator: " "))' ;;\n"
    }
    var byCommand = ""
    for command in descriptions {
      let options = options(command).map { "--\($0.name)" }
      let words = (operands(of: command.name) + options).joined(separator: " ")
      let names = listed(command.name).map { "names='\($0.rawValue)'; " } ?? ""
      byCommand += "    '\(command.name)') \(names)words=\"$words \(words)\" ;;\n"
    }
    var values = ""
    for option in unique(descriptions.flatMap(options)) where option.value != nil {
      let offer =
        ["FILE", "DIR"].contains(option.value ?? "")
        ? "COMPREPLY=($(compgen -f -- \"$current\"))"
        : listed(option).map { "_porelog_names \($0.rawValue)" }
          ?? "COMPREPLY=($(compgen -W '\(self.values(option).joined(separator: " "))' -- \"$current\"))"
      values += "    --\(option.name)) \(offer); return ;;\n"
    }
    return """
      # bash completion for porelog, made by: porelog completions bash
      # Names are compared as they are: compgen -W would expand a name such as $(date).
      _porelog_names() {
        local name
        while IFS= read -r name; do
          [[ "$name" == "$current"* ]] && COMPREPLY+=("$(printf '%q' "$name")")
        done < <(porelog completions "$1" 2>/dev/null)
      }
      _porelog() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        local word first='' second='' words='' names='' skip=''
        # readline takes = for a word of its own.
        [ "$previous" = '=' ] && previous="${COMP_WORDS[COMP_CWORD-2]}"
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          if [ -n "$skip" ]; then skip=''; continue; fi
          case "$word" in
          --db|--user|--today|--color) skip=1 ;;
          -*) ;;
          *) if [ -z "$first" ]; then first="$word"; elif [ -z "$second" ]; then second="$word"; fi ;;
          esac
        done
        case "$previous" in
      \(values.dropLast())
        esac
        if [ -z "$first" ]; then
          words='\(families.map(\.word).joined(separator: " ")) \
      \(CommandDescription.everywhere.map { "--\($0.name)" }.joined(separator: " "))'
        else
          if [ -z "$second" ]; then
            case "$first" in
      \(cases.dropLast())
            esac
          fi
          case "$first${second:+ $second}" in
      \(byCommand.dropLast())
          *) case "$first" in
      \(byCommand.dropLast())
            esac ;;
          esac
        fi
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        [ -n "$names" ] && _porelog_names "$names"
        case "$first" in import|export) COMPREPLY+=($(compgen -f -- "$current")) ;; esac
        # No blank behind texture=.
        [ "${#COMPREPLY[@]}" = 1 ] && case "${COMPREPLY[0]}" in *=) compopt -o nospace 2>/dev/null ;; esac
      }
      complete -F _porelog porelog

      """
  }

  // MARK: zsh

  private static func zsh(_ descriptions: [CommandDescription]) -> String {
    func escape(_ text: String) -> String {
      text.replacing("'", with: "'\\''").replacing(":", with: "\\:")
        .replacing("[", with: "\\[").replacing("]", with: "\\]")
    }
    func spec(_ option: CommandDescription.Option) -> String {
      let star = option.repeats ? "*" : ""
      var text = "'\(star)--\(option.name)[\(escape(option.help))]"
      if let value = option.value {
        let action =
          ["FILE", "DIR"].contains(value)
          ? "_files"
          : listed(option).map { "_porelog_names \($0.rawValue)" }
            ?? (values(option).isEmpty ? " " : "(\(values(option).joined(separator: " ")))")
        text += ":\(escape(value)):\(action)"
      }
      return text + "'"
    }
    var cases = ""
    for command in descriptions {
      let specs = options(command).map(spec).joined(separator: " ")
      let words = operands(of: command.name).joined(separator: " ")
      let operand =
        ["import", "export"].contains(command.name)
        ? " '*:file:_files'"
        : listed(command.name).map { " '*:name:_porelog_names \($0.rawValue) \(words)'" }
          ?? (words.isEmpty ? " '*: : '" : " '*:word:(\(words))'")
      cases += "    '\(command.name)') _arguments -S \(specs)\(operand) ;;\n"
    }
    let families = families(descriptions)
    let firsts = families.map { family in
      let summary = descriptions.first { firstWord(of: $0.name) == family.word }?.summary ?? ""
      return "'\(family.word):\(escape(summary))'"
    }
    let seconds = families.filter { !$0.seconds.isEmpty }.map { family in
      "    \(family.word)) seconds=(\(family.seconds.joined(separator: " "))) ;;"
    }
    return """
      #compdef porelog
      # zsh completion for porelog, made by: porelog completions zsh
      _porelog_names() {
        # Before the kind stand options for compadd, behind it further words.
        local at=${argv[(i)(steps|users|products|photos)]}
        compadd "${(@)argv[1,at - 1]}" -- "${(@)argv[at + 1,-1]}" \
          "${(@f)$(porelog completions ${argv[at]} 2>/dev/null)}"
      }
      _porelog() {
        local -a firsts seconds
        local first second command
        firsts=(\(firsts.joined(separator: " ")))
        local index=2
        while (( index < CURRENT )) && [[ "${words[index]}" == -* ]]; do
          case "${words[index]}" in --db|--user|--today|--color) (( index++ )) ;; esac
          (( index++ ))
        done
        if (( index >= CURRENT )); then
          if (( index > CURRENT )) || [[ "${words[CURRENT]}" == -* ]]; then
            _arguments -S \(CommandDescription.everywhere.map(spec).joined(separator: " "))
          else
            _describe command firsts
          fi
          return
        fi
        first="${words[index]}"; second="${words[index+1]}"
        seconds=()
        case "$first" in
      \(seconds.joined(separator: "\n"))
        esac
        command="$first"
        if (( ${#seconds} )) && (( index + 1 == CURRENT )) && [[ "$second" != -* ]]; then
          compadd -a seconds
        fi
        if (( ${seconds[(Ie)$second]} )) && (( index + 1 < CURRENT )); then
          command="$first $second"
          (( index++ ))
        fi
        shift $(( index - 1 )) words
        (( CURRENT -= index - 1 ))
        case "$command" in
      \(cases.dropLast())
        esac
      }
      if [ "$funcstack[1]" = _porelog ]; then _porelog "$@"; else compdef _porelog porelog; fi

      """
  }

  // MARK: fish

  private static func fish(_ descriptions: [CommandDescription]) -> String {
    func quote(_ text: String) -> String {
      "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
    func lookup(_ listed: Listed) -> String {
      "'(porelog completions \(listed.rawValue) 2>/dev/null)'"
    }
    func option(_ option: CommandDescription.Option, when condition: String?) -> String {
      var line = "complete -c porelog"
      if let condition { line += " -n \(quote(condition))" }
      line += " -l \(option.name) -d \(quote(option.help))"
      if let value = option.value {
        line += ["FILE", "DIR"].contains(value) ? " -r -F" : " -x"
        if let listed = listed(option) { line += " -a \(lookup(listed))" }
        let values = values(option)
        if !values.isEmpty { line += " -a \(quote(values.joined(separator: " ")))" }
      }
      return line
    }
    let families = families(descriptions)
    var lines = [
      "# fish completion for porelog, made by: porelog completions fish",
      "complete -c porelog -e", "complete -c porelog -f",
    ]
    lines += CommandDescription.everywhere.map { option($0, when: nil) }
    for (word, seconds) in families {
      let summary = descriptions.first { firstWord(of: $0.name) == word }?.summary ?? ""
      lines.append(
        "complete -c porelog -n __fish_use_subcommand -a \(word) -d \(quote(seconds.isEmpty ? summary : seconds.joined(separator: ", ")))"
      )
      for second in seconds {
        let help = descriptions.first { $0.name == "\(word) \(second)" }?.summary ?? ""
        let others = seconds.joined(separator: " ")
        let condition =
          "__fish_seen_subcommand_from \(word); and not __fish_seen_subcommand_from \(others)"
        lines.append(
          "complete -c porelog -n \(quote(condition)) -a \(second) -d \(quote(help))")
      }
    }
    for command in descriptions {
      let condition = command.name.split(separator: " ")
        .map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
      if let listed = listed(command.name) {
        lines.append("complete -c porelog -n \(quote(condition)) -a \(lookup(listed))")
      }
      for word in operands(of: command.name) {
        lines.append("complete -c porelog -n \(quote(condition)) -a \(quote(word))")
      }
      if ["import", "export"].contains(command.name) {
        lines.append("complete -c porelog -n \(quote(condition)) -F")
      }
      lines += command.options.map { option($0, when: condition) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `options` without repeated names.
  private static func unique(
    _ options: [CommandDescription.Option]
  ) -> [CommandDescription.Option] {
    var seen: Set<String> = []
    return options.filter { seen.insert($0.name).inserted }
  }
}
