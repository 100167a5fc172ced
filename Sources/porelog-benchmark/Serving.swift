import CLibrary
import Calendar
import Digest
import Journal

/// Compares porelog-serve with the same work in C, and with starlette and uvicorn when asked. The load comes from wrk.
struct Serving {
  /// The folder of the programs.
  let programs: String
  /// The number of people in the journal, each with a week of entries.
  let people: Int
  /// How many seconds each run takes.
  let seconds: Int
  /// How many runs of each program are compared.
  let pairs: Int
  /// The path of Python and that of its server; nil leaves them out.
  let python: (interpreter: String, script: String)?
  let folder: String

  /// A load of requests, and the figures that are reached with it.
  private struct Load {
    let script: String
    let connections: Int
  }

  /// What one run of wrk measured.
  struct Measurement {
    let requestsPerSecond: Double
    /// The time that 99 % of the requests took at most, in seconds.
    let slowest: Double
    /// The CPU time of the server for a request, in seconds.
    let cpu: Double
    /// The resident memory of the server afterwards, in bytes.
    let memory: Int
  }

  /// A line of the result.
  struct Figure {
    let name: String
    let value: String
    let limit: String
  }

  private static let host = "bench.example"
  private static let tokens = (cohort: "cohort", page: "page")

  /// Runs the servers in turn.
  func figures() throws -> [Figure] {
    let benchmark = try ownPath()
    let journal = "\(folder)/journal.db"
    _ = try ChildProcess(
      path: benchmark, arguments: ["make", journal, String(people), "7"],
      environment: ["TZ": "UTC", "HOME": folder]
    ).run()
    try moveToThisWeek(journal)
    try addDevices(to: journal)
    let week = try script("week", ourWeek), otherWeek = try script("other-week", twinWeek)
    let log = try script("log", ourLog), otherLog = try script("other-log", twinLog)

    var figures: [Figure] = []
    let reading = try compare(journal, week, otherWeek, connections: 16)
    figures.append(
      ratio("CPU of GET week, 16 connections", reading.map { $0.ours.cpu / $0.other.cpu }, "≤ 1.5"))
    let many = try compare(journal, week, otherWeek, connections: 64)
    figures.append(
      ratio(
        "p99 of GET week, 64 connections", many.map { $0.ours.slowest / $0.other.slowest }, "≤ 2"))
    let logging = try compare(journal, log, otherLog, connections: 16)
    figures.append(
      ratio(
        "durable logs a second, 16 connections",
        logging.map { $0.ours.requestsPerSecond / $0.other.requestsPerSecond }, "≥ 4/5"))
    let last = reading[reading.count - 1]
    figures += [
      Figure(
        name: "GET week a second, 16 connections", value: String(Int(last.ours.requestsPerSecond)),
        limit: ""),
      Figure(
        name: "CPU of GET week, microseconds", value: String(Int(last.ours.cpu * 1e6)), limit: ""),
      Figure(
        name: "durable logs a second",
        value: String(Int(logging[logging.count - 1].ours.requestsPerSecond)), limit: ""),
    ]
    if let python {
      let report = try script("report", pythonReport)
      func starlette(_ journal: String) -> ChildServer {
        ChildServer(
          python.interpreter, [python.script, journal, String(Serving.port), Serving.host])
      }
      let same = try compare(journal, week, report, connections: 16, with: starlette)
      let rows = try compare(journal, week, otherWeek, connections: 16, with: starlette)
      figures.append(
        ratio(
          "GET week a second ÷ uvicorn + starlette, counting in threads",
          same.map { $0.ours.requestsPerSecond / $0.other.requestsPerSecond }, ""))
      figures.append(
        ratio(
          "GET week a second ÷ uvicorn + starlette, rows in its loop",
          rows.map { $0.ours.requestsPerSecond / $0.other.requestsPerSecond }, "≥ 5"))
    }
    figures += try memory(journal, week)
    return figures
  }

  private func ratio(_ name: String, _ ratios: [Double], _ limit: String) -> Figure {
    let spread = Comparison.Spread(of: ratios)
    return Figure(
      name: name,
      value: "\(rounded(spread.median)) (\(rounded(spread.least)) to \(rounded(spread.most)))",
      limit: limit)
  }

  private func rounded(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let rest = String(hundredths % 100)
    return "\(hundredths / 100).\(rest.count == 1 ? "0" : "")\(rest)"
  }

  // MARK: - Runs

  private static let port = 7674

  private func server(_ journal: String) -> ChildServer {
    ChildServer(
      "\(programs)/porelog-serve",
      [
        "--db", journal, "--listen", "127.0.0.1:\(Serving.port)", "--behind-proxy",
        "https://\(Serving.host)",
      ])
  }

  private func twin(_ journal: String) -> ChildServer {
    ChildServer(
      "\(programs)/porelog-benchmark-twin", [journal, String(Serving.port), Serving.host])
  }

  private func compare(
    _ journal: String, _ script: String, _ other: String, connections: Int,
    with another: ((String) -> ChildServer)? = nil
  ) throws -> [(ours: Measurement, other: Measurement)] {
    try (1...pairs).map { pair in
      func ours() throws -> Measurement {
        try measure(server(journal), load: Load(script: script, connections: connections))
      }
      func others() throws -> Measurement {
        try measure(
          another?(journal) ?? twin(journal), load: Load(script: other, connections: connections))
      }
      printToStandardError("\(connections) connections, pair \(pair) of \(pairs)")
      if pair % 2 == 0 { return (try ours(), try others()) }
      let other = try others()
      return (try ours(), other)
    }
  }

  private func measure(_ server: ChildServer, load: Load) throws -> Measurement {
    try server.start(port: Serving.port)
    defer { server.stop() }
    _ = try wrk(load, seconds: 1)
    let before = try server.cpuSeconds()
    let result = try wrk(load, seconds: seconds)
    let cpu = try server.cpuSeconds() - before
    guard result.failures == 0, result.requests > 0 else {
      throw BenchmarkError(
        "\(server.path) failed \(result.failures) of \(result.requests) requests")
    }
    return Measurement(
      requestsPerSecond: result.perSecond, slowest: result.slowest,
      cpu: cpu / Double(result.requests), memory: try server.memory())
  }

  /// The memory of the server at rest, and after 100,000 requests.
  private func memory(_ journal: String, _ script: String) throws -> [Figure] {
    let server = server(journal)
    try server.start(port: Serving.port)
    defer { server.stop() }
    let load = Load(script: script, connections: 16)
    let rest = try server.memory()
    _ = try wrk(load, seconds: 1)
    let early = try server.memory()
    var requests = 0
    while requests < 100_000 { requests += try wrk(load, seconds: seconds).requests }
    func mebibytes(_ bytes: Int) -> String { rounded(Double(bytes) / Double(1 << 20)) + " MiB" }
    return [
      Figure(name: "memory at rest", value: mebibytes(rest), limit: "≤ 16 MiB"),
      Figure(name: "memory after a second of requests", value: mebibytes(early), limit: ""),
      Figure(
        name: "memory after \(requests) requests", value: mebibytes(try server.memory()),
        limit: "no growth"),
    ]
  }

  // MARK: - The load

  private struct Result {
    var requests = 0
    var perSecond = 0.0
    var slowest = 0.0
    var failures = 0
  }

  private func wrk(_ load: Load, seconds: Int) throws -> Result {
    let output = "\(folder)/wrk.txt"
    _ = try ChildProcess(
      path: "/usr/bin/wrk",
      arguments: [
        "-t1", "-c\(load.connections)", "-d\(seconds)s", "-s", load.script,
        "http://127.0.0.1:\(Serving.port)",
      ], environment: ["PATH": "/usr/bin"], output: output
    ).run()
    var result = Result()
    for line in try readText(output).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.first == "figures", words.count == 6 else { continue }
      result.requests = Int(words[1]) ?? 0
      result.perSecond = Double(words[2]) ?? 0
      result.slowest = (Double(words[3]) ?? 0) / 1e6
      result.failures = (Int(words[4]) ?? 0) + (Int(words[5]) ?? 0)
    }
    return result
  }

  /// Writes a script for wrk. At its end it prints: requests, requests a second, the 99th percentile in microseconds, wrong
  /// status codes, and errors of the connection.
  private func script(_ name: String, _ request: String) throws -> String {
    let path = "\(folder)/\(name).lua"
    try write(
      path,
      [
        "math.randomseed(os.time())\nlocal number = 0\nlocal run = math.random(0, 0xffffff)\n",
        request,
        """

        done = function(summary, latency, requests)
          local e = summary.errors
          print(string.format("figures %d %f %f %d %d", summary.requests,
            summary.requests / summary.duration * 1e6, latency:percentile(99), e.status,
            e.connect + e.read + e.write + e.timeout))
        end

        """,
      ])
    return path
  }

  private func headers(_ token: String) -> String {
    """
    local headers = { Host = "\(Serving.host)", Origin = "https://\(Serving.host)",
      Cookie = "__Host-porelog=\(token)", ["Content-Type"] = "application/json" }

    """
  }

  private var ourWeek: String {
    headers(Serving.tokens.cohort) + """
      request = function()
        return wrk.format("GET", string.format("/api/v1/week?user=u%06d", math.random(1, \(people))), headers)
      end
      """
  }

  private var twinWeek: String {
    headers(Serving.tokens.cohort) + """
      request = function()
        return wrk.format("GET", string.format("/week?monday=\(monday.number)&user=u%06d", math.random(1, \(people))), headers)
      end
      """
  }

  private var pythonReport: String { twinWeek.replacing("/week?", with: "/report?") }

  private var ourLog: String {
    headers(Serving.tokens.page) + """
      request = function()
        number = number + 1
        local id = string.format("%08x-0000-4000-8000-%012x", run, number)
        return wrk.format("POST", "/api/v1/actions", headers, '{"actions":[{"id":"' .. id
          .. '","action":{"log":{"day":"\(monday)","entries":[{"step":"pm/oil-cleanse","status":"done","count":'
          .. (1 + number % 1000) .. '}]}}}]}')
      end
      """
  }

  private var twinLog: String {
    headers(Serving.tokens.page) + """
      request = function()
        number = number + 1
        local id = string.format("%08x%08x", run, number)
        return wrk.format("POST", "/log", headers, '{"id":"' .. id .. '","user":"u000001","day":\(monday.number),'
          .. '"slot":"pm","step":"oil-cleanse","count":' .. (1 + number % 1000) .. '}')
      end
      """
  }

  /// The Monday of this week.
  private var monday: Day { Week(of: Day(number: time(nil) / 86_400)).monday }

  /// Moves every day of the journal, so that its week is this one: reports go on up to today.
  private func moveToThisWeek(_ path: String) throws {
    let days = monday - Samples.firstDay
    let columns = [
      ("entries", "day"), ("entries", "logged_at"), ("steps", "starts_on"), ("users", "created_on"),
      ("schedules", "from_day"),
    ]
    let changes = columns.map { table, column in
      "UPDATE \(table) SET \(column) = \(column) + \(column == "logged_at" ? days * 86_400 : days);"
    }
    _ = try ChildProcess(
      path: Bench.sqlite3, arguments: [path, changes.joined()], environment: [:]
    ).run()
  }

  private func addDevices(to path: String) throws {
    let journal = try Journal(at: path)
    let now = Instant(seconds: Int64(time(nil)))
    func hash(_ token: String) -> [UInt8] { SHA256.digest(of: Array(token.utf8)) }
    try journal.write {
      try journal.addDevice(
        .cohort, of: nil, named: "cohort", token: hash(Serving.tokens.cohort), at: now)
      try journal.addDevice(
        .page, of: journal.account(named: Samples.name(of: 1))?.id, named: "page",
        token: hash(Serving.tokens.page), at: now)
    }
  }
}
