import Reporting
import Wording

/// Draws cautions, each with its day.
enum CautionText {
  static func lines(_ cautions: [Caution], _ style: Style) -> [String] {
    cautions.flatMap { caution in
      style.wrap(
        "\(caution.message)".split(separator: " ").map(String.init), head: "! \(caution.day)  "
      ).map { style.paint($0, .yellow) }
    }
  }
}
