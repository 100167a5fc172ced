import TestSupport
import Testing

@testable import SQLite

@Suite struct StatementCacheTests {
  let connection: Connection

  init() throws { connection = try Connection(path: ":memory:") }

  @Test func aStatementIsPreparedOnce() throws {
    let first = try connection.statement("SELECT 1")
    #expect(try connection.statement("SELECT 1") === first)
    #expect(connection.preparedCount == 1)
  }

  @Test func scriptsAndBlanksDoNotCountAsPrepared() throws {
    try connection.executeScript("SELECT 1; SELECT 2;")
    #expect(connection.preparedCount == 0)
    _ = try connection.statement("SELECT 1; ; -- end")
    #expect(connection.preparedCount == 1)
    #expect(throws: SQLiteError.self) { _ = try connection.statement("SELECT 1; SELECT 2") }
    #expect(connection.preparedCount == 1)
  }

  @Test(arguments: 0..<5) func statementsAreFoundInAnyOrder(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let texts = (0..<5).map { "SELECT \($0)" }
    let kept = try texts.map { try connection.statement($0) }
    for _ in 0..<40 {
      let place = Int.random(in: texts.indices, using: &random)
      let found = try connection.statement(texts[place])
      #expect(found === kept[place])
      // While a statement runs, the same SQL gives another statement.
      try found.forEach { _ in
        let second = try connection.statement(texts[place])
        #expect(second !== found && second.sql == texts[place])
      }
    }
  }

  /// The two texts are equal by `==` and have the same number of bytes.
  @Test func canonicallyEquivalentTextsAreTwoStatements() throws {
    let (one, other) = ("SELECT hex('e\u{323}\u{302}')", "SELECT hex('e\u{302}\u{323}')")
    let first = try connection.statement(one).first { try $0.text(0) }
    #expect(first == "65CCA3CC82")
    #expect(try connection.statement(other).first { try $0.text(0) } == "65CC82CCA3")
  }

  @Test func theLeastRecentlyUsedIsDropped() throws {
    connection.statementCacheCapacity = 3
    for number in 1...3 { _ = try connection.statement("SELECT \(number)") }
    _ = try connection.statement("SELECT 1")
    _ = try connection.statement("SELECT 4")
    #expect(connection.keptSQL == ["SELECT 1", "SELECT 3", "SELECT 4"])
    connection.statementCacheCapacity = 1
    #expect(connection.keptSQL == ["SELECT 4"])
    connection.statementCacheCapacity = -1
    #expect(connection.keptSQL == [])
    #expect(try connection.statement("SELECT 5").first { try $0.integer(0) } == 5)
    #expect(connection.keptSQL == [])
  }

  @Test func aDroppedStatementCanStillRun() throws {
    connection.statementCacheCapacity = 1
    let dropped = try connection.statement("SELECT 1")
    _ = try connection.statement("SELECT 2")
    #expect(connection.keptSQL == ["SELECT 2"])
    #expect(try dropped.first { try $0.integer(0) } == 1)
  }

  @Test func aRunningStatementIsNotDropped() throws {
    connection.statementCacheCapacity = 2
    let running = try connection.statement("SELECT 1")
    try running.forEach { _ in
      for number in 2...5 { _ = try connection.statement("SELECT \(number)") }
      #expect(connection.keptSQL == ["SELECT 1", "SELECT 5"])
      connection.statementCacheCapacity = 0
      #expect(connection.keptSQL == ["SELECT 1"])
      // Another statement than the running one, which stays in the cache.
      #expect(try connection.statement("SELECT 1") !== running)
      #expect(connection.keptSQL == ["SELECT 1"])
      connection.statementCacheCapacity = 2
    }
    #expect(try connection.statement("SELECT 1") === running)
  }

  @Test func sixtyFourStatementsAreKeptByDefault() throws {
    for number in 0..<100 { _ = try connection.statement("SELECT \(number)") }
    #expect(connection.statementCacheCapacity == 64)
    #expect(connection.keptSQL.count == 64)
  }

  /// Compares with a list in order of use.
  @Test(arguments: 0..<5) func theMostRecentlyUsedAreKept(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    connection.statementCacheCapacity = 4
    var model: [String] = []
    for _ in 0..<200 {
      let sql = "SELECT \(Int.random(in: 0..<8, using: &random))"
      _ = try connection.statement(sql)
      model = Array((model.filter { $0 != sql } + [sql]).suffix(4))
      #expect(connection.keptSQL == model.sorted())
    }
  }
}
