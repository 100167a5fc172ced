/// The manual page, in the macros of man(7), made from the descriptions of the commands.
enum ManualPage {
  static func text(_ descriptions: [CommandDescription]) -> String {
    var lines = [
      ".TH PORELOG 1 \"\" \"porelog \(version)\" \"User Commands\"", ".SH NAME",
      "porelog \\- a journal of a skincare routine", ".SH SYNOPSIS", ".B porelog",
      "[\\fIOPTION\\fR...] \\fICOMMAND\\fR ...", ".SH DESCRIPTION",
    ]
    lines += paragraph(
      "porelog keeps a log of a skincare routine in one file on this machine. It counts how well each week was kept, how many weeks count towards a milestone, and how often products were used. Figures are counted from the log; they are not medical advice."
    )
    for group in Help.groups {
      lines.append(".SS \(escaped(group.title))")
      for row in group.rows {
        lines += [
          ".TP", ".B \(escaped(row.commands.joined(separator: ", ")))", escaped(row.text),
        ]
      }
    }
    lines.append(".SH COMMANDS")
    for command in descriptions {
      let usage = "porelog \(command.name)"
      lines.append(
        ".SS \"\(escaped("\(usage) \(command.operands)").replacing("\"", with: "\\(dq"))\"")
      lines += paragraph(command.summary.prefix(1).uppercased() + command.summary.dropFirst() + ".")
      lines += command.details.flatMap { [".PP"] + paragraph($0) }
      lines += command.options.flatMap(self.option)
    }
    lines.append(".SH OPTIONS")
    lines += paragraph("These stand before or behind every command.")
    lines += CommandDescription.everywhere.flatMap(option)
    lines.append(".SH ENVIRONMENT")
    for (name, text) in environment { lines += [".TP", ".B \(name)"] + paragraph(text) }
    lines.append(".SH FILES")
    lines += [
      ".TP", ".I $XDG_DATA_HOME/porelog/porelog.db",
      "The journal; without the variable, \\fI~/.local/share/porelog/porelog.db\\fR.",
    ]
    lines.append(".SH EXIT STATUS")
    for code in ExitCode.allCases {
      lines += [".TP", ".B \(code.rawValue)"] + paragraph(code.words)
    }
    return lines.joined(separator: "\n")
  }

  private static let environment = [
    ("PORELOG_DB", "The journal, when --db is not given."),
    ("PORELOG_USER", "The user, when --user is not given."),
    ("PORELOG_NOW", "The current time, such as 2025-06-02T21:10:00Z, in place of the clock."),
    ("NO_COLOR", "Without colour, when it is set."),
  ]

  private static func option(_ option: CommandDescription.Option) -> [String] {
    let value = option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""
    return [".TP", "\\fB\\-\\-\(escaped(option.name))\\fR\(value)"]
      + paragraph(option.help.prefix(1).uppercased() + option.help.dropFirst() + ".")
  }

  private static func paragraph(_ text: some StringProtocol) -> [String] {
    [escaped(String(text))]
  }

  /// `text` for troff: a backslash, a dash, and a leading dot or apostrophe would have a meaning of their own.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("~", with: "\\(ti").replacing("^", with: "\\(ha")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
