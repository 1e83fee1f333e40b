# request types
types-title = Request types
types-modules = Work modules
types-about = What people can choose when they report something in { $module }. The due date is proposed from here.
types-add = Add a type
types-new = New request type
types-added = { $name } is added.
types-type = Type
types-due-after = Due after
types-offered = Offered
types-days = { $days ->
    [0] the same day
    [one] 1 day
   *[other] { $days } days
  }
types-no-due-date = no due date
types-active = offered
types-inactive = not any more
types-none = No request types yet
types-none-text = Types such as Plumbing or Electrical tell crews at a glance what they are needed for, and when it is due.
types-due-days = Due after days
types-due-days-hint = Empty: no due date. 0: the same day.
types-is-offered = Offered for new requests
types-is-offered-hint = Off: kept for the requests that have it, and chosen no more.
types-delete = Delete this type?
types-delete-text = { $name } is gone for good. That works only while no request has it; what was used can be offered no more instead.

# approval processes
approvals-title = Approval processes
approvals-about = The first process that fits decides: the building's, then the request type's, then everybody's. Where there is none, whoever may approve a request decides in one step.
approvals-add = Add a process
approvals-new = New approval process
approvals-added = The process is set up.
approvals-deleted = The process is deleted.
approvals-none = No approval processes
approvals-none-text = Requests of people who need approval wait for anybody who may approve them. A process says who decides, and in which order.
approvals-of-all = All other requests
approvals-of-type = Type { $name }
approvals-one-building = One building
approvals-one-type = One request type
approvals-applies-to = Applies to
approvals-tier = Tier { $number }
approvals-no-tiers = Without a tier the process is passed over as if it were not there.
approvals-everybody-who-is = everybody who is { $name }
approvals-unseen = { $count ->
    [one] somebody whom you cannot see
   *[other] { $count } people whom you cannot see
  }
approvals-in-order = One tier after the other
approvals-any-order = A later tier may approve at once
approvals-enforce-order = One tier after the other
approvals-enforce-order-hint = Off: a later tier may approve at once.
approvals-user-types = User types
approvals-user-types-hint = Everybody who has one of them and may approve the request.
approvals-people = People
approvals-search = Name of somebody
approvals-find = Find
approvals-add-tier = Add a tier
approvals-add-name = Add { $name }
approvals-remove-name = Remove { $name }
approvals-delete = Delete this process?
approvals-delete-text = What waits under it then waits for anybody who may approve it.
