import Testing

@testable import Web

@Suite struct SiteTests {
  @Test func hostsHaveTheirPorts() {
    let site = Site(isSecure: false, names: ["localhost", "127.0.0.1", "::1"], port: 7673)
    #expect(site.hosts == ["localhost:7673", "127.0.0.1:7673", "[::1]:7673"])
    #expect(site.origin == "http://localhost:7673")
    #expect(site.allows(host: "LOCALHOST:7673") && site.allows(host: "[::1]:7673"))
    #expect(!site.allows(host: "localhost"))
    // Browsers leave out the default port.
    #expect(Site(isSecure: true, names: ["a.example"], port: 443).hosts == ["a.example"])
    #expect(Site(isSecure: false, names: ["a.example"], port: 80).hosts == ["a.example"])
    #expect(Site(isSecure: true, names: ["a.example"], port: 80).hosts == ["a.example:80"])
  }

  @Test func anAsteriskIsOneLabel() {
    let site = Site(isSecure: true, names: ["*.example.org", "example.org"], port: 443)
    #expect(site.allows(host: "a.example.org") && site.allows(host: "example.org"))
    for host in ["a.b.example.org", ".example.org", "aexample.org", "a.example.org:443", "*"] {
      #expect(!site.allows(host: host), "\(host)")
    }
    #expect(site.origin == "https://example.org")
  }

  @Test func anOriginIsThatOfTheHost() {
    let site = Site(isSecure: true, names: ["a.example", "b.example"], port: 443)
    #expect(site.allows(origin: "https://A.example", host: "a.example"))
    #expect(!site.allows(origin: "https://a.example", host: "b.example"))
    #expect(!site.allows(origin: "http://a.example", host: "a.example"))
  }

  @Test func aProxiedSiteHasHTTPS() {
    #expect(Site(proxied: "https://Pores.example:8443")?.hosts == ["pores.example:8443"])
    #expect(Site(proxied: "https://pores.example:443")?.origin == "https://pores.example")
    for origin in [
      "http://pores.example", "pores.example", "https://", "https://a b", "https://a/b",
      "https://a@b", "https://a?b",
    ] { #expect(Site(proxied: origin) == nil, "\(origin)") }
  }
}
