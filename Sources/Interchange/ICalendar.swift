import Calendar
import Text

/// A calendar event at a floating time: a local time without a time zone, which is the same on the
/// clock wherever the user is (RFC 5545, 3.3.5).
struct CalendarEvent: Hashable, Sendable {
  /// The identifier of the event, which stays the same whenever the calendar is written again.
  var uid: String
  var day: Day
  var time: TimeOfDay
  /// The value of RRULE; nil if the event does not recur.
  var rule: String?
  var summary: String
  var description: String
}

/// A calendar as defined by RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545): CRLF, lines folded at 75 octets, texts
/// escaped.
struct ICalendar {
  /// The PRODID of every calendar that porelog writes.
  static let productID = "-//porelog//porelog//EN"

  /// The first lines of every calendar, by which porelog recognises its own files.
  static let signature = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:\(productID)\r\n"

  let events: [CalendarEvent]
  /// The time of writing, for DTSTAMP.
  let now: Instant

  var text: String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:\(ICalendar.productID)", "CALSCALE:GREGORIAN",
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
      // Skincare is private, and a reminder does not make its time busy.
      "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
      "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S",
      "DESCRIPTION:\(ICalendar.escaped(event.summary))", "END:VALARM", "END:VEVENT",
    ]
    return lines
  }

  /// Escapes a text value (RFC 5545, 3.3.11) and removes control characters.
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

  /// Folds `line` into lines of at most 75 octets, of which all but the first begin with a space (RFC 5545, 3.1). The
  /// bytes of a code point are not split.
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
