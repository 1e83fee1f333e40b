# what was changed about what people may do, and who could what
changes-title = Access changes
changes-about = Changes of { $name }
changes-history = History
changes-all = All changes of this person
changes-export = Export
changes-of-what = Changes of
changes-everything = Everything
changes-by = Changes by
changes-by-anybody = By anybody
changes-from = From
changes-thru = Thru
changes-show = Show
changes-show-all = Show all
changes-none = No changes
changes-none-text = Every change of people, user types, teams, buildings and building groups is written down here.
changes-older = Older changes
changes-revert = Take back
changes-revert-one = Take back this change of { $name }
changes-reverts = takes a change back
changes-reverted = was taken back
changes-taken-back = The change of { $name } is taken back.
changes-by-itself = By itself
changes-created = { $kind } added
changes-updated = { $kind } changed
changes-deleted = { $kind } deleted
changes-reset = { $kind } reset to how it shipped
changes-kind-user = person
changes-kind-user-type = user type
changes-kind-team = team
changes-kind-building-group = building group
changes-kind-building = building
changes-added = { $field }: added { $names }
changes-removed = { $field }: removed { $names }
changes-to = { $field }: { $from } → { $to }
changes-until = { $value } until { $date }
who-could-title = Who could do what
who-could-permission = Permission
who-could-building = Building
who-could-on = On
who-could-on-hint = Today, if left empty. It is told from the log of changes.
who-could-ask = Ask
who-could-choose-permission = Choose a permission.
who-could-choose-building = Choose a building.
who-could-asked = { $permission } at { $building }, { $date }
who-could-answer = { $count ->
    [0] Nobody whom you administer
    [one] 1 person
   *[other] { $count } people
  }
who-could-nobody = Nobody whom you administer could do this there on that day.
who-could-part = part of the day
who-could-override = individual override
who-could-others = { $count ->
    [one] 1 other could, whom you do not administer.
   *[other] { $count } others could, whom you do not administer.
  }
who-could-review-csv = Access review (CSV)
who-could-review-xlsx = Access review (Excel)
changes-review-sheet = Access review
changes-review-id = No.
changes-review-buildings = Number of buildings
