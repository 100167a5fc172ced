/// `1 day`, `2 days`: a number with a noun that agrees with it.
///
/// - Parameter plural: the plural, unless it is the noun with an s.
public func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
