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

/// A request that has passed the checks.
struct Admitted {
  let request: Request
  /// The tracker for a request that is made now.
  let tracker: Tracker
  /// The device that makes the request; nil where none is needed.
  var visitor: Visitor?

  var head: RequestHead { request.head }
}

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
  private let timeZones = TimeZones()
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

  /// Closes the journal, and forgets the time zones, unless there has been a request since the last call.
  public func rest() {
    if !isAwake {
      file.close()
      timeZones.forget()
    }
    isAwake = false
  }

  // MARK: The order of a request

  /// Decides how the body of a request is received. A request that has one is admitted before, so that strangers cannot
  /// send any.
  public func receive(_ head: RequestHead) -> Reception {
    if head.method == "GET" || head.method == "HEAD" { return .collect(atMost: 0) }
    do {
      switch check(head) {
      case .answered(let response): return .answer(reported(response, to: head))
      case .passed(let route):
        guard try !route.needsDevice || visitor(of: head, tracker()) != nil else {
          return .answer(reported(Service.notPaired, to: head))
        }
        switch route {
        case .picture(let hash):
          return .write(atMost: route.mostBytes, to: try PictureWriter(hash, in: pictures))
        case .actions: return .gather(atMost: route.mostBytes)
        default: return .collect(atMost: route.mostBytes)
        }
      }
    } catch { return .answer(reported(response(for: error), to: head)) }
  }

  /// The answer to a request.
  public func respond(to request: Request) -> Response {
    let response: Response
    do { response = try answer(request) } catch { response = self.response(for: error) }
    return reported(response, to: request.head)
  }

  /// The answers to requests with actions.
  ///
  /// They share one transaction, because a disk takes as long to store one change durably as it takes for many: sixteen
  /// connections log twice as much as with a transaction for each request. When the journal fails for any of them, nothing
  /// is stored, and each is answered by itself; but when another program holds the lock, all are told so at once.
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

  /// What the checks that need no journal lead to.
  private enum Check {
    /// A refusal, or a file of the page.
    case answered(Response)
    case passed(Route)
  }

  /// Checks everything about a request but its body and its device.
  private func check(_ head: RequestHead) -> Check {
    guard let host = head.header("host"), site.allows(host: host) else {
      return .answered(.problem(421, "This server is not known by that name."))
    }
    guard let path = head.path, let route = Route(path) else {
      return .answered(Service.nothingThere)
    }
    guard route.methods.contains(head.method) else {
      return .answered(
        .problem(
          405, "This address does not take that method.",
          [("Allow", route.methods.joined(separator: ", "))]))
    }
    if !route.contentTypes.isEmpty {
      // SameSite alone does not keep out a page on another port of the same host.
      guard let origin = head.header("origin"), site.allows(origin: origin, host: host) else {
        return .answered(.problem(403, "The request does not come from a page of this server."))
      }
      let type = head.header("content-type")?.prefix { $0 != ";" }.lowercased().trimmed
      guard let type, route.contentTypes.contains(type) else {
        return .answered(
          .problem(403, "The body is not \(route.contentTypes.joined(separator: " or "))."))
      }
    }
    switch route {
    case .file(let file): return .answered(file.response(to: head))
    case .description:
      let text = String(decoding: PageFile.description, as: UTF8.self)
      return .answered(Response.json(text).tagged(for: head))
    default: return .passed(route)
    }
  }

  static var nothingThere: Response { .problem(404, "There is nothing at this address.") }

  /// The paired device that makes a request; nil for none.
  private func visitor(of head: RequestHead, _ tracker: Tracker) throws -> Visitor? {
    guard let token = token(of: head), let visitor = try tracker.visitor(withToken: token),
      visitor.device.kind != .feed
    else { return nil }
    return visitor
  }

  private static var notPaired: Response { .problem(401, "This device is not paired.") }

  private func answer(_ request: Request) throws -> Response {
    switch check(request.head) {
    case .answered(let response): return response
    case .passed(let route):
      var admitted = Admitted(request: request, tracker: try tracker(), visitor: nil)
      guard route.needsDevice else { return try answer(route, for: admitted) }
      func answerDevice() throws -> Response {
        admitted.visitor = try visitor(of: request.head, admitted.tracker)
        if admitted.visitor == nil { return Service.notPaired }
        return try answer(route, for: admitted)
      }
      // The device and what it reads belong to one state of the journal.
      let response =
        route.methods.contains("GET")
        ? try admitted.tracker.journal.read(answerDevice) : try answerDevice()
      return renewed(response, for: admitted)
    }
  }

  private func answer(_ route: Route, for admitted: Admitted) throws -> Response {
    switch route {
    case .pair: try pair(for: admitted)
    case .report(let report): try document(report, for: admitted)
    case .reportPage: try reportPage(for: admitted)
    case .csv(let table): try csv(table, for: admitted)
    case .image(let id): try image(id, for: admitted)
    case .picture: try storePicture(for: admitted)
    case .actions: try perform(for: admitted)
    case .feeds: try makeFeed(for: admitted)
    case .feed(let token): try feed(token, for: admitted)
    case .file, .description: Service.nothingThere
    }
  }

  // MARK: What the answers share

  /// The tracker for a request that is made now.
  func tracker() throws -> Tracker {
    isAwake = true
    let moment = Moment(
      now: now(), machineTimeZone: machineTimeZone, timeZone: timeZones.zone)
    return Tracker(try file.journal(), at: moment)
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

  static func problem(for error: any Error) -> Response {
    switch error {
    case is InvalidInput: .problem(400, "The request is not of the form that this address takes.")
    case ActionError.noUser: .problem(404, "There is no such user.")
    case is ActionError: .problem(404, "The journal has nothing to show there.")
    case let error as SQLiteError where error.isBusy:
      .problem(503, "Another program is writing to the journal.", [("Retry-After", "1")])
    case let error as SQLiteError where error.isOutOfSpace: noRoom
    case let problem as FileProblem where problem.nature == .device: noRoom
    case is JournalFile.Missing:
      .problem(503, "The journal is not in its place.", [("Retry-After", "10")])
    default: .problem(500, "The server cannot answer; its own messages say why.")
    }
  }

  private static var noRoom: Response { .problem(507, "The server's disk is full.") }
}
