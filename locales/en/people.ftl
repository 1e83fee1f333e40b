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
