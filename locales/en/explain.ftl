# why somebody may do something, or may not
explain-nav = Who may what
explain-title = Who may do what, and why
explain-person = Person
explain-you = You
explain-about-you = You can ask about whatever you may do, or may not.
explain-permission = Permission
explain-choose = Choose one
explain-request = Work request
explain-request-hint = Its number, or words of its title. Empty: whether it is allowed at all.
explain-about = About
explain-about-other = something else
explain-ask-why = Explain
explain-which = Which request?
explain-none-found = No request that you can see fits.
explain-open = Open
explain-more = The whole answer

# the answer. $who is “you” where it is about the reader
explain-yes = { $who ->
    [you] Yes, you may.
   *[other] Yes, { $name } may.
  }
explain-no = { $who ->
    [you] No, you may not.
   *[other] No, { $name } may not.
  }
explain-free = { $who ->
    [you] Yes, this does not hold you back.
   *[other] Yes, this does not hold { $name } back.
  }
explain-held = { $who ->
    [you] No, this holds you back.
   *[other] No, this holds { $name } back.
  }

# where it comes from. $what is one of the ends below
explain-by-type = The user type { $user-type } { $what }.
explain-by-team = The team { $team }, by its user type { $user-type }, { $what }.
explain-by-override = What was set for this person alone { $what }.
explain-by-override-until = What was set for this person alone until { $date } { $what }.
explain-by-all = All that is set for you { $what }.
explain-no-source = There is no user type that could give it.
explain-gives = gives it
explain-gives-own = gives it for one’s own
explain-gives-buildings = gives it in accessible buildings
explain-gives-any = gives it everywhere
explain-gives-own-here = gives it for one’s own, and this is one’s own
explain-gives-buildings-here = gives it in accessible buildings, and this is in one
explain-lacks = does not give it
explain-lacks-own = gives it for one’s own only, and this is not one’s own
explain-lacks-buildings = gives it in accessible buildings only, and this is not within them
explain-lacks-both = gives it for one’s own and in accessible buildings only, and this is neither
explain-lacks-type = gives it for some request types only, and not for this one’s
explain-lacks-kind = gives it for other things than this
explain-restricts = sets the restriction “{ $label }”
explain-restricts-not = does not set the restriction “{ $label }”
explain-of = { $what } (“{ $label }”)

# how it stands to the person
explain-is-oneself = { $who ->
    [you] It is you.
   *[other] It is { $name }.
  }
explain-is-creator = { $who ->
    [you] You created it.
   *[other] { $name } created it.
  }
explain-is-requester = { $who ->
    [you] It is on your behalf.
   *[other] It is on behalf of { $name }.
  }
explain-is-assignee = { $who ->
    [you] You are assigned to it.
   *[other] { $name } is assigned to it.
  }
explain-is-customer = { $who ->
    [you] It belongs to your customer.
   *[other] It belongs to the customer of { $name }.
  }
explain-in-reach = { $who ->
    [you] It is in { $building }, which you can access.
   *[other] It is in { $building }, which { $name } can access.
  }
explain-in-reach-through = { $who ->
    [you] It is in { $building }, which you can access { $ways }.
   *[other] It is in { $building }, which { $name } can access { $ways }.
  }
explain-out-of-reach = { $who ->
    [you] It is in { $building }, which is not among your buildings.
   *[other] It is in { $building }, which is not among the buildings of { $name }.
  }
explain-nowhere = It is in no building.
explain-everywhere = It is somebody who can access all buildings.
explain-some-building = a building
explain-through-own = as one of their own buildings
explain-through-group = through the building group { $group }
explain-through-team = through the team { $team }
explain-through-team-group = through the building group { $group } of the team { $team }
explain-and = and
explain-cover-own = The organization lets access to buildings cover one’s own elsewhere too.
explain-cover-own-not = The organization does not let access to buildings cover one’s own elsewhere.

# what keeps it from being done all the same
explain-reading-first = Reading comes first: what one cannot read, one cannot act on.
explain-inactive = This person is not active.
explain-holds-more = It is somebody who holds more.
explain-state = It is “{ $now }” now. This is done while it is “{ $states }”.

# what it would take
explain-change = It would take { $what }.
explain-change-no-permission = The permission is there; no change of permissions would help.
explain-change-none = No single change would allow it.
explain-take = “{ $label }”
explain-take-own = “{ $label }” for one’s own
explain-take-buildings = “{ $label }” in accessible buildings
explain-take-any = “{ $label }” everywhere
explain-take-free = no restriction “{ $label }”
explain-take-type = this request type among “{ $label }”
explain-take-building = access to { $building }
explain-ask = { $names } can change it.
explain-ask-somebody = Whoever administers your organization can change it.
