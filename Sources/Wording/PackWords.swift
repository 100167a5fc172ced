import Calendar
import Reporting
import Routine

extension PackNotice {
  /// What the user should know about the pack on `today`, in one sentence.
  public func words(on today: Day) -> String {
    if let usedUp = pack.usedUpOn {
      return
        "\(product.name) has been used up since \(usedUp.spoken(on: today)): porelog product open \(shellQuoted(product.name))"
    }
    var parts: [String] = []
    if let runsOut = pack.runsOutOn, let left = pack.left {
      parts.append(
        "has \(counted(left, "use")) left, so it runs out about \(runsOut.spoken(on: today))")
    }
    if let expires = pack.expiresOn, pack.isNotable(on: today), expires - today < 15 {
      parts.append(
        expires < today
          ? "expired on \(expires.spoken(on: today))" : "expires on \(expires.spoken(on: today))")
    }
    return "\(product.name) \(parts.joined(separator: " and "))."
  }
}

/// `text` for a command to be copied: in apostrophes when it has anything but letters, digits and hyphens.
private func shellQuoted(_ text: String) -> String {
  text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}
