import CLibrary

// Measures porelog's layers beside the same work in C, and the program beside the sqlite3 shell.

/// The process that one run of some work is measured in: WORK SIDE FILE ENTRIES.
func work(_ words: [String]) throws {
  guard words.count == 4, let work = Work(rawValue: words[0]),
    let side = Work.Side(rawValue: words[1]), let entries = Int(words[3])
  else { throw Complaint("work takes WORK SIDE FILE ENTRIES") }
  print(try work.run(side, words[2], entries: entries).line)
}

/// The process that a journal is made in: FILE PEOPLE DAYS.
func make(_ words: [String]) throws {
  guard words.count == 3, let people = Int(words[1]), let days = Int(words[2]) else {
    throw Complaint("make takes FILE PEOPLE DAYS")
  }
  try Samples.makeJournal(words[0], people: people, days: days)
}

func measure(_ options: Options, itself: String) throws -> Figures {
  try withTemporaryFolder { folder in
    let bench = Bench(
      extent: options.extent, porelog: options.program, itself: itself, folder: folder)
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
  let words = CommandLine.arguments.dropFirst()
  if words.first == "work" {
    try work(Array(words.dropFirst()))
  } else if words.first == "make" {
    try make(Array(words.dropFirst()))
  } else {
    let itself = try ownPath()
    let options = Options(words, itself: itself)
    let figures = try measure(options, itself: itself)
    print(options.wantsJSON ? figures.json : figures.table())
  }
} catch {
  fail("\(error)", 70)
}
