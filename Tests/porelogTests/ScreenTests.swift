import Calendar
import Foundation
import TestSupport
import Testing

@testable import porelog

/// What the screens do when there is more than they have room for.
@Suite struct ScreenTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func call(
    _ words: String..., now: String = "2025-06-05T21:10:00Z", columns: Int = 80
  ) throws -> [String] {
    let finished = porelog.run(
      Invocation(
        arguments: words,
        environment: ["PORELOG_DB": folder.file("j.db"), "LANG": "C.UTF-8", "NO_COLOR": "1"],
        now: try Instant(parsing: now), terminal: Terminal(isTerminal: true, columns: columns)))
    #expect(finished.code == 0, "\(words): \(finished.errors)")
    return finished.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  /// 25 steps in the evening, all begun on Monday, 2 June. The last two were missed most.
  func fill() throws {
    _ = try call("user", "add", "hana", "--time-zone", "UTC", "--empty")
    for number in 1...25 {
      _ = try call(
        "routine", "add", "pm/step-\(number)", "--kind", "serum", "--every", "daily", "--from",
        "2025-06-02")
    }
    for day in ["2025-06-02", "2025-06-03", "2025-06-04"] {
      for number in 1...23 { _ = try call("log", "pm", "step-\(number)", "--on", day) }
    }
  }

  func steps(_ lines: [String]) -> [String] {
    lines.compactMap { $0.firstMatch(of: #/^  (step-\d+) /#)?.output.1 }.map(String.init)
  }

  @Test func aWeekOfManyStepsFitsTheScreen() throws {
    try fill()
    let monday = "2025-06-09T21:10:00Z"
    let week = try call("week", "last", now: monday)
    #expect(week.count <= 23, "\(week.joined(separator: "\n"))")
    #expect(week[0].contains("Not kept: 69 of 175 done, 140 needed"))
    // Those with the most missed are shown, then the first ones, all in their order.
    let names = steps(week)
    #expect(names.suffix(2) == ["step-24", "step-25"] && names.first == "step-1")
    #expect(week.contains("  and \(25 - names.count) more steps: porelog week --all"))
    let whole = try call("week", "last", "--all", now: monday)
    #expect(steps(whole).count == 25)
    #expect(!whole.contains { $0.contains("more step") || $0.contains("porelog week --all") })
    // What is to do today comes before what was missed.
    for number in 11...25 { _ = try call("log", "pm", "step-\(number)") }
    #expect(try steps(call("week")).prefix(10) == (1...10).map { "step-\($0)" }[...])
    for columns in [40, 50, 120] {
      for line in try call("week", columns: columns) { #expect(displayWidth(line) <= columns) }
    }
  }

  @Test func ofManyCautionsTheLastThreeAreShown() throws {
    _ = try call(
      "user", "add", "hana", "--time-zone", "UTC", "--quiet", now: "2025-05-31T08:00:00Z")
    for day in ["2025-06-01", "2025-06-02", "2025-06-03", "2025-06-04", "2025-06-05"] {
      _ = try call("log", "pm", "water-cleanse", "--skip", "oil-cleanse", "--on", day)
    }
    func cautions(_ lines: [String]) -> [String] { lines.filter { $0.hasPrefix("! ") } }
    let week = try call("week", now: "2025-06-06T21:10:00Z")
    #expect(
      cautions(week).map { String($0.prefix(6)) } == ["! and ", "! Tue ", "! Wed ", "! Thu "])
    #expect(cautions(week)[0] == "! and 1 earlier caution: porelog week --all")
    #expect(cautions(try call("week", "--all", now: "2025-06-06T21:10:00Z")).count == 4)
  }

  /// The line between what is over and what is to come stands behind today.
  @Test func aLineDividesTheRunningWeek() throws {
    _ = try call("log", "pm", "--all", now: "2025-06-02T20:00:00Z")
    #expect(try call("week", now: "2025-06-02T20:00:00Z")[1].hasSuffix(" M│T W T F S S"))
    #expect(try call("week", now: "2025-06-07T20:00:00Z")[1].hasSuffix(" M T W T F S│S"))
    #expect(try call("week", now: "2025-06-08T20:00:00Z")[1].hasSuffix(" M T W T F S S"))
    #expect(
      try call("week", "2025-W23", now: "2025-06-09T20:00:00Z")[1].hasSuffix(" M T W T F S S"))
  }

  @Test func todayBeginsWithTheSlotOfTheHour() throws {
    _ = try call("log", "pm", "--all", now: "2025-06-02T20:00:00Z")
    func titles(_ now: String) throws -> [String] {
      try call("today", now: now).filter { ["Morning", "Evening", "Weekly"].contains($0) }
    }
    #expect(try titles("2025-06-03T08:00:00Z") == ["Morning", "Evening"])
    #expect(try titles("2025-06-03T20:00:00Z") == ["Evening", "Morning"])
    // The first slot has a line a step, the other one is short.
    let morning = try call("today", now: "2025-06-03T08:00:00Z")
    #expect(morning[0].hasSuffix("  7 to do") && morning[1] == "Morning")
    #expect(morning[2] == "  ◌ cleanse")
    #expect(morning[7] == "  ◌ oil-cleanse  ◌ water-cleanse  ◌ niacinamide")
    _ = try call("log", "am", "all", now: "2025-06-03T08:00:00Z")
    _ = try call("log", "pm", "all", now: "2025-06-03T20:00:00Z")
    let done = try call("today", now: "2025-06-03T20:00:00Z")
    #expect(done[0].hasSuffix("  All done today"))
    #expect(done[1] == "Evening  ✓ oil-cleanse  ✓ water-cleanse  ✓ niacinamide")
  }

  @Test func anErrorIsWrappedOnATerminalAlone() throws {
    func errors(_ terminal: Terminal) throws -> [Substring] {
      let finished = porelog.run(
        Invocation(
          arguments: ["log", "nope"], environment: ["PORELOG_DB": folder.file("j.db")],
          now: try Instant(parsing: "2025-06-05T21:10:00Z"), terminal: terminal))
      #expect(finished.code == 65)
      return finished.errors.split(separator: "\n")
    }
    _ = try call("log", "pm", "--all")
    #expect(try errors(Terminal()).count == 1)
    let wrapped = try errors(Terminal(isTerminal: true, columns: 50, errorColumns: 50))
    #expect(wrapped.count > 1 && wrapped.allSatisfy { $0.count <= 50 })
    #expect(try errors(Terminal())[0] == wrapped.joined(separator: " "))
  }

  @Test func namesLoseTheirMiddle() {
    let style = Style(hasColor: false, hasUnicode: true, columns: 80)
    #expect(style.fitName("abcdef", to: 6) == "abcdef")
    #expect(style.fitName("abcdefgh", to: 6) == "abc…gh")
    #expect(style.fitName("abc", to: 6) == "abc   ")
    #expect(style.fitName("夜の洗顔と朝", to: 7) == "夜…朝  " || style.fitName("夜の洗顔と朝", to: 7) == "夜…と朝")
    #expect(Style.plain.fitName("abcdefgh", to: 6) == "abc~gh")
    for width in 1...14 {
      #expect(displayWidth(style.fitName("夜のabc洗顔xyz朝", to: width)) == width, "\(width)")
    }
  }

  @Test func aLineIsSpreadOrBroken() {
    let style = Style(hasColor: false, hasUnicode: true, columns: 20)
    #expect(style.spread("left", "right") == ["left           right"])
    #expect(style.spread("123456789", "123456789") == ["123456789  123456789"])
    #expect(style.spread("1234567890", "123456789") == ["1234567890", "123456789"])
    #expect(style.spread("left", "") == ["left"])
  }

  /// The cells are a rounding of the parts: they add up, and each is less than one cell off. Of equal remainders the first
  /// gets the cell.
  @Test func aBarHasPartsOfAWhole() {
    #expect(Bar.cells(for: [1, 1, 1], width: 10) == [4, 3, 3])
    #expect(Bar.cells(for: [0, 0, 5], width: 10) == [0, 0, 10])
    #expect(Bar.cells(for: [0, 0, 0], width: 10) == [0, 0, 0])
    #expect(Bar.cells(for: [1, 99, 0], width: 10) == [0, 10, 0])
    var random = SplitMix64(seed: 3)
    for _ in 0..<1000 {
      let amounts = (0..<3).map { _ in Int.random(in: 0...60, using: &random) }
      let (width, total) = (Int.random(in: 1...30, using: &random), amounts.reduce(0, +))
      guard total > 0 else { continue }
      let cells = Bar.cells(for: amounts, width: width)
      #expect(cells.reduce(0, +) == width)
      // The naive way: hand the cells out one by one to the part that is furthest below its share.
      var naive = amounts.map { $0 * width / total }
      var rest = amounts.map { $0 * width % total }
      for _ in 0..<(width - naive.reduce(0, +)) {
        guard let most = rest.max(), let index = rest.firstIndex(of: most) else { break }
        naive[index] += 1
        rest[index] = -1
      }
      #expect(cells == naive, "\(amounts), \(width)")
    }
  }
}
