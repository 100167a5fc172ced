import CLibrary

/// The prepared statements that a connection keeps, at most `capacity`; the least recently used ones are dropped first.
///
/// It is an array that is searched by the SQL. The search starts at the statement that was found last and wraps around:
/// a program uses its statements in much the same order again and again, so that usually one or two are compared, which
/// costs less than hashing the SQL.
struct StatementCache {
  /// How many statements are kept. Lowering it drops statements.
  var capacity: Int {
    didSet { evict() }
  }

  private var statements: [Statement] = []
  /// The place in `statements` at which the next search starts.
  private var start = 0
  private var lookups = 0

  init(capacity: Int) { self.capacity = capacity }

  /// The kept statement whose SQL is exactly `sql`, which may be running; nil when there is none.
  ///
  /// - Complexity: O(length of `sql` + kept statements).
  mutating func find(_ sql: String) -> Statement? {
    lookups += 1
    var place = start
    for _ in statements.indices {
      if statements[place].hasSQL(sql) {
        start = place
        statements[place].lastUse = lookups
        return statements[place]
      }
      place = place + 1 == statements.count ? 0 : place + 1
    }
    return nil
  }

  /// Keeps `statement`, which is not running and not kept yet.
  mutating func insert(_ statement: Statement) {
    statement.lastUse = lookups
    statements.append(statement)
    start = statements.count - 1
    evict()
  }

  /// Drops statements above `capacity`, but no running one: its SQL would be prepared a second time when it is needed
  /// again.
  private mutating func evict() {
    while statements.count > capacity,
      let oldest = statements.indices.filter({ !statements[$0].isRunning })
        .min(by: { statements[$0].lastUse < statements[$1].lastUse })
    {
      statements.remove(at: oldest)
      start = 0
    }
  }

  /// The SQL of the kept statements, sorted.
  var sql: [String] { statements.map(\.sql).sorted() }
}

extension Statement {
  /// Whether the statement was prepared from exactly `other`. `==` of strings would treat
  /// canonically equivalent texts as equal.
  fileprivate func hasSQL(_ other: String) -> Bool {
    guard sql.utf8.count == other.utf8.count else { return false }
    let isSame = sql.utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { other -> Bool in
        guard let left = own.baseAddress, let right = other.baseAddress else { return true }
        return left == right || memcmp(left, right, own.count) == 0
      }
    }
    return isSame.flatMap { $0 } ?? sql.utf8.elementsEqual(other.utf8)
  }
}
