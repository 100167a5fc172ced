import Foundation
import HTTP
import Interchange
import Journal
import Testing

@testable import Web

/// What the server offers besides the documents: the files of the page, CSV, the report page, devices.
@Suite struct DownloadTests {
  let test: TestService
  let token: String

  init() throws {
    test = try TestService()
    token = try test.token()
  }

  /// The encodings that a client takes: RFC 9110, 12.5.3.
  @Test(arguments: [
    ("gzip, deflate, br", true), ("br;q=1.0, gzip;q=0.8", true), ("GZIP", true),
    ("gzip;q=0", false),
    ("identity", false), ("x-gzip-not", false), (nil, false),
  ])
  func aFileOfThePageIsCompressedWhereItIsTaken(encodings: String?, isCompressed: Bool) {
    var headers = ["host": TestService.host]
    headers["accept-encoding"] = encodings
    let answer = test.send("GET", "/app.js", headers)
    #expect(answer.header("Vary") == "Accept-Encoding")
    #expect(answer.header("ETag")?.hasPrefix("W/\"") == true)
    #expect((answer.header("Content-Encoding") == "gzip") == isCompressed)
    guard case .bytes(let bytes) = answer.body else {
      #expect(answer.text.hasPrefix("// The page") && !isCompressed)
      return
    }
    #expect(isCompressed && bytes.starts(with: [0x1F, 0x8B]))
    headers["if-none-match"] = answer.header("ETag")
    #expect(test.send("GET", "/app.js", headers).status == 304)
  }

  @Test func theRowsOfTheUserAreCSV() throws {
    _ = test.post("/api/v1/actions", token, actions(1, #"{"note":{"text":"mine"}}"#))
    let ines = try test.token(for: "ines")
    _ = test.post("/api/v1/actions", ines, actions(1, #"{"note":{"text":"hers"}}"#))
    let answer = test.get("/api/v1/csv/notes.csv", token)
    #expect(answer.text == "user,day,note\r\nhana,2025-06-04,mine\r\n")
    #expect(answer.header("Content-Type") == "text/csv; charset=utf-8")
    #expect(answer.header("Content-Disposition") == #"attachment; filename="notes.csv""#)
    for table in Table.allCases {
      #expect(test.get("/api/v1/csv/\(table.rawValue).csv", token).status == 200, "\(table)")
    }
    #expect(test.get("/api/v1/csv/none.csv", token).status == 404)
    #expect(test.get("/api/v1/csv/notes.csv", nil).status == 401)
    #expect(test.get("/api/v1/csv/notes.csv?user=ines", token).text == answer.text)
    let office = try test.token(.cohort)
    #expect(test.get("/api/v1/csv/notes.csv", office).status == 400)
    #expect(test.get("/api/v1/csv/notes.csv?user=ines", office).text.contains("hers"))
  }

  @Test func theReportIsAPageWithAPolicyOfItsOwn() throws {
    let answer = test.get("/report", token)
    #expect(answer.status == 200)
    #expect(answer.text.contains("<h1>Skincare report</h1>") && answer.text.contains("hana"))
    let policies = answer.headers.filter { $0.name == "Content-Security-Policy" }.map(\.value)
    #expect(policies.count == 1)
    #expect(policies[0].contains("script-src 'sha256-") && policies[0].contains("frame-ancestors"))
    #expect(!policies[0].contains("'self'") && !policies[0].contains("unsafe"))
    #expect(test.get("/report", nil).status == 401)
  }

  @Test func aDeviceSeesAndRemovesTheDevicesOfItsUser() throws {
    let ines = try test.token(for: "ines")
    let other = try test.token()
    let list = test.get("/api/v1/devices", token).text
    #expect(list.components(separatedBy: #""name":"phone""#).count == 3)
    #expect(list.components(separatedBy: #""here":true"#).count == 2)
    let numbers = try test.journal.devices().map(\.number)
    func remove(_ number: Int64, _ id: Int) -> String {
      test.post("/api/v1/actions", token, actions(id, #"{"deviceRemove":{"device":\#(number)}}"#))
        .text
    }
    // Another user's device is none of hers.
    #expect(remove(numbers[1], 1).contains("refused"))
    #expect(test.get("/api/v1/today", ines).status == 200)
    #expect(remove(numbers[2], 2).contains("done"))
    #expect(test.get("/api/v1/today", other).status == 401)
    #expect(test.get("/api/v1/today", token).status == 200)
  }
}
