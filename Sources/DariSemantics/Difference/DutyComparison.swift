// What the law packs of two versions want of a routine, and whether it is kept.

import DariBase
import DariRuntime

enum DutyComparison {
  static func changes(_ old: Routine, _ new: Routine) -> [RoutineChange] {
    var changes: [RoutineChange] = []
    func add(
      _ kind: RoutineChange.Kind, breaks: Bool = false, _ part: String, name: String = "", old: String? = nil,
      _ after: String? = nil
    ) {
      changes.append(
        RoutineChange(
          kind, .duties, breaks: breaks, routine: new.name, part: part, name: name, old: old, new: after,
          place: new.file.map { .init(file: $0) }))
    }
    for pack in old.duties where !new.duties.contains(where: { $0.pack == pack.pack }) {
      add(.packRemoved, breaks: true, pack.pack)
    }
    for pack in new.duties {
      guard let before = old.duties.first(where: { $0.pack == pack.pack }) else {
        add(.packAdded, pack.pack)
        continue
      }
      var bare = (before, pack)
      bare.0.duties = []
      bare.1.duties = []
      if bare.0 != bare.1 {
        add(.packUpdated, pack.pack, old: describe(before), describe(pack))
      }
      for duty in before.duties where !pack.duties.contains(where: { $0.id == duty.id }) {
        add(.dutyRemoved, breaks: true, "\(pack.pack).\(duty.id)")
      }
      for duty in pack.duties {
        let part = "\(pack.pack).\(duty.id)"
        guard let twin = before.duties.first(where: { $0.id == duty.id }) else {
          add(.dutyAdded, part)
          continue
        }
        if twin.standing != duty.standing {
          let isWeaker = duty.standing.rank < twin.standing.rank
          add(
            isWeaker ? .dutyWeakened : .dutyStrengthened, breaks: isWeaker, part, old: twin.standing.rawValue,
            duty.standing.rawValue)
        }
        if twin.notice != nil, duty.notice == nil { add(.noticeRemoved, breaks: true, part) }
        if twin.notice == nil, duty.notice != nil { add(.noticeAdded, part) }
        if isReworded(twin, duty) { add(.dutyChanged, part) }
      }
    }
    return changes
  }

  private static func describe(_ pack: Routine.PackDuties) -> String { "\(pack.version), \(pack.checked)" }

  /// Other words or other days.
  private static func isReworded(_ old: Routine.Duty, _ new: Routine.Duty) -> Bool {
    var twin = old
    twin.standing = new.standing
    if old.notice == nil || new.notice == nil { twin.notice = new.notice }
    return twin != new
  }
}

extension Routine.Duty.Standing {
  fileprivate var rank: Int {
    switch self {
    case .open: 0
    case .declared: 1
    case .shown: 2
    }
  }
}
