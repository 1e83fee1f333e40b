# importing files
imports-reference = Reference
imports-title = Imports
imports-new = Import a file
imports-none = Nothing imported yet
imports-none-text = Work requests, people and buildings come in from CSV files. Every row is checked before anything is written.
imports-choose-file = Choose a file
imports-file = File
imports-file-hint = CSV as spreadsheets save it, UTF-8, with names of columns in the first row. At most 20 MB and 100,000 rows.
imports-promise = Next you see which column becomes what. Nothing is imported before you have seen what is wrong, and then either all of it or nothing.
imports-go-on = Continue
imports-to-list = See the list of work requests
imports-to-users = See the list of people
imports-to-buildings = See the list of buildings
imports-kinds = What is imported
imports-kind-work-requests = Work requests
imports-kind-work-requests-hint = One row for each work request: what is to be done, where, when it was opened, and where it stands.
imports-kind-users = People
imports-kind-users-hint = One row for each person: a name, or first and last name, an e-mail address, a user type, buildings (several with semicolons between them). They get an invitation by mail, or a password from the file that they change when they first sign in. A file that is not imported is forgotten after a day.
imports-kind-buildings = Buildings
imports-kind-buildings-hint = One row for each building: its name, address, building groups, and its rooms in one cell, with semicolons between them.
imports-state = State
imports-state-draft = Columns to check
imports-state-queued = Waiting
imports-state-running = Running
imports-state-checked = Checked
imports-state-done = Imported
imports-state-failed = Failed
imports-rows-head = Rows
imports-rows = { $number ->
    [one] 1 row
   *[other] { $count } rows
 }
imports-imported-count = { $count } imported
imports-when = When
imports-steps = Steps of the import
imports-step-file = File
imports-step-columns = Columns
imports-step-check = Check
imports-step-import = Import
imports-columns = Columns
imports-column = Column
imports-samples = What stands there
imports-becomes = Becomes
imports-becomes-of = { $name } becomes
imports-unsure = please look
imports-left-out = – left out –
imports-order = Dates are
imports-decided = as they look
imports-order-year-month-day = year, month, day
imports-order-day-month-year = day, month, year
imports-order-month-day-year = month, day, year
imports-mark = Decimals after
imports-mark-point = a point
imports-mark-comma = a comma
imports-prefix = Put before it
imports-values = What its values mean
imports-value-itself = as it stands
imports-value-nothing = nothing
imports-look = Show what these choices need
imports-constants = What the file does not say
imports-constants-hint = Taken for rows whose own cell is empty, and for all rows where there is no such column.
imports-module = Work module
imports-no-building = No building
imports-no-group = No building group
imports-no-user-type = – choose –
imports-yes = Yes
imports-no = No
imports-user-name-none = None: they do not sign in
imports-user-name-email = Their e-mail address
imports-invite-nobody = Nobody
imports-invite-all = Everybody with a user name, by mail
imports-no-type = No request type
imports-state-of-new = As if reported now
imports-create-types = Add request types that are missing
imports-create-types-hint = Off: a row with an unknown type is a bad row.
imports-create-groups = Add building groups that are missing
imports-create-groups-hint = Off: a row with an unknown group is a bad row.
imports-no-name = No column says what they are called: choose one for “Name”, or two for “First name” and “Last name”.
imports-no-user-type-column = Nothing says their user type: choose a column for it, or one for all of them below.
imports-no-building-name = No column has the names of the buildings: choose one for “Name”.
imports-no-title = No column says what is to be done: choose one for “What is to be done”.
imports-check = Check the rows
imports-check-again = Check again
imports-checking = Checking the rows
imports-importing = Importing
imports-progress = { $done } of { $total } rows
imports-done = { $number ->
    [one] 1 work request is imported
   *[other] { $count } work requests are imported
 }
imports-done-users = { $number ->
    [one] 1 person is imported
   *[other] { $count } people are imported
 }
imports-done-buildings = { $number ->
    [one] 1 building is imported
   *[other] { $count } buildings are imported
 }
imports-opened = Opened from { $from } to { $to }.
imports-failed = Nothing was imported.
imports-bad-rows = { $count ->
    [one] { $count } row cannot be imported
   *[other] { $count } rows cannot be imported
 }
imports-bad-rows-hint = Correct the columns, tick the rows that stay out, or mend the file and import it anew. As long as one row is bad, nothing comes in.
imports-all-good = All rows can be imported
imports-good = Good
imports-bad = Bad
imports-excluded = Left out
imports-row = Row
imports-value = Value
imports-reason = Why not
imports-leave-out = leave out
imports-more-errors = Show the next ones
imports-excluded-rows = Rows that stay out
imports-excluded-rows-hint = Numbers as a spreadsheet counts: the header is row 1.
imports-leave-all = { $count ->
    [one] Leave this row out
   *[other] Leave all { $count } out
 }
imports-import = { $number ->
    [one] Import 1 work request
   *[other] Import { $count } work requests
 }
imports-import-users = { $number ->
    [one] Import 1 person
   *[other] Import { $count } people
 }
imports-import-buildings = { $number ->
    [one] Import 1 building
   *[other] Import { $count } buildings
 }
imports-field-title = What is to be done
imports-field-description = Description
imports-field-opened-at = Opened on
imports-field-due-at = Due on
imports-field-resolved-at = Resolved on
imports-field-building = Building
imports-field-resource = Room
imports-field-location = Where exactly
imports-field-request-type = Request type
imports-field-requested-by = Requested by
imports-field-state = State
imports-field-cost = Cost
imports-field-currency = Currency
imports-field-reference = Its number there
imports-field-name = Name
imports-field-first-name = First name
imports-field-last-name = Last name
imports-field-user-name = User name
imports-field-email = E-mail address
imports-field-user-type = User type
imports-field-buildings = Buildings
imports-field-building-groups = Building groups
imports-field-teams = Teams
imports-field-all-buildings = All buildings
imports-field-default-building = Default building
imports-field-phones = Telephone
imports-field-active = Active
imports-field-password = First password
imports-field-invite = Invited
imports-field-address = Address
imports-field-resources = Rooms
