# the same to many work requests
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
work-bulk-too-many = { $count } requests are picked. At most { $most } are changed at once: untick some, or narrow the list.
work-bulk-all-left-out = This cannot be done to any of the requests that were picked.
work-bulk-back = Back to the list
work-bulk-fits = { $name } (only { $fits } of { $all })
work-bulk-assign-hint = They take the place of who is assigned now.
work-bulk-reason = A word along with it
work-bulk-reason-hint = It is kept with each of them.
work-bulk-resolve-hint = It is kept with each of them. Time and costs are entered one by one.
work-bulk-delete-text = They leave every list, count and search. Whoever may delete finds them under “Deleted requests”, and can bring them back.

# the same to many people
people-bulk-pick = Pick
people-bulk-picked = picked
people-bulk-picked-label = Picked people
people-bulk-let-go = Clear
people-bulk-do-set-user-type = User type
people-bulk-do-add-building = Add building
people-bulk-do-remove-building = Remove building
people-bulk-do-deactivate = Deactivate
people-bulk-do-reactivate = Reactivate
people-bulk-set-user-type = { $count ->
    [one] Set the user type of one person
   *[other] Set the user type of { $count } people
  }
people-bulk-add-building = { $count ->
    [one] Add a building to one person
   *[other] Add a building to { $count } people
  }
people-bulk-remove-building = { $count ->
    [one] Remove a building from one person
   *[other] Remove a building from { $count } people
  }
people-bulk-deactivate = { $count ->
    [one] Deactivate one person
   *[other] Deactivate { $count } people
  }
people-bulk-reactivate = { $count ->
    [one] Reactivate one person
   *[other] Reactivate { $count } people
  }
people-bulk-changed = { $count ->
    [one] One person changed
   *[other] { $count } people changed
  }
people-bulk-deactivated = { $count ->
    [one] One person deactivated
   *[other] { $count } people deactivated
  }
people-bulk-reactivated = { $count ->
    [one] One person reactivated
   *[other] { $count } people reactivated
  }
people-bulk-refused = { $count ->
    [one] One was refused
   *[other] { $count } were refused
  }
people-bulk-left-out = { $count ->
    [one] One is left out
   *[other] { $count } are left out
  }
people-bulk-missing = { $count ->
    [one] One who was picked is not there.
   *[other] { $count } who were picked are not there.
  }
people-bulk-these = { $count ->
    [one] This one
   *[other] These { $count }
  }
people-bulk-none = Nobody is picked. Tick people in the list first.
people-bulk-too-many = { $count } people are picked. At most { $most } are changed at once: untick some, or narrow the list.
people-bulk-all-left-out = This cannot be done to anybody who was picked.
people-bulk-back = Back to the list
people-bulk-cancel = Cancel
people-bulk-choose = Choose…
people-bulk-type-hint = It takes the place of the one that they have. Nobody can give more than they hold.
people-bulk-deactivate-text = They cannot sign in any more and get no work. What they did stays, and they can be reactivated.
people-bulk-reactivate-text = They can sign in again with what they held.
