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

  @Test(arguments: [0, 7, 10, -1, 1_234_567_890, .max, .min])
  func aNumberIsWrittenInDecimalDigits(number: Int) {
    #expect(JSON.integer(number).text == "\(number)")
  }

  /// The buffer begins with room for 4096 bytes. The address sanitizer sees a byte beyond it.
  @Test(arguments: Array(4080...4100) + [8192, 20_000])
  func aLongTextIsWrittenWhole(length: Int) {
    let text = String(repeating: "x", count: length)
    #expect(
      JSON.array([.string(text), .null, .string(text)]).text == "[\"\(text)\",null,\"\(text)\"]")
  }

  @Test func anObjectIsWrittenMemberByMember() {
    let object = JSON.writing { object in
      object.add("a", .integer(1))
      object.add("b", .writing { _ in })
      object.add("c") { $0.add(named: "\"") { $0.add("a", .null) } }
      object.add("d", [1, 2]) { $1.add("n", .integer($0)) }
      object.add("e", [Int]()) { $1.add("n", .integer($0)) }
      object.add("f") { _ in }
    }
    #expect(
      JSON.array([object, .string("x")]).text
        == #"[{"a":1,"b":{},"c":{"\"":{"a":null}},"d":[{"n":1},{"n":2}],"e":[],"f":{}},"x"]"#)
  }
}
