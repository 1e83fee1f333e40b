# work requests: the words of the desk
work-state-pending-approval = Needs approval
work-state-pending-assignment = Unassigned
work-state-pending-resolution = In hand
work-state-pending-finalization = To review
work-state-finalized = Finalized
work-state-declined = Declined
work-state-on-hold = On hold

# the list
work-tabs = Views by state
work-tab-open = Open
work-tab-overdue = Overdue
work-tab-all = All
work-new = New request
work-report = Report a problem
work-search = Search work requests
work-search-placeholder = Search
work-columns = Columns
work-export = Export
work-import = Import
work-pick = Pick
work-picked = picked
work-picked-label = Picked requests
work-picked-copy = Copy
work-picked-copied = Copied, with their addresses
work-picked-let-go = Let go
work-apply = Apply
work-cancel = Cancel
work-choose = Choose…
work-narrow = Narrow…
work-choices-more = There are more: type some letters.
work-deleted-link = Deleted requests
work-deleted-none = Nothing is deleted
work-deleted-none-text = What is deleted can be brought back from here.
work-column-deleted = Deleted
work-do-restore = Restore
work-views = Views
work-view-save-as = Save this view as
work-view-save = Save
work-view-name = Name of this view
work-view-name-hint = Saving keeps the filters, the order and the columns as they are now.
work-view-change = Save
work-view-delete = Delete
work-view-saved = View saved
work-view-deleted = View “{ $name }” deleted
work-export-cut = Only the first 50,000 requests are here: add a filter to get the others.
work-column-number = No.
work-column-request = Request
work-column-state = State
work-column-requester = Requester
work-column-assigned = Assigned
work-column-due = Due
work-column-age = Age
work-column-updated = Changed
work-filter-state = State
work-filter-building = Building
work-filter-type = Type
work-filter-assignee = Assignee
work-filter-requester = Requester
work-filter-due = Due
work-filter-planned = Planned
work-filter-opened = Opened
work-filter-unnamed = one
work-filter-remove = Remove the filter { $filter }
work-due-overdue = Overdue
work-due-today = Today or before
work-due-week = This week or before
work-due-none = No due date
work-planned-today = For today
work-planned-week = For this week
work-planned-none = Open and not planned
work-opened-today = Today
work-opened-week = Last 7 days
work-opened-month = Last 30 days
work-opened-older = More than 30 days ago
work-opened-from = From
work-opened-to = To
work-empty = No work requests yet
work-empty-text = What breaks, leaks or squeaks is reported here, and everybody sees how it is getting on.
work-done = Nothing is open
work-done-text = Everything that was reported here is done.
work-none = Nothing matches
work-none-text = No request that you can see meets all of these conditions.
work-none-everything = Show all requests
work-slow = One more filter, please
work-slow-text = This combination looks at too many requests to be quick. Add a state, a building or a type.

# the same to many
work-bulk-approve = { $count ->
    [one] Approve one request
   *[other] Approve { $count } requests
  }
work-bulk-assign = { $count ->
    [one] Assign one request
   *[other] Assign { $count } requests
  }
work-bulk-resolve = { $count ->
    [one] Resolve one request
   *[other] Resolve { $count } requests
  }
work-bulk-delete = { $count ->
    [one] Delete one request
   *[other] Delete { $count } requests
  }
work-bulk-approved = { $count ->
    [one] One request approved
   *[other] { $count } requests approved
  }
work-bulk-assigned = { $count ->
    [one] One request assigned
   *[other] { $count } requests assigned
  }
work-bulk-resolved = { $count ->
    [one] One request resolved
   *[other] { $count } requests resolved
  }
work-bulk-deleted = { $count ->
    [one] One request deleted
   *[other] { $count } requests deleted
  }
work-bulk-refused = { $count ->
    [one] One was refused
   *[other] { $count } were refused
  }
work-bulk-left-out = { $count ->
    [one] One is left out
   *[other] { $count } are left out
  }
work-bulk-missing = { $count ->
    [one] One that was picked is not there.
   *[other] { $count } that were picked are not there.
  }
work-bulk-these = { $count ->
    [one] This one
   *[other] These { $count }
  }
work-bulk-none = Nothing is picked. Tick requests in the list first.
work-bulk-too-many = { $count } requests are picked. At most { $most } are changed at once: let go of some, or narrow the list.
work-bulk-all-left-out = This cannot be done to any of the requests that were picked.
work-bulk-back = Back to the list
work-bulk-fits = { $name } (only { $fits } of { $all })
work-bulk-assign-hint = They take the place of who is assigned now.
work-bulk-reason = A word along with it
work-bulk-reason-hint = It is kept with each of them.
work-bulk-resolve-hint = It is kept with each of them. Time and costs are entered one by one.
work-bulk-delete-text = They leave every list, count and search. Whoever may delete finds them under “Deleted requests”, and can bring them back.

# reporting and editing
work-field-where = Where?
work-building-none = No building
work-building-missing = Choose where it is.
work-field-room = Room
work-room-none = No particular room
work-field-spot = Spot
work-field-spot-hint = So that it is found without asking: second floor, by the east door
work-field-what = What is wrong?
work-title-missing = Say in a few words what is wrong.
work-field-more = Tell more
work-field-photo = Photos or files
work-more-fields = More
work-field-type-hint = Not sure? Leave it; the office sorts it.
work-type-none = Not sure
work-field-on-behalf = On behalf of
work-myself = Myself
work-field-due-hint = Without a date the type says when.
work-form-errors = Something needs a look. Nothing that you typed is lost.
work-send-report = Report
work-edit-title = Edit request
work-edit-building-hint = Another building may need another approval.
work-edit-conflict = { $name } changed this request { $age } ago, while you were editing.
work-edit-conflict-text = What you typed is kept below, on top of what is there now. Look it over and save again.
work-save = Save
work-saved = Saved
work-reported = Request { $number } reported
work-reported-unseen = Reported. Thank you!

# one request
work-step-approval = Approval
work-step-assignment = Assign
work-step-resolution = Work
work-step-finalization = Review
work-step-finalized = Done
work-way = Progress
work-print = Print
work-more-actions = More actions
work-do-approve = Approve
work-do-decline = Decline
work-do-assign = Assign
work-do-resolve = Resolve
work-do-finalize = Finalize
work-do-hold = Hold
work-do-release = Release
work-do-reopen = Reopen
work-do-edit = Edit
work-do-delete = Delete
work-first-approve = It has to be approved first.
work-first-assign = Somebody has to be assigned first.
work-first-resolve = It can be reviewed once it is resolved.
work-why-own = Nobody decides their own request.
work-why-tier = The approval process asks others at this step.
work-decline-reason = Why? The requester reads this.
work-hold-reason = Why does it wait?
work-hold-until = Goes on by itself on
work-hold-until-hint = Without a date it waits until somebody releases it.
work-reopen-reason = Why is it taken up again?
work-assign-hint = Nobody at all puts it back among the unassigned.
work-assign-nobody = There is nobody here whom you can assign.
work-time-spent = Time spent
work-no-rate = no rates yet: enter them at the person first
work-costs = Costs
work-cost-note = What for
work-cost-amount = Amount
work-and = and
work-or = or
work-next-approval = Next: somebody who may approve it decides.
work-next-approval-in = Next: somebody who may approve requests for { $building } decides.
work-next-tier = Approval { $tier } of { $tiers }
work-next-deciders = Next: { $deciders } decides.
work-next-assignment = Next: whoever assigns the work gives it to somebody.
work-next-resolution = Next: who is assigned does the work.
work-next-resolution-by = Next: { $names } does the work.
work-next-finalization = Next: the office reviews and finalizes it.
work-next-finalized = Closed { $when }
work-next-declined = Declined: “{ $reason }”
work-next-held = It waits: “{ $reason }”
work-next-held-until = It goes on by itself { $when }.
work-next-held-open = It goes on when somebody releases it.
work-conflict = What you wanted to do was not carried out.
work-meanwhile = { $name } { $what } { $age } ago.
work-talk = Conversation
work-say = Your response
work-say-placeholder = Write a response…
work-send = Send
work-private = private
work-private-switch = Private
work-private-hint = only staff read it
work-role-requester = requester
work-role-assigned = assigned
work-effort = Work and costs
work-effort-what = Who or what
work-effort-kind = Kind
work-effort-when = When
work-effort-time = Time
work-effort-cost = Cost
work-effort-total = Total
work-kind-labor = Labor
work-kind-contractor = Contractor
work-kind-other = Other
work-minutes = { $minutes } min
work-hours = { $hours } h
work-hours-minutes = { $hours } h { $minutes } min
work-details = Details
work-field-creator = Written by
work-field-opened = Reported
work-field-resolved = Resolved
work-field-title = What
work-field-description = Description
work-field-action-taken = What was done
work-field-other = Something else
work-nobody-yet = nobody yet
work-files = Files
work-files-add = Add files
work-files-send = Add
work-files-again = Choose them again: files do not stay while the form is mended. At most 20 of 25 MB each
work-files-hint = At most 20 files of 25 MB each
work-file-kilobytes = { $size } kB
work-file-megabytes = { $size } MB
work-file-remove = Remove { $name }
work-file-remove-sure = Remove { $name } for good?
work-file-remove-now = Remove
work-links = Linked requests
work-link-new = Link a request
work-link-hint = Type its number, or words of its title.
work-link-kind = This request is, to that one
work-link-add = Link
work-link-remove = Take the link to { $number } off
work-link-related = Related to
work-link-duplicate-of = Duplicate of
work-link-has-duplicate = Reported again as
work-link-follow-up-of = Follows from
work-link-has-follow-up = Led to
work-followers = Followers
work-followers-none = Nobody follows this request. Who does gets a mail of whatever happens to it.
work-do-follow = Follow
work-do-unfollow = Unfollow
work-follower-new = Add somebody
work-follower-hint = They must be able to read it.
work-follower-add = Add
work-follower-remove = Take { $name } off
work-history = History
work-history-more = Earlier
work-back = Back to the request
work-deleted = Request { $number } deleted
work-restored = Request { $number } is back
work-done-unseen = Done. The request is out of your sight now.
work-told-approved = Approved
work-told-declined = Declined
work-told-assigned = Assignment saved
work-told-responded = Response sent
work-told-held = Put on hold
work-told-released = Released
work-told-resolved = Resolved
work-told-finalized = Finalized
work-told-reopened = Reopened
work-told-attached = Files added
work-told-detached = { $name } removed
work-told-linked = Linked
work-told-unlinked = Link taken off
work-told-followed = You follow this request now
work-told-unfollowed = You follow it no longer
work-told-follower-added = { $name } follows this request now
work-told-follower-removed = { $name } follows it no longer

# the history in sentences: each follows a name
work-past-nobody = The system
work-past-created = reported this
work-past-updated = changed this
work-past-approved = approved it
work-past-declined = declined it
work-past-held = put it on hold
work-past-released = let it go on
work-past-resolved = resolved it
work-past-finalized = reviewed and finalized it
work-past-reopened = took it up again
work-past-deleted = deleted it
work-past-restored = brought it back
work-past-responded = responded
work-past-responded-privately = responded privately
work-past-cost-added = entered a cost
work-past-time-added = entered time
work-past-imported = imported it
work-past-attached = added { $name }
work-past-attached-several = added { $count } files
work-past-detached = removed { $names }
work-past-associated = linked it with { $request }
work-past-dissociated = took the link to { $request } off
work-past-followed = follows it now
work-past-unfollowed = follows it no longer
work-past-follower-added = added { $name } as a follower
work-past-follower-removed = took { $name } off the followers
work-past-other = changed it
work-past-assigned = assigned { $names }
work-past-unassigned = took { $names } off
work-past-reassigned = assigned { $names } instead of { $before }
work-past-assigned-somebody = changed who is assigned
work-past-none = nothing
work-past-unnamed = another

# Timers, time and money
work-timer = Timer
work-timer-start = Start timer
work-timer-stop = Stop timer
work-timer-at-work = is at work
work-timer-since = since
work-timer-started = The timer runs
work-timer-stopped = The timer is stopped, and its time is entered
work-effort-none = No time and no costs yet
work-kind-overtime = Overtime
work-time-title = Time on request
work-time-add = Add time
work-time-of = Time of { $name }
work-time-worker = Who worked?
work-time-long = How long?
work-time-long-hint = Hours and minutes such as 1:10, or minutes
work-time-day = On which day?
work-time-from = Or from
work-time-from-hint = Instead of how long
work-time-to = To
work-time-rate = Counts as
work-time-regular = Regular time
work-time-overtime = Overtime
work-time-entered = Time entered
work-time-deleted = Time deleted
work-cost-title = Cost of request
work-cost-add = Add cost
work-cost-amount-hint = A credit begins with a minus.
work-cost-entered = Cost entered
work-cost-deleted = Cost deleted
work-past-cost-changed = corrected a cost
work-past-cost-deleted = deleted a cost
work-past-time-changed = corrected time
work-past-time-deleted = deleted time
work-past-timer-started = started a timer
work-past-timer-stopped = stopped a timer
work-field-scheduled = Planned
work-field-scheduled-from = Planned from
work-field-scheduled-thru = Planned until
work-resolved-when = When was it done?
work-resolved-when-hint = Without a time it is now.

# Moving to another module
work-do-switch = Move to another module
work-switch-title = Move to another module
work-switch-modules = Modules
work-switch-text = It gets a number of { $module } there. Its history, files, costs and work go along; its approval and who is assigned are looked at anew.
work-switch-to = Move to { $module }
work-switch-nowhere = There is nowhere to move it
work-switch-nowhere-text = You create requests in no other module.
work-switched = It has the number { $number } here
work-switched-dropped = It has the number { $number } here. Not everybody who was assigned can be assigned here: see the history.
work-past-switched = moved it to another module
