/// ` (did you mean X?)` for the candidate with the smallest edit distance to `word`, else for the only one that
/// contains it; empty when there is none.
///
/// The distance must be at most a third of the length of `word`, or 1. Choice.
public func nearest(to word: String, among candidates: [String]) -> String {
  let scored = candidates.map { (name: $0, distance: editDistance(word, $0)) }
  guard let best = scored.min(by: { $0.distance < $1.distance }),
    best.distance <= max(1, word.count / 3)
  else {
    let completed = candidates.filter { $0.contains(word) && word.count >= 3 }
    return completed.count == 1 ? " (did you mean \(completed[0])?)" : ""
  }
  return " (did you mean \(best.name)?)"
}

/// The restricted Damerau–Levenshtein distance: how many insertions, deletions, replacements and swaps of adjacent
/// characters turn `left` into `right`. Only the first 100 characters of each are compared.
///
/// - Complexity: O(n · m) time and O(m) memory, for lengths n and m.
public func editDistance(_ left: String, _ right: String) -> Int {
  let (left, right) = (Array(left.prefix(100)), Array(right.prefix(100)))
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 0..<left.count {
    var row = [i + 1]
    for j in 0..<right.count {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[right.count]
}
