import Journal
import Routine
import SQLite

/// A table of porelog's own CSV. Each has its own file. Import reads them in this order, so that a
/// row comes after the rows it refers to.
public enum Table: String, CaseIterable, Sendable {
  /// Users.
  case users
  /// Products.
  case products
  /// Steps of the routines.
  case steps
  /// Schedules of the steps.
  case schedules
  /// Products of the steps.
  case stepProducts = "step_products"
  /// Logged steps.
  case entries
  /// Pauses.
  case pauses
  /// Procedures, such as a peel in a clinic.
  case procedures
  /// Ratings.
  case ratings
  /// Notes on days.
  case notes
  /// Photos, without the pictures themselves.
  case photos
  /// Weekly reports. Import ignores this table and the next two.
  case weeks
  /// Milestones, one row for each attempt.
  case milestones
  /// Use of the products.
  case usage

  /// The name of the file, such as `entries.csv`.
  public var fileName: String { rawValue + ".csv" }

  /// Whether the table is made from the others. Import ignores such a table.
  public var isReport: Bool {
    switch self {
    case .weeks, .milestones, .usage: true
    default: false
    }
  }

  /// The names of the columns in the order in which they are written. Every table except `users` begins with the user.
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

  /// The first line of the file.
  public var header: String { columns.joined(separator: ",") }
}

/// A column of a report table: its name, and the function that returns its value in a row.
struct ReportColumn<Row>: Sendable {
  let name: String
  let get: @Sendable (Row) -> FieldValue

  init(_ name: String, _ get: @escaping @Sendable (Row) -> FieldValue) {
    self.name = name
    self.get = get
  }
}
