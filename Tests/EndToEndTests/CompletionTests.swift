import Foundation
import TestSupport
import Testing

/// Runs the completion scripts in bash, zsh and fish.
@Suite struct CompletionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var environment: [String: String] {
    let folderOfProgram = URL(fileURLWithPath: program).deletingLastPathComponent().path
    return [
      "PORELOG_NOW": "2025-06-04T21:10:00Z", "HOME": folder.path,
      "PATH": "\(folderOfProgram):/usr/bin:/bin", "TERM": "dumb",
      "LC_ALL": "C.UTF-8",
    ]
  }

  func script(_ shell: String) throws -> String {
    _ = try start(program, ["user", "add", "me", "--time-zone", "UTC"], environment: environment)
      .finish()
    _ = try folder.write("", to: "nose.jpg")
    for words in [
      ["product", "add", "Zincgel"], ["product", "add", "$(touch pwned)"],
      ["photo", "add", folder.file("nose.jpg"), "--view", "nose"],
    ] {
      _ = try start(program, words, environment: environment).finish()
    }
    let finished = try start(program, ["completions", shell], environment: environment).finish()
    #expect(finished.code == 0 && finished.errors.isEmpty)
    return try folder.write(finished.output, to: shell == "zsh" ? "_porelog" : "porelog.\(shell)")
  }

  /// Command lines with an incomplete last word, the completions that must be offered, and some that must not.
  static let offers: [(words: String, offered: [String], other: [String])] = [
    ("porelog l", ["log"], ["week"]),
    ("porelog rou", ["routine"], ["log"]),
    ("porelog routine e", ["every", "end"], ["add"]),
    ("porelog log --sk", ["--skip"], ["--replace"]),
    ("porelog --json week --la", ["--last"], ["--skip"]),
    ("porelog pause all --reason t", ["travel"], ["illness"]),
    ("porelog routine add pm/x --active reti", ["retinoid"], ["bha"]),
    ("porelog pause active:n", ["active:niacinamide"], ["active:bha"]),
    ("porelog --color al", ["always"], ["auto"]),
    ("porelog completions z", ["zsh"], ["bash"]),
    ("porelog log pm oil", ["oil-cleanse"], ["toner"]),
    ("porelog routine every pm/nia", ["pm/niacinamide"], ["pm/oil-cleanse"]),
    ("porelog log am --skip sunsc", ["sunscreen"], ["toner"]),
    ("porelog pause weekly/clay", ["weekly/clay-mask"], ["all"]),
    ("porelog --user m", ["me"], ["Zincgel"]),
    ("porelog product open Zinc", ["Zincgel"], ["me"]),
    ("porelog log pm --product Zinc", ["Zincgel"], ["me"]),
    ("porelog photo forget 2025-06-0", ["2025-06-04/nose/e3b0c442"], ["me"]),
    ("porelog log pm --on yester", ["yesterday"], ["today"]),
    ("porelog log yester", ["yesterday"], ["today"]),
    ("porelog help form", ["formats"], ["faq"]),
  ]

  @Test(.enabled(if: isInstalled("/bin/bash"), "bash is not installed"), arguments: offers)
  func bashCompletes(words: String, offered: [String], other: [String]) throws {
    let script = try script("bash")
    let parts = words.split(separator: " ").map { "'\($0)'" }
    let finished = try start(
      "/bin/bash",
      [
        "--norc", "-c",
        """
        source '\(script)'; COMP_WORDS=(\(parts.joined(separator: " "))); COMP_CWORD=\(parts.count - 1)
        _porelog porelog; printf '%s\\n' "${COMPREPLY[@]}"
        """,
      ], environment: environment
    ).finish()
    let lines = finished.output.split(separator: "\n").map(String.init)
    #expect(finished.errors.isEmpty)
    for word in offered { #expect(lines.contains(word), "\(lines)") }
    for word in other { #expect(!lines.contains(word), "\(lines)") }
  }

  @Test(.enabled(if: isInstalled("/usr/bin/fish"), "fish is not installed"), arguments: offers)
  func fishCompletes(words: String, offered: [String], other: [String]) throws {
    let script = try script("fish")
    let finished = try start(
      "/usr/bin/fish", ["--no-config", "-c", "source '\(script)'; complete -C '\(words)'"],
      environment: environment
    ).finish()
    let lines = finished.output.split(separator: "\n").map {
      $0.split(separator: "\t").first.map(String.init) ?? ""
    }
    #expect(finished.errors.isEmpty)
    for word in offered { #expect(lines.contains(word), "\(lines)") }
    for word in other { #expect(!lines.contains(word), "\(lines)") }
  }

  /// zsh completes only on a terminal, so the test types the words and Tab into one.
  @Test(.enabled(if: isInstalled("/usr/bin/zsh"), "zsh is not installed"), arguments: offers)
  func zshCompletes(words: String, offered: [String], other: [String]) throws {
    _ = try script("zsh")
    let terminal = try PseudoTerminal(
      "/usr/bin/zsh", ["-f", "-i"], environment: environment, columns: 200, lines: 50)
    terminal.type("PS1='ready> '; fpath=('\(folder.path)' $fpath)\n")
    terminal.type(
      "autoload -Uz compinit && compinit -u -D; unsetopt menu_complete auto_menu zle_bracketed_paste\n"
    )
    terminal.type("zstyle ':completion:*' list-colors ''; echo go''od\n")
    try terminal.wait(for: "good\r\n")
    terminal.type(words + "\t\t")
    for word in offered {
      // A single completion is inserted into the line; several are listed.
      if offered.count == 1 {
        let typed = String(words.split(separator: " ").last ?? "")
        try terminal.wait(for: String(word.dropFirst(typed.count)))
      } else {
        try terminal.wait(for: word)
      }
    }
    terminal.type("\u{3}exit\n")
  }

  /// A name is data: no shell expands it.
  @Test(.enabled(if: isInstalled("/bin/bash"), "bash is not installed"))
  func aNameIsNotExpanded() throws {
    let script = try script("bash")
    let finished = try start(
      "/bin/bash",
      [
        "--norc", "-c",
        """
        cd '\(folder.path)'; source '\(script)'; COMP_WORDS=(porelog product open ''); COMP_CWORD=3
        _porelog porelog; printf '%s\\n' "${COMPREPLY[@]}"
        """,
      ], environment: environment
    ).finish()
    #expect(finished.output.contains(#"\$\(touch\ pwned\)"#))
    #expect(try !folder.names().contains("pwned"))
  }

  @Test(arguments: ["steps", "users", "products", "photos"])
  func completingNamesCreatesNoJournal(kind: String) throws {
    let finished = try start(program, ["completions", kind], environment: environment).finish()
    #expect(finished.code == 0 && finished.output.isEmpty)
    #expect(try folder.names().isEmpty)
  }

  static let shells = [
    ("bash", "/bin/bash"), ("zsh", "/usr/bin/zsh"), ("fish", "/usr/bin/fish"),
  ].filter { isInstalled($0.1) }

  @Test(arguments: shells) func theScriptHasNoSyntaxErrors(shell: String, path: String) throws {
    let checked = try start(path, ["-n", try script(shell)], environment: environment).finish()
    #expect(checked.code == 0 && checked.errors.isEmpty, "\(checked.errors)")
  }
}
