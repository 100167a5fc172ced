/// A number with a noun in the matching form: `1 day`, `2 days`.
///
/// - Parameter plural: the plural of the noun; nil is the noun with an `s`.
public func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
