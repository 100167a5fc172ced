import CLibrary

/// All measurements, and the machine they are from.
struct Figures {
  var machine = Machine()
  var comparisons: [Comparison] = []
  var footprints: [Footprint] = []

  /// The highest number of bytes per entry that is acceptable.
  static let mostBytesPerEntry = 31.0

  struct Machine {
    /// The processor's name.
    let processor: String
    /// The number of processors online.
    let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    /// The name of the operating system.
    let system: String

    init() {
      let lines = (try? readText("/proc/cpuinfo"))?.split(separator: "\n") ?? []
      let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
      processor = model.map { String($0.drop { $0 == " " }) } ?? "unknown"
      let name = (try? readText("/etc/os-release"))?.split(separator: "\n")
        .first { $0.hasPrefix("PRETTY_NAME=") }
      system = name.map { $0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" } } ?? "Linux"
    }
  }

  /// The figures as one JSON document. It is written by hand because a JSON encoder would link Foundation into the
  /// static program.
  var json: String {
    func text(_ text: String) -> String {
      "\"\(text.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline })\""
    }
    let comparisons = comparisons.map { comparison in
      let ratio = comparison.ratio
      let limit = comparison.limit.map { "\($0)" } ?? "null"
      return """
        {"against":\(text(comparison.against)),"atMost":\(limit),"entries":\(comparison.entries),\
        "name":\(text(comparison.name)),"otherSeconds":\(comparison.otherSeconds),"peakBytes":\(comparison.peak),\
        "ratio":{"least":\(ratio.least),"median":\(ratio.median),"most":\(ratio.most)},\
        "seconds":\(comparison.seconds)}
        """
    }
    let footprints = footprints.map {
      "{\"bytesPerEntry\":\($0.bytesPerEntry),\"entries\":\($0.entries)}"
    }
    return """
      {"comparisons":[\(comparisons.joined(separator: ","))],\
      "footprints":[\(footprints.joined(separator: ","))],\
      "machine":{"processor":\(text(machine.processor)),"processors":\(machine.processors),\
      "system":\(text(machine.system))}}
      """
  }

  /// The figures as a table of 80 columns.
  func table() -> String {
    var lines = [
      "\(machine.processor), \(machine.processors) processors, \(machine.system)", "",
      row("", "entries", "porelog", "other", "ratio", "at most", "MiB"),
    ]
    for comparison in comparisons {
      let ratio = comparison.ratio
      let spread = "\(fixed(ratio.median, 2)) (\(fixed(ratio.least, 2))-\(fixed(ratio.most, 2)))"
      let limit = comparison.limit.map { fixed($0, 2) + (ratio.median <= $0 ? "" : "!") } ?? ""
      lines.append(
        row(
          "\(comparison.name): \(comparison.against)", grouped(comparison.entries),
          time(comparison.seconds), time(comparison.otherSeconds), spread, limit,
          fixed(Double(comparison.peak) / 1_048_576, 1)))
    }
    if footprints.isEmpty { return lines.joined(separator: "\n") }
    lines += ["", "bytes an entry, at most \(Int(Figures.mostBytesPerEntry))"]
    for footprint in footprints {
      let mark = footprint.bytesPerEntry <= Figures.mostBytesPerEntry ? "" : "!"
      lines.append(
        row("", grouped(footprint.entries), fixed(footprint.bytesPerEntry, 1) + mark))
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ cells: String...) -> String {
    let widths = [22, 10, 9, 9, 17, 8, 5]
    var line = ""
    for (index, cell) in cells.enumerated() {
      let blanks = String(repeating: " ", count: max(0, widths[index] - cell.count))
      line += index == 0 ? cell + blanks : blanks + cell
    }
    return line
  }

  private func time(_ seconds: Double) -> String {
    if seconds < 0.001 { return "\(fixed(seconds * 1e6, 0)) us" }
    return seconds < 1 ? "\(fixed(seconds * 1000, 1)) ms" : "\(fixed(seconds, 2)) s"
  }

  private func grouped(_ number: Int) -> String {
    var digits = String(number)
    for place in stride(from: digits.count - 3, to: 0, by: -3) {
      digits.insert(" ", at: digits.index(digits.startIndex, offsetBy: place))
    }
    return digits
  }

  /// `number` with `places` decimals.
  private func fixed(_ number: Double, _ places: Int) -> String {
    guard places > 0 else { return String(Int(number.rounded())) }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let whole = Int((number * Double(scale)).rounded())
    let fraction = String(whole % scale)
    return "\(whole / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
  }
}
