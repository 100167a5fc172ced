import Calendar
import Files
import HTTP
import Journal
import SQLite
import Text
import Tracker
import Web

/// The exit codes of the server, from BSD's sysexits(3).
enum ExitCode: Int32 {
  case done = 0
  /// The options are wrong.
  case usage = 64
  /// A file is wrong or cannot be read.
  case noInput = 66
  /// It cannot listen there.
  case unavailable = 69
  /// The journal cannot be used.
  case ioError = 74
}

/// Why the server ends.
struct Failure: Error {
  let code: ExitCode
  /// One sentence that says what to do.
  let message: String

  init(_ code: ExitCode, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// One run of the server.
struct ServerRun {
  let options: Options
  let environment: [String: String]
  /// Whether a person reads standard error, and not a log.
  let isWatched: Bool
  /// Writes a line to standard error.
  let say: (String) -> Void

  /// How long requests that have begun may take after SIGTERM, in milliseconds. Choice.
  private static let grace = 10_000
  /// How long the loop waits for a request at most, in milliseconds. Choice: then it looks for overdue connections.
  private static let turn = 1000
  /// How long no request arrives before the journal is closed, in milliseconds: this time or twice as long. Choice.
  private static let rest = 3000

  /// Serves until a signal ends it.
  ///
  /// - Throws: `Failure`.
  func run() throws {
    let socket = try listen()
    let file = try certificate()
    let site = try site(of: socket, file)
    let path = try journal(for: site)
    let pictures =
      options.pictures.map(PictureFolder.init) ?? PictureFolder.beside(journal: path)
    let environment = environment
    let service = Service(
      journal: path, pictures: pictures, site: site, now: Clock.now,
      machineTimeZone: { TimeZone.machineName(environment) }, report: tell)
    var limits = Server.Limits()
    // All connections come from the proxy, which has to limit those of its clients.
    if options.proxy != nil { limits.connectionsPerAddress = limits.connections }
    let server: Server
    do {
      server = try Server(
        service, on: socket, certificate: file?.certificate, limits: limits,
        clock: Clock.milliseconds)
    } catch { throw Failure(.unavailable, "the server could not be started: is TLS allowed?") }
    say("porelog-serve: \(site.origin) offers \(path.terminalSafe)")
    if isWatched { inviteFirstDevice(journal: path, site) }
    var restsAt = Clock.milliseconds() + ServerRun.rest
    while !Signals.isEnding {
      server.run(atMost: ServerRun.turn)
      if Signals.takeReload() { reload(server) }
      // By the clock, because a request takes several turns.
      if Clock.milliseconds() >= restsAt {
        service.rest()
        restsAt = Clock.milliseconds() + ServerRun.rest
      }
    }
    server.finish(within: ServerRun.grace)
  }

  private func listen() throws -> ListeningSocket {
    do {
      let socket = try ListeningSocket(address: options.address, port: options.port)
      guard socket.isLoopback || options.certificate != nil else {
        throw Failure(
          .usage,
          options.proxy == nil
            ? "\(options.address) can be reached from other machines, so it needs --certificate and --key"
            : "behind a proxy it listens on this machine alone: --listen 127.0.0.1:\(options.port)")
      }
      return socket
    } catch let problem as ListeningSocket.Problem {
      throw Failure(
        .unavailable,
        "cannot listen at \(options.address.terminalSafe) port \(options.port): \(problem.reason)")
    }
  }

  private func certificate() throws -> CertificateFile? {
    guard let path = options.certificate, let key = options.key else { return nil }
    func text(_ path: String) throws -> String {
      do {
        return String(decoding: try wholeFile(path, atMost: 1 << 20), as: UTF8.self)
      } catch let problem as FileProblem { throw Failure(.noInput, problem.message) }
    }
    do { return try CertificateFile(chain: try text(path), key: try text(key)) } catch let problem
      as CertificateFile.Problem
    {
      let (path, key) = (path.terminalSafe, key.terminalSafe)
      let message =
        switch problem {
        case .noCertificate: "\(path) is no certificate in PEM"
        case .noKey: "\(key) is no unencrypted private key in PEM"
        case .otherKey: "\(key) is the key of another certificate than \(path)"
        case .noNames: "\(path) names no host (subjectAltName), so browsers refuse it"
        }
      throw Failure(.noInput, message)
    }
  }

  private func reload(_ server: Server) {
    do {
      guard let file = try certificate() else { return }
      try server.reload(file.certificate)
      say("porelog-serve: the certificate was read again; it is valid until \(file.validUntil)")
    } catch let failure as Failure {
      say("porelog-serve: the certificate before stays in use: \(failure.message)")
    } catch {
      say("porelog-serve: the certificate before stays in use: TLS does not take the other one")
    }
  }

  private func site(of socket: ListeningSocket, _ file: CertificateFile?) throws -> Site {
    if let proxy = options.proxy {
      guard let site = Site(proxied: proxy) else {
        throw Failure(
          .usage, "--behind-proxy takes an address such as https://name, not \(quoted(proxy))")
      }
      return site
    }
    guard let file else {
      let names =
        ["localhost", options.address] + (options.address == "127.0.0.1" ? [] : ["127.0.0.1"])
      return Site(isSecure: false, names: names, port: socket.port)
    }
    return Site(isSecure: true, names: file.names, port: socket.port)
  }

  /// While no device is paired, says how to open the page. A link is a key, so it is not written to a log; `porelog device
  /// add` invites devices there.
  private func inviteFirstDevice(journal path: String, _ site: Site) {
    let environment = environment
    let moment = Moment(
      now: Clock.now(), machineTimeZone: { TimeZone.machineName(environment) })
    do {
      let journal = try Journal(at: path)
      guard try !journal.devices().contains(where: { $0.kind == .page }) else { return }
      let invitation = try Tracker(journal, at: moment).perform(
        InviteDevice(.page), as: .default
      ).effect
      let minutes = InviteDevice.Invitation.seconds / 60
      say("No device is paired yet. Within \(minutes) minutes, open this link on the first one:")
      say("  \(site.origin)/#pair=\(invitation.code)")
      say("Or open \(site.origin) there and type the code \(invitation.shortCode).")
    } catch {
      say("porelog-serve: no device could be invited: porelog device add does it")
    }
  }

  /// The path of the journal, which is created or migrated and gets the address of the server.
  private func journal(for site: Site) throws -> String {
    guard let path = options.journal ?? Tracker.defaultPath(environment) else {
      throw Failure(.usage, "no place for the journal: set HOME, or name a file with --db")
    }
    do {
      try makeFolder(folder(of: path))
      let journal = try Journal(at: path)
      if try journal.serverOrigin() != site.origin { try journal.setServerOrigin(site.origin) }
    } catch let problem as FileProblem {
      throw Failure(.ioError, problem.message)
    } catch {
      throw Failure(
        .ioError,
        "\(path.terminalSafe) cannot be opened: porelog --db \(path.terminalSafe) doctor says why")
    }
    return path
  }

  private func tell(_ event: Service.Event) {
    switch event {
    case .answered(let method, let route, let status):
      if options.isVerbose { say("\(method) \(route) \(status)") }
    case .failed(let error):
      // An `SQLiteError` holds no bound value; other errors may name a path or a user, so only their type is told.
      say("porelog-serve: \((error as? SQLiteError)?.description ?? "\(type(of: error))")")
    }
  }
}
