import CBenchmark
import Calendar
import Journal

/// The amount of work that is measured.
struct Extent {
  /// The sizes, in entries, of the one-person journals with which the layers are measured.
  var entries: [Int]
  /// The number of entries imported and exported.
  var exchanged: Int
  /// The number of people in the shared journal, each with twelve weeks of entries.
  var people: Int
  /// The number of pairs of runs: short for everyday commands and the layers; long for import,
  /// export and the report on everyone; longest for the layers with more than a million entries.
  var pairs: (short: Int, long: Int, longest: Int)

  /// The full benchmark, which produces the figures in the README. It takes about ten minutes.
  static let whole = Extent(
    entries: [1000, 100_000, 10_000_000], exchanged: 1_000_000, people: 10_000, pairs: (41, 15, 5))
  /// A small benchmark that only shows that everything works. It takes seconds.
  static let small = Extent(
    entries: [1000, 10_000], exchanged: 20_000, people: 100, pairs: (3, 2, 1))
}

/// Runs the benchmark, with its files in `folder`.
struct Bench {
  let extent: Extent
  /// The path of the program that is measured.
  let porelog: String
  /// The path of this program. It is started again for the work of the layers and of the C code, so
  /// that each run has its own process.
  let benchmark: String
  let folder: String

  func file(_ name: String) -> String { "\(folder)/\(name)" }

  private func run(
    _ path: String, _ arguments: [String], today: Day = Samples.firstDay, output: String? = nil
  ) throws -> ChildRun {
    try ChildProcess(
      path: path, arguments: arguments,
      environment: [
        "HOME": folder, "TZ": "UTC", "PATH": "/usr/bin:/bin", "PORELOG_NOW": "\(today)T12:00:00Z",
      ], output: output
    ).run()
  }

  private func copy(_ source: String, to target: String) throws {
    _ = try run("/bin/sh", ["-c", "rm -f '\(target)'* && cp '\(source)' '\(target)'"])
  }

  /// Makes a journal in a separate process. On Linux, the peak memory of a process includes that of the process that
  /// started it, so this one must stay small.
  private func makeJournal(_ path: String, people: Int = 1, days: Int = 0) throws {
    _ = try run(benchmark, ["make", path, String(people), String(days)])
  }

  private func lastDay(of entries: Int) -> Day {
    Samples.firstDay + (entries / Samples.steps.count - 1)
  }

  // MARK: - The layers compared with C

  /// Measures inserting, scanning and reading single weeks, for each number of entries.
  func layers() throws -> (comparisons: [Comparison], footprints: [Footprint]) {
    let template = file("template.db")
    try makeJournal(template)
    var comparisons: [Comparison] = []
    var footprints: [Footprint] = []
    for entries in extent.entries {
      let journal = file("journal.db")
      for work in [Work.insert, .scan, .weeks] {
        printToStandardError("\(work.rawValue), \(entries) entries")
        let pairs = entries > 1_000_000 ? extent.pairs.longest : extent.pairs.short
        comparisons.append(try compare(work, entries, pairs, template, journal))
      }
      footprints.append(
        Footprint(entries: entries, bytesPerEntry: Double(size(of: journal)) / Double(entries)))
    }
    return (comparisons, footprints)
  }

  /// The outcome of the last work.
  private func outcome() throws -> Work.Outcome {
    let line = try readText(file("outcome"))
    guard let outcome = Work.Outcome(line: line) else {
      throw BenchmarkError("no outcome: \(line)")
    }
    return outcome
  }

  private func compare(
    _ work: Work, _ entries: Int, _ pairs: Int, _ template: String, _ journal: String
  ) throws -> Comparison {
    var outcomes: [Work.Side: Work.Outcome] = [:]
    func measure(_ side: Work.Side) throws -> Comparison.Measurement {
      let path = side == .c && work == .insert ? file("twin.db") : journal
      if work == .insert { try copy(template, to: path) }
      let run = try run(
        benchmark, ["work", work.rawValue, side.rawValue, path, String(entries)],
        output: file("outcome"))
      let outcome = try self.outcome()
      outcomes[side] = outcome
      return (outcome.seconds, run.peak)
    }
    let limits: [Work: Double] = [.insert: 1.15, .scan: 1.2]
    let comparison = try Comparison(
      work.rawValue, entries: entries, against: "C", limit: limits[work], pairs: pairs
    ) { _ in
      try measure(.porelog)
    } other: { _ in
      try measure(.c)
    }
    guard let ours = outcomes[.porelog], let other = outcomes[.c],
      ours.rows == other.rows, ours.sum == other.sum, ours.rows > 0
    else {
      throw BenchmarkError("\(work.rawValue): the two sides do not come to the same: \(outcomes)")
    }
    if work == .insert { try checkSame(journal, file("twin.db"), entries) }
    return comparison
  }

  /// Checks that both sides have inserted the same entries.
  private func checkSame(_ journal: String, _ twin: String, _ entries: Int) throws {
    let sums = try [journal, twin].map { path in
      let arguments = ["work", Work.scan.rawValue, Work.Side.c.rawValue, path, String(entries)]
      _ = try run(benchmark, arguments, output: file("outcome"))
      return try outcome().sum
    }
    guard sums[0] == sums[1] else {
      throw BenchmarkError("the two sides have not inserted the same")
    }
  }

  // MARK: - The program compared with the sqlite3 shell

  static let sqlite3 = "/usr/bin/sqlite3"

  private func compare(
    _ name: String, entries: Int, against: String = "sqlite3", limit: Double, pairs: Int,
    ours: (Int) throws -> ChildRun, other: (Int) throws -> ChildRun
  ) throws -> Comparison {
    printToStandardError("\(name), \(entries) entries")
    func measured(_ run: ChildRun) -> Comparison.Measurement { (run.seconds, run.peak) }
    return try Comparison(
      name, entries: entries, against: against, limit: limit, pairs: pairs
    ) {
      measured(try ours($0))
    } other: {
      measured(try other($0))
    }
  }

  /// Measures `week` and `log` with a journal of one year. Each run is a new process.
  func everyday() throws -> [Comparison] {
    let (entries, year) = (364 * Samples.steps.count, file("year.db"))
    try makeJournal(year, days: 364)
    let (today, query, twin) = (lastDay(of: entries), file("week.sql"), file("twin.db"))
    let monday = Week(of: today).monday
    try write(
      query,
      [
        """
        SELECT e.day, s.slot, s.slug, e.status, e.count, e.minutes, p.name, e.reason, e.note, e.logged_at, e.logged_after
        FROM entries AS e JOIN steps AS s ON s.user = e.user AND s.step = e.step
        LEFT JOIN products AS p ON p.user = e.user AND p.product = e.product
        WHERE e.user = 1 AND e.day BETWEEN \(monday.number) AND \(monday.number + 6) ORDER BY e.day, e.step;
        """
      ])
    let week = try compare("week", entries: entries, limit: 1.5, pairs: extent.pairs.short) { _ in
      try run(porelog, ["--db", year, "week"], today: today)
    } other: { _ in
      try run(Bench.sqlite3, [year, ".read \(query)"])
    }
    try copy(year, to: twin)
    // Logs the three evening steps, on a different day in each run. Both sides sync to disk.
    let log = try compare("log", entries: entries, limit: 1.5, pairs: extent.pairs.short) { pair in
      try run(
        porelog, ["--db", year, "log", "pm", "--all", "--on", "\(today + 1 + pair)"],
        today: today + 1 + pair)
    } other: { pair in
      let day = today.number + 1 + pair
      let rows = (5...7).map { "(1, \(day), \($0), 1, 1, \(day * 86_400 + 43_200), 0)" }
      return try run(
        Bench.sqlite3,
        [
          twin,
          """
          PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; BEGIN IMMEDIATE;
          INSERT INTO entries (user, day, step, status, count, logged_at, logged_after) VALUES \(rows.joined(separator: ", "));
          COMMIT;
          """,
        ])
    }
    return [week, log]
  }

  /// Measures the import and the export of `extent.exchanged` entries as CSV.
  func exchange() throws -> [Comparison] {
    let (entries, days) = (extent.exchanged, extent.exchanged / Samples.steps.count)
    let (source, csv) = (file("source.db"), file("csv"))
    try makeJournal(source, days: days)
    _ = try run(porelog, ["--db", source, "--quiet", "export", csv], today: lastDay(of: entries))
    for table in ["weeks", "milestones", "usage"] {
      _ = try run("/bin/rm", ["\(csv)/\(table).csv"])
    }
    let (target, shell, table) = (file("target.db"), file("shell.db"), file("table.sql"))
    try write(
      table,
      [
        """
        CREATE TABLE entries (user TEXT, day TEXT, slot TEXT, step TEXT, status TEXT, count TEXT, minutes TEXT,
        product TEXT, reason TEXT, note TEXT, logged_at TEXT, logged_on TEXT, PRIMARY KEY (user, day, slot, step)) WITHOUT ROWID;
        .mode csv
        .import --skip 1 \(csv)/entries.csv entries

        """
      ])
    let importing = try compare("import", entries: entries, limit: 1, pairs: extent.pairs.long) {
      _ in
      _ = try run("/bin/sh", ["-c", "rm -f '\(target)'*"])
      return try run(
        porelog, ["--db", target, "--quiet", "import", csv], today: lastDay(of: entries))
    } other: { _ in
      _ = try run("/bin/sh", ["-c", "rm -f '\(shell)'*"])
      return try run(Bench.sqlite3, [shell, ".read \(table)"])
    }
    let exported = file("exported.csv")
    let exporting = try compare("export", entries: entries, limit: 1, pairs: extent.pairs.long) {
      _ in
      let run = try ChildProcess(
        path: porelog, arguments: ["--db", target, "export", "--table", "entries"],
        environment: ["HOME": folder, "TZ": "UTC"], output: exported
      ).run()
      guard size(of: exported) == size(of: "\(csv)/entries.csv") else {
        throw BenchmarkError("what was exported is not what was imported")
      }
      return run
    } other: { _ in
      try ChildProcess(
        path: Bench.sqlite3, arguments: ["-csv", "-header", shell, "SELECT * FROM entries"],
        environment: ["HOME": folder], output: file("selected.csv")
      ).run()
    }
    return [importing, exporting]
  }

  /// Measures `cohort`, the report on everyone, and the week of one person in the same journal.
  func crowd() throws -> (comparisons: [Comparison], footprint: Footprint) {
    let (days, crowd, one) = (84, file("crowd.db"), file("one.db"))
    let entries = extent.people * days * Samples.steps.count
    printToStandardError("making \(entries) entries of \(extent.people) people")
    try makeJournal(crowd, people: extent.people, days: days)
    try makeJournal(one, days: days)
    let today = Samples.firstDay + (days - 1)
    let cohorts = try [("cohort", Work.everyone), ("cohort, lean", .counted)].map { name, work in
      try compare(name, entries: entries, against: "C", limit: 1.5, pairs: extent.pairs.long) { _ in
        try run(porelog, ["--db", crowd, "cohort"], today: today)
      } other: { _ in
        let arguments = ["work", work.rawValue, Work.Side.c.rawValue, crowd, "0"]
        let run = try run(benchmark, arguments, output: file("outcome"))
        guard try outcome().rows == entries else { throw BenchmarkError("C has not read everyone") }
        return run
      }
    }
    let name = Samples.name(of: extent.people / 2)
    let week = try compare(
      "week among many", entries: entries, against: "alone", limit: 1.2, pairs: extent.pairs.short
    ) { _ in
      try run(porelog, ["--db", crowd, "week", "--user", name], today: today)
    } other: { _ in
      try run(porelog, ["--db", one, "week"], today: today)
    }
    return (
      cohorts + [week],
      Footprint(entries: entries, bytesPerEntry: Double(size(of: crowd)) / Double(entries))
    )
  }
}
