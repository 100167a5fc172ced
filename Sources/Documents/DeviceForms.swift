/// What a device sends to be paired.
public enum PairingForm {
  /// The members of `json`:
  ///
  /// - `code`: the code of the link, or the code to type.
  /// - `name`: the name of the device; null when it tells none.
  ///
  /// - Throws: `InvalidInput` when it has another form.
  public static func read(_ json: JSON) throws -> (code: String, name: String?) {
    var members = try Members(json, "the request")
    let form = (code: try members.required("code"), name: try members.text("name"))
    try members.finish()
    return form
  }
}

/// What a device sends where there is nothing to tell: an object without members.
public enum EmptyForm {
  /// Checks that `json` is one.
  ///
  /// - Throws: `InvalidInput` when it is not.
  public static func read(_ json: JSON) throws { try Members(json, "the request").finish() }
}
