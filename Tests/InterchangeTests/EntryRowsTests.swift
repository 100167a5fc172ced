import Calendar
import Journal
import Routine
import TestSupport
import Testing

@testable import Interchange

/// For speed, entries are written and read by separate code. It is compared here with the list of
/// columns, which all other tables use.
@Suite struct EntryRowsTests {
  /// Texts that need quotes, a guard or neither.
  static let texts = [
    "=SUM(A1)", "'=x", "''", "a,b", "say \"hi\"", "夜", "e\u{301}", "tab\tin", "-1", "@x", "+2", "x",
  ]

  @Test(arguments: 1...20) func anEntryIsWrittenAsItsColumns(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var fast: [UInt8] = []
    var plain: [UInt8] = []
    var writer = CSVWriter { fast += $0 }
    var columnWriter = CSVWriter { plain += $0 }
    for _ in 0..<100 {
      let entry = try EntryRowsTests.entry(&random)
      try writer.entry(entry, of: "=hana")
      columnWriter.text("=hana")
      for column in Entry.columns { columnWriter.field(column.get(entry)) }
      try columnWriter.endRow()
    }
    try writer.flush()
    try columnWriter.flush()
    #expect(fast == plain)
  }

  /// Valid and invalid fields, with columns in any order and columns missing: the same entry or the same problem.
  @Test(arguments: 1...20) func anEntryIsReadAsItsColumns(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let names = Entry.columns.map(\.name)
    let header = names.shuffled(using: &random).filter { name in
      name == "day" || name == "slot" || Int.random(in: 0..<8, using: &random) > 0
    }
    var bytes: [UInt8] = []
    var csv = CSVWriter { bytes += $0 }
    for _ in 0..<200 {
      let entry = try EntryRowsTests.entry(&random)
      for name in header {
        let value = Entry.columns.first { $0.name == name }?.get(entry) ?? .null
        if Int.random(in: 0..<20, using: &random) == 0 {
          csv.text(
            random.pick(["", "0", "1001", "dome", "2025-02-30", "a\u{7}b", "done", "pm", "9 9"]))
        } else {
          csv.field(value)
        }
      }
      try csv.endRow()
    }
    try csv.flush()
    var position = 0
    var reader = CSVReader { piece in
      let count = min(piece.count, bytes.count - position)
      for index in 0..<count { piece[index] = bytes[position + index] }
      position += count
      return count
    }
    var fields = Fields(columns: names, indices: names.map(header.firstIndex(of:)))
    var reading = EntryFields()
    var problems = 0
    while try reader.next(&fields.record) {
      fields.begin()
      let fast = result { try reading.entry(&fields) }
      fields.begin()
      let plain = result {
        var entry = Entry.blank
        try fields.record(Entry.columns, into: &entry)
        return entry
      }
      #expect(fast == plain)
      if plain.problem != nil { problems += 1 }
    }
    #expect(problems > 0)
  }

  /// The result of reading a row: an entry, or the column and the message of a problem.
  private func result(_ read: () throws -> Entry) -> Result {
    do {
      return Result(entry: try read())
    } catch let problem as Fields.Problem {
      return Result(problem: "\(problem.column): \(problem.message)")
    } catch {
      return Result(problem: "\(error)")
    }
  }

  private struct Result: Equatable {
    var entry: Entry?
    var problem: String?
  }

  private static func entry(_ random: inout SplitMix64) throws -> Entry {
    let status = random.pick(Status.allCases)
    return Entry(
      day: Day(number: Int.random(in: 19_000...21_000, using: &random)),
      step: StepKey(
        slot: random.pick(Slot.allCases),
        slug: try Slug(parsing: random.pick(["toner", "夜の洗顔", "a-b", "z9"]))),
      status: status, count: random.pick([1, 1, 2, 1000]), minutes: random.pick([nil, 1, 1440]),
      product: random.pick([nil] + texts.filter { !$0.contains("\t") }),
      reason: status == .done ? nil : random.pick([nil, "=tired", "a, b"]),
      note: random.pick([nil] + texts + ["line\r\nbreak", "\0"]),
      loggedAt: random.pick([nil, Instant(seconds: 1_750_000_000), Instant(seconds: -1)]))
  }
}
