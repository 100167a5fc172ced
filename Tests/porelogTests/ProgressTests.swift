import Calendar
import Routine
import Testing

@testable import porelog

@Suite struct ProgressTests {
  let console = Transcript()

  func bar(_ words: [String] = [], columns: Int, clock: @escaping () -> Int) throws -> ProgressBar {
    let invocation = Invocation(
      arguments: words, environment: ["PORELOG_DB": "/nowhere/j.db"], now: Instant(seconds: 0),
      terminal: Terminal(errorColumns: columns))
    let session = try Session(Arguments(words, commands: commands), invocation, console)
    return session.progressBar("Importing", total: 200, clock: clock)
  }

  @Test func theBarAppearsAfterASecondAndIsErasedAtTheEnd() throws {
    var now = 5000
    var bar: ProgressBar? = try bar(columns: 40) { now }
    bar?.advance(by: 50)
    now += 999
    bar?.advance(by: 25)
    #expect(console.errors == "")
    now += 1
    bar?.advance(by: 25)
    let half = "Importing  ##########-----------   50 %"
    #expect(console.errors == "\r" + half)
    // It is redrawn at most every 100 ms.
    now += 99
    bar?.advance(by: 50)
    #expect(console.errors == "\r" + half)
    now += 1
    bar?.advance(by: 50)
    let whole = "Importing  #####################  100 %"
    #expect(console.errors == "\r" + half + "\r" + whole)
    // Releasing the bar erases it, also after an error.
    bar = nil
    #expect(console.errors.hasSuffix("\r" + String(repeating: " ", count: whole.count) + "\r"))
  }

  @Test(arguments: [([], 0), (["--quiet"], 80)] as [([String], Int)])
  func thereIsNoBarWithoutATerminalOrWithQuiet(words: [String], columns: Int) throws {
    var now = 0
    let bar = try bar(words, columns: columns) { now }
    now = 10_000
    bar.advance(by: 100)
    bar.erase()
    #expect(console.errors == "")
  }

  @Test func theBarFitsIntoAnyNumberOfColumns() {
    for columns in 1...200 {
      for done in [0, 1, 99, 100, 150, 200, 300] {
        let line = ProgressBar.line("Importing", done, of: 200, columns: columns)
        #expect(line.utf8.count < columns)
      }
    }
  }
}
