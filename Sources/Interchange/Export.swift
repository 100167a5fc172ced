import Glibc
import Journal
import Reporting
import Routine

/// What of a journal is written.
public struct ExportSelection {
  /// Whose.
  public let accounts: [Account]
  /// Rows of earlier days are left out; nil is no bound. A span counts when it reaches in.
  public let from: Day?
  /// Rows of later days are left out; nil is no bound.
  public let to: Day?
  /// Whether photos are written with their paths instead of their names alone.
  public let withPhotoPaths: Bool
  /// The day from which each user's reports are seen.
  public let today: (User) throws -> Day

  /// Selects what to write.
  public init(
    accounts: [Account], from: Day? = nil, to: Day? = nil, withPhotoPaths: Bool = false,
    today: @escaping (User) throws -> Day
  ) {
    self.accounts = accounts
    self.from = from
    self.to = to
    self.withPhotoPaths = withPhotoPaths
    self.today = today
  }

  func includes(_ day: Day) -> Bool { includes(day, day) }

  /// Whether some day from `first` through `last` is selected; nil is without an end.
  func includes(_ first: Day, _ last: Day?) -> Bool {
    (to.map { first <= $0 } ?? true)
      && (from.map { from in last.map { $0 >= from } ?? true } ?? true)
  }
}

/// Writes tables of our own CSV, each sorted by its key, so that the same journal always gives the same
/// bytes.
public struct Exporter {
  let journal: Journal
  let selection: ExportSelection

  /// Writes what `selection` selects of `journal`.
  public init(_ journal: Journal, _ selection: ExportSelection) {
    self.journal = journal
    self.selection = selection
  }

  /// Hands the file of `table` to `write`, in pieces.
  ///
  /// - Throws: `SQLiteError`, or what `write` throws.
  public func export(_ table: Table, to write: @escaping ([UInt8]) throws -> Void) throws {
    var csv = CSVWriter(write: write)
    for column in table.columns { csv.plain(column) }
    try csv.endRow()
    for account in selection.accounts { try self.rows(of: table, account, &csv) }
    try csv.flush()
  }

  /// Writes every table into `folder`: a new one, an empty one or an export of ours. No file is touched
  /// before all are written and on disk; then they take their places one by one.
  ///
  /// - Returns: how many files it has then.
  /// - Throws: `FileProblem`, `SQLiteError`.
  public func export(toFolder folder: String, tables: [Table] = Table.allCases) throws -> Int {
    guard !folder.isEmpty else {
      throw FileProblem(.uncreatable, "the folder to export into has no name: name one")
    }
    let abandoned = try Exporter.checkIsOurs(folder)
    try Folder.make(folder)
    for path in abandoned { try removeFile(path) }
    let files = try journal.read {
      try tables.map { table in
        let file = try OutputFile("\(folder)/\(table.fileName)")
        try export(table, to: file.write)
        try file.finish()
        return file
      }
    }
    for file in files { try file.putInPlace() }
    return files.count
  }

  /// Refuses a folder with anything in it that an export of ours does not write.
  ///
  /// - Returns: the files that an export left there which was stopped before its end.
  private static func checkIsOurs(_ folder: String) throws -> [String] {
    guard Folder.exists(at: folder) else { return [] }
    var abandoned: [String] = []
    for name in try Folder.names(in: folder) {
      if let process = Exporter.process(thatLeft: name) {
        // One of our own number was left by another of that number: we have made none yet.
        if process == getpid() || (kill(process, 0) != 0 && errno == ESRCH) {
          abandoned.append("\(folder)/\(name)")
        }
        continue
      }
      let table = Table.allCases.first { $0.fileName == name }
      guard let table, try firstLine(of: "\(folder)/\(name)") == table.header else {
        throw FileProblem(
          .uncreatable,
          "\(folder.cleaned) holds \(quoted(name)), which is no export of porelog: name a new or an empty folder"
        )
      }
    }
    return abandoned
  }

  /// The process that began `name`, if it is a file of ours that is not in its place yet.
  private static func process(thatLeft name: String) -> Int32? {
    guard let table = Table.allCases.first(where: { name.hasPrefix($0.fileName + ".") }),
      name.hasSuffix(OutputFile.partial)
    else { return nil }
    return Int32(name.dropFirst(table.fileName.count + 1).dropLast(OutputFile.partial.count))
  }

  private static func firstLine(of path: String) throws -> String {
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = try InputFile(path).read(into: &buffer)
    return String(decoding: buffer[..<count].prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
  }
}

extension Exporter {
  private func rows(of table: Table, _ account: Account, _ csv: inout CSVWriter) throws {
    let (id, name) = (account.id, account.user.name)
    switch table {
    case .users: try row(of: account.user, &csv)
    case .products: for product in try journal.products(of: id) { try row(name, product, &csv) }
    case .steps:
      for step in try stepsByKey(id) { try row(name, step.step, &csv) }
    case .schedules:
      for step in try stepsByKey(id) {
        for version in step.schedules {
          begin(name, step.step.key, version.from, &csv)
          csv.text(version.value.description)
          try csv.endRow()
        }
      }
    case .stepProducts:
      for step in try stepsByKey(id) {
        for version in step.products {
          begin(name, step.step.key, version.from, &csv)
          csv.text(version.value)
          try csv.endRow()
        }
      }
    case .entries:
      try journal.forEachEntry(of: id, from: selection.from, to: selection.to) { entry in
        try row(name, entry, &csv)
      }
    case .pauses:
      // By scope, but the columns name the days first.
      for pause in try journal.pauses(of: id) where selection.includes(pause.from, pause.to) {
        try row(name, pause, &csv)
      }
    case .procedures:
      for procedure in try journal.procedures(of: id)
      where selection.includes(procedure.day, procedure.recoverUntil ?? procedure.day) {
        try row(name, procedure, &csv)
      }
    case .ratings:
      for rating in try journal.ratings(of: id) where selection.includes(rating.day) {
        csv.text(name)
        csv.day(rating.day)
        csv.plain(rating.measure.rawValue)
        csv.integer(rating.score)
        try csv.endRow()
      }
    case .notes:
      for note in try journal.notes(of: id) where selection.includes(note.day) {
        csv.text(name)
        csv.day(note.day)
        csv.text(note.text)
        try csv.endRow()
      }
    case .photos:
      for photo in try journal.photos(of: id) where selection.includes(photo.day) {
        try row(name, photo, &csv)
      }
    case .weeks: try weekRows(account, &csv)
    case .milestones: try milestoneRows(account, &csv)
    case .usage: try usageRows(account, &csv)
    }
  }

  private func stepsByKey(_ user: UserID) throws -> [RoutineStep] {
    try journal.routine(of: user).sorted { $0.step.key < $1.step.key }
  }

  private func begin(_ user: String, _ key: StepKey, _ from: Day, _ csv: inout CSVWriter) {
    csv.text(user)
    csv.plain(key.slot.rawValue)
    csv.plain(key.slug.description)
    csv.day(from)
  }

  private func row(of user: User, _ csv: inout CSVWriter) throws {
    csv.text(user.name)
    csv.plain(user.dayStart.description)
    csv.plain(user.timeZone)
    csv.day(user.createdOn)
    try csv.endRow()
  }

  private func row(_ user: String, _ product: Product, _ csv: inout CSVWriter) throws {
    csv.text(user)
    csv.text(product.name)
    csv.text(product.brand)
    csv.plain(product.kind?.rawValue)
    csv.plain(product.active?.rawValue)
    csv.text(product.strength)
    csv.day(product.openedOn)
    csv.integer(product.paoMonths)
    csv.day(product.finishedOn)
    csv.integer(product.usesPerPack)
    csv.text(product.note)
    try csv.endRow()
  }

  private func row(_ user: String, _ step: Step, _ csv: inout CSVWriter) throws {
    csv.text(user)
    csv.plain(step.key.slot.rawValue)
    csv.plain(step.key.slug.description)
    csv.integer(step.position)
    csv.plain(step.kind.rawValue)
    csv.plain(step.active?.rawValue)
    csv.day(step.firstDay)
    csv.day(step.lastDay)
    try csv.endRow()
  }

  private func row(_ user: String, _ entry: Entry, _ csv: inout CSVWriter) throws {
    csv.text(user)
    csv.day(entry.day)
    csv.plain(entry.step.slot.rawValue)
    csv.plain(entry.step.slug.description)
    csv.plain(entry.status.rawValue)
    csv.integer(entry.count)
    csv.integer(entry.minutes)
    csv.text(entry.product)
    csv.text(entry.reason)
    csv.text(entry.note)
    csv.instant(entry.loggedAt)
    try csv.endRow()
  }

  private func row(_ user: String, _ pause: Pause, _ csv: inout CSVWriter) throws {
    csv.text(user)
    csv.day(pause.from)
    csv.day(pause.to)
    csv.plain(pause.scope.description)
    csv.plain(pause.reason.rawValue)
    try csv.endRow()
  }

  private func row(_ user: String, _ procedure: Procedure, _ csv: inout CSVWriter) throws {
    csv.text(user)
    csv.day(procedure.day)
    csv.text(procedure.kind)
    csv.day(procedure.recoverUntil)
    csv.text(procedure.note)
    try csv.endRow()
  }

  private func row(_ user: String, _ photo: Photo, _ csv: inout CSVWriter) throws {
    csv.text(user)
    csv.day(photo.day)
    csv.plain(photo.view.rawValue)
    csv.plain(photo.tag?.rawValue)
    csv.text(photo.light)
    csv.integer(photo.distance)
    csv.plain(photo.sha256)
    csv.integer(photo.bytes)
    csv.text(selection.withPhotoPaths ? photo.file : photo.baseName)
    csv.text(photo.note)
    try csv.endRow()
  }
}
