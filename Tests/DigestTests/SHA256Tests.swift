import Foundation
import TestSupport
import Testing

@testable import Digest

@Suite struct SHA256Tests {
  /// Test vectors for SHA-256 (FIPS 180-4) from NIST.
  @Test func testVectorsMatch() {
    #expect(
      hash([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      hash(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func digestsMatchSha256sum() throws {
    var random = SplitMix64(seed: 4)
    let folder = try TemporaryFolder()
    var expected: [String: String] = [:]
    for length in [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 4096, 70_001] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      try Data(bytes).write(to: URL(fileURLWithPath: folder.file("\(length)")))
      var pieces = SHA256()
      var start = 0
      while start < length {
        let end = min(length, start + Int.random(in: 1...200, using: &random))
        pieces.update(bytes[start..<end])
        start = end
      }
      #expect(hash(bytes) == pieces.finalized())
      expected["\(length)"] = hash(bytes)
    }
    let sums = try TestSupport.start(
      "/bin/sh", ["-c", "sha256sum *"], environment: ["PATH": "/usr/bin:/bin"], in: folder.path
    ).finish().output
    for line in sums.split(separator: "\n") {
      let parts = line.split(separator: " ")
      #expect(expected[String(parts[1])] == String(parts[0]))
    }
    #expect(sums.split(separator: "\n").count == expected.count)
  }

  func hash(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalized()
  }
}
