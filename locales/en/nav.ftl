# where one can go
nav-work-requests = Work requests
nav-requests = Requests
nav-buildings = Buildings
nav-people = People
nav-report = Report
nav-administration = Administration
nav-request-types = Request types
nav-approval-processes = Approval
nav-organization = Organization
