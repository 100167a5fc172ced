import TestSupport
import Testing

@testable import Interchange

@Suite struct CSVTests {
  /// All rows of `bytes` with their line numbers, read `piece` bytes at a time.
  func rows(_ bytes: [UInt8], piece: Int = 1 << 16) throws -> [(line: Int, fields: [[UInt8]])] {
    var rest = bytes[...]
    var reader = CSVReader { buffer in
      let part = rest.prefix(piece)
      buffer.replaceSubrange(0..<part.count, with: part)
      rest = rest.dropFirst(piece)
      return part.count
    }
    var record = CSVRecord()
    var rows: [(line: Int, fields: [[UInt8]])] = []
    while try reader.next(&record) {
      rows.append((record.line, (0..<record.count).map { Array(record.bytes[record[$0]]) }))
    }
    return rows
  }

  func texts(_ text: String, piece: Int = 1 << 16) throws -> [[String]] {
    try rows(Array(text.utf8), piece: piece).map {
      $0.fields.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test(arguments: [1, 2, 3, 5, 65536]) func rowsAreReadInPiecesOfAnySize(piece: Int) throws {
    #expect(
      try texts("a,b\r\nc,\"d \"\"e\"\", f\r\ng\"\n\"\",\n,h", piece: piece) == [
        ["a", "b"], ["c", "d \"e\", f\r\ng"], ["", ""], ["", "h"],
      ])
  }

  @Test func aByteOrderMarkAndEmptyLinesAreSkipped() throws {
    #expect(try texts("\u{FEFF}a,b\n\n\r\n1,2\n\n") == [["a", "b"], ["1", "2"]])
    #expect(try texts("\u{FEFF}\u{FEFF}a\n") == [["\u{FEFF}a"]])
    #expect(try texts("") == [])
    #expect(try texts("\u{FEFF}") == [])
  }

  @Test func aRowHasTheNumberOfItsFirstLine() throws {
    let rows = try rows(Array("a,b\n\"x,\ny\r\",c\r\n\nd,e\n".utf8))
    #expect(rows.map(\.line) == [1, 2, 5])
  }

  @Test(arguments: [
    ("a,\"b", 1), ("a\nb,\"c\nd", 2), ("a\"b\n", 1), ("\"a\"b\n", 1), ("a\rb\n", 1), ("a,b\r", 1),
    ("ok\n\"a\" \n", 2),
  ])
  func invalidCSVIsRefusedWithItsLine(text: String, line: Int) {
    let problem = #expect(throws: CSVProblem.self) { try texts(text) }
    #expect(problem?.line == line)
  }

  /// A row that is too long is refused as such, not as unterminated at the end of the file.
  @Test(arguments: ["a", "\"\"", "\n"]) func aRowAboveTheMaximumLengthIsRefused(piece: String) {
    let endless = "\"" + String(repeating: piece, count: CSVReader.longestRow + 2)
    let problem = #expect(throws: CSVProblem.self) { try texts(endless) }
    #expect(problem?.message.hasPrefix("the row has more than") == true)
    let fields = String(repeating: ",", count: CSVReader.longestRow + 2)
    #expect(throws: CSVProblem.self) { try texts(fields) }
  }

  @Test func aRowOfTheMaximumLengthIsRead() throws {
    let longest = String(repeating: "a", count: CSVReader.longestRow - 1)
    #expect(try texts(longest + "\nb") == [[longest], ["b"]])
  }

  /// A second CSV parser, for a whole text at once; nil if the text is not valid by RFC 4180.
  func naiveRows(_ text: [UInt8]) -> [[[UInt8]]]? {
    var rows: [[[UInt8]]] = []
    var index = 0
    while index < text.count {
      var row: [[UInt8]] = []
      while true {
        var field: [UInt8] = []
        if index < text.count, text[index] == 0x22 {
          index += 1
          while true {
            guard index < text.count else { return nil }
            if text[index] != 0x22 {
              field.append(text[index])
            } else if index + 1 < text.count, text[index + 1] == 0x22 {
              field.append(0x22)
              index += 1
            } else {
              break
            }
            index += 1
          }
          index += 1
        } else {
          while index < text.count, !Array(",\r\n".utf8).contains(text[index]) {
            if text[index] == 0x22 { return nil }
            field.append(text[index])
            index += 1
          }
        }
        row.append(field)
        guard index < text.count else { break }
        if text[index] == 0x2C {
          index += 1
          continue
        }
        if text[index] == 0x0D {
          index += 1
          guard index < text.count else { return nil }
        }
        guard text[index] == 0x0A else { return nil }
        index += 1
        break
      }
      if row != [[]] { rows.append(row) }
    }
    return rows
  }

  /// Random texts of significant characters, read in pieces of random size.
  @Test func rowsMatchTheNaiveParser() {
    var random = SplitMix64(seed: 4180)
    let pieces = ["a", "bcd", ",", ",", "\"", "\"", "\"\"", "\r\n", "\n", "\r", " ", "'"]
    var read = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in random.pick(pieces) }
        .joined()
      let bytes = Array(text.utf8)
      let found = try? rows(bytes, piece: Int.random(in: 1...30, using: &random)).map(\.fields)
      let expected = naiveRows(bytes)
      #expect(found == expected, "\(text.debugDescription)")
      if expected != nil { read += 1 }
    }
    #expect(read > 2000 && read < 18_000)
  }

  /// Random texts are read as they were written.
  @Test func writtenTextsAreReadUnchanged() throws {
    let pieces = [
      "a", "'", "=", "+", "-", "@", "\t", "\r", "\n", "\"", ",", " ", "\0", "é", "e\u{301}", "夜",
      "😀", "\u{2028}",
      "\u{FEFF}",
    ]
    var random = SplitMix64(seed: 11)
    for _ in 0..<3000 {
      let row = (0..<Int.random(in: 2...4, using: &random)).map { _ in
        (0..<Int.random(in: 0...5, using: &random)).map { _ in random.pick(pieces) }
          .joined()
      }
      var bytes: [UInt8] = []
      var writer = CSVWriter { bytes += $0 }
      // A fixed first field, because a byte-order mark at the start of a file is skipped.
      writer.plain("x")
      for text in row { writer.text(text) }
      try writer.endRow()
      try writer.flush()
      let read = try rows(bytes, piece: 7)
      let fields = read.first?.fields.dropFirst().map { field in
        Array(Fields.unguarded(String(decoding: field, as: UTF8.self)).utf8)
      }
      #expect(read.count == 1)
      #expect(fields == row.map { Array($0.utf8) }, "\(row)")
      // No field starts like a formula.
      for field in read.first?.fields ?? [] {
        #expect(!"=+-@\t\r".utf8.contains(field.first ?? 0x61))
      }
    }
  }

  @Test(arguments: [
    ("=1", "'=1"), ("'=1", "''=1"), ("''@", "'''@"), ("'a", "'a"), ("'", "'"), ("", ""),
    ("a=1", "a=1"), ("-", "'-"),
  ])
  func formulasAreQuoted(text: String, cell: String) throws {
    var bytes: [UInt8] = []
    var writer = CSVWriter { bytes += $0 }
    writer.text(text)
    try writer.flush()
    #expect(String(decoding: bytes, as: UTF8.self) == cell)
    #expect(Fields.unguarded(cell) == text)
  }
}
