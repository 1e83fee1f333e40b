# coming in
sign-in-title = Sign in
sign-in-user-name = User name
sign-in-password = Password
sign-in-wrong = User name and password do not belong together.
sign-in-wait = Too many attempts. Try again in { $wait }.
sign-in-forgotten = Forgotten it? Ask your office for a new password.

# a password of one's own
own-password-title = Choose your own password
own-password-handed-over = The one you used was handed to you by somebody else. From now on only you know it.
own-password-current = Current password
own-password-given = Password you were given
own-password-new = New password
own-password-hint = At least { $shortest } characters. A short sentence is good; your name is not.
own-password-save = Save the password
own-password-changed = Your password is changed. All other sign-ins were ended.

# the mail that invites somebody
invitation-mail-subject = Your access to Caretaker of { $organization }
invitation-mail-news = Hello { $name }, { $organization } invites you to Caretaker, where you report what needs care and see what becomes of it.
invitation-mail-user-name = Your user name
invitation-mail-choose = Choose your password
invitation-mail-lasts = This link works once, for seven days. If it does not work any more, ask your office for a new one. If you did not expect this mail, leave it alone: nothing happens then.

# the page behind the link of an invitation
invitation-title = Choose your password
invitation-welcome = Welcome, { $name }. You will sign in as { $user-name }.
invitation-accept = Save and go on
invitation-gone = This invitation does not work any more
invitation-gone-text = It was used already, replaced by a newer one, or is older than a week. Sign in, or ask your office for a new one.

# the list of people
people-search = Search people
people-add = Add a person
people-import = Import
people-kinds = Kinds of people
people-active = Active
people-invited = Invited
people-inactive = Inactive
people-filter = Filter
people-any = Any
people-apply = Show these
people-clear = Without filters
people-nobody = Nobody here
people-nobody-text = Nobody whom you can see fits what you are looking for.
people-show-all = Show everybody
people-and-more = { $first }, { $more } more
people-no-sign-in = does not sign in

# words about a person
people-name = Name
people-user-name = User name
people-user-name-hint = Empty: does not sign in.
people-email = E-mail
people-other-email = Further e-mail
people-phone = Phone
people-phones = Phones
people-phones-hint = One a line.
people-address = Address
people-color = Color
people-user-type = User type
people-choose = Choose…
people-user-type-missing = Choose a user type.
people-teams = Teams
people-teams-hint = Each team gives its user types and buildings as well.
people-building = Building
people-buildings = Buildings
people-building-groups = Building groups
people-all-buildings = All buildings
people-all-buildings-hint = Also those that are added later.
people-default-building = New requests start at
people-default-building-hint = Preset when this person reports something.
people-status = Status
people-active-one = active
people-invited-one = invited
people-inactive-one = inactive
people-added = Added
people-insurance = Liability insurance until
people-insurance-missing = No insurance entered
people-insurance-expired = Insurance ran out
people-open-work = Open requests assigned to them
people-worker = Worker
people-worker-hint = Can be given work; rates can be entered later.
people-hourly = Hourly rate
people-overtime = Overtime rate
people-other = Other rate
people-rate-hint = { $currency } per hour. Empty: not entered; 0 counts as entered.
people-not-entered = not entered

# the page of a person
people-who = Who
people-may = What they may do
people-where = Where
people-work = Work
people-way-in = Sign-in
people-history = History
people-history-sign-ins = Show sign-ins
people-history-brief = Hide sign-ins
people-no-history = No changes yet.
people-change = Edit
people-invite = Invite by e-mail
people-new-password = New password to hand over
people-hand-over = Hand over this password
people-password-hint = They have to change it when they first sign in.
people-make-inactive = Make inactive
people-make-active = Make active
people-delete = Delete
people-delete-sure = Delete { $name }?
people-delete-text = Their sign-ins end and their user name is free again. What they did keeps their name.

# the form about a person
people-edit = Edit { $name }
people-how = How do they get in?
people-how-invite = Invite by e-mail
people-how-password = Hand over a password
people-how-none = Not now
people-invite-hint = The link in the mail works once, for seven days.
people-password = Password to hand over
people-save = Save
people-cancel = Cancel

# what was just done
people-said-added = { $name } is added.
people-said-invited = { $name } is added and gets an invitation by mail.
people-said-saved = Saved.
people-said-handed-over = The password is set. All their sign-ins were ended.
people-said-invited-again = The invitation is on its way.
people-said-active = Active again.
people-said-inactive = Inactive now; all their sign-ins were ended.
people-said-deleted = Deleted.

# what happened to a person
people-did-create = Added
people-did-update = Changed
people-did-delete = Deleted
people-did-sign-in = Signed in
people-did-sign-out = Signed out
people-did-change-password = Changed their password
people-did-hand-over = Got a password handed over
people-did-invite = Invited
people-did-accept = Accepted the invitation

# oneself
me-you = You
me-mails = Which mails you get
me-mails-text = Only about what you may read. Your user type says about which requests and which people you are mailed.
me-mail-created = A request is created
me-mail-assigned = A request is assigned to me
me-mail-responded = Somebody responds
me-mail-decided = It is approved or declined
me-mail-resolved = It is resolved
me-mail-reopened = It is reopened
me-mail-held = It is put on hold or goes on
me-mail-timer = Somebody starts or stops work on it
me-mail-overdue = Its due date passes
me-mail-updated = It is changed
me-sessions = Where you are signed in
me-some-program = A program
me-this-one = this one
me-last-seen = Last seen
me-end-one = Sign out { $device }
me-end-others = Sign out everywhere else
me-said-ended = Signed out there.
me-password = Password

people-mail-subject = { $headline }: { $name }
people-mail-open = Open the person
people-mail-why = You get this mail from { $organization } because of your user type. Your profile says which mails you want.
people-mail-why-oneself = You get this mail from { $organization } because it is about you. Your profile says which mails you want.
people-mail-added = Added
people-mail-added-news = { $actor } added { $name }.
people-mail-insurance = Liability insurance
people-mail-insurance-of = The liability insurance of { $name } ends on { $on }, { $days ->
    [0] which is today
    [one] in one day
   *[other] in { $days } days
}.
people-mail-insurance-own = Your liability insurance ends on { $on }, { $days ->
    [0] which is today
    [one] in one day
   *[other] in { $days } days
}.
people-mail-insurance-ended = The liability insurance of { $name }, who needs one, ended on { $on }.
people-mail-insurance-ended-own = Your liability insurance, which you need, ended on { $on }.
me-mail-person-added = Somebody is added
me-mail-insurance = A liability insurance is about to end
