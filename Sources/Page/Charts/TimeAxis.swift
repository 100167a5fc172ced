import Calendar

/// The days of the span from left to right, one unit each.
struct TimeAxis {
  let span: ClosedRange<Day>

  /// How many days there are.
  var width: Int { span.upperBound - span.lowerBound + 1 }

  /// Where the middle of `day` lies.
  func middle(of day: Day) -> Double { Double(day - span.lowerBound) + 0.5 }

  /// Where the days from `first` through `last` (nil: without an end) begin and end; nil outside the span.
  func extent(_ first: Day, _ last: Day?) -> (start: Double, end: Double)? {
    let start = max(first, span.lowerBound)
    let end = min(last ?? span.upperBound, span.upperBound)
    guard start <= end else { return nil }
    return (Double(start - span.lowerBound), Double(end - span.lowerBound + 1))
  }

  /// The name of the class that places something at the beginning of `day`: a whole percentage of the width.
  func place(_ day: Day) -> String {
    "at\(max(0, min(100, (day - span.lowerBound) * 100 / width)))"
  }

  /// The months of the span at their places: names that fit beside one another.
  var labels: Markup {
    var months: [(day: Day, name: String)] = []
    var day = span.lowerBound
    while day <= span.upperBound {
      let (year, month, dayOfMonth) = day.civil
      if dayOfMonth == 1 || day == span.lowerBound {
        let isNewYear = month == 1 || months.isEmpty
        months.append((day, TimeAxis.names[month - 1] + (isNewYear ? " \(year)" : "")))
      }
      day = day + 1
    }
    // About eight names fit on a phone; the first day's gives way to a month that begins soon after.
    let step = max(1, (months.count + 7) / 8)
    let shown = months.enumerated().filter { index, month in
      let next = index + 1 < months.count ? months[index + 1].day : nil
      let isCrowded =
        next.map { ($0 - month.day) * 8 < width } ?? ((span.upperBound - month.day) * 12 < width)
      return index % step == 0 && !(isCrowded && (index == 0 || next == nil)) || months.count == 1
    }.map(\.element)
    let labels = shown.map { month in
      "<span class=\"\(place(month.day))\">\(month.name)</span>" as Markup
    }
    return "<div class=\"axis\" aria-hidden=\"true\">\(labels)</div>"
  }

  private static let names = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

/// An SVG that is stretched to the width there is: what is in it has no text, and strokes keep their width.
func stretched(width: Int, height: Int, label: String, _ shapes: [Markup]) -> Markup {
  """
  <svg class="plot h\(height)" viewBox="0 0 \(width) \(height)" preserveAspectRatio="none" role="img" \
  aria-label="\(label)">\(shapes)</svg>
  """
}

/// A rectangle of class `name`.
func box(_ name: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Markup {
  """
  <rect class="\(name)" x="\(coordinate(x))" y="\(coordinate(y))" width="\(coordinate(width))" \
  height="\(coordinate(height))"/>
  """
}

/// A dot of class `name`: a stroke without length, which stays round when the drawing is stretched.
func dot(_ name: String, _ x: Double, _ y: Double) -> Markup {
  "<path class=\"dot \(name)\" d=\"M\(coordinate(x)) \(coordinate(y))h0\"/>"
}

/// A line through points.
func line(_ name: String, _ points: [(Double, Double)]) -> Markup {
  let path = points.enumerated().map { index, point in
    "\(index == 0 ? "M" : "L")\(coordinate(point.0)) \(coordinate(point.1))" as Markup
  }
  return "<path class=\"\(name)\" d=\"\(path)\"/>"
}

/// The ends of a scale, the upper one first; nothing without any.
func scale(_ ends: [String]) -> Markup {
  if ends.isEmpty { return .nothing }
  let marks = ends.map { "<span>\($0)</span>" as Markup }
  return "<div class=\"scale\" aria-hidden=\"true\">\(marks)</div>"
}

/// The attributes of a box that is scrolled, by keyboard as well, where there is no room for its table.
func scrolling(_ label: String) -> Markup {
  "class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\""
}

/// `58 %`
func inPercent(_ percent: Int) -> String { "\(percent) %" }
