import Calendar
import Reporting
import Wording

/// Draws cautions, each with its day.
enum CautionText {
  /// The lines of `cautions`. A caution about `day` is shown without its day, one of the same week with the weekday, and
  /// any other with the date. Without `day`, as for a week, each has the weekday.
  static func lines(_ cautions: [Caution], on day: Day?, _ style: Style) -> [String] {
    cautions.flatMap { caution in
      style.wrap(
        caution.message.split(separator: " ").map(String.init), head: head(caution.day, on: day)
      ).map { style.paint($0, .yellow) }
    }
  }

  private static func head(_ found: Day, on day: Day?) -> String {
    if found == day { return "! " }
    guard let day, Week(of: found) != Week(of: day) else { return "! \(found.weekdayTitle)  " }
    return "! \(found.spoken(on: day))  "
  }
}
