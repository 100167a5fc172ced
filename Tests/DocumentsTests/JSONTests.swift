import Foundation
import Testing

@testable import Documents

@Suite struct JSONTests {
  @Test func jsonIsWrittenSortedAndEscaped() throws {
    let json = JSON.object([
      "b": .array([.integer(1), .double(0.5), .null, .bool(true)]), "a": .string("\"\\\n\u{1}é夜"),
    ])
    #expect(json.text == #"{"a":"\"\\\n\u0001é夜","b":[1,0.5,null,true]}"#)
    let read = try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any]
    #expect(read?["a"] as? String == "\"\\\n\u{1}é夜")
  }
}
