import CJansson
import Documents

/// Reads the JSON of requests, by the library Jansson.
///
/// What is not allowed by RFC 8259 is an error, and so are two members of the same name, a text that is no UTF-8, U+0000, an
/// integer beyond 64 bits, a number beyond a double, and a depth of more than `deepest`.
enum JSONReader {
  /// The most levels of arrays and objects. Choice: an action has four.
  static let deepest = 16

  /// The value that `bytes` hold; nil when they hold no valid one.
  static func value(of bytes: [UInt8]) -> JSON? {
    let root = bytes.withUnsafeBytes { buffer in
      json_loadb(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count,
        Int(JSON_REJECT_DUPLICATES), nil)
    }
    guard let root else { return nil }
    defer { cjansson_release(root) }
    return value(of: root, depth: 1)
  }

  private static func value(
    of json: UnsafeMutablePointer<json_t>, depth: Int
  ) -> JSON? {
    guard depth <= deepest else { return nil }
    switch cjansson_type(json) {
    case JSON_NULL: return .null
    case JSON_TRUE: return .bool(true)
    case JSON_FALSE: return .bool(false)
    case JSON_INTEGER: return .integer(Int(json_integer_value(json)))
    case JSON_REAL: return .double(json_real_value(json))
    case JSON_STRING:
      let bytes = UnsafeRawBufferPointer(
        start: json_string_value(json), count: json_string_length(json))
      return String(validating: bytes, as: UTF8.self).map(JSON.string)
    case JSON_ARRAY:
      var elements: [JSON] = []
      for index in 0..<json_array_size(json) {
        guard let element = json_array_get(json, index),
          let value = value(of: element, depth: depth + 1)
        else { return nil }
        elements.append(value)
      }
      return .array(elements)
    case JSON_OBJECT:
      var members: [(String, JSON)] = []
      var names: Set<String> = []
      var next = json_object_iter(json)
      while let member = next {
        guard let name = json_object_iter_key(member).flatMap({ String(validatingCString: $0) }),
          let element = json_object_iter_value(member),
          let value = value(of: element, depth: depth + 1),
          // Swift compares strings by canonical equivalence, so names that are spelt differently can be the same here.
          names.insert(name).inserted
        else { return nil }
        members.append((name, value))
        next = json_object_iter_next(json, member)
      }
      return .object(JSON.Object(members))
    default: return nil
    }
  }
}
