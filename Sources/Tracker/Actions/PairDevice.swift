import Calendar
import Digest
import Journal
import Routine
import Text

/// A secret of which the journal stores only the SHA-256.
struct Secret {
  /// The secret as it is passed on.
  let text: String
  /// The SHA-256 of the text.
  var hash: [UInt8] { SHA256.digest(of: Array(text.utf8)) }

  /// A random secret of `bits` bits, in hexadecimal digits.
  static func random(bits: Int) -> Secret {
    // On Linux the generator of the system is getrandom(2).
    var generator = SystemRandomNumberGenerator()
    return Secret(
      text: hexadecimal(
        (0..<bits / 8).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
  }

  /// The letters and digits of a code to type: those of Crockford's base 32, which leaves out the ones that are easily
  /// mistaken for others (https://www.crockford.com/base32.html).
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  /// The number of characters of a code to type, 40 bits. Choice: with `Invitation.mostTries` the chance to guess one is
  /// less than 1 in 200,000,000,000.
  private static let typedLength = 8

  /// A random code to type, such as `7K2M-Q9XD`.
  static func typed() -> Secret {
    var generator = SystemRandomNumberGenerator()
    let characters = (0..<typedLength).map { _ in
      alphabet[Int.random(in: alphabet.indices, using: &generator)]
    }
    return Secret(text: String(characters[..<4]) + "-" + String(characters[4...]))
  }

  /// The secret that a person or a link gave as `text`. Of a code to type, the case of letters, blanks and the hyphen do
  /// not matter, and letters that look like digits are those digits.
  init(typed text: String) {
    let plain = text.uppercased().filter { $0 != "-" && $0 != " " }
    let likely = plain.map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
    guard likely.count == Secret.typedLength, likely.allSatisfy(Secret.alphabet.contains) else {
      self.text = text
      return
    }
    self.text = String(likely[..<4]) + "-" + String(likely[4...])
  }

  private init(text: String) { self.text = text }
}

/// Invites a device to be paired with the journal.
public struct InviteDevice: Action {
  /// What the device will be allowed to do: `.page` or `.cohort`.
  public var kind: DeviceKind
  /// The name of the device; nil when the device tells it.
  public var name: String?

  /// Invites a device called `name`.
  public init(_ kind: DeviceKind, named name: String? = nil) {
    self.kind = kind
    self.name = name
  }

  /// The codes of an invitation. They are stored nowhere else.
  public struct Invitation: Sendable {
    /// The code in the link, 128 bits in hexadecimal digits.
    public let code: String
    /// The code to type.
    public let shortCode: String
    /// The name of the user whose journal the device will open; nil for `DeviceKind.cohort`.
    public let user: String?
    /// Where the server that offers the journal was last reached; nil when there was none yet.
    public let origin: String?

    /// How many seconds an invitation is valid: 10 minutes. Choice.
    public static let seconds: Int64 = 600
    /// How many wrong codes make every invitation invalid. Choice.
    public static let mostTries = 5
  }

  /// Stores the invitation.
  ///
  /// - Throws: `InvalidInput` when the name is not allowed; as `PersonalAction.perform(in:as:)`.
  public func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Invitation> {
    let (journal, now) = (tracker.journal, tracker.moment.now)
    let name = try name.map { try Tracker.deviceName($0) }
    let (code, shortCode) = (Secret.random(bits: 128), Secret.typed())
    return try journal.write {
      // An invitation is no part of the undo history: taking a change back must not make it valid again.
      let (account, _, newcomer) = try tracker.accountOrNewcomer(user)
      try tracker.removeExpired()
      let owner = kind == .cohort ? nil : account
      try journal.add(
        Pairing(
          code: code.hash, shortCode: shortCode.hash, kind: kind, user: owner?.id, name: name,
          madeAt: now))
      var outcome = Outcome(
        "device add", sentence: "Invited a device.",
        effect: Invitation(
          code: code.text, shortCode: shortCode.text, user: owner?.user.name,
          origin: try journal.serverOrigin()))
      outcome.newcomer = newcomer
      return outcome
    }
  }
}

/// Removes a device: its token no longer opens anything.
public struct RemoveDevice: Action {
  /// The number of the device, or its name.
  public var device: String
  /// Whether it must be a device of the user, by its number.
  public var isOwn = false

  /// Removes the device with the number or the name `device`.
  public init(_ device: String) { self.device = device }

  /// Makes the change. It cannot be undone.
  ///
  /// - Throws: `ActionError.noDevice`, `.ambiguousDevice`; `SQLiteError`, `Damaged`.
  public func perform(in tracker: Tracker, as user: UserChoice) throws -> Outcome<Void> {
    let journal = tracker.journal
    return try journal.write {
      let owner = isOwn ? try tracker.account(user)?.id : nil
      let devices = try journal.devices().filter { !isOwn || $0.user == owner }
      // A device that takes another one out knows its number, which is somebody's name perhaps.
      let named = isOwn ? [] : devices.filter { $0.name == device.composed.trimmed }
      let meant = named.isEmpty ? devices.filter { String($0.number) == device } : named
      guard let only = meant.first else {
        throw ActionError.noDevice(device, among: devices.map(\.name))
      }
      guard meant.count == 1 else {
        throw ActionError.ambiguousDevice(device, among: meant.map { String($0.number) })
      }
      try journal.removeDevice(only.number)
      return Outcome("device remove", sentence: "Removed \(only.name): it can no longer come in.")
    }
  }
}

/// A device that has just been paired. The token is stored nowhere else.
public struct PairedDevice: Sendable {
  /// The token, 256 bits in hexadecimal digits.
  public let token: String
  /// What the device is allowed to do.
  public let kind: DeviceKind
}

/// A device that makes a request.
public struct Visitor: Sendable {
  /// The device.
  public let device: Device
  /// The user whose journal it opens; nil for `DeviceKind.cohort`.
  public let account: Account?
}

extension Tracker {
  /// How many seconds a device stays paired without a request: 400 days, the longest that browsers keep a cookie
  /// (RFC 6265bis, 5.5).
  public static let deviceLifetime: Int64 = 400 * 86_400
  /// How many seconds pass before a request is stored as the latest of its device. Choice: not every request has to
  /// write.
  public static let seenInterval: Int64 = 86_400

  /// The name of a device as it is stored.
  ///
  /// - Throws: `InvalidInput` when it is not allowed.
  static func deviceName(_ text: String) throws -> String {
    try TextRules.name(text, "a device's name", longest: TextRules.longestName)
  }

  /// Removes invitations and devices whose time is over. Call it within a write transaction.
  func removeExpired() throws {
    try journal.removePairings(
      madeBy: Instant(seconds: moment.now.seconds - InviteDevice.Invitation.seconds),
      orAfter: moment.now)
    try journal.removeDevices(
      unseenSince: Instant(seconds: moment.now.seconds - Tracker.deviceLifetime))
  }

  /// Pairs the device that has the code of an invitation. The invitation is used up. A wrong code counts against every
  /// invitation.
  ///
  /// - Parameters:
  ///   - code: the code of the link, or the code to type.
  ///   - name: the name of the device, unless the invitation has one; nil is "a device".
  /// - Returns: nil when no invitation has the code, or its time is over.
  /// - Throws: `InvalidInput` when the name is not allowed; `SQLiteError`, `Damaged`.
  public func pair(withCode code: String, named name: String?) throws -> PairedDevice? {
    let name = try name.map { try Tracker.deviceName($0) }
    // While there is no invitation, a wrong code writes nothing.
    guard try journal.read({ try journal.hasPairings() }) else { return nil }
    return try journal.write {
      try removeExpired()
      guard let pairing = try journal.takePairing(Secret(typed: code).hash) else {
        try journal.countWrongCode(most: InviteDevice.Invitation.mostTries)
        return nil
      }
      let token = Secret.random(bits: 256)
      try journal.addDevice(
        pairing.kind, of: pairing.user, named: pairing.name ?? name ?? "a device",
        token: token.hash, at: moment.now)
      if let user = pairing.user { try journal.setKey(Secret.random(bits: 128).text, of: user) }
      return PairedDevice(token: token.text, kind: pairing.kind)
    }
  }

  /// The device that has `token`; nil when there is none, or it was not seen for `deviceLifetime`.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func visitor(withToken token: String) throws -> Visitor? {
    let hash = SHA256.digest(of: Array(token.utf8))
    guard let device = try journal.device(withToken: hash),
      moment.now.seconds - device.seenAt.seconds <= Tracker.deviceLifetime
    else { return nil }
    guard let user = device.user else { return Visitor(device: device, account: nil) }
    guard let account = try journal.account(of: user) else { return nil }
    return Visitor(device: device, account: account)
  }

  /// Whether the latest request of `device` is to be stored.
  public func isDueForRenewal(_ device: Device) -> Bool {
    moment.now.seconds - device.seenAt.seconds >= Tracker.seenInterval
  }

  /// Stores that `device` was seen now.
  ///
  /// - Throws: `SQLiteError`.
  public func renew(_ device: Device) throws {
    try journal.write { try journal.markSeen(device.number, at: moment.now) }
  }

  /// Makes an address for the user's calendar of reminders, which replaces the one before.
  ///
  /// - Parameter token: the token of a device of the user.
  /// - Returns: the token of the calendar; nil when no such device has `token`.
  /// - Throws: `SQLiteError`, `Damaged`.
  public func makeFeed(byToken token: String) throws -> String? {
    try journal.write {
      guard let visitor = try visitor(withToken: token), let account = visitor.account,
        visitor.device.kind == .page
      else { return nil }
      try journal.removeFeeds(of: account.id)
      let secret = Secret.random(bits: 256)
      try journal.addDevice(
        .feed, of: account.id, named: "calendar of reminders", token: secret.hash, at: moment.now)
      return secret.text
    }
  }
}
