# coming in
sign-in-title = Sign in
sign-in-user-name = User name
sign-in-password = Password
sign-in-wrong = User name and password do not belong together.
sign-in-wait = Too many attempts. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  }.
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

# parts of many pages
people-cancel = Cancel

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
