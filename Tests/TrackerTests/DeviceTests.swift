import Calendar
import Journal
import Routine
import TestSupport
import Testing
import Tracker

@Suite struct DeviceTests {
  let test: TestJournal

  init() throws { test = try TestJournal() }

  func invite(
    _ kind: DeviceKind = .page, named name: String? = nil, at time: String = "2025-06-04T21:10:00Z"
  ) throws -> InviteDevice.Invitation {
    try test.tracker(at: time).perform(InviteDevice(kind, named: name), as: .default).effect
  }

  /// The token of a newly paired device.
  func token(_ kind: DeviceKind = .page) throws -> String {
    try #require(try test.tracker.pair(withCode: invite(kind).code, named: "phone")).token
  }

  @Test func aDeviceIsPairedOnceByEitherCode() throws {
    for isTyped in [false, true] {
      let invitation = try invite()
      let code = isTyped ? invitation.shortCode : invitation.code
      let device = try #require(try test.tracker.pair(withCode: code, named: "phone"))
      let visitor = try #require(try test.tracker.visitor(withToken: device.token))
      #expect(visitor.account?.user.name == "hana")
      #expect(visitor.device.name == "phone")
      #expect(visitor.device.kind == .page)
      #expect(try test.tracker.pair(withCode: invitation.code, named: nil) == nil)
      #expect(try test.tracker.pair(withCode: invitation.shortCode, named: nil) == nil)
    }
    #expect(try test.tracker.devices().lines.count == 2)
  }

  @Test func theCodeToTypeIsReadAsPeopleWriteIt() throws {
    for spell in [{ $0.lowercased() }, { $0.filter { $0 != "-" } }, { " " + $0 }]
      as [(String) -> String]
    {
      let code = try invite().shortCode
      #expect(code.wholeMatch(of: #/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/#) != nil)
      #expect(try test.tracker.pair(withCode: spell(code), named: nil) != nil)
    }
    // O is read as 0, I and L as 1.
    var code = try invite().shortCode
    while !code.contains("0") || !code.contains("1") { code = try invite().shortCode }
    let mistaken = code.map { $0 == "0" ? "O" : $0 == "1" ? "l" : String($0) }.joined()
    #expect(try test.tracker.pair(withCode: mistaken, named: nil) != nil)
  }

  @Test func anInvitationIsValidForTenMinutes() throws {
    let late = try invite()
    #expect(
      try test.tracker(at: "2025-06-04T21:20:00Z").pair(withCode: late.code, named: nil) == nil)
    let last = try invite()
    #expect(
      try test.tracker(at: "2025-06-04T21:19:59Z").pair(withCode: last.code, named: nil) != nil)
    // A clock that was ahead when the invitation was made does not make it valid for longer.
    let ahead = try invite(at: "2025-06-05T21:10:00Z")
    #expect(try test.tracker.pair(withCode: ahead.code, named: nil) == nil)
  }

  @Test func fiveWrongCodesEndEveryInvitation() throws {
    let (first, second) = (try invite(), try invite())
    for _ in 1...4 { #expect(try test.tracker.pair(withCode: "0000-0000", named: nil) == nil) }
    #expect(try test.tracker.pair(withCode: first.code, named: nil) != nil)
    #expect(try test.tracker.pair(withCode: "wrong", named: nil) == nil)
    #expect(try test.tracker.pair(withCode: second.code, named: nil) == nil)
  }

  @Test func wrongCodesDoNotWriteWhileNobodyIsInvited() throws {
    let before = try test.journal.changeStamp().own
    for _ in 1...20 { #expect(try test.tracker.pair(withCode: "0000-0000", named: nil) == nil) }
    #expect(try test.journal.changeStamp().own == before)
  }

  @Test func onlyHashesAreInTheFile() throws {
    let invitation = try invite()
    let device = try #require(try test.tracker.pair(withCode: invitation.code, named: nil))
    let other = try invite()
    let feed = try #require(try test.tracker.makeFeed(byToken: device.token))
    let rows = try test.rows().joined().lowercased()
    #expect(rows.contains("a device"))
    for secret in [device.token, other.code, other.shortCode, feed] {
      #expect(!rows.contains(secret.lowercased()))
      // `quote` shows blobs in hexadecimal digits.
      let digits = secret.utf8.map { String($0, radix: 16) }.joined()
      #expect(!rows.contains(digits))
    }
    #expect(device.token.count == 64)
    #expect(other.code.count == 32)
  }

  @Test func aDeviceThatIsNotSeenForFourHundredDaysIsUnknown() throws {
    let token = try token()
    let day = Int64(86_400)
    func tracker(after seconds: Int64) throws -> Tracker {
      Tracker(
        test.journal,
        at: Moment(
          now: Instant(seconds: try moment().now.seconds + seconds), machineTimeZone: { "UTC" }))
    }
    #expect(try tracker(after: 400 * day).visitor(withToken: token) != nil)
    #expect(try tracker(after: 400 * day + 1).visitor(withToken: token) == nil)
    // A request a day later is stored, and the time begins again.
    let device = try #require(try tracker(after: day).visitor(withToken: token)).device
    #expect(try !tracker(after: day - 1).isDueForRenewal(device))
    #expect(try tracker(after: day).isDueForRenewal(device))
    try tracker(after: day).renew(device)
    #expect(try tracker(after: 401 * day).visitor(withToken: token) != nil)
    // The next invitation removes what is too old.
    _ = try tracker(after: 402 * day).perform(InviteDevice(.page), as: .default)
    #expect(try test.tracker.devices().lines.isEmpty)
  }

  @Test func aRemovedDeviceIsUnknown() throws {
    let token = try token()
    try test.tracker.perform(RemoveDevice("phone"), as: .default)
    #expect(try test.tracker.visitor(withToken: token) == nil)
    #expect(try test.tracker.perform([], byToken: token) == nil)
  }

  @Test func aCalendarReplacesTheOneBefore() throws {
    let token = try token()
    let first = try #require(try test.tracker.makeFeed(byToken: token))
    let second = try #require(try test.tracker.makeFeed(byToken: token))
    #expect(try test.tracker.visitor(withToken: first) == nil)
    #expect(try test.tracker.visitor(withToken: second)?.device.kind == .feed)
    // Its token opens nothing else, and a device for all users has no calendar.
    #expect(try test.tracker.makeFeed(byToken: second) == nil)
    #expect(try test.tracker.perform([], byToken: second) == nil)
    #expect(try test.tracker.makeFeed(byToken: self.token(.cohort)) == nil)
  }

  @Test func theDevicesOfARemovedUserAreGone() throws {
    try test.tracker.perform(AddUser("ines"), as: .default)
    let code = try test.tracker.perform(InviteDevice(.page), as: .named("ines")).effect.code
    let token = try #require(try test.tracker.pair(withCode: code, named: nil)).token
    let open = try test.tracker.perform(InviteDevice(.page), as: .named("ines")).effect.code
    let keep = try self.token()
    try test.tracker.perform(UndoChange(), as: .default)
    try test.tracker.perform(AddUser("other"), as: .default)
    #expect(try test.tracker.visitor(withToken: token) == nil)
    #expect(try test.tracker.pair(withCode: open, named: nil) == nil)
    #expect(try test.tracker.visitor(withToken: keep) != nil)
  }

  /// Pairs a device of the user called `name`, and returns the user with the key.
  func pairedKey(of name: String) throws -> (user: UserID, key: String) {
    let code = try test.tracker.perform(InviteDevice(.page), as: .named(name)).effect.code
    _ = try test.tracker.pair(withCode: code, named: nil)
    let user = try #require(try test.journal.account(named: name)).id
    return (user, try #require(try test.journal.key(of: user)))
  }

  /// What was tapped for a user must never get into the journal of another, who can get the same number.
  @Test func noOtherUserGetsTheKeyOfARemovedOne() throws {
    try test.tracker.perform(AddUser("ines"), as: .default)
    let ines = try pairedKey(of: "ines")
    try test.tracker.perform(UndoChange(), as: .default)
    try test.tracker.perform(AddUser("tom"), as: .default)
    let tom = try pairedKey(of: "tom")
    #expect(tom.user == ines.user && tom.key != ines.key)
    try test.tracker.perform(EraseUser("tom"), as: .default)
    try test.tracker.perform(AddUser("una"), as: .default)
    let una = try pairedKey(of: "una")
    #expect(una.user == tom.user && una.key != tom.key)
  }

  @Test func theKeyStays() throws {
    let first = try pairedKey(of: "hana")
    #expect(try pairedKey(of: "hana") == first)
    try test.tracker.perform(RemoveDevice("1"), as: .default)
    try test.tracker.perform(RemoveDevice("2"), as: .default)
    try test.tracker.perform(ChangeUser(name: "hannah"), as: .default)
    #expect(try pairedKey(of: "hannah") == first)
    // An import that replaces the user's row.
    var user = try #require(try test.journal.account(named: "hannah")).user
    user.createdOn = monday - 1
    _ = try test.journal.merge(user, replacing: true)
    #expect(try test.journal.key(of: first.user) == first.key)
  }

  /// The journal that is restored can be older than a device, a name or a key.
  @Test func aRestoreKnowsUsersByTheirKeys() throws {
    let hana = try pairedKey(of: "hana")
    try test.tracker.perform(AddUser("ines"), as: .default)
    let ines = try pairedKey(of: "ines")
    // What the backup has: both keys and both users, under other names.
    let now = try test.journal.deviceRecords()
    try test.tracker.perform(ChangeUser(name: "x"), as: .named("hana"))
    try test.tracker.perform(ChangeUser(name: "hana"), as: .named("ines"))
    try test.tracker.perform(ChangeUser(name: "ines"), as: .named("x"))
    try test.journal.replaceDevices(by: now)
    #expect(try test.journal.devices().map(\.user) == [hana.user, ines.user])
    // Without devices, the keys stay: a phone that is paired again is known.
    try test.journal.replaceDevices(by: [])
    #expect(try pairedKey(of: "ines") == hana)
    // A backup from before the devices has no keys, so users are known by their names.
    let other = try TestJournal()
    try other.journal.replaceDevices(by: now)
    let user = try other.user
    #expect(try other.journal.devices().map(\.user) == [user])
    #expect(try other.journal.key(of: user) == hana.key)
    // A user of the same name with another key is another user.
    let third = try TestJournal()
    try third.journal.setKey(String(repeating: "0", count: 32), of: try third.user)
    try third.journal.replaceDevices(by: now)
    #expect(try third.journal.devices().isEmpty)
  }
}
