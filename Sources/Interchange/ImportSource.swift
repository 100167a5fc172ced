import Files
import Text

/// The data at a path to import, with its format.
public enum ImportSource: Sendable {
  /// porelog's own CSV.
  case own(CSVSource)
  /// Data of another tracker.
  case tracker(TrackerSource)

  /// The name of the format of porelog's own CSV.
  public static let ownFormat = "porelog"
  /// The names of all formats.
  public static let formats = [ownFormat] + HabitTracker.allCases.map(\.rawValue)

  /// Reads the data of another tracker at `path`, or finds the files of porelog's own CSV without reading their rows.
  ///
  /// - Parameter format: one of `formats`; nil to detect the format.
  /// - Throws: `ImportError`; `FileProblem`; `InvalidInput` if `format` is not one of `formats`.
  public init(at path: String, format: String?) throws {
    let tracker: HabitTracker?
    if let format {
      tracker = format == ImportSource.ownFormat ? nil : try ImportSource.tracker(named: format)
    } else {
      tracker = try ImportSource.recognise(path)
    }
    self =
      try tracker.map { .tracker(try TrackerSource($0, at: path)) }
      ?? .own(CSVSource(at: path))
  }

  private static func tracker(named name: String) throws -> HabitTracker {
    guard let tracker = HabitTracker(rawValue: name) else {
      throw InvalidInput(
        "there is no format \(quoted(name)): it is one of \(formats.joined(separator: ", "))")
    }
    return tracker
  }

  /// The tracker whose files are at `path`; nil for porelog's own CSV and for unknown data.
  ///
  /// - Throws: `ImportError` for a zip file, a journal or a single file of an export that is a folder; `FileProblem`.
  private static func recognise(_ path: String) throws -> HabitTracker? {
    if Folder.exists(at: path) {
      let names = Set(try Folder.names(in: path))
      if names.contains(LoopFolder.index) { return .loop }
      return names.isSuperset(of: Harsh.files) ? .harsh : nil
    }
    let start = try InputFile(path).start(bytes: 4096)
    if start.starts(with: "PK\u{3}\u{4}".utf8) {
      throw ImportError(
        "\(path.terminalSafe) is a zip file: unpack it, as with unzip -d loop FILE, and import the folder"
      )
    }
    if start.starts(with: "SQLite format 3\0".utf8) {
      // A journal has this application ID in its header (https://sqlite.org/fileformat2.html#application_id).
      guard start.dropFirst(68).prefix(4).elementsEqual("pore".utf8) else { return .loopDatabase }
      throw ImportError(
        "\(path.terminalSafe) is a journal itself: look into it with --db, or put it in place of yours with porelog restore"
      )
    }
    let blanks = Set("\u{FEFF} \t\r\n".utf8)
    let text = start.drop { blanks.contains($0) }
    if text.first == UInt8(ascii: "{") { return .tableHabit }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if text.starts(with: "Position,Name,".utf8) || Harsh.files.contains(name) {
      throw ImportError("\(path.terminalSafe) is a part of an export: import the folder it lies in")
    }
    return nil
  }
}
