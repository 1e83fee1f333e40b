# user types
types-of-users = User types
access-about = What people of one kind may do. Teams and overrides add to it, one by one.
access-add = Add a user type
access-name = Name
access-people = People
access-teams = Teams
access-signs-in = Signs in
access-signs-in-hint = Off: for people whose work is entered by the office.
access-does-not-sign-in = does not sign in
access-shipped = shipped
access-shipped-changed = shipped, changed
access-everything = holds everything
access-nobody = nobody
access-new = New user type
access-start-from = Start from
access-start-from-hint = A copy of its permissions. Whatever you change later is yours alone.
access-start-empty = Nothing
access-create = Add and choose permissions
access-added = { $name } is added. Now choose what it gives.
access-copied = { $name } is a copy. Change what should differ.
access-saved = { $count ->
    [0] Saved.
    [one] Saved: one permission changed.
   *[other] Saved: { $count } permissions changed.
  }
access-copy = Copy
access-compare = Compare
access-who = { $people ->
    [0] Nobody has it
    [one] 1 person has it
   *[other] { $people } people have it
  }
access-team-count = { $teams ->
    [one] 1 team gives it
   *[other] { $teams } teams give it
  }

# the editor
access-basics = Name and sign-in
access-search = Search permissions
access-show = Show
access-show-all = All
access-show-granted = Granted only
access-show-changed = Changed only
access-show-shipped = Other than shipped
access-groups = Groups
access-counted = { $granted } of { $all }
access-words = What the words mean
access-word-none = None
access-word-own = Own
access-word-buildings = Buildings
access-word-any = Any
access-word-own-buildings = Own and buildings
access-meaning-own = what they created, asked for, or are assigned to
access-meaning-buildings = what is in a building that they can access
access-meaning-any = everything, wherever it is
access-meaning-restriction = takes something away that another permission gives
access-meaning-list = where nothing is chosen, all are meant
access-restriction = restriction
access-yes = Yes
access-no = No
access-all = All
access-all-hint = Nothing chosen means all.
access-gone = deleted ({ $id })
access-some-number = No limit
access-mark-changed = changed
access-mark-shipped = shipped: { $value }
access-mark-meanwhile = { $who } changed it to { $value } meanwhile
access-group-of = { $module } requests
access-group-mails = { $module } mails
access-nothing-found = No permission fits
access-nothing-found-text = Search for another word, or show all.
access-everything-note = This user type holds everything, also what the product learns later. What you change here is an exception to that.
access-unsaved-none = No changes
access-unsaved-one = 1 change
access-unsaved-many = # changes
access-save = Save
access-discard = Discard
access-stale = { $who } changed this user type since you opened it. Your changes are below, laid over theirs; nothing is saved yet.
access-stale-line = { $who }, { $when }: { $what }
access-refused = { $reason } ({ $permission })
access-mend = Some values cannot be saved as they are. Each says why.

# advice beside a permission
access-advice-assigned = Work is given to these people, but they cannot read it: { $needs } is none.
access-advice-follows = They may follow what they cannot read: { $needs } is none.
access-advice-unread = It has no effect while { $needs } is none.
access-advice-bulk = Many at once, but not a single one: { $needs } is none.
access-advice-restricts = It restricts something that is not granted: { $needs }.
access-advice-limits = It limits something that is not granted: { $needs }.
access-advice-alone = It does nothing without { $needs }.
access-or = { $first } or { $second }

# comparing
access-compare-title = Compare user types
access-compare-left = One
access-compare-right = The other
access-compare-all = Also what is alike
access-compare-show = Compare
access-compare-alike = They are alike
access-compare-alike-text = Both give exactly the same.
access-compare-choose = Choose two user types to see side by side what they give.
access-compare-differences = { $count ->
    [one] One difference
   *[other] { $count } differences
  }
access-permission = Permission
access-wider = wider

# going back to what shipped
access-reset = Reset to shipped
access-reset-title = Reset { $name }
access-reset-about = { $count ->
    [0] It is as it shipped: there is nothing to reset.
    [one] One value goes back to what it was when the product shipped. The name stays.
   *[other] { $count } values go back to what they were when the product shipped. The name stays.
  }
access-now = Now
access-then = After the reset
access-reset-do = Reset { $count ->
    [one] one value
   *[other] { $count } values
  }
access-reset-done = { $name } is as it shipped.

# deleting
access-delete = Delete
access-delete-title = Delete { $name }
access-delete-shipped = This user type ships with the product: it stays. Nobody has to have it.
access-delete-nobody = Nobody has it and no team gives it. It is gone for good.
access-delete-move = { $people ->
    [0] Nobody has it, but teams give it. Choose which user type they give instead.
    [one] 1 person has it. Choose what they get instead; then it is deleted, in one step.
   *[other] { $people } people have it. Choose what they get instead; then it is deleted, in one step.
  }
access-delete-to = They get
access-delete-choose = Choose what they get.
access-delete-done = { $name } is deleted.
access-delete-moved = { $name } is deleted; its { $people ->
    [0] teams give
    [one] one person has
   *[other] { $people } people have
  } { $successor } now.
access-cancel = Cancel

# links of the organization's own
links-title = Links in the navigation
links-about = Places of your own that people reach from every page. User types say who sees which; where they say nothing, everybody sees all.
links-add = Add a link
links-new = New link
links-address = Address
links-address-hint = https://…, or a page of this site such as /work-requests?state=on_hold.
links-added = { $name } is added to the navigation.
links-delete = Delete this link?
links-delete-text = It disappears from everybody's navigation.

# pages that can open first
home-default = Where their work is
home-work-requests = Work requests
home-report = Report a problem
home-buildings = Buildings
home-people = People
home-me = Profile
