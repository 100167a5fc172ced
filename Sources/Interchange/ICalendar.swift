import Calendar
import Text

/// One event of a calendar, at a local time without a time zone: it follows the traveller.
struct CalendarEvent: Hashable, Sendable {
  /// What the event is known by, whenever the calendar is written anew.
  var uid: String
  var day: Day
  var time: TimeOfDay
  /// How it recurs, as RRULE has it; nil for once.
  var rule: String?
  var summary: String
  var description: String
}

/// Writes RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545): CRLF, lines folded at 75 octets, texts
/// escaped.
struct ICalendar {
  /// What stands in the file by which one of ours is told.
  static let product = "-//porelog//porelog//EN"

  /// How every calendar begins.
  static let mark = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:\(product)\r\n"

  let events: [CalendarEvent]
  /// When it is written.
  let now: Instant

  var text: String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:\(ICalendar.product)", "CALSCALE:GREGORIAN",
    ]
    for event in events { lines += self.lines(of: event) }
    lines.append("END:VCALENDAR")
    return lines.map { ICalendar.folded($0) + "\r\n" }.joined()
  }

  private func lines(of event: CalendarEvent) -> [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:\(ICalendar.escaped(event.uid))", "DTSTAMP:\(ICalendar.utc(now))",
      "DTSTART:\(ICalendar.local(event.day, event.time))", "DURATION:PT15M",
    ]
    if let rule = event.rule { lines.append("RRULE:\(rule)") }
    lines += [
      "SUMMARY:\(ICalendar.escaped(event.summary))",
      "DESCRIPTION:\(ICalendar.escaped(event.description))",
      // What one does on the skin is nobody's business, and does not make one busy.
      "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
      "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S",
      "DESCRIPTION:\(ICalendar.escaped(event.summary))", "END:VALARM", "END:VEVENT",
    ]
    return lines
  }

  /// The text with what has a meaning in a value taken from it (RFC 5545, 3.3.11).
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        escaped.append("\\")
        escaped.append(scalar)
      case "\n":
        escaped.append("\\")
        escaped.append("n")
      case _ where scalar.isControl: continue
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// The line in pieces of at most 75 octets, the later behind a line end and a blank (RFC 5545, 3.1), no
  /// character cut in two.
  static func folded(_ line: String) -> String {
    var folded = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let size = String(scalar).utf8.count
      if octets + size > 75 {
        folded += "\r\n "
        octets = 1
      }
      folded.unicodeScalars.append(scalar)
      octets += size
    }
    return folded
  }

  static func local(_ day: Day, _ time: TimeOfDay) -> String {
    let digits = "\(day)T\(time)00".unicodeScalars.filter { $0 != "-" && $0 != ":" }
    return String(String.UnicodeScalarView(digits))
  }

  private static func utc(_ instant: Instant) -> String {
    let digits = instant.description.unicodeScalars.filter { $0 != "-" && $0 != ":" }
    return String(String.UnicodeScalarView(digits))
  }
}
