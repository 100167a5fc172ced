import Documents
import Files
import HTTP
import Journal
import Text
import Tracker

/// Passes the body of a request on to a picture.
final class PictureWriter: BodyWriter {
  private let upload: PictureUpload

  init(_ hash: String, in folder: PictureFolder) throws {
    upload = try PictureUpload(hash, in: folder)
  }

  func write(_ bytes: UnsafeRawBufferPointer) { upload.write(bytes) }

  /// Stores the picture.
  func finish() throws { try upload.finish() }
}

extension Service {
  /// Performs the actions of a request.
  func perform(_ request: Request) throws -> Response {
    guard let json = JSONReader.value(of: request.body) else {
      return .problem(400, "The body is not JSON.")
    }
    let (user, sent) = try ActionReader(pictures: pictures.path).actions(json)
    do {
      guard let token = token(of: request.head),
        let results = try tracker().perform(sent, byToken: token, for: user)
      else { return .problem(403, "This device changes nothing.") }
      return .json(JSON.results(of: sent, results).text)
    } catch is OtherUser {
      return .problem(409, "This device is paired with another user.")
    }
  }

  /// Stores a picture, for an action that names it.
  func storePicture(_ request: Request, _ visitor: Visitor?) throws -> Response {
    guard visitor?.account != nil else { return .problem(403, "This device changes nothing.") }
    guard let writer = request.writer as? PictureWriter else {
      return .problem(400, "There is no body.")
    }
    try writer.finish()
    return .empty(204)
  }
}
