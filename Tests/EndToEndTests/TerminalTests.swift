import Foundation
import TestSupport
import Testing

/// The checklist on a pseudo-terminal.
@Suite(.serialized) struct TerminalTests {
  let folder: TemporaryFolder
  let environment: [String: String]
  let enter = "\u{1B}[?1049h"
  let leave = "\u{1B}[?1049l"

  init() throws {
    folder = try TemporaryFolder()
    environment = [
      "HOME": folder.path, "PORELOG_NOW": "2025-06-04T21:10:00Z", "TZ": "UTC", "LC_ALL": "C.UTF-8",
      "TERM": "xterm", "NO_COLOR": "1",
    ]
  }

  func open(_ words: String..., columns: Int = 80, lines: Int = 24) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      program, words, environment: environment, columns: columns, lines: lines)
    try terminal.wait(for: enter)
    return terminal
  }

  func entries() throws -> [String] {
    let finished = try start(program, ["export", "--table", "entries"], environment: environment)
      .finish()
    return finished.output.replacingOccurrences(of: "\r\n", with: "\n").split(separator: "\n")
      .dropFirst().map { line in
        let fields = line.components(separatedBy: ",")
        return fields[3] + " " + fields[4] + (fields[9].isEmpty ? "" : " " + fields[9])
      }
  }

  /// Due steps are ticked at the start, so that Enter logs all of them.
  @Test func enterLogsTheDueSteps() throws {
    let terminal = try open("log")
    try terminal.wait(for: "> [✓] oil-cleanse")
    try terminal.wait(for: "enter save")
    terminal.type("\r")
    try terminal.wait(for: leave)
    try terminal.wait(
      for: "Evening logged for Wed 4 June: oil-cleanse, water-cleanse, niacinamide.")
    #expect(try terminal.finish() == 0)
    #expect(terminal.isAsBefore)
    #expect(try entries() == ["niacinamide done", "oil-cleanse done", "water-cleanse done"])
  }

  @Test func keysSkipExcuseAndAddNotes() throws {
    let terminal = try open("log", "pm")
    try terminal.wait(for: "q leave")
    // Arrow keys move the cursor as well: down twice, then up.
    terminal.type("s\u{1B}[B\u{1B}[B\u{1B}[An夜\u{1B}OAx\u{7F}!\rje")
    try terminal.wait(for: "[~] niacinamide")
    terminal.type("\r")
    #expect(try terminal.finish() == 0)
    #expect(
      try entries() == ["niacinamide excused", "oil-cleanse skipped", "water-cleanse done 夜!"])
  }

  @Test func leavingLogsNothing() throws {
    for key in ["q", "\u{1B}", "\u{4}"] {
      let terminal = try open("log", "pm")
      try terminal.wait(for: "q leave")
      terminal.type(key)
      try terminal.wait(for: leave)
      try terminal.wait(for: "Nothing was logged.")
      #expect(try terminal.finish() == 0)
      #expect(terminal.isAsBefore)
    }
    #expect(try entries().isEmpty)
    #expect(
      try start(program, ["user", "list"], environment: environment).finish().output
        == "There is no user yet.\n")
  }

  /// Ctrl-C ends a program with 130, also while a note is written.
  @Test(arguments: ["\u{3}", "nnot yet\u{3}"]) func controlCInterrupts(keys: String) throws {
    let terminal = try open("log", "pm")
    try terminal.wait(for: "q leave")
    terminal.type(keys)
    try terminal.wait(for: leave)
    try terminal.wait(for: "porelog: nothing was logged")
    #expect(try terminal.finish() == 130)
    #expect(terminal.isAsBefore)
    #expect(try entries().isEmpty)
  }

  /// The shell gets its terminal back, and the list comes back as it was left.
  @Test func controlZStopsTheProgram() throws {
    let shell = try PseudoTerminal(
      "/bin/bash", ["--norc", "--noprofile", "-i"],
      environment: environment.merging(["PS1": "ready> "]) { $1 })
    try shell.wait(for: "ready> ")
    shell.type("'\(program)' log pm\r")
    try shell.wait(for: "> [✓] oil-cleanse")
    shell.type("s")
    try shell.wait(for: "> [-] oil-cleanse")
    shell.type("\u{1A}")
    try shell.wait(for: "Stopped")
    shell.type("echo is$((1 + 1))fine\r")
    try shell.wait(for: "is2fine")
    shell.type("fg\r")
    try shell.wait(for: "> [-] oil-cleanse")
    shell.type("\r")
    try shell.wait(for: "skipped oil-cleanse.")
    shell.type("exit\r")
    #expect(try shell.finish() == 0)
    #expect(
      try entries() == ["niacinamide done", "oil-cleanse skipped", "water-cleanse done"])
  }

  @Test func aLongListSaysHowMuchIsBelow() throws {
    for number in 1...6 {
      _ = try start(
        program, ["routine", "add", "pm/serum-\(number)", "--every", "daily", "--kind", "serum"],
        environment: environment
      ).finish()
    }
    // Of twelve lines, seven are for ten steps, and two of them say what is above and below.
    let terminal = try open("log", "pm", lines: 12)
    try terminal.wait(for: "↓ 5 more")
    terminal.type("jjjjjjjjj")
    try terminal.wait(for: "↑ 5 more")
    terminal.type("q")
    #expect(try terminal.finish() == 0)
  }

  @Test func aNoteIsEditedLikeALine() throws {
    let terminal = try open("log", "pm")
    try terminal.wait(for: "q leave")
    // Home, a character, right, delete, end, Ctrl-W, and a word.
    terminal.type("nbc del\u{1B}[Ha\u{1B}[C\u{1B}[3~\u{1B}[Fx\u{17}gone\r\r")
    try terminal.wait(for: leave)
    #expect(try terminal.finish() == 0)
    #expect(
      try entries() == ["niacinamide done", "oil-cleanse done ab gone", "water-cleanse done"])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func aSignalLeavesTheTerminalAsItWas(signal: Int32)
    throws
  {
    let terminal = try open("log", "pm")
    try terminal.wait(for: "q leave")
    #expect(!terminal.isAsBefore)
    terminal.send(signal)
    try terminal.wait(for: leave)
    #expect(try terminal.finish() == 128 + signal)
    #expect(terminal.isAsBefore)
    #expect(try entries().isEmpty)
  }

  @Test func theListIsRedrawnAfterAResize() throws {
    let terminal = try open("log", "am", columns: 80)
    try terminal.wait(for: "e excuse  n note  a all due  enter save  q leave")
    terminal.resize(columns: 40, lines: 6)
    try terminal.wait(for: "> [✓] cleanse")
    // Six lines have room for one step, the one under the cursor.
    terminal.type("jj")
    try terminal.wait(for: "> [✓] moisturizer")
    terminal.type("q")
    #expect(try terminal.finish() == 0)
  }

  @Test func loggedStepsAreLastAndCanBeCleared() throws {
    _ = try start(program, ["log", "oil-cleanse"], environment: environment).finish()
    let terminal = try open("log", "pm")
    try terminal.wait(for: "[✓] niacinamide    done")
    try terminal.wait(for: "[✓] oil-cleanse    done")
    try terminal.wait(for: "q leave")
    // The clay mask, which is due on Wednesdays, stands between; it is not ticked.
    terminal.type("jjj \r")
    #expect(try terminal.finish() == 0)
    #expect(try entries() == ["niacinamide done", "water-cleanse done"])
  }

  /// Adding a note keeps the other fields of the entry and the existing note.
  @Test func addingANoteKeepsTheRestOfTheEntry() throws {
    _ = try start(
      program, ["log", "pm", "oil-cleanse", "--count", "3", "--note", "one"],
      environment: environment
    ).finish()
    _ = try start(
      program, ["log", "pm", "--skip", "niacinamide=tired"], environment: environment
    ).finish()
    let terminal = try open("log", "pm")
    try terminal.wait(for: "q leave")
    // water-cleanse is due and first in the list; the space removes its tick.
    terminal.type(" jjntwo\rjnthree\r\r")
    try terminal.wait(for: leave)
    #expect(try terminal.finish() == 0)
    let rows = try start(program, ["export", "--table", "entries"], environment: environment)
      .finish().output
    #expect(rows.contains("oil-cleanse,done,3,,,,\"one\ntwo\","), "\(rows)")
    #expect(rows.contains("niacinamide,skipped,1,,,tired,three,"), "\(rows)")
    #expect(!rows.contains("water-cleanse"))
  }

  @Test func rateAsksForFourScores() throws {
    let terminal = try PseudoTerminal(program, ["rate"], environment: environment)
    try terminal.wait(for: "texture (0-10): ")
    terminal.type("4\n")
    try terminal.wait(for: "congestion (0-10): ")
    terminal.type("11\n")
    try terminal.wait(for: "congestion goes from 0 to 10: '11' is not one of them")
    terminal.type("\n")
    try terminal.wait(for: "pores (0-10): ")
    terminal.type("6\n")
    try terminal.wait(for: "oiliness (0-10): ")
    terminal.type("0\n")
    try terminal.wait(for: "Rated for Wed 4 June: texture 4, pores 6, oiliness 0.")
    #expect(try terminal.finish() == 0)
  }

  @Test func withoutATerminalThereIsNoChecklist() throws {
    let finished = try start(program, ["log", "pm"], environment: environment).finish()
    #expect(finished.code == 64)
    #expect(
      finished.errors == "porelog: name the steps you did, or give --all: porelog log pm --all\n")
  }
}
