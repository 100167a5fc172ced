import Calendar
import Documents
import Journal
import Text
import Tracker
import Wording

/// `porelog device add`: invites a phone or a browser to be paired.
enum DeviceAdd: Command {
  static var name: String { "device add" }
  static let description = CommandDescription(
    name: name,
    options: [
      .init(name: "name", value: "NAME", help: "what to call the device; else it tells its name"),
      .init(
        name: "at", value: "ADDRESS",
        help: "where the device finds the server, such as https://name; else where it last ran"),
      .init(name: "cohort", help: "let it read everybody's reports and change nothing"),
    ],
    summary: "invite a phone or a browser to open your journal",
    details: [
      "The server must run: porelog serve. The link and the code are valid for \(InviteDevice.Invitation.seconds / 60) minutes and for one device; after \(InviteDevice.Invitation.mostTries) wrong codes they are valid no longer. Only the server's machine can make them.",
      "A page on the home screen of an iPhone keeps its own cookies: open the page there first, and type the code in it.",
    ])

  /// The address of a server that was started without options.
  private static let defaultOrigin = "http://localhost:7673"

  static func run(_ session: Session) throws {
    let arguments = session.arguments
    let given = try arguments.value("at").map(checkedOrigin)
    let outcome = try session.perform(
      InviteDevice(arguments.has("cohort") ? .cohort : .page, named: arguments.value("name")))
    let invitation = outcome.effect
    let origin = given ?? invitation.origin ?? defaultOrigin
    let link = "\(origin)/#pair=\(invitation.code)"
    let minutes = InviteDevice.Invitation.seconds / 60
    if given == nil, invitation.origin == nil {
      session.sayAfterwards("No server has offered this journal yet: start it with porelog serve.")
    }
    session.sayWhatWasKept()
    let journal = invitation.user ?? "everybody's reports"
    try session.print(
      invitation.document(
        link: link,
        validUntil: Instant(seconds: session.now.seconds + InviteDevice.Invitation.seconds)),
      session.style.wrap(
        "Within \(minutes) minutes, open this link on the device (for \(journal.terminalSafe)):")
        + qrCode(link, session) + ["  \(link)"]
        + session.style.wrap("Or open \(origin) and type the code \(invitation.shortCode)."))
  }

  /// The lines of a QR code of `link`, where the build has one and the terminal can show it.
  private static func qrCode(_ link: String, _ session: Session) -> [String] {
    #if QRCode
      guard session.style.hasColor, session.style.hasUnicode else { return [] }
      return QRCodeText.lines(of: link, columns: session.style.columns) ?? []
    #else
      return []
    #endif
  }

  /// `text` as an origin (RFC 6454), without a slash at its end.
  private static func checkedOrigin(_ text: String) throws -> String {
    let origin = text.hasSuffix("/") ? String(text.dropLast()) : text
    let host = ["https://", "http://"].first(where: origin.hasPrefix).map {
      origin.dropFirst($0.count)
    }
    guard let host, !host.isEmpty, host.utf8.count <= 255, !host.contains("/"),
      host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw Failure(
        .dataError, "--at takes an address such as https://name, not \(quoted(text))")
    }
    return origin
  }
}

/// `porelog device list`: lists the devices.
enum DeviceList: Command {
  static var name: String { "device list" }
  static let description = CommandDescription(
    name: name, summary: "show the devices that can open the journal")

  static func run(_ session: Session) throws {
    let view = try session.tracker().devices()
    let lines = view.lines.flatMap { line in
      let use =
        switch line.device.kind {
        case .page: line.user ?? "nobody"
        case .cohort: "everybody's reports"
        case .feed: "\(line.user ?? "nobody"), reminders only"
        }
      let text = "\(line.device.name), \(use), last seen \(line.seenOn.spoken(on: view.today))"
      return session.style.wrap(
        text.terminalSafe.split(separator: " ").map(String.init), head: "\(line.device.number)  ")
    }
    try session.print(
      view.document,
      lines.isEmpty ? ["No device is paired: porelog device add invites one."] : lines)
  }
}

/// `porelog device remove`: removes a device.
enum DeviceRemove: Command {
  static var name: String { "device remove" }
  static let description = CommandDescription(
    name: name, operands: "NUMBER|NAME", operandCount: 1...1,
    summary: "take a device out: it can no longer open the journal",
    details: [
      "What it has sent stays. What it has not sent yet stays on it, and is sent when it is paired again."
    ])

  static func run(_ session: Session) throws {
    try session.confirm(session.perform(RemoveDevice(session.arguments.operands[0])).sentence)
  }
}
