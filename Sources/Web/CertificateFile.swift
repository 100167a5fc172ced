import CGnuTLS
import Calendar
import HTTP

/// A certificate with its key, checked by GnuTLS, which the server also uses for TLS.
public struct CertificateFile {
  /// The certificate and the key, for the server.
  public let certificate: Server.Certificate
  /// The names and addresses that the certificate is for.
  public let names: [String]
  /// The last instant at which it is valid.
  public let validUntil: Instant

  /// Thrown when a certificate cannot be used.
  public enum Problem: Error {
    /// The text is not a certificate in PEM.
    case noCertificate
    /// The text is not an unencrypted private key in PEM.
    case noKey
    /// The key is not that of the certificate.
    case otherKey
    /// The certificate names no host.
    case noNames
  }

  /// Reads a certificate, followed by those of its issuers, and its key.
  ///
  /// - Throws: `Problem`.
  public init(chain: String, key: String) throws {
    var certificate: gnutls_x509_crt_t?
    var privateKey: gnutls_x509_privkey_t?
    guard gnutls_x509_crt_init(&certificate) == GNUTLS_E_SUCCESS,
      gnutls_x509_privkey_init(&privateKey) == GNUTLS_E_SUCCESS, let certificate, let privateKey
    else { throw Problem.noCertificate }
    defer {
      gnutls_x509_crt_deinit(certificate)
      gnutls_x509_privkey_deinit(privateKey)
    }
    let isRead = CertificateFile.withDatum(chain) {
      gnutls_x509_crt_import(certificate, $0, GNUTLS_X509_FMT_PEM) == GNUTLS_E_SUCCESS
    }
    guard isRead else { throw Problem.noCertificate }
    let isKeyRead = CertificateFile.withDatum(key) {
      gnutls_x509_privkey_import2(privateKey, $0, GNUTLS_X509_FMT_PEM, nil, 0) == GNUTLS_E_SUCCESS
    }
    guard isKeyRead else { throw Problem.noKey }
    let certified = CertificateFile.keyID { gnutls_x509_crt_get_key_id(certificate, 0, $0, $1) }
    let given = CertificateFile.keyID { gnutls_x509_privkey_get_key_id(privateKey, 0, $0, $1) }
    guard certified != nil, certified == given else { throw Problem.otherKey }
    names = CertificateFile.names(of: certificate)
    if names.isEmpty { throw Problem.noNames }
    validUntil = Instant(seconds: Int64(gnutls_x509_crt_get_expiration_time(certificate)))
    self.certificate = Server.Certificate(chain: chain, key: key)
  }

  private static func withDatum<Result>(
    _ text: String, _ body: (UnsafePointer<gnutls_datum_t>) -> Result
  ) -> Result {
    var bytes = Array(text.utf8)
    return bytes.withUnsafeMutableBufferPointer { buffer in
      var datum = gnutls_datum_t(data: buffer.baseAddress, size: UInt32(buffer.count))
      return body(&datum)
    }
  }

  /// The identifier of a key, which the library writes to where `read` tells it.
  private static func keyID(
    _ read: (UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>) -> Int32
  ) -> [UInt8]? {
    var size = 64
    var bytes = [UInt8](repeating: 0, count: size)
    return read(&bytes, &size) == GNUTLS_E_SUCCESS ? Array(bytes.prefix(size)) : nil
  }

  /// The DNS names and IP addresses among the alternative names of the subject (RFC 5280, 4.2.1.6). Browsers look at no
  /// others.
  private static func names(of certificate: gnutls_x509_crt_t) -> [String] {
    var names: [String] = []
    for index in UInt32(0)... {
      var size = 256
      var bytes = [UInt8](repeating: 0, count: size)
      let type = gnutls_x509_crt_get_subject_alt_name(certificate, index, &bytes, &size, nil)
      if type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE { break }
      if type == Int32(GNUTLS_SAN_DNSNAME.rawValue) {
        names.append(String(decoding: bytes.prefix(size), as: UTF8.self))
      } else if type == Int32(GNUTLS_SAN_IPADDRESS.rawValue), size == 4 {
        names.append(bytes.prefix(4).map { String($0) }.joined(separator: "."))
      }
    }
    return names
  }
}
