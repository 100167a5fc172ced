import Digest
import Files
import TestSupport
import Testing
import Text
import Tracker

@Suite struct PictureUploadTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var pictures: PictureFolder { PictureFolder(folder.file("pictures")) }

  /// The temporary file is gone as soon as the picture is refused: the sender is told before the upload is released.
  @Test(arguments: [
    ("the bytes of no picture, which say so", "it is no JPEG, PNG or HEIC: send it as JPEG"),
    ("other bytes", "the picture does not have the SHA-256 of its address: send it again"),
  ])
  func aRefusedPictureLeavesNothingBehind(text: String, message: String) throws {
    var hash = SHA256()
    hash.update(Array("the bytes of no picture, which say so".utf8))
    let upload = try PictureUpload(hash.finalized(), in: pictures)
    Array(text.utf8).withUnsafeBytes { upload.write($0) }
    #expect(try folder.names(in: "pictures").count == 1)
    #expect { try upload.finish() } throws: { ($0 as? InvalidInput)?.description == message }
    #expect(try folder.names(in: "pictures").isEmpty)
    withExtendedLifetime(upload) {}
  }

  @Test func aPictureIsStoredUnderItsHashAlone() throws {
    let bytes = try wholeFile("\(fixtures)/photos/after.jpg", atMost: 1 << 20)
    var hash = SHA256()
    hash.update(bytes)
    let name = hash.finalized()
    let upload = try PictureUpload(name, in: pictures)
    bytes.withUnsafeBytes { upload.write($0) }
    try upload.finish()
    #expect(try folder.names(in: "pictures") == [name])
    withExtendedLifetime(upload) {}
  }
}
