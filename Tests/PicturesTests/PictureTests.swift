import Foundation
import Calendar
import Routine
import TestSupport
import Testing

@testable import Pictures

@Suite struct PictureTests {
  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(fixtures)/photos/\(name)")))
  }

  static func has(_ bytes: [UInt8], _ text: String) -> Bool { Bytes(bytes).contains(text) }

  @Test func theMetadataOfAJPEGIsRead() throws {
    let before = Picture(try PictureTests.bytes("before.jpg"))
    #expect(before.format == .jpeg && before.size.map { "\($0.width)x\($0.height)" } == "480x600")
    #expect(before.metadata.orientation == 1)
    #expect(before.metadata.takenAt?.day.description == "2025-03-02")
    #expect(before.metadata.takenAt?.time.description == "21:40")
    #expect(!before.metadata.hasLocation && !before.metadata.hasName)
    let after = Picture(try PictureTests.bytes("after.jpg"))
    #expect(
      after.size.map { "\($0.width)x\($0.height)" } == "600x480" && after.metadata.orientation == 6)
    #expect(after.metadata.hasLocation && after.metadata.hasName)
  }

  @Test func theMetadataOfAPNGIsRead() throws {
    let nose = Picture(try PictureTests.bytes("nose.png"))
    #expect(nose.format == .png && nose.size.map { "\($0.width)x\($0.height)" } == "240x300")
    #expect(nose.metadata.hasName && !nose.metadata.hasLocation && nose.metadata.takenAt == nil)
  }

  @Test func otherFormatsAreRecognized() throws {
    let phone = Picture(try PictureTests.bytes("phone.heic"))
    #expect(phone.format == .heic && phone.size == nil && phone.metadata.hasLocation)
    #expect(phone.metadata.takenAt?.day.description == "2025-04-01")
    #expect(Picture(Array("GIF89a".utf8)).format == .other)
    #expect(Picture([]).format == .other)
  }

  @Test func aStrippedPictureKeepsOnlyItsOrientation() throws {
    for name in ["before.jpg", "after.jpg", "moving.jpg", "nose.png"] {
      let bytes = try PictureTests.bytes(name)
      let stripped = try #require(Picture.stripped(bytes))
      let (before, after) = (Picture(bytes), Picture(stripped))
      #expect(after.size == before.size && after.format == before.format)
      var expected = PictureMetadata()
      expected.orientation = before.metadata.orientation
      #expect(after.metadata == expected, "\(name)")
      for word in ["hana", "Hana", "Phone", "Maker", "film", "2025", "home"] {
        #expect(!PictureTests.has(stripped, word), "\(name): \(word)")
      }
      // Stripping a picture without metadata changes nothing.
      #expect(Picture.stripped(stripped) == stripped, "\(name)")
    }
  }

  /// The quantization tables of a JPEG and all bytes after them stay the same.
  @Test func strippingAJPEGKeepsItsImageData() throws {
    let bytes = try PictureTests.bytes("after.jpg")
    let stripped = try #require(Picture.stripped(bytes))
    func scans(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
      let start = bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDB } ?? 0
      return bytes[start...]
    }
    #expect(scans(bytes).elementsEqual(scans(stripped)))
  }

  @Test func strippingAJPEGKeepsEachOrientation() throws {
    var bytes = try PictureTests.bytes("after.jpg")
    let exif = try #require(Bytes(bytes).index(of: "Exif\0\0"))
    // The tag 0x0112 (Orientation) in either byte order.
    let entry = try #require(
      bytes[exif...].indices.first { index in
        bytes[index] == 0x12 && bytes[index + 1] == 0x01
          || bytes[index] == 0x01
            && bytes[index + 1] == 0x12
      })
    let isLittle = bytes[entry] == 0x12
    for orientation in UInt8(1)...8 {
      bytes[entry + 8 + (isLittle ? 0 : 1)] = orientation
      #expect(Picture(bytes).metadata.orientation == Int(orientation))
      let stripped = try #require(Picture.stripped(bytes))
      #expect(Picture(stripped).metadata.orientation == Int(orientation))
      #expect(PictureTests.has(stripped, "Exif") == (orientation != 1))
    }
  }

  @Test func strippingAPNGKeepsItsOrientation() throws {
    let plain = try #require(Picture.stripped(try PictureTests.bytes("nose.png")))
    let turned = try #require(PNG.stripped(Bytes(plain), 6))
    #expect(Picture(turned).metadata.orientation == 6)
    #expect(Picture.stripped(turned) == turned)
  }

  /// Damaged or truncated pictures are read or refused, without a runtime trap.
  @Test func damagedPicturesAreReadOrRefused() throws {
    var random = SplitMix64(seed: 12)
    for name in ["before.jpg", "after.jpg", "nose.png", "phone.heic"] {
      let whole = try PictureTests.bytes(name)
      let head = min(whole.count, 700)
      for round in 0..<400 {
        var bytes = whole
        for _ in 0...(round % 4) {
          bytes[Int.random(in: 0..<head, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
        _ = Picture(bytes)
        if let stripped = Picture.stripped(bytes) {
          let metadata = Picture(stripped).metadata
          #expect(!metadata.hasName && !metadata.hasLocation && metadata.takenAt == nil)
        }
      }
    }
  }

  @Test func truncatedPicturesAndHEICCannotBeStripped() throws {
    for name in ["before.jpg", "nose.png"] {
      let whole = try PictureTests.bytes(name)
      #expect(Picture.stripped(Array(whole.dropLast(20))) == nil)
    }
    #expect(Picture.stripped(try PictureTests.bytes("phone.heic")) == nil)
  }
}
