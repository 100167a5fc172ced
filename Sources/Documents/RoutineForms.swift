import Calendar
import Routine
import Text
import Tracker

extension ActionReader {
  /// What a person changes about the routine and the products.
  static let routineForms: [String: Form] = [
    "routineAdd": { members, _ in
      AddStep(
        try members.required("step", StepKey.init(parsing:)),
        kind: try members.parsed("kind", Kind.init(parsing:)),
        active: try members.parsed("active", Active.init(parsing:)),
        schedule: try members.parsed("every", Schedule.init(parsing:)),
        product: try members.text("product"), from: try members.day("from"))
    },
    "routineEvery": { members, _ in
      ChangeSchedule(
        try step(&members), to: try members.required("every", Schedule.init(parsing:)),
        from: try members.day("from"))
    },
    "routineUse": { members, _ in
      guard members.has("product") else { throw InvalidInput("a product is needed, or null") }
      return ChangeProduct(
        try step(&members), to: try members.text("product"), from: try members.day("from"))
    },
    "routineEnd": { members, _ in EndStep(try step(&members), on: try members.day("day")) },
    "routineResume": { members, _ in ResumeStep(try step(&members), from: try members.day("from"))
    },
    "routineRename": { members, _ in
      RenameStep(try step(&members), to: try members.required("name", Slug.init(parsing:)))
    },
    "routineMove": { members, _ in
      let step = try step(&members)
      guard let position = try members.integer("position") else {
        throw InvalidInput("a position is needed")
      }
      return MoveStep(step, to: position)
    },
    "routineRamp": { members, _ in AdvanceRamp(try step(&members)) },
    "productAdd": { members, _ in
      var action = AddProduct(try members.required("name"))
      action.brand = try members.text("brand")
      action.kind = try members.parsed("kind", Kind.init(parsing:))
      action.active = try members.parsed("active", Active.init(parsing:))
      action.strength = try members.text("strength")
      action.openedOn = try members.day("opened")
      action.paoMonths = try members.integer("pao")
      action.expiresOn = try members.day("expires")
      action.usesPerPack = try members.integer("uses")
      return action
    },
    "productSet": { members, _ in
      var action = EditProduct(try members.required("product"))
      action.name = try members.text("name")
      action.brand = try members.setting("brand") { try $0.text($1) }
      action.kind = try members.setting("kind") { try $0.parsed($1, Kind.init(parsing:)) }
      action.active = try members.setting("active") { try $0.parsed($1, Active.init(parsing:)) }
      action.strength = try members.setting("strength") { try $0.text($1) }
      action.openedOn = try members.setting("opened") { try $0.day($1) }
      action.paoMonths = try members.setting("pao") { try $0.integer($1) }
      action.expiresOn = try members.setting("expires") { try $0.day($1) }
      action.usesPerPack = try members.setting("uses") { try $0.integer($1) }
      return action
    },
    "productRemove": { members, _ in RemoveProduct(try members.required("product")) },
    "productOpen": { members, _ in
      OpenProduct(try members.required("product"), on: try members.day("day"))
    },
    "productFinish": { members, _ in
      FinishProduct(try members.required("product"), on: try members.day("day"))
    },
  ]

  private static func step(_ members: inout Members) throws -> StepReference {
    try members.required("step") { try StepReference(parsing: $0) }
  }
}
