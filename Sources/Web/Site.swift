import HTTP

/// Under which names the server is reached.
public struct Site: Sendable {
  /// `http` or `https`, as browsers see it.
  public let scheme: String
  /// The hosts, with their ports, that a request may name. A name may begin with `*.` as in a certificate.
  public let hosts: [String]

  /// A site with the `names`, at `port`.
  public init(isSecure: Bool, names: [String], port: Int) {
    scheme = isSecure ? "https" : "http"
    let isDefault = port == (isSecure ? 443 : 80)
    hosts = names.map { name in
      let host = name.contains(":") ? "[\(name)]" : name.lowercased()
      return isDefault ? host : "\(host):\(port)"
    }
  }

  /// The site that a proxy offers as `origin`, such as `https://name`; nil when that is no origin with `https`.
  public init?(proxied origin: String) {
    let prefix = "https://"
    let host = origin.lowercased().dropFirst(prefix.count)
    guard origin.lowercased().hasPrefix(prefix), !host.isEmpty,
      host.utf8.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
          || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":")].contains(byte)
      })
    else { return nil }
    scheme = "https"
    // Browsers leave out the default port: RFC 6454, 6.1.
    hosts = [host.hasSuffix(":443") ? String(host.dropLast(4)) : String(host)]
  }

  /// The address for links, with the first of the hosts that is not a pattern.
  public var origin: String {
    "\(scheme)://\(hosts.first { !$0.hasPrefix("*") } ?? hosts.first ?? "")"
  }

  /// Whether cookies may be bound to TLS.
  var isSecure: Bool { scheme == "https" }

  /// Whether a request may name `host`. Any other host means that another site has pointed its name to this address
  /// (DNS rebinding).
  func allows(host: String) -> Bool {
    let host = host.lowercased()
    return hosts.contains { allowed in
      guard allowed.hasPrefix("*.") else { return allowed == host }
      // An asterisk stands for one label: RFC 6125, 6.4.3.
      guard let dot = host.firstIndex(of: "."), dot > host.startIndex else { return false }
      return host[dot...] == allowed.dropFirst()
    }
  }

  /// Whether a request that names `host` and comes from a page at `origin` comes from a page of this site.
  func allows(origin: String, host: String) -> Bool {
    origin.lowercased() == "\(scheme)://\(host.lowercased())"
  }
}
