import Text

/// The options of the server.
struct Options {
  /// The path of the journal; nil is the usual place.
  var journal: String?
  /// The numeric address to listen at.
  var address = "127.0.0.1"
  /// The port to listen at. The default is the digits of `pore` on a telephone.
  var port = 7673
  /// The path of the certificate, in PEM.
  var certificate: String?
  /// The path of its key, in PEM.
  var key: String?
  /// The address that a proxy offers.
  var proxy: String?
  /// The folder of the pictures that devices send; nil is the usual one.
  var pictures: String?
  /// Whether to write a line for each request.
  var isVerbose = false
  /// Whether help was asked for.
  var wantsHelp = false

  /// Thrown when an option is wrong.
  struct Invalid: Error {
    /// What is wrong, and what to write.
    let message: String
  }

  static let help = """
    porelog-serve: offers a journal of porelog to the devices of its owner

      --db FILE              the journal; else PORELOG_DB, else the usual place
      --listen ADDRESS:PORT  where to listen; else 127.0.0.1:7673
      --certificate FILE     a certificate for TLS, in PEM
      --key FILE             its key, in PEM
      --behind-proxy ORIGIN  the address that a proxy on this machine offers, such as
                             https://name
      --photos FOLDER        where to keep pictures that devices send; else beside
                             the journal
      --verbose              write a line for each request to standard error
      --help                 show this help

    Beyond this machine it listens only with a certificate. SIGHUP reads the certificate
    again, SIGTERM finishes what has begun and ends.
    porelog device add invites a device.
    """

  /// Reads `arguments`.
  ///
  /// - Throws: `Invalid`.
  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      func value() throws -> String {
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !value.isEmpty
        else { throw Invalid(message: "\(name) needs a value: see porelog-serve --help") }
        return value
      }
      switch name {
      case "--db": journal = try value()
      case "--listen": try listen(at: try value())
      case "--certificate": certificate = try value()
      case "--key": key = try value()
      case "--behind-proxy": proxy = try value()
      case "--photos": pictures = try value()
      case "--verbose" where parts.count == 1: isVerbose = true
      case "--help" where parts.count == 1, "-h" where parts.count == 1: wantsHelp = true
      default:
        let names = [
          "--db", "--listen", "--certificate", "--key", "--behind-proxy", "--photos", "--verbose",
          "--help",
        ]
        throw Invalid(
          message:
            "there is no option \(quoted(name))\(nearest(to: name, among: names)): see porelog-serve --help"
        )
      }
    }
    if (certificate == nil) != (key == nil) {
      throw Invalid(message: "--certificate and --key belong together: give both")
    }
    if certificate != nil, proxy != nil {
      throw Invalid(message: "behind a proxy the proxy has the certificate: leave one out")
    }
  }

  private mutating func listen(at text: String) throws {
    let invalid = Invalid(
      message:
        "--listen takes an address and a port, such as 127.0.0.1:7673 or [::1]:7673, not \(quoted(text))"
    )
    guard let colon = text.lastIndex(of: ":"),
      let port = wholeNumber(String(text[text.index(after: colon)...])), (0...65_535).contains(port)
    else { throw invalid }
    var address = String(text[..<colon])
    if address.hasPrefix("["), address.hasSuffix("]") {
      address = String(address.dropFirst().dropLast())
    } else if address.contains(":") {
      throw invalid
    }
    self.address = address == "localhost" ? "127.0.0.1" : address
    self.port = port
  }
}
