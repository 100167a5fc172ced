/// `value`, which is not negative, rounded to one decimal: `2.5`.
public func oneDecimal(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}

/// A number with a noun in the matching form: `1 day`, `2 days`.
///
/// - Parameter plural: the plural of the noun; nil is the noun with an `s`.
public func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
