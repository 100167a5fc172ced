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
  func perform(for admitted: Admitted) throws -> Response {
    guard let json = JSONReader.value(of: admitted.request.body) else {
      return .problem(400, "The body is not JSON.")
    }
    let account: String?
    let sent: [SentAction]
    // The answer is no error here, so that the requests that are answered with this one are not rolled back.
    do { (account, sent) = try ActionReader(pictures: pictures.path).actions(json) } catch let error
      as InvalidInput
    { return Service.problem(for: error) }
    do {
      guard let token = token(of: admitted.head),
        let results = try admitted.tracker.perform(sent, byToken: token, for: account)
      else { return .problem(403, "This device changes nothing.") }
      return .json(JSON.results(of: sent, results).text)
    } catch is OtherUser {
      return .problem(409, "This device is paired with another user.")
    }
  }

  /// Stores a picture, for an action that names it.
  func storePicture(for admitted: Admitted) throws -> Response {
    guard admitted.visitor?.account != nil else {
      return .problem(403, "This device changes nothing.")
    }
    guard let writer = admitted.request.writer as? PictureWriter else {
      return .problem(400, "There is no body.")
    }
    try writer.finish()
    return .empty(204)
  }
}
