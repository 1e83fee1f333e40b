# the frame around every page
product-name = Caretaker
shell-skip = Skip to the content
shell-navigation = Main navigation
shell-bar = Quick navigation
shell-more = More
shell-close = Close
shell-profile = Profile and sign-ins
shell-sign-out = Sign out
shell-theme = Appearance
shell-theme-light = Light
shell-theme-dark = Dark
shell-theme-system = As the system

# keys
keys-title = Keyboard
keys-search = Search
keys-create = Create
keys-move = Next and previous row
keys-select = Tick the row
keys-open = Open the row
keys-help = Show or hide these keys

# lines that tell what just happened
toast-undo = Undo
toast-offline = No connection. Nothing was sent; what you typed is still here.
toast-failed = That did not work. Nothing was changed.
toast-restored = What you had typed is back.
toast-discard = Discard

# parts of pages
ui-why = why?
ui-search = Search
ui-more = Show more

# fields of forms
form-optional = optional
form-needed = This is needed.
form-show-password = Show the password
form-nothing-found = Nothing found
form-remove = Remove
form-choose-files = Choose photos or files
form-take-photo = Take a photo
form-attach = Attach files
form-color = Color { $n }

# error pages
error-code = Error { $status }
error-home = To the start page
error-back = Back
shell-timer-stop = Stop
error-why = Why?
