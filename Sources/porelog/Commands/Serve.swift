/// `porelog serve`: starts the server, which is a program of its own.
enum Serve: Command {
  static var name: String { "serve" }
  static let description = CommandDescription(
    name: name, operands: "[OPTION...]",
    summary: "offer the journal to your phone: starts porelog-serve",
    details: [
      "porelog serve --help lists the options of porelog-serve, which lies beside porelog or in PATH. It listens at http://localhost:7673 unless it is told otherwise; porelog device add then invites a device."
    ])

  static func run(_ session: Session) throws {
    let path = session.arguments.value("db").map { ["--db", $0] } ?? []
    throw ServerProgram.start(path)
  }
}
