import CLibrary

/// The command-line options. They are parsed by hand to avoid a dependency on an argument parser.
struct Options {
  var extent = Extent.whole
  var only: Part?
  var wantsJSON = false
  /// The path of the program that is measured.
  var program: String

  /// A part of the benchmark that can be run alone.
  enum Part: String, CaseIterable { case layers, everyday, exchange, crowd }

  static let help = """
    porelog-benchmark [--small] [--entries N,N] [--only PART] [--json] [--program FILE]

    Prints how porelog compares with plain C over libsqlite3 and with the sqlite3 shell:
    medians of runs in turn, and the ratio pair by pair. An exclamation mark stands behind
    what is to be less.

      --small         a little of everything, in seconds; else it takes some ten minutes
                      and 2 GB of disk
      --entries N,N   how many entries the layers are measured with
      --only PART     layers, everyday, exchange or crowd
      --json          one JSON document instead of the table
      --program FILE  the porelog to measure; else the one beside this program

    porelog-benchmark serve --help explains the benchmark of the server.

    Build each with swift build -c release --product NAME --traits Standalone
    --disable-local-rpath.
    TMPDIR is where the journals lie.
    """

  /// - Parameter benchmark: the path of this program.
  init(_ arguments: some Sequence<String>, benchmark: String) {
    program = benchmark.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/porelog"
    var iterator = arguments.makeIterator()
    while let argument = iterator.next() {
      switch argument {
      case "--small": extent = .small
      case "--json": wantsJSON = true
      case "--entries":
        let numbers = iterator.next()?.split(separator: ",").map { Int($0) } ?? [nil]
        let entries = numbers.compactMap { $0 }.filter { $0 >= 1000 }
        guard entries.count == numbers.count else {
          fail("--entries takes numbers from 1000 on, such as 1000,100000", 64)
        }
        extent.entries = entries
      case "--only":
        let parts = Part.allCases.map(\.rawValue).joined(separator: ", ")
        guard let part = iterator.next().flatMap(Part.init) else {
          fail("--only takes one of \(parts)", 64)
        }
        only = part
      case "--program":
        guard let file = iterator.next() else { fail("--program takes a file", 64) }
        program = file
      case "--help":
        print(Options.help)
        exit(0)
      default: fail("there is no \(argument): porelog-benchmark --help", 64)
      }
    }
    guard access(program, X_OK) == 0 else {
      fail("there is no program \(program): name one with --program", 66)
    }
    guard access(Bench.sqlite3, X_OK) == 0 else {
      fail("the sqlite3 shell is missing: apt-get install sqlite3", 66)
    }
  }

  func wants(_ part: Part) -> Bool { only == nil || only == part }
}

/// The options of `porelog-benchmark serve`.
struct ServeOptions {
  var people = 10_000
  var seconds = 5
  var pairs = 5
  var python: (interpreter: String, script: String)?

  static let help = """
    porelog-benchmark serve [--small] [--python INTERPRETER SCRIPT]

    Prints how porelog-serve compares with the same work in C over libmicrohttpd
    (porelog-benchmark-twin), under a load of wrk. Both lie beside this program.

      --small     a little of everything, in seconds
      --python    also compares with SCRIPT, which serves a week with starlette and uvicorn:
                  Tests/Server/starlette_twin.py
    """

  init(_ arguments: some Sequence<String>) {
    var iterator = arguments.makeIterator()
    while let argument = iterator.next() {
      switch argument {
      case "--small": (people, seconds, pairs) = (100, 1, 1)
      case "--python":
        guard let interpreter = iterator.next(), let script = iterator.next() else {
          fail("--python takes an interpreter and a script", 64)
        }
        python = (interpreter, script)
      case "--help":
        print(ServeOptions.help)
        exit(0)
      default: fail("there is no \(argument): porelog-benchmark serve --help", 64)
      }
    }
    guard access("/usr/bin/wrk", X_OK) == 0 else { fail("wrk is missing: apt-get install wrk", 66) }
  }
}

/// Prints a line that is not part of the results.
func printToStandardError(_ line: String) {
  let bytes = Array("\(line)\n".utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// Prints an error and ends the program.
func fail(_ message: String, _ code: Int32) -> Never {
  printToStandardError("porelog-benchmark: \(message)")
  exit(code)
}
