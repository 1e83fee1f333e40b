# what a change would do, before it is saved
previews-preview = Preview
previews-working = Working out what this would do…
previews-title = Preview of { $name }
previews-heading = Before you save
previews-nothing = Nobody would gain or lose anything.
previews-people = { $count ->
    [0] Nothing changes for anybody whom you can see.
    [one] This changes something for 1 person.
   *[other] This changes something for { $count } people.
  }
previews-others = { $count ->
    [one] And 1 other, whom you cannot see.
   *[other] And { $count } others, whom you cannot see.
  }
previews-more-mails = About { $count } more mails a day, going by the last 30 days.
previews-fewer-mails = About { $count } fewer mails a day, going by the last 30 days.
previews-approving = Nobody would be left to approve
previews-no-approver = { $module }: nobody who may approve at all
previews-no-approver-in = { $module }: nobody who may approve for { $places }
previews-no-approver-at = { $module }: step { $number } of { $steps } of { $process }
previews-no-approver-at-in = { $module }: step { $number } of { $steps } of { $process }, for { $places }
previews-process-of-building = the approval process of { $building }
previews-process-of-type = the approval process of { $kind } requests
previews-process-of-all = the organization's approval process
previews-places-more = { $count ->
    [one] 1 more building
   *[other] { $count } more buildings
  }
previews-places-unseen = buildings that you cannot see
previews-places-nowhere = requests without a building
previews-unsighted = These would not see open work any more that is assigned to them
previews-items = { $count ->
    [one] 1 request
   *[other] { $count } requests
  }
previews-permissions = What changes
previews-permission = Permission
previews-gain = Gain
previews-lose = Lose
previews-gains = { $count } gained
previews-loses = { $count } lost
previews-whom = For whom
previews-requests = Of work requests those are counted that are in your buildings.
previews-see-person = See this person
previews-next = Next people
previews-save = Save
previews-back = Back to the form
previews-export = Export as CSV
previews-at-least = at least { $count }
previews-none = none
previews-own = own
previews-buildings-level = accessible buildings
previews-own-and-buildings = own and accessible buildings
previews-any = any
previews-yes = yes
previews-no = no
previews-all = all
previews-chosen = { $count ->
    [one] 1 chosen
   *[other] { $count } chosen
  }
previews-all-buildings = Can access all buildings.
previews-not-all-buildings = Can not access all buildings any more.
previews-gains-buildings = Can access: { $names }
previews-loses-buildings = Can not access any more: { $names }
previews-more-buildings = And other buildings, which you cannot see.

# where it concerns one person
previews-one = { $name } would { $loses ->
    [0] { $gains ->
        [0] hold the same permissions as now.
        [one] gain 1 permission.
       *[other] gain { $gains } permissions.
      }
    [one] { $gains ->
        [0] lose 1 permission.
        [one] gain 1 permission and lose 1.
       *[other] gain { $gains } permissions and lose 1.
      }
   *[other] { $gains ->
        [0] lose { $loses } permissions.
        [one] gain 1 permission and lose { $loses }.
       *[other] gain { $gains } permissions and lose { $loses }.
      }
  }
previews-on-less = { $value }, on less than now
previews-on-more = { $value }, on more than now
previews-one-loses = Loses
previews-one-gains = Gains
previews-from-to = { $from } → { $to }
previews-reached = { $from } → { $to } { $many ->
    [one] request
   *[other] requests
  }
previews-no-longer-seen = { $module }: { $count ->
    [one] 1 request is
   *[other] { $count } requests are
  } no longer seen.
previews-no-longer-seen-at = { $module }: { $count ->
    [one] 1 request
   *[other] { $count } requests
  } at { $places } no longer seen.
previews-newly-seen = { $module }: { $count ->
    [one] 1 more request is
   *[other] { $count } more requests are
  } seen.
previews-newly-seen-at = { $module }: { $count ->
    [one] 1 request
   *[other] { $count } requests
  } at { $places } newly seen.
previews-stays = Stay as they are, and reach other requests
