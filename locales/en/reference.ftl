# the API's reference for people
reference-title = API
reference-document = OpenAPI 3.1
reference-text = POST /api/v1/sessions with user_name and password answers a token; send it as “Authorization: Bearer TOKEN”. Errors are application/problem+json: 401 not signed in, 404 not there for you, 403 refused with the permission and the reason, 422 with the fields, 409 in conflict, 429 too often.
reference-subjects = Subjects
reference-field = Field
reference-kind = Kind
reference-meaning = Meaning
reference-required = required
reference-access = Who: { $access }
reference-parameters = Parameters
reference-body = Body
reference-answer = Answer { $status }
reference-problems = Problems: { $statuses }
