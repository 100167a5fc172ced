import HTTP

/// A file of the page, embedded in the program.
struct PageFile {
  /// Its name in the address; empty for the page itself.
  let name: String
  private let type: String
  private let bytes: [UInt8]

  private static let files: [PageFile] = [
    PageFile(name: "", type: "text/html; charset=utf-8", bytes: PackageResources.index_html),
    PageFile(name: "page.css", type: "text/css; charset=utf-8", bytes: PackageResources.page_css),
    PageFile(name: "icon.svg", type: "image/svg+xml", bytes: PackageResources.icon_svg),
    PageFile(
      name: "page.js", type: "text/javascript; charset=utf-8", bytes: PackageResources.page_js),
  ]

  /// The description of the API (OpenAPI 3.1), which lies beside the page.
  static let description = PackageResources.openapi_json

  private init(name: String, type: String, bytes: [UInt8]) {
    self.name = name
    self.type = type
    self.bytes = bytes
  }

  /// The file called `name`; nil when there is none.
  init?(name: String) {
    guard let file = PageFile.files.first(where: { $0.name == name }) else { return nil }
    self = file
  }

  /// The answer with the file. Browsers ask each time whether it has changed.
  func response(to head: RequestHead) -> Response {
    Response.content(type, .text(String(decoding: bytes, as: UTF8.self)), cache: "no-cache")
      .tagged(for: head)
  }
}
