import Foundation

@testable import Documents

extension JSON {
  /// The value of `text`, read by Foundation.
  init(parsing text: String) throws {
    self = JSON(try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed))
  }

  private init(_ value: Any) {
    switch value {
    case let text as String: self = .string(text)
    case let values as [Any]: self = .array(values.map { JSON($0) })
    case let members as [String: Any]:
      self = .object(JSON.Object(members.map { ($0.key, JSON($0.value)) }))
    case let number as NSNumber where CFNumberIsBoolean(number): self = .bool(number.boolValue)
    case let number as NSNumber where number.doubleValue == number.doubleValue.rounded():
      self = .integer(number.intValue)
    case let number as NSNumber: self = .double(number.doubleValue)
    default: self = .null
    }
  }
}

/// Foundation reads `true` as a number; on Linux its type is that of a Boolean.
private func CFNumberIsBoolean(_ number: NSNumber) -> Bool {
  String(cString: number.objCType) == "c"
}
