import Journal
import Routine
import SQLite

/// A table of porelog's own CSV, one file each. Import reads them in this order, so that what a row refers to is there
/// before it.
public enum Table: String, CaseIterable, Sendable {
  /// People.
  case users
  /// Their products.
  case products
  /// The steps of their routines.
  case steps
  /// When the steps are due.
  case schedules
  /// Which products the steps use.
  case stepProducts = "step_products"
  /// What was logged.
  case entries
  /// What is paused.
  case pauses
  /// What was done in an office.
  case procedures
  /// What was rated.
  case ratings
  /// What was written about a day.
  case notes
  /// Photos, without the pictures.
  case photos
  /// The weekly reports. Import passes over it, as over the next two.
  case weeks
  /// The milestones, one row for each attempt.
  case milestones
  /// How products were used.
  case usage

  /// The name of its file.
  public var fileName: String { rawValue + ".csv" }

  /// Whether it is made from the other tables, so that import passes over it.
  public var isReport: Bool {
    switch self {
    case .weeks, .milestones, .usage: true
    default: false
    }
  }

  /// Its columns in the order in which they are written. All tables but the first begin with the user.
  public var columns: [String] {
    switch self {
    case .users: User.columns.map(\.name)
    case .products: ["user"] + Product.columns.map(\.name)
    case .steps: ["user"] + Step.columns.map(\.name)
    case .schedules: ["user"] + StepVersion<Schedule>.columns.map(\.name)
    case .stepProducts: ["user"] + StepVersion<String?>.columns.map(\.name)
    case .entries: ["user"] + Entry.columns.map(\.name)
    case .pauses: ["user"] + Pause.columns.map(\.name)
    case .procedures: ["user"] + Procedure.columns.map(\.name)
    case .ratings: ["user"] + Rating.columns.map(\.name)
    case .notes: ["user"] + DayNote.columns.map(\.name)
    case .photos: ["user"] + Photo.columns.map(\.name)
    case .weeks: ["user"] + WeekRow.columns.map(\.name)
    case .milestones: ["user"] + MilestoneRow.columns.map(\.name)
    case .usage: ["user"] + UsageRow.columns.map(\.name)
    }
  }

  /// The first line of its file.
  public var header: String { columns.joined(separator: ",") }
}

/// One column of a report's table: its name, and its value in a row.
struct ReportColumn<Row>: Sendable {
  let name: String
  let get: @Sendable (Row) -> FieldValue

  init(_ name: String, _ get: @escaping @Sendable (Row) -> FieldValue) {
    self.name = name
    self.get = get
  }
}
