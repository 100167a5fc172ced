import Foundation

/// A Swift file in `Sources`.
struct SourceFile {
  /// The room, which is the name of the folder in `Sources`.
  let room: String
  /// The path below `Sources`.
  let path: String
  /// The lines of the file, each with its number. Comment lines are left out.
  let lines: [(number: Int, text: String)]

  /// The modules that the file imports.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.text.split(separator: " ").drop { $0.hasPrefix("@") }
      return words.first == "import" ? words.dropFirst().first.map(String.init) : nil
    }
  }

  /// The parts of `line` between double quotes. A line of a multi-line literal is returned whole.
  static func literals(in line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The words of `line` that are not between double quotes.
  static func words(outsideLiteralsOf line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 0 }
      .flatMap { $0.element.split { !$0.isLetter && !$0.isNumber } }.map(String.init)
  }

  /// The folder of the repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// All files, ordered by path.
  static let all: [SourceFile] = {
    let root = repository + "/Sources"
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = (try? String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)) ?? ""
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .map { (number: $0.offset + 1, text: String($0.element)) }
        .filter { !$0.text.drop { $0 == " " }.hasPrefix("//") }
      return SourceFile(
        room: path.split(separator: "/").first.map(String.init) ?? "", path: path, lines: lines)
    }
  }()
}
