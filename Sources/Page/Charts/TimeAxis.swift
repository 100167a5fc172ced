import Calendar
import Wording

/// The x coordinates of the days of a span, from left to right, with one unit for each day.
struct TimeAxis {
  let span: ClosedRange<Day>

  /// The number of days.
  var width: Int { span.upperBound - span.lowerBound + 1 }

  /// The x coordinate of the middle of `day`.
  func middle(of day: Day) -> Double { Double(day - span.lowerBound) + 0.5 }

  /// The x coordinates at which the days from `first` through `last` start and end, clipped to the span; nil if they
  /// are outside the span. If `last` is nil, the days have no end.
  func extent(_ first: Day, _ last: Day?) -> (start: Double, end: Double)? {
    let start = max(first, span.lowerBound)
    let end = min(last ?? span.upperBound, span.upperBound)
    guard start <= end else { return nil }
    return (Double(start - span.lowerBound), Double(end - span.lowerBound + 1))
  }

  /// The name of the class that positions an element at the start of `day`, in whole percent of the
  /// width. `ReportPage` defines these classes.
  func positionClass(_ day: Day) -> String {
    "at\(max(0, min(100, (day - span.lowerBound) * 100 / width)))"
  }

  /// The names of the months below the chart, as many as fit side by side.
  var labels: Markup {
    var months: [(day: Day, name: String)] = []
    var day = span.lowerBound
    while day <= span.upperBound {
      let (year, month, dayOfMonth) = day.civil
      if dayOfMonth == 1 || day == span.lowerBound {
        let isNewYear = month == 1 || months.isEmpty
        months.append((day, monthNames[month - 1] + (isNewYear ? " \(year)" : "")))
      }
      day = day + 1
    }
    // About eight names fit on a phone. The first and the last are left out if there is too little room after them.
    let step = max(1, (months.count + 7) / 8)
    let shown = months.enumerated().filter { index, month in
      let next = index + 1 < months.count ? months[index + 1].day : nil
      let isCrowded =
        next.map { ($0 - month.day) * 8 < width } ?? ((span.upperBound - month.day) * 12 < width)
      return index % step == 0 && !(isCrowded && (index == 0 || next == nil)) || months.count == 1
    }.map(\.element)
    let labels = shown.map { month in
      "<span class=\"\(positionClass(month.day))\">\(month.name)</span>" as Markup
    }
    return "<div class=\"axis\" aria-hidden=\"true\">\(labels)</div>"
  }
}

/// An SVG image that is stretched to the available width. It must not contain text, which would be distorted. Strokes
/// keep their width by the `vector-effect` rules in page.css.
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

/// A line of class `name` through `points`.
func line(_ name: String, _ points: [(Double, Double)]) -> Markup {
  let path = points.enumerated().map { index, point in
    "\(index == 0 ? "M" : "L")\(coordinate(point.0)) \(coordinate(point.1))" as Markup
  }
  return "<path class=\"\(name)\" d=\"\(path)\"/>"
}

/// The labels at the ends of a vertical scale, the upper one first; nothing if `ends` is empty.
func scale(_ ends: [String]) -> Markup {
  if ends.isEmpty { return .nothing }
  let marks = ends.map { "<span>\($0)</span>" as Markup }
  return "<div class=\"scale\" aria-hidden=\"true\">\(marks)</div>"
}

/// The attributes of a box that can be scrolled, also by keyboard, if its table is wider than the page.
func scrolling(_ label: String) -> Markup {
  "class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\""
}

/// A percentage such as `58 %`.
func inPercent(_ percent: Int) -> String { "\(percent) %" }
