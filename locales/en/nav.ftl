# where one can go
nav-work-requests = Work requests
nav-requests = Requests
nav-todo = To do
nav-buildings = Buildings
nav-people = People
nav-report = Report
nav-access = People and access
nav-administration = Administration
nav-request-types = Request types
nav-approval-processes = Approval
nav-organization = Organization
nav-links = Links
nav-user-types = User types
nav-teams = Teams
nav-overrides = Overrides
