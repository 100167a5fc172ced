import CLibrary
import Calendar
import Files
import Journal
import Reporting
import Routine
import SQLite
import Text
import Tracker

/// The part of a journal to export.
public struct ExportSelection {
  /// The users whose rows are written.
  public let accounts: [Account]
  /// The days whose rows are written. A row about a span is written if the span overlaps these days.
  public let days: DaySpan
  /// Whether photos are written with their paths; else with their base names.
  public let withPhotoPaths: Bool
  /// Returns today's date for a user. The reports are as of that day.
  public let today: (User) throws -> Day
  /// The first and the last day requested; nil means no bound.
  let bounds: (from: Day?, to: Day?)

  /// Selects the rows of `accounts`.
  ///
  /// - Parameters:
  ///   - from: the first day; nil means no bound.
  ///   - to: the last day; nil means no bound.
  ///   - withPhotoPaths: whether photos are written with their paths; else with their base names.
  ///   - today: returns today's date for a user.
  public init(
    accounts: [Account], from: Day? = nil, to: Day? = nil, withPhotoPaths: Bool = false,
    today: @escaping (User) throws -> Day
  ) {
    self.accounts = accounts
    days = DaySpan(from ?? .first, through: to)
    bounds = (from, to)
    self.withPhotoPaths = withPhotoPaths
    self.today = today
  }
}

extension ExportSelection {
  /// Selects the rows of `user`, or with `everyone` those of all users. Call it in the transaction that writes them.
  ///
  /// - Throws: `ActionError.noUser`, `.endsBeforeStart`; as `Tracker.days(_:from:to:)`.
  public init(
    of user: UserChoice, everyone: Bool, from: RelativeDay?, to: RelativeDay?,
    withPhotoPaths: Bool, in tracker: Tracker
  ) throws {
    let account = try tracker.account(user)
    let (from, to) = try tracker.days(user, from: from, to: to)
    self.init(
      accounts: everyone ? try tracker.journal.accounts() : [account].compactMap { $0 },
      from: from, to: to, withPhotoPaths: withPhotoPaths, today: tracker.moment.today)
  }
}

/// Exports a journal as porelog's own CSV. Rows are sorted by their key, so the same journal always gives the same
/// bytes.
public struct Exporter {
  private let journal: Journal
  private let selection: ExportSelection

  /// Creates an exporter of the rows of `journal` that `selection` selects.
  public init(_ journal: Journal, _ selection: ExportSelection) {
    self.journal = journal
    self.selection = selection
  }

  /// Passes the contents of the file of `table` to `write`, in pieces.
  ///
  /// - Throws: `SQLiteError`, `Damaged`, or what `write` throws.
  public func export(_ table: Table, to write: @escaping ([UInt8]) throws -> Void) throws {
    var csv = CSVWriter(write: write)
    for column in table.columns { csv.plain(column) }
    try csv.endRow()
    for account in selection.accounts { try writeRows(of: table, account, &csv) }
    try csv.flush()
  }

  /// Writes one file for each of `tables` into `folder`, which must be new, empty or an earlier export. Files of an
  /// earlier export are replaced only after all new files are written and synced.
  ///
  /// - Returns: the number of files written.
  /// - Throws: `FileProblem`, `SQLiteError`, `Damaged`.
  public func export(toFolder folder: String, tables: [Table] = Table.allCases) throws -> Int {
    guard !folder.isEmpty else {
      throw FileProblem(.uncreatable, "the folder to export into has no name: name one")
    }
    let abandoned = try Exporter.abandonedFiles(in: folder)
    try makeFolder(folder)
    for path in abandoned { try removeFile(path) }
    let files = try journal.read {
      try tables.map { table in
        let file = try OutputFile("\(folder)/\(table.fileName)")
        try export(table, to: file.write)
        try file.finish()
        return file
      }
    }
    for file in files { try file.commit() }
    return files.count
  }

  /// The paths of temporary files that interrupted exports left in `folder`.
  ///
  /// - Throws: `FileProblem` when the folder holds anything that an export does not write.
  private static func abandonedFiles(in folder: String) throws -> [String] {
    guard Folder.exists(at: folder) else { return [] }
    var abandoned: [String] = []
    for name in try Folder.names(in: folder) {
      if let process = Exporter.process(thatLeft: name) {
        // This process has not written yet, so a file with its ID is from an earlier process with the same ID.
        if process == getpid() || (kill(process, 0) != 0 && errno == ESRCH) {
          abandoned.append("\(folder)/\(name)")
        }
        continue
      }
      let table = Table.allCases.first { $0.fileName == name }
      guard let table, try isExport("\(folder)/\(name)", of: table) else {
        throw FileProblem(
          .uncreatable,
          "\(folder.terminalSafe) holds \(quoted(name)), which is no export of porelog: name a new or an empty folder"
        )
      }
    }
    return abandoned
  }

  /// The ID of the process that created the file `name`; nil if that is no temporary file of an export.
  private static func process(thatLeft name: String) -> Int32? {
    guard let table = Table.allCases.first(where: { name.hasPrefix($0.fileName + ".") }),
      name.hasSuffix(OutputFile.partial)
    else { return nil }
    return Int32(name.dropFirst(table.fileName.count + 1).dropLast(OutputFile.partial.count))
  }

  /// Whether the file is an export of `table`. Exports of earlier versions lack some columns.
  private static func isExport(_ path: String, of table: Table) throws -> Bool {
    let start = try InputFile(path).start(bytes: 1024)
    let line = String(decoding: start.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
    let columns = line.split(separator: ",").map(String.init)
    return columns.count > 1 && columns.first == "user"
      && columns.allSatisfy(table.columns.contains)
  }
}

extension Exporter {
  private func writeRows(of table: Table, _ account: Account, _ csv: inout CSVWriter) throws {
    let (id, user) = (account.id, account.user.name)
    let days = selection.days
    switch table {
    case .users:
      for column in User.columns { csv.field(column.get(account.user)) }
      try csv.endRow()
    case .products: try write(try journal.products(of: id), Product.columns, user, &csv)
    case .steps: try write(try stepsByKey(id).map(\.step), Step.columns, user, &csv)
    case .schedules:
      let versions = try stepsByKey(id).flatMap { step in
        step.schedules.versions.map {
          StepVersion(step: step.step.key, from: $0.from, value: $0.value)
        }
      }
      try write(versions, StepVersion<Schedule>.columns, user, &csv)
    case .stepProducts:
      let versions = try stepsByKey(id).flatMap { step in
        step.products.versions.map {
          StepVersion(step: step.step.key, from: $0.from, value: $0.value)
        }
      }
      try write(versions, StepVersion<String?>.columns, user, &csv)
    case .entries:
      try journal.forEachEntry(of: id, from: selection.bounds.from, to: selection.bounds.to) {
        try csv.entry($0, of: user)
      }
    case .pauses:
      let pauses = try journal.pauses(of: id).filter { days.overlaps($0.span) }
      try write(pauses, Pause.columns, user, &csv)
    case .procedures:
      let procedures = try journal.procedures(of: id).filter {
        days.overlaps($0.recovery ?? DaySpan($0.day))
      }
      try write(procedures, Procedure.columns, user, &csv)
    case .ratings:
      let ratings = try journal.ratings(of: id).filter { days.contains($0.day) }
      try write(ratings, Rating.columns, user, &csv)
    case .notes:
      let notes = try journal.notes(of: id).filter { days.contains($0.day) }
      try write(notes, DayNote.columns, user, &csv)
    case .photos:
      var photos = try journal.photos(of: id).filter { days.contains($0.day) }
      if !selection.withPhotoPaths {
        for index in photos.indices { photos[index].file = photos[index].baseName }
      }
      try write(photos, Photo.columns, user, &csv)
    case .weeks: try writeWeekRows(account, &csv)
    case .milestones:
      let today = try selection.today(account.user)
      let input = try journal.reportInput(of: id, usesFrom: today)
      try write(
        MilestoneReport.all(of: input, today: today), MilestoneRow.columns, user, &csv)
    case .usage:
      let report = UsageReport(
        of: try journal.reportInput(of: id), from: selection.bounds.from, to: selection.bounds.to,
        today: try selection.today(account.user))
      try write(report.products, UsageRow.columns, user, &csv)
    }
  }

  private func write<Record>(
    _ records: [Record], _ columns: [Column<Record>], _ user: String, _ csv: inout CSVWriter
  ) throws {
    for record in records {
      csv.text(user)
      for column in columns { csv.field(column.get(record)) }
      try csv.endRow()
    }
  }

  private func write<Row>(
    _ rows: [Row], _ columns: [ReportColumn<Row>], _ user: String, _ csv: inout CSVWriter
  ) throws {
    for row in rows {
      csv.text(user)
      for column in columns { csv.field(column.get(row)) }
      try csv.endRow()
    }
  }

  private func stepsByKey(_ user: UserID) throws -> [RoutineStep] {
    try journal.routine(of: user).sorted { $0.step.key < $1.step.key }
  }

  /// Writes the weekly reports of a user that are in the selection, from the week of the first step through the running
  /// week.
  private func writeWeekRows(_ account: Account, _ csv: inout CSVWriter) throws {
    let diary = try journal.diary(of: account.id)
    let today = try selection.today(account.user)
    guard let firstDay = diary.firstDay else { return }
    var week = Week(of: max(firstDay, selection.bounds.from ?? firstDay))
    let last = Week(of: min(today, selection.bounds.to ?? today))
    while week <= last {
      let report = WeekReport(of: diary, week: week, today: today)
      try write(WeekRow.rows(of: report), WeekRow.columns, account.user.name, &csv)
      week = week + 1
    }
  }
}
