import Calendar
import Routine
import SQLite

/// What a device is allowed to do.
public enum DeviceKind: String, Named {
  /// It reads the journal of one user and performs the user's actions.
  case page
  /// It reads the reports of all users, and changes nothing.
  case cohort
  /// It reads the reminders of one user as a calendar, and nothing else.
  case feed

  /// The noun for messages.
  public static var noun: String { "a kind of device" }
}

/// A device that reaches the journal over HTTP. The journal stores no token, only its SHA-256.
public struct Device: Hashable, Sendable {
  /// Its number within the journal.
  public let number: Int64
  /// What it is allowed to do.
  public let kind: DeviceKind
  /// The user whose journal it opens; nil for `DeviceKind.cohort`.
  public let user: UserID?
  /// What people call it.
  public let name: String
  /// When it was paired.
  public let pairedAt: Instant
  /// When it was last seen, to the day.
  public let seenAt: Instant
}

/// An invitation to pair a device.
public struct Pairing: Hashable, Sendable {
  /// The SHA-256 of the code in the link.
  public let code: [UInt8]
  /// The SHA-256 of the code that people type.
  public let shortCode: [UInt8]
  /// What the device will be allowed to do.
  public let kind: DeviceKind
  /// The user whose journal it will open; nil for `DeviceKind.cohort`.
  public let user: UserID?
  /// The name of the device; nil when the device tells it.
  public let name: String?
  /// When the invitation was made.
  public let madeAt: Instant

  /// Describes an invitation.
  public init(
    code: [UInt8], shortCode: [UInt8], kind: DeviceKind, user: UserID?, name: String?,
    madeAt: Instant
  ) {
    self.code = code
    self.shortCode = shortCode
    self.kind = kind
    self.user = user
    self.name = name
    self.madeAt = madeAt
  }
}

extension Journal {
  private static let deviceColumns = "device, user, kind, name, paired_at, seen_at"

  /// All devices, in the order in which they were paired.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func devices() throws -> [Device] {
    try database.statement("SELECT \(Journal.deviceColumns) FROM devices ORDER BY device")
      .map { try $0.device() }
  }

  /// The device whose token has the SHA-256 `hash`; nil when there is none.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func device(withToken hash: [UInt8]) throws -> Device? {
    try database.statement("SELECT \(Journal.deviceColumns) FROM devices WHERE token = ?")
      .first(hash) { try $0.device() }
  }

  /// Adds a device whose token has the SHA-256 `hash`.
  ///
  /// - Throws: `SQLiteError`.
  public func addDevice(
    _ kind: DeviceKind, of user: UserID?, named name: String, token hash: [UInt8],
    at instant: Instant
  ) throws {
    try database.execute(
      """
      INSERT INTO devices (user, kind, name, token, paired_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)
      """, user?.number, kind.rawValue, name, hash, instant.seconds, instant.seconds)
  }

  /// Removes the device `number`, whose token no longer opens anything.
  ///
  /// - Throws: `SQLiteError`.
  public func removeDevice(_ number: Int64) throws {
    try database.execute("DELETE FROM devices WHERE device = ?", number)
  }

  /// Removes the devices that were last seen before `instant`.
  ///
  /// - Throws: `SQLiteError`.
  public func removeDevices(unseenSince instant: Instant) throws {
    try database.execute("DELETE FROM devices WHERE seen_at < ?", instant.seconds)
  }

  /// Removes the calendar of `user`.
  ///
  /// - Throws: `SQLiteError`.
  public func removeFeeds(of user: UserID) throws {
    try database.execute(
      "DELETE FROM devices WHERE user = ? AND kind = ?", user.number, DeviceKind.feed.rawValue)
  }

  /// Stores that the device `number` was seen at `instant`.
  ///
  /// - Throws: `SQLiteError`.
  public func markSeen(_ number: Int64, at instant: Instant) throws {
    try database.execute(
      "UPDATE devices SET seen_at = ? WHERE device = ?", instant.seconds, number)
  }

  /// Adds an invitation.
  ///
  /// - Throws: `SQLiteError`.
  public func add(_ pairing: Pairing) throws {
    try database.execute(
      """
      INSERT INTO pairings (code, short_code, user, kind, name, made_at) VALUES (?, ?, ?, ?, ?, ?)
      """, pairing.code, pairing.shortCode, pairing.user?.number, pairing.kind.rawValue,
      pairing.name, pairing.madeAt.seconds)
  }

  /// Removes and returns the invitation with a code of the SHA-256 `hash`; nil when there is none.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func takePairing(_ hash: [UInt8]) throws -> Pairing? {
    let pairing = try database.statement(
      """
      SELECT code, short_code, kind, user, name, made_at FROM pairings
      WHERE code = ? OR short_code = ?
      """
    ).first(hash, hash) { row in
      Pairing(
        code: try row.blob(0), shortCode: try row.blob(1), kind: try row.named(2),
        user: try row.optionalInteger(3).map(UserID.init), name: try row.optionalName(4),
        madeAt: try row.optionalInstant(5) ?? .first)
    }
    if let pairing { try database.execute("DELETE FROM pairings WHERE code = ?", pairing.code) }
    return pairing
  }

  /// Whether there is an invitation.
  ///
  /// - Throws: `SQLiteError`.
  public func hasPairings() throws -> Bool {
    try database.statement("SELECT 1 FROM pairings LIMIT 1").first { _ in true } ?? false
  }

  /// Removes the invitations that were made at or before `instant`, and those that were made after `now`, by a wrong
  /// clock.
  ///
  /// - Throws: `SQLiteError`.
  public func removePairings(madeBy instant: Instant, orAfter now: Instant) throws {
    try database.execute(
      "DELETE FROM pairings WHERE made_at <= ? OR made_at > ?", instant.seconds, now.seconds)
  }

  /// Counts a wrong code against every invitation, and removes those that have had `most` of them.
  ///
  /// - Throws: `SQLiteError`.
  public func countWrongCode(most: Int) throws {
    try database.execute("UPDATE pairings SET tries = tries + 1")
    try database.execute("DELETE FROM pairings WHERE tries >= ?", Int64(most))
  }

  /// Whether the action with the 16 bytes `id` of its UUID was performed for `user`.
  ///
  /// - Throws: `SQLiteError`.
  public func isPerformed(_ id: [UInt8], for user: UserID) throws -> Bool {
    try database.statement("SELECT 1 FROM performed WHERE user = ? AND action = ?")
      .first(user.number, id) { _ in true } ?? false
  }

  /// Stores that the action with the 16 bytes `id` of its UUID was performed for `user`.
  ///
  /// - Throws: `SQLiteError`, also when it was stored before.
  public func markPerformed(_ id: [UInt8], for user: UserID) throws {
    try database.execute(
      "INSERT INTO performed (user, action) VALUES (?, ?)", user.number, id)
  }

  /// The key by which devices name `user`, 32 hexadecimal digits; nil before the first device is paired. It stays when the
  /// name changes, and no other user gets it.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func key(of user: UserID) throws -> String? {
    try database.statement("SELECT key FROM user_keys WHERE user = ?").first(user.number) {
      try $0.text(0)
    }
  }

  /// Gives `user` a key, unless the user has one.
  ///
  /// - Throws: `SQLiteError`.
  public func setKey(_ key: String, of user: UserID) throws {
    try database.execute(
      "INSERT INTO user_keys (user, key) VALUES (?, ?) ON CONFLICT (user) DO NOTHING", user.number,
      key)
  }

  /// The address at which a server last offered the journal, such as `https://name`; nil when none did.
  ///
  /// - Throws: `SQLiteError`.
  public func serverOrigin() throws -> String? {
    try database.statement("SELECT origin FROM server").first { try $0.text(0) }
  }

  /// Stores the address at which a server offers the journal.
  ///
  /// - Throws: `SQLiteError`.
  public func setServerOrigin(_ origin: String) throws {
    try database.execute(
      """
      INSERT INTO server (one, origin) VALUES (1, ?)
      ON CONFLICT (one) DO UPDATE SET origin = excluded.origin
      """, origin)
  }

  /// Removes what devices have of the users who are not in the journal. The number of a removed user can be given to
  /// another, who must not inherit devices.
  ///
  /// - Throws: `SQLiteError`.
  func removeDevicesOfRemovedUsers() throws {
    for table in ["devices", "pairings", "performed", "user_keys"] {
      try database.execute(
        "DELETE FROM \(table) WHERE user IS NOT NULL AND user NOT IN (SELECT user FROM users)")
    }
  }
}

/// A device with its token's hash, and the name and the key of its user, to be kept while a journal is replaced.
public struct DeviceRecord: Sendable {
  let device: Device
  let token: [UInt8]
  let user: String?
  let key: String?
}

extension Journal {
  /// All devices, to be kept while the journal is replaced.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func deviceRecords() throws -> [DeviceRecord] {
    try database.statement(
      """
      SELECT \(Journal.deviceColumns), token, (SELECT name FROM users AS u WHERE u.user = d.user),
        (SELECT key FROM user_keys AS k WHERE k.user = d.user)
      FROM devices AS d ORDER BY device
      """
    ).map { row in
      DeviceRecord(
        device: try row.device(), token: try row.blob(6), user: try row.optionalName(7),
        key: try row.optionalText(8))
    }
  }

  /// Replaces all devices and invitations by `records`, without those whose user is not in the journal. The user of a device
  /// is the one with the key; when the journal does not know the key, the one with the name, unless that one has another key.
  ///
  /// - Throws: `SQLiteError`, `Damaged`.
  public func replaceDevices(by records: [DeviceRecord]) throws {
    try database.write {
      try database.execute("DELETE FROM pairings")
      try database.execute("DELETE FROM devices")
      for record in records {
        let device = record.device
        let owner = try owner(of: record)
        guard owner != nil || device.user == nil else { continue }
        try database.execute(
          """
          INSERT INTO devices (\(Journal.deviceColumns), token) VALUES (?, ?, ?, ?, ?, ?, ?)
          """, device.number, owner?.number, device.kind.rawValue, device.name,
          device.pairedAt.seconds, device.seenAt.seconds, record.token)
        if let owner, let key = record.key { try setKey(key, of: owner) }
      }
    }
  }
}

extension Journal {
  private func owner(of record: DeviceRecord) throws -> UserID? {
    guard let key = record.key else {
      return try record.user.flatMap { try account(named: $0)?.id }
    }
    let known = try database.statement("SELECT user FROM user_keys WHERE key = ?").first(key) {
      UserID(number: try $0.integer(0))
    }
    if let known { return known }
    guard let named = try record.user.flatMap({ try account(named: $0)?.id }),
      try self.key(of: named) == nil
    else { return nil }
    return named
  }
}

extension Row {
  /// The device in the columns of `Journal.deviceColumns`.
  fileprivate borrowing func device() throws -> Device {
    Device(
      number: try integer(0), kind: try named(2),
      user: try optionalInteger(1).map(UserID.init), name: try name(3),
      pairedAt: try optionalInstant(4) ?? .first, seenAt: try optionalInstant(5) ?? .first)
  }
}
