import CLibrary
import TestSupport
import Testing
import Text

@testable import Calendar

/// Names and files of time zones, in a temporary zoneinfo folder.
@Suite struct ZoneInfoTests {
  let temporary: TemporaryFolder
  let zoneInfo: ZoneInfo

  init() throws {
    temporary = try TemporaryFolder()
    zoneInfo = ZoneInfo(folder: temporary.file("zoneinfo/"), settings: temporary.file("etc/"))
    for folder in ["zoneinfo", "zoneinfo/Asia", "zoneinfo/.hidden", "etc"] {
      mkdir(temporary.file(folder), 0o700)
    }
    for name in [
      "zoneinfo/Asia/Tokyo", "zoneinfo/.hidden/Tokyo", "zoneinfo/Asia/.Tokyo", "Outside",
    ] {
      try write(TZifParts(offsets: [32_400], footer: "JST-9").bytes, to: name)
    }
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    let file = try #require(fopen(temporary.file(name), "w"))
    defer { fclose(file) }
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  @Test func findsATimeZone() throws {
    #expect(zoneInfo.isKnown("Asia/Tokyo"))
    #expect(try zoneInfo.timeZone(named: "Asia/Tokyo").offset(at: .first) == 32_400)
  }

  @Test func knowsUTCWithoutZoneinfo() throws {
    let nowhere = ZoneInfo(folder: temporary.file("nowhere/"), settings: temporary.file("nowhere/"))
    #expect(nowhere.isKnown("UTC"))
    #expect(try nowhere.timeZone(named: "UTC").offset(at: .last) == 0)
    #expect(!nowhere.isKnown("Asia/Tokyo"))
    #expect(throws: InvalidInput.self) { try nowhere.timeZone(named: "Asia/Tokyo") }
    #expect(nowhere.machineName(["TZ": "Asia/Tokyo"]) == "UTC")
  }

  @Test(arguments: [
    "", ".", "..", "/", "Asia", "Asia/", "/Asia/Tokyo", "Asia//Tokyo", "./Asia/Tokyo",
    "Asia/./Tokyo",
    "Asia/../Asia/Tokyo", "../Outside", "Asia/../../Outside", ".hidden/Tokyo", "Asia/.Tokyo",
    "Asia/Tokyo\0", "Asia/Tokyo\0x", "asia/tokyo ", "Asia/Tokyo/",
    String(repeating: "a/", count: 5000) + "a",
  ])
  func refusesOtherNames(name: String) {
    #expect(!zoneInfo.isKnown(name))
    #expect(throws: InvalidInput.self) { try zoneInfo.timeZone(named: name) }
  }

  @Test func refusesOtherFiles() throws {
    let valid = TZifParts().bytes
    try write([], to: "zoneinfo/Empty")
    try write(Array("# tz zone descriptions".utf8), to: "zoneinfo/Text")
    try write(Array(valid.dropLast()), to: "zoneinfo/Damaged")
    // Bytes after the footer are ignored, so these two differ only in whether the size is within the limit.
    try write(valid + [UInt8](repeating: 0, count: 1 << 20 - valid.count), to: "zoneinfo/Large")
    try write(
      valid + [UInt8](repeating: 0, count: 1 << 20 - valid.count + 1), to: "zoneinfo/TooLarge")
    mkfifo(temporary.file("zoneinfo/Pipe"), 0o600)
    for name in ["Empty", "Text", "Damaged", "TooLarge", "Pipe"] {
      #expect(!zoneInfo.isKnown(name), "\(name)")
    }
    #expect(zoneInfo.isKnown("Large"))
    #expect(
      throws: InvalidInput(
        "the file of the time zone 'Damaged' is damaged: install the package tzdata again")
    ) { try zoneInfo.timeZone(named: "Damaged") }
  }

  @Test(arguments: ["tzdata.zi", "zone1970.tab"])
  func suggestsTheNearestName(file: String) throws {
    func message(_ suggestion: String) -> InvalidInput {
      InvalidInput(
        "there is no time zone 'Asia/Tokio'\(suggestion): write a name such as Asia/Tokyo; Debian has them in the package tzdata"
      )
    }
    #expect(throws: message("")) { try zoneInfo.timeZone(named: "Asia/Tokio") }
    try write(
      Array("Z Asia/Seoul 8:27:52\nL\tAsia/Tokyo Japan\nJP Asia/Tashkent\r\n".utf8),
      to: "zoneinfo/\(file)")
    #expect(throws: message(" (did you mean Asia/Tokyo?)")) {
      try zoneInfo.timeZone(named: "Asia/Tokio")
    }
  }

  @Test func findsTheMachinesName() throws {
    try write(TZifParts().bytes, to: "zoneinfo/Asia/Seoul")
    try write(TZifParts().bytes, to: "zoneinfo/Asia/Dili")
    #expect(zoneInfo.machineName([:]) == "UTC")
    symlink(zoneInfo.folder + "Asia/Dili", temporary.file("etc/localtime"))
    #expect(zoneInfo.machineName([:]) == "Asia/Dili")
    try write(Array(" Asia/Seoul\n".utf8), to: "etc/timezone")
    #expect(zoneInfo.machineName([:]) == "Asia/Seoul")
    #expect(zoneInfo.machineName(["TZ": "Asia/Tokyo"]) == "Asia/Tokyo")
    #expect(zoneInfo.machineName(["TZ": ":Asia/Tokyo"]) == "Asia/Tokyo")
    #expect(zoneInfo.machineName(["TZ": "UTC"]) == "UTC")
    for unknown in ["", ":", "::Asia/Tokyo", "Asia/Tokio", "JST-9", "/etc/localtime", "../Outside"]
    {
      #expect(zoneInfo.machineName(["TZ": unknown]) == "Asia/Seoul")
    }
    try write(Array("Asia/Soul\n".utf8), to: "etc/timezone")
    #expect(zoneInfo.machineName([:]) == "Asia/Dili")
    unlink(temporary.file("etc/localtime"))
    symlink(temporary.file("Outside"), temporary.file("etc/localtime"))
    #expect(zoneInfo.machineName([:]) == "UTC")
    #expect(TimeZone.isKnown(TimeZone.machineName([:])))
  }
}

/// The bytes of a file.
func fileBytes(_ path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  let count = fread(&bytes, 1, bytes.count, file)
  return Array(bytes[..<count])
}
