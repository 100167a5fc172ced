import CLibrary

// Compares porelog's layers with the same work in C, and the program with the sqlite3 shell.

/// Does one run of some work and prints its outcome. Arguments: WORK SIDE FILE ENTRIES.
func work(_ arguments: [String]) throws {
  guard arguments.count == 4, let work = Work(rawValue: arguments[0]),
    let side = Work.Side(rawValue: arguments[1]), let entries = Int(arguments[3])
  else { throw BenchmarkError("work takes WORK SIDE FILE ENTRIES") }
  print(try work.run(side, arguments[2], entries: entries).line)
}

/// Makes a journal. Arguments: FILE PEOPLE DAYS.
func make(_ arguments: [String]) throws {
  guard arguments.count == 3, let people = Int(arguments[1]), let days = Int(arguments[2]) else {
    throw BenchmarkError("make takes FILE PEOPLE DAYS")
  }
  try Samples.makeJournal(arguments[0], people: people, days: days)
}

/// Compares the server with the same work in C.
func serve(_ options: ServeOptions) throws {
  let programs = try ownPath().split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
  let figures = try withTemporaryFolder { folder in
    try Serving(
      programs: programs, people: options.people, seconds: options.seconds, pairs: options.pairs,
      python: options.python, folder: folder
    ).figures()
  }
  let width = figures.map(\.name.count).max() ?? 0
  for figure in figures {
    let blanks = String(repeating: " ", count: width - figure.name.count)
    print("\(figure.name)\(blanks)  \(figure.value)  \(figure.limit)")
  }
}

func measure(_ options: Options, benchmark: String) throws -> Figures {
  try withTemporaryFolder { folder in
    let bench = Bench(
      extent: options.extent, porelog: options.program, benchmark: benchmark, folder: folder)
    var figures = Figures()
    if options.wants(.layers) {
      let (comparisons, footprints) = try bench.layers()
      figures.comparisons += comparisons
      figures.footprints += footprints
    }
    if options.wants(.everyday) { figures.comparisons += try bench.everyday() }
    if options.wants(.exchange) { figures.comparisons += try bench.exchange() }
    if options.wants(.crowd) {
      let (comparisons, footprint) = try bench.crowd()
      figures.comparisons += comparisons
      figures.footprints.append(footprint)
    }
    return figures
  }
}

do {
  let arguments = CommandLine.arguments.dropFirst()
  if arguments.first == "work" {
    try work(Array(arguments.dropFirst()))
  } else if arguments.first == "make" {
    try make(Array(arguments.dropFirst()))
  } else if arguments.first == "serve" {
    try serve(ServeOptions(arguments.dropFirst()))
  } else {
    let benchmark = try ownPath()
    let options = Options(arguments, benchmark: benchmark)
    let figures = try measure(options, benchmark: benchmark)
    print(options.wantsJSON ? figures.json : figures.table())
  }
} catch {
  fail("\(error)", 70)
}
