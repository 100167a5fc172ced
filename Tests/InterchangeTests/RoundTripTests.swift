import Calendar
import Foundation
import Journal
import Reporting
import Routine
import TestSupport
import Testing
import Text

@testable import Interchange

@Suite struct RoundTripTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func export(_ journal: Journal, to name: String) throws {
    let selection = ExportSelection(
      accounts: try journal.accounts(), withPhotoPaths: true, today: { _ in Day(number: 20_300) })
    _ = try Exporter(journal, selection).export(toFolder: folder.file(name))
  }

  func importing(_ name: String, into journal: Journal, replacing: Bool = false) throws
    -> ImportSummary
  {
    try importCSV(folder.file(name), into: journal, replacing: replacing)
  }

  func expectSame(_ left: String, _ right: String) throws {
    let files = FileManager.default
    let names = try files.contentsOfDirectory(atPath: folder.file(left)).sorted()
    #expect(names == Table.allCases.map(\.fileName).sorted())
    for name in names {
      #expect(
        try folder.bytes(of: "\(left)/\(name)") == folder.bytes(of: "\(right)/\(name)"), "\(name)")
    }
  }

  @Test func theDiaryComesBackByteForByte() throws {
    let journal = try Journal(at: folder.file("a.db"))
    try importCSV(fixtures + "/diary", into: journal)
    try export(journal, to: "out")
    for name in try FileManager.default.contentsOfDirectory(atPath: fixtures + "/diary") {
      let original = Array(try Data(contentsOf: URL(fileURLWithPath: "\(fixtures)/diary/\(name)")))
      #expect(try folder.bytes(of: "out/\(name)") == original, "\(name)")
    }
  }

  /// Exports random journals with special characters, imports them into an empty journal, and exports that again.
  @Test(arguments: 1...12) func anyJournalComesBackByteForByte(seed: UInt64) throws {
    let journal = try Journal(at: folder.file("a.db"))
    var random = SplitMix64(seed: seed)
    try journal.write { try fill(journal, &random) }
    try export(journal, to: "one")
    let copy = try Journal(at: folder.file("b.db"))
    let first = try importing("one", into: copy)
    #expect(first.total.unchanged == 0 && first.total.added > 100)
    try export(copy, to: "two")
    try expectSame("one", "two")
    #expect(try Rows(of: copy).differences(from: Rows(of: journal)).isEmpty)
    // A second import changes nothing.
    let second = try importing("one", into: copy)
    #expect(second.total.added == 0 && second.total.unchanged == first.total.added)
  }

  /// A migration that adds a column has to extend `fill`, so that the round trip above covers the column.
  @Test func theRoundTripCoversEveryColumn() throws {
    let journal = try Journal(at: folder.file("a.db"))
    var random = SplitMix64(seed: 1)
    try journal.write { try fill(journal, &random) }
    let columns = try Rows.columns(of: journal)
    #expect(columns.count > 60)
    for column in columns { #expect(column.filled > 0, "\(column) has its default in every row") }
  }

  /// A migration that adds a table has to extend `Journal.erase`.
  @Test func erasingLeavesNoRowInAnyTable() throws {
    let journal = try Journal(at: folder.file("a.db"))
    var random = SplitMix64(seed: 1)
    try journal.write { try fill(journal, &random) }
    func users() throws -> Set<Int> {
      Set(try Rows.columns(of: journal).filter { $0.name == "user" }.map(\.distinct))
    }
    #expect(try users() == [2])
    let erased = try #require(try journal.accounts().first).id
    try journal.erase({ erased }) {}
    #expect(try users() == [1])
    #expect(try journal.accounts().count == 1)
  }

  @Test func oneBadRowAndNothingIsImported() throws {
    let journal = try Journal(at: folder.file("a.db"))
    var random = SplitMix64(seed: 99)
    try journal.write { try fill(journal, &random) }
    try export(journal, to: "one")
    let notes = String(decoding: try folder.bytes(of: "one/notes.csv"), as: UTF8.self)
    try folder.write(notes + "nobody,2025-01-01,x\r\n", to: "one/notes.csv")
    let copy = try Journal(at: folder.file("b.db"))
    let refused = #expect(throws: ImportError.self) { try importing("one", into: copy) }
    #expect(refused?.count == 1)
    #expect(try copy.accounts().isEmpty)
  }

  /// The rows of two users alternate, and both users have steps and products of the same names. Each row must refer to
  /// the step and product of its own user, although the importer caches them.
  @Test func alternatingRowsOfTwoUsersStaySeparate() throws {
    let journal = try Journal(at: folder.file("a.db"))
    try FileManager.default.createDirectory(
      atPath: folder.file("in"), withIntermediateDirectories: false)
    try folder.write(
      "user,day_start,time_zone,created_on\na,04:00,UTC,2025-01-01\nb,04:00,UTC,2025-01-01\n",
      to: "in/users.csv")
    try folder.write("user,product\na,p\na,q\nb,q\nb,p\n", to: "in/products.csv")
    try folder.write(
      "user,slot,step,position,kind,starts_on\na,am,x,1,toner,2025-01-01\na,am,y,2,serum,2025-01-01\n"
        + "b,am,y,1,toner,2025-01-01\nb,am,x,2,serum,2025-01-01\nb,am,z,3,other,2025-01-01\n",
      to: "in/steps.csv")
    let rows = (1...9).flatMap { day in
      ["a", "b"].flatMap { user in
        ["x", "y"].map { step in
          "\(user),2025-01-0\(day),am,\(step),done,1,,\(step == "x" ? "p" : "q"),,,,\r\n"
        }
      }
    }
    let header = Table.entries.header + "\r\n"
    try folder.write(header + rows.joined(), to: "in/entries.csv")
    #expect(try importing("in", into: journal).total.added == 2 + 4 + 5 + 36)
    try export(journal, to: "out")
    let out = String(decoding: try folder.bytes(of: "out/entries.csv"), as: UTF8.self)
    #expect(out == header + rows.sorted().joined())
    try folder.write(
      header + "b,2025-01-01,pm,z,done,1,,,,,\n" + "a,2025-01-01,am,z,done,1,,,,,\n",
      to: "in/entries.csv")
    let refused = #expect(throws: ImportError.self) { try importing("in", into: journal) }
    #expect(refused?.count == 2)
  }

  @Test func theFirstTwentyProblemsAreListed() throws {
    let journal = try Journal(at: folder.file("a.db"))
    try FileManager.default.createDirectory(
      atPath: folder.file("in"), withIntermediateDirectories: false)
    let rows = (1...33).map { "nobody,2025-01-01,\($0)\n" }.joined()
    try folder.write("user,day,note\n" + rows, to: "in/notes.csv")
    let refused = #expect(throws: ImportError.self) { try importing("in", into: journal) }
    #expect(refused?.count == 33 && refused?.problems.count == 20)
    #expect(refused?.problems.last?.contains("notes.csv line 21: column user:") == true)
  }

  @Test func aFailedExportLeavesThePreviousFiles() throws {
    struct Stop: Error {}
    let journal = try Journal(at: folder.file("a.db"))
    var random = SplitMix64(seed: 5)
    try journal.write { try fill(journal, &random) }
    try export(journal, to: "out")
    let before = try folder.bytes(of: "out/weeks.csv")
    let selection = ExportSelection(accounts: try journal.accounts(), today: { _ in throw Stop() })
    #expect(throws: Stop.self) {
      _ = try Exporter(journal, selection).export(toFolder: folder.file("out"))
    }
    #expect(try folder.bytes(of: "out/weeks.csv") == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("out")).sorted()
    #expect(names == Table.allCases.map(\.fileName).sorted())
  }

  @Test func anExportIsLimitedToTheSpan() throws {
    let journal = try Journal(at: folder.file("a.db"))
    try importCSV(fixtures + "/diary", into: journal)
    let (from, to) = (try Day(parsing: "2025-04-19"), try Day(parsing: "2025-04-28"))
    let selection = ExportSelection(
      accounts: try journal.accounts(), from: from, to: to, today: { _ in to })
    func lines(_ table: Table) throws -> [String] {
      var bytes: [UInt8] = []
      try Exporter(journal, selection).export(table) { bytes += $0 }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }
    #expect(try lines(.notes).count == 2)
    // Pauses that start before the span or end after it overlap it.
    #expect(try lines(.pauses).count == 3)
    #expect(try lines(.procedures).count == 1)
    #expect(try lines(.steps).count == 13)
    let days = try lines(.entries).dropFirst().map { $0.split(separator: ",")[1] }
    #expect(days.min() == "2025-04-19" && days.max() == "2025-04-28")
    let weeks = Set(try lines(.weeks).dropFirst().map { $0.split(separator: ",")[1] })
    #expect(weeks == ["2025-W16", "2025-W17", "2025-W18"])
  }
}

extension RoundTripTests {
  /// Adds two users with random records of every table. Their texts have characters that are special in CSV,
  /// spreadsheets and terminals.
  func fill(_ journal: Journal, _ random: inout SplitMix64) throws {
    let specialTexts = [
      "=SUM(A1)", "'=x", "''", "a,b", "say \"hi\"", "\"", "夜の洗顔", "e\u{301}", "line\r\nbreak",
      "tab\tin",
      "-1", "@x", " lead", "\0", "\u{7F}", "NULL", "😀 <script>alert(1)</script>", "../../etc", "\r",
      "\n", ",",
    ]
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func text() -> String { random.pick(specialTexts) }
    func line(_ suffix: String) -> String {
      let clean = text().unicodeScalars.filter { !$0.isControl }
      return (String(String.UnicodeScalarView(clean)) + suffix).composed.trimmed
    }
    func day(_ offset: Int = 0) -> Day {
      Day(number: 20_000 + Int.random(in: 0...200, using: &random) + offset)
    }
    func optionalDay() -> Day? { chance(50) ? day() : nil }
    for name in ["=hana", "夜, \"x\""] {
      let person = User(
        name: name, dayStart: TimeOfDay(minutes: Int.random(in: 0...360, using: &random)),
        timeZone: "Asia/Tokyo", createdOn: day())
      let id = try journal.addUser(person).id
      var products: [String] = []
      for index in 0..<5 {
        var product = Product(name: line("p\(index)"))
        if chance(50) { product.brand = line("b") }
        if chance(50) { product.kind = Kind.allCases.randomElement(using: &random) }
        if chance(50) { product.active = Active.allCases.randomElement(using: &random) }
        if chance(50) { product.strength = line("%") }
        product.openedOn = optionalDay()
        if chance(50) { product.paoMonths = 6 }
        product.expiresOn = optionalDay()
        product.finishedOn = optionalDay()
        if chance(50) { product.usesPerPack = 30 }
        if chance(50) { product.note = text() }
        products.append(product.name)
        _ = try journal.merge(product, for: id, replacing: false)
      }
      var keys: [StepKey] = []
      for slug in ["夜の洗顔", "a-b", "z9", "öl", "か", "b"] {
        let key = StepKey(
          slot: random.pick(Slot.allCases), slug: try Slug(parsing: slug))
        keys.append(key)
        let first = day()
        let step = Step(
          key: key, position: Int.random(in: 0...9, using: &random),
          kind: random.pick(Kind.allCases),
          active: chance(30) ? Active.allCases.randomElement(using: &random) : nil, firstDay: first,
          lastDay: chance(30) ? first + 40 : nil)
        _ = try journal.merge(step, for: id, replacing: false)
        for every in [
          "daily", "mon,wed", "2-days", "6-days", "2-3/week", "2/week", "as-needed",
          "as-needed<=1/week",
        ]
        where chance(50) {
          let version = StepVersion(
            step: key, from: day(), value: try Schedule(parsing: every))
          _ = try journal.merge(version, for: id, replacing: true)
        }
        for _ in 0..<2 {
          let version = StepVersion(
            step: key, from: day(),
            value: chance(70) ? products.randomElement(using: &random) : nil)
          _ = try journal.merge(version, for: id, replacing: true)
        }
      }
      for _ in 0..<80 {
        var entry = Entry(
          day: day(), step: random.pick(keys),
          status: random.pick(Status.allCases))
        if chance(30) { entry.count = Int.random(in: 1...1000, using: &random) }
        if chance(30) { entry.minutes = 15 }
        if chance(30) { entry.product = products.randomElement(using: &random) }
        if chance(30), entry.status != .done { entry.reason = line("r") }
        if chance(30) { entry.note = text() }
        if chance(80) {
          entry.loggedAt = Instant(
            seconds: Int64.random(in: -9_999_999_999...99_999_999_999, using: &random))
        }
        if chance(70) { entry.loggedOn = entry.day + Int.random(in: -1...40, using: &random) }
        try journal.put(entry, for: id)
        let rating = Rating(
          day: day(), measure: random.pick(Measure.allCases), score: 3)
        _ = try journal.merge(rating, for: id, replacing: true)
        _ = try journal.merge(DayNote(day: day(), text: text()), for: id, replacing: true)
      }
      for _ in 0..<6 {
        let from = day()
        let scope: Scope = random.pick([
          .all, .actives, .slot(random.pick(Slot.allCases)), .step(random.pick(keys)),
          .active(random.pick(Active.allCases)),
        ])
        let pause = Pause(
          scope: scope, from: from, to: chance(50) ? from + 3 : nil,
          reason: random.pick(PauseReason.allCases))
        _ = try journal.merge(pause, for: id, replacing: true)
        let procedure = Procedure(
          day: from, kind: line("peel"), recoverUntil: chance(50) ? from + 3 : nil,
          note: chance(50) ? text() : nil)
        _ = try journal.merge(procedure, for: id, replacing: true)
        var photo = Photo(
          day: from, view: random.pick(PhotoView.allCases),
          sha256: String(repeating: "0123456789abcdef", count: 4), bytes: 12,
          file: "/photos/" + line("x.jpg"))
        if chance(50) { photo.tag = PhotoTag.allCases.randomElement(using: &random) }
        if chance(50) { photo.light = line("window") }
        if chance(50) { photo.distance = 30 }
        if chance(50) { photo.note = text() }
        if chance(50) { (photo.width, photo.height) = (3024, 4032) }
        photo.takenOn = optionalDay()
        _ = try journal.merge(photo, for: id, replacing: true)
      }
    }
  }
}
