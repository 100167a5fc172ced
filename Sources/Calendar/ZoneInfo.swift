import CLibrary
import Text

extension TimeZone {
  /// The time zone of a name such as `Asia/Tokyo`, from the machine's zoneinfo. UTC is known without zoneinfo.
  ///
  /// - Throws: `InvalidInput` when zoneinfo has no such zone, or its file is damaged.
  public init(named name: String) throws { self = try ZoneInfo().timeZone(named: name) }

  /// Whether `init(named:)` finds a time zone of this name.
  public static func isKnown(_ name: String) -> Bool { ZoneInfo().isKnown(name) }

  /// The name of the machine's time zone. It is the first of these that names a known zone: the environment variable TZ
  /// (without a leading colon), the content of /etc/timezone, the target of the link /etc/localtime; failing these, UTC.
  public static func machineName(_ environment: [String: String]) -> String {
    ZoneInfo().machineName(environment)
  }
}

/// The files of the machine that define and name time zones.
struct ZoneInfo {
  /// The folder of the TZif files, with a slash at its end.
  var folder = "/usr/share/zoneinfo/"
  /// The folder of `timezone` and `localtime`, with a slash at its end.
  var settings = "/etc/"

  /// The size in bytes above which a file is not read at all. Choice: the largest, tzdata.zi, has 112 KiB.
  private static let maxFileSize = 1 << 20

  func timeZone(named name: String) throws -> TimeZone {
    if name == "UTC" { return .utc }
    guard let bytes = content(of: name), bytes.starts(with: "TZif".utf8) else {
      throw InvalidInput(
        "there is no time zone \(quoted(name))\(suggestion(for: name)): write a name such as Asia/Tokyo; Debian has them in the package tzdata"
      )
    }
    guard let timeZone = TimeZone(tzif: bytes) else {
      throw InvalidInput(
        "the file of the time zone \(quoted(name)) is damaged: install the package tzdata again")
    }
    return timeZone
  }

  func isKnown(_ name: String) -> Bool {
    if name == "UTC" { return true }
    guard let bytes = content(of: name) else { return false }
    return TimeZone(tzif: bytes) != nil
  }

  func machineName(_ environment: [String: String]) -> String {
    // Each check reads a file, so the names are checked one after the other.
    if let name = environment["TZ"] {
      let name = name.hasPrefix(":") ? String(name.dropFirst()) : name
      if isKnown(name) { return name }
    }
    if let bytes = readFile(settings + "timezone") {
      let name = String(decoding: bytes, as: UTF8.self).trimmed
      if isKnown(name) { return name }
    }
    if let name = linkedName(), isKnown(name) { return name }
    return "UTC"
  }

  /// The file of a time zone; nil when there is none, or `name` would lead out of the folder.
  private func content(of name: String) -> [UInt8]? {
    var isAtStart = true
    for byte in name.utf8 {
      // No absolute path, no empty component, none that begins with a dot, and no NUL, which would end the path in C.
      if byte == 0 || isAtStart && (byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")) {
        return nil
      }
      isAtStart = byte == UInt8(ascii: "/")
    }
    return isAtStart ? nil : readFile(folder + name)
  }

  /// The content of a regular file of at most `maxFileSize`, else nil.
  private func readFile(_ path: String) -> [UInt8]? {
    // O_NONBLOCK, so that opening a pipe does not wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= ZoneInfo.maxFileSize
    else { return nil }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, filled in
      while filled < buffer.count {
        let count = read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        filled += count
      }
      isWhole = true
    }
    return isWhole ? bytes : nil
  }

  /// The zone that the link /etc/localtime points to; nil when it does not point into `folder`.
  private func linkedName() -> String? {
    var path = [UInt8](repeating: 0, count: 1024)
    let count = path.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink(settings + "localtime", $0, bytes.count) } ?? -1
    }
    guard count > 0 else { return nil }
    let target = String(decoding: path[..<count], as: UTF8.self)
    return target.hasPrefix(folder) ? String(target.dropFirst(folder.count)) : nil
  }

  /// ` (did you mean X?)` for the zone with the most similar name; empty when there is none.
  private func suggestion(for name: String) -> String {
    guard let bytes = readFile(folder + "tzdata.zi") ?? readFile(folder + "zone1970.tab") else {
      return ""
    }
    let words = bytes.split { $0 == UInt8(ascii: " ") || (0x09...0x0D).contains($0) }
    let names = words.filter { $0.contains(UInt8(ascii: "/")) }
    return nearest(to: name, among: names.map { String(decoding: $0, as: UTF8.self) })
  }
}
