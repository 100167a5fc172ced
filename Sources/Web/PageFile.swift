import CZlib
import Digest
import HTTP

/// A file of the page, embedded in the program.
struct PageFile {
  /// Its name in the address; empty for the page itself.
  let name: String
  private let type: String
  private let text: String
  /// The text, compressed with gzip: a third of the bytes to load.
  private let compressed: [UInt8]

  /// The files of the page itself, without its worker.
  private static let assets: [PageFile] = [
    PageFile("", "text/html; charset=utf-8", PackageResources.index_html),
    PageFile("page.css", "text/css; charset=utf-8", PackageResources.page_css),
    PageFile("icon.svg", "image/svg+xml", PackageResources.icon_svg),
    PageFile(
      "manifest.webmanifest", "application/manifest+json", PackageResources.manifest_webmanifest),
    script("app.js", PackageResources.app_js),
    script("checkin.js", PackageResources.checkin_js),
    script("copies.js", PackageResources.copies_js),
    script("day.js", PackageResources.day_js),
    script("days.js", PackageResources.days_js),
    script("dom.js", PackageResources.dom_js),
    script("editing.js", PackageResources.editing_js),
    script("entry.js", PackageResources.entry_js),
    script("kept.js", PackageResources.kept_js),
    script("milestones.js", PackageResources.milestones_js),
    script("model.js", PackageResources.model_js),
    script("pairing.js", PackageResources.pairing_js),
    script("photos.js", PackageResources.photos_js),
    script("routine.js", PackageResources.routine_js),
    script("send.js", PackageResources.send_js),
    script("settings.js", PackageResources.settings_js),
    script("shelf.js", PackageResources.shelf_js),
    script("store.js", PackageResources.store_js),
    script("toast.js", PackageResources.toast_js),
    script("tonight.js", PackageResources.tonight_js),
    script("week.js", PackageResources.week_js),
  ]

  /// The worker that keeps the other files on the phone. It is another text whenever one of them is, so that browsers
  /// notice.
  private static let worker: PageFile = {
    let version = String(fnv1a(assets.map(\.text).joined()), radix: 16)
    let paths = assets.map { "\"/\($0.name)\"" }.joined(separator: ", ")
    let text = String(decoding: PackageResources.sw_js, as: UTF8.self)
      .replacing("VERSION", with: version).replacing("FILES", with: "[\(paths)]")
    return PageFile("sw.js", "text/javascript; charset=utf-8", Array(text.utf8))
  }()

  /// The description of the API (OpenAPI 3.1), which lies beside the page.
  static let description = PackageResources.openapi_json

  private init(_ name: String, _ type: String, _ bytes: [UInt8]) {
    self.name = name
    self.type = type
    text = String(decoding: bytes, as: UTF8.self)
    compressed = PageFile.gzip(bytes)
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    // gzip adds 18 bytes to what deflate cannot make smaller, and that fits into this room (zlib.h, deflateBound).
    [UInt8](unsafeUninitializedCapacity: bytes.count + bytes.count / 1000 + 64) { buffer, count in
      count = czlib_gzip(bytes, bytes.count, buffer.baseAddress, buffer.count)
    }
  }

  private static func script(_ name: String, _ bytes: [UInt8]) -> PageFile {
    PageFile(name, "text/javascript; charset=utf-8", bytes)
  }

  /// The file called `name`; nil when there is none.
  init?(name: String) {
    let file = PageFile.assets.first { $0.name == name }
    guard let file = file ?? (name == PageFile.worker.name ? PageFile.worker : nil) else {
      return nil
    }
    self = file
  }

  /// The answer with the file. Browsers ask each time whether it has changed.
  ///
  /// Nothing in it is secret, so its compressed size tells nobody anything.
  func response(to head: RequestHead) -> Response {
    var response = Response.content(
      type, .text(text), cache: "no-cache", [("Vary", "Accept-Encoding")]
    ).tagged(for: head, isWeak: true)
    if response.status == 200, !compressed.isEmpty, takesGzip(head) {
      response.body = .bytes(compressed)
      response.headers.append(("Content-Encoding", "gzip"))
    }
    return response
  }

  /// Whether the client names gzip among the encodings that it takes, without a weight of 0 (RFC 9110, 12.5.3).
  private func takesGzip(_ head: RequestHead) -> Bool {
    head.headers["accept-encoding", default: []].joined(separator: ",").split(separator: ",")
      .contains { element in
        let parts = element.lowercased().filter { $0 != " " }.split(separator: ";")
        return parts.first == "gzip" && !parts.dropFirst().contains { Double($0.dropFirst(2)) == 0 }
      }
  }
}
