import Calendar
import Digest
import Documents
import Files
import HTTP
import Journal
import Routine
import SQLite
import Text
import Tracker

/// Answers the requests to the server.
///
/// A request is admitted when it names this site as its host, has an address and a method that exist and, if it changes
/// anything, comes from a page of this site with a body of the right type. All but the page's own files also need a
/// paired device.
public final class Service: Application {
  private let file: JournalFile
  let pictures: PictureFolder
  let site: Site
  private let now: () -> Instant
  private let machineTimeZone: @Sendable () -> String
  private let report: (Event) -> Void
  /// Whether a request has arrived since `rest()`.
  private var isAwake = false

  /// What the server tells about a request.
  public enum Event {
    /// It was answered. The route has nothing about a person in it.
    case answered(method: String, route: String, status: Int)
    /// It could not be answered because of this error.
    case failed(any Error)
  }

  /// Creates the service of the journal at `path`.
  ///
  /// - Parameters:
  ///   - pictures: where pictures that devices send are stored.
  ///   - now: returns the current time.
  ///   - report: called for each request.
  public init(
    journal path: String, pictures: PictureFolder, site: Site, now: @escaping () -> Instant,
    machineTimeZone: @escaping @Sendable () -> String, report: @escaping (Event) -> Void
  ) {
    file = JournalFile(path)
    self.pictures = pictures
    self.site = site
    self.now = now
    self.machineTimeZone = machineTimeZone
    self.report = report
  }

  /// Closes the journal unless there has been a request since the last call.
  public func rest() {
    if !isAwake { file.close() }
    isAwake = false
  }

  // MARK: The order of a request

  /// Decides how the body of a request is received. A request that has one is admitted before, so that strangers cannot
  /// send any.
  public func receive(_ head: RequestHead) -> Reception {
    if head.method == "GET" || head.method == "HEAD" { return .collect(atMost: 0) }
    do {
      switch try admit(head) {
      case .refused(let response): return .answer(reported(response, to: head))
      case .admitted(.picture(let hash), _):
        return .write(
          atMost: Route.picture(hash: hash).mostBytes, to: try PictureWriter(hash, in: pictures))
      case .admitted(.actions, _): return .gather(atMost: Route.actions.mostBytes)
      case .admitted(let route, _): return .collect(atMost: route.mostBytes)
      }
    } catch { return .answer(reported(response(for: error), to: head)) }
  }

  /// The answer to a request.
  public func respond(to request: Request) -> Response {
    let response: Response
    do { response = try answer(request) } catch { response = self.response(for: error) }
    return reported(response, to: request.head)
  }

  /// The answers to requests that change the journal.
  ///
  /// They share one transaction, because a disk takes as long to store one change durably as it takes for many: sixteen
  /// connections log three times as much as with a transaction for each request. When any of them fails, nothing is
  /// stored, and each is answered by itself.
  public func respond(to requests: [Request]) -> [Response] {
    guard requests.count > 1 else { return requests.map(respond) }
    let responses: [Response]
    do {
      responses = try tracker().journal.write { try requests.map(answer) }
    } catch let error as SQLiteError where error.isBusy {
      // Each would wait for the same lock in turn.
      let response = response(for: error)
      responses = requests.map { _ in response }
    } catch { return requests.map(respond) }
    return zip(requests, responses).map { reported($1, to: $0.head) }
  }

  /// The answer to a request whose body is too large.
  public func respondTooLarge(to head: RequestHead) -> Response {
    .problem(413, "The body is too large.")
  }

  private enum Admission {
    case refused(Response)
    case admitted(Route, Visitor?)
  }

  /// Checks everything about a request but its body.
  private func admit(_ head: RequestHead) throws -> Admission {
    guard let host = head.header("host"), site.allows(host: host) else {
      return .refused(.problem(421, "This server is not known by that name."))
    }
    guard let path = head.path, let route = Route(path) else {
      return .refused(.problem(404, "There is nothing at this address."))
    }
    guard route.methods.contains(head.method) else {
      return .refused(
        .problem(
          405, "This address does not take that method.",
          [("Allow", route.methods.joined(separator: ", "))]))
    }
    if !route.contentTypes.isEmpty {
      // SameSite alone does not keep out a page on another port of the same host.
      guard let origin = head.header("origin"), site.allows(origin: origin, host: host) else {
        return .refused(.problem(403, "The request does not come from a page of this server."))
      }
      let type = head.header("content-type")?.prefix { $0 != ";" }.lowercased().trimmed
      guard let type, route.contentTypes.contains(type) else {
        return .refused(
          .problem(403, "The body is not \(route.contentTypes.joined(separator: " or "))."))
      }
    }
    switch route {
    case .file, .description, .pair, .feed: return .admitted(route, nil)
    case .report, .image, .picture, .actions, .feeds:
      guard let token = token(of: head), let visitor = try tracker().visitor(withToken: token),
        visitor.device.kind != .feed
      else { return .refused(.problem(401, "This device is not paired.")) }
      return .admitted(route, visitor)
    }
  }

  private func answer(_ request: Request) throws -> Response {
    switch try admit(request.head) {
    case .refused(let response): return response
    case .admitted(let route, let visitor):
      let response = try answer(request, route, visitor)
      return visitor.map { renewed(response, $0, request.head) } ?? response
    }
  }

  private func answer(
    _ request: Request, _ route: Route, _ visitor: Visitor?
  ) throws -> Response {
    switch route {
    case .file(let file): return file.response(to: request.head)
    case .description:
      return Response.json(String(decoding: PageFile.description, as: UTF8.self))
        .tagged(for: request.head)
    case .pair: return try pair(request)
    case .report(let report): return try document(report, request.head, visitor)
    case .image(let id): return try image(id, request.head, visitor)
    case .picture: return try storePicture(request, visitor)
    case .actions: return try perform(request)
    case .feeds: return try makeFeed(request)
    case .feed(let token): return try feed(token, request.head)
    }
  }

  // MARK: What the answers share

  /// The tracker for a request that is made now.
  func tracker() throws -> Tracker {
    isAwake = true
    return Tracker(try file.journal(), at: Moment(now: now(), machineTimeZone: machineTimeZone))
  }

  /// A text that changes whenever the journal does.
  func version() throws -> String { try file.version() }

  /// Reports a failure that does not concern the answer.
  func tell(_ error: any Error) { report(.failed(error)) }

  private func reported(_ response: Response, to head: RequestHead) -> Response {
    let route = head.path.flatMap(Route.init)?.name ?? "elsewhere"
    report(.answered(method: Service.word(head.method), route: route, status: response.status))
    return response
  }

  private func response(for error: any Error) -> Response {
    let response = Service.problem(for: error)
    if response.status >= 500 { report(.failed(error)) }
    return response
  }

  /// The method for the log: a word, whatever a client has sent.
  private static func word(_ method: String) -> String {
    ["GET", "HEAD", "POST", "PUT"].contains(method) ? method : "OTHER"
  }

  private static func problem(for error: any Error) -> Response {
    switch error {
    case is InvalidInput: .problem(400, "The request is not of the form that this address takes.")
    case ActionError.noUser: .problem(404, "There is no such user.")
    case let error as SQLiteError where error.isBusy:
      .problem(503, "Another program is writing to the journal.", [("Retry-After", "1")])
    case let error as SQLiteError where error.code == .full: noRoom
    case let problem as FileProblem where problem.nature == .device: noRoom
    case is JournalFile.Missing:
      .problem(503, "The journal is not in its place.", [("Retry-After", "10")])
    default: .problem(500, "The server cannot answer; its own messages say why.")
    }
  }

  private static var noRoom: Response { .problem(507, "The server's disk is full.") }
}
