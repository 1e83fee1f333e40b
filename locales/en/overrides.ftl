# individual overrides
overrides-about = What holds for one person alone. It replaces what their user type and teams say, and may end by itself.
overrides-search = Search overrides
overrides-export = Export
overrides-all = All
overrides-soon = End within two weeks
overrides-lasting = Without an end
overrides-over = Over
overrides-none = No overrides
overrides-none-text = Somebody who needs more or less than their user type gives gets an override on their own page.
overrides-no-match = No override fits
overrides-no-match-text = Search for another name or permission, or show all.
overrides-show-all = Show all
overrides-key = Key
overrides-value = Value
overrides-instead = Otherwise
overrides-instead-of = otherwise { $value }
overrides-until = Last day
overrides-no-end = no end
overrides-ended = over since { $date }
overrides-ends = until { $date }
overrides-no-module = A work module that is no more
overrides-of = Overrides of { $name }
overrides-for = Override for { $name }
overrides-every = All overrides
overrides-none-of = None: their user type and teams say it all.
overrides-add = Add an override
overrides-choose = Choose the value
overrides-remove = Remove
overrides-remove-one = Remove the override { $label }
overrides-preview-removal = Preview what removing { $label } would do
overrides-removed = The override is removed.
overrides-saved = { $label } is overridden now.
overrides-type-says = Their own user type says: { $value }.
overrides-last-day = Last day
overrides-last-day-hint = Empty: until somebody removes it.
overrides-over-already = Must be today or later.
overrides-no-date = Must be a date such as 2026-12-31.
overrides-card = Overrides
overrides-count = { $count ->
    [0] None: user type and teams say it all.
    [one] One permission is overridden.
   *[other] { $count } permissions are overridden.
  }
overrides-see = Add or change
