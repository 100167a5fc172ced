import Documents
import Testing

@testable import Web

@Suite struct JSONReaderTests {
  func text(_ json: String) -> String? { JSONReader.value(of: Array(json.utf8))?.text }

  @Test func whatIsWrittenIsRead() {
    let json = #"{"a":[1,-2,0.5,true,false,null,"x\"\\\né夜"],"b":{"c":9223372036854775807}}"#
    #expect(text(json) == json)
    #expect(text(" {\t}\r\n") == "{}")
    #expect(text(#"{"a":"\u0041\ud83d\ude00"}"#) == #"{"a":"A😀"}"#)
  }

  @Test(arguments: [
    "", "1", "null", "{", "{}}", "[1,]", "{'a':1}", "{a:1}", #"{"a":01}"#, #"{"a":1.}"#,
    #"{"a":NaN}"#, #"{"a":9223372036854775808}"#, #"{"a":1e999}"#, #"{"a":"\u0000"}"#,
    #"{"a":"\ud800"}"#, "{\"a\":\"\n\"}", #"{"a":1,"a":2}"#, "[1] // comment", "\u{FEFF}{}",
    // The same name, composed and decomposed.
    "{\"\u{E9}\":1,\"e\u{301}\":2}",
  ])
  func whatIsNoJSONIsRefused(json: String) { #expect(text(json) == nil, "\(json)") }

  @Test func bytesThatAreNoUTF8AreRefused() {
    for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3]] {
      #expect(JSONReader.value(of: Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)) == nil)
    }
  }

  @Test func theDepthIsLimited() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(text(nested(16)) == nested(16))
    #expect(text(nested(17)) == nil)
    #expect(text(nested(30_000)) == nil)
  }
}
