import Documents
import Foundation
import Testing

@testable import Web

/// The description of the API has the addresses, methods, types and actions that the server has.
@Suite struct DescriptionTests {
  let api: [String: Any]

  init() throws {
    let json = try JSONSerialization.jsonObject(with: Data(PageFile.description))
    api = try #require(json as? [String: Any])
  }

  func object(_ path: String...) throws -> [String: Any] {
    var object = api
    for name in path { object = try #require(object[name] as? [String: Any], "\(name)") }
    return object
  }

  @Test func everyAddressIsDescribed() throws {
    var described: Set<String> = []
    for (pattern, operations) in try object("paths") {
      let path = pattern.replacing("{table}", with: "entries")
        .replacing(#/\{[a-z0-9]+\}/#, with: "x")
      let route = try #require(Route(path), "\(pattern)")
      described.insert(route.name)
      let operations = try #require(operations as? [String: [String: Any]])
      #expect(
        operations.keys.map { $0.uppercased() }.sorted() == route.methods.filter { $0 != "HEAD" },
        "\(pattern)")
      for operation in operations.values {
        let body = operation["requestBody"] as? [String: Any]
        let types = (body?["content"] as? [String: Any])?.keys.sorted() ?? []
        #expect(types == route.contentTypes.sorted(), "\(pattern)")
      }
    }
    // Every route of the API; the two addresses of a week have one name.
    #expect(try described.count == object("paths").count - 1)
    for path in [
      "user", "today", "day/x", "week", "weeks", "milestones", "usage", "routine", "products",
      "photos",
      "photos/x", "photos/x/x/x/image", "pauses", "devices", "csv/entries.csv", "cohort", "changes",
      "actions", "pair", "feed", "feed/x.ics",
    ] {
      let route = try #require(Route("/api/v1/\(path)"))
      #expect(described.contains(route.name), "\(path)")
    }
  }

  /// Each action has the members that its form reads.
  @Test func everyActionIsDescribed() throws {
    let forms = try #require(
      object("components", "schemas", "Action")["oneOf"] as? [[String: Any]])
    var names: [String] = []
    for form in forms {
      let properties = try #require(form["properties"] as? [String: [String: Any]])
      names += properties.keys
    }
    #expect(names.sorted() == ActionReader.names)
  }
}
