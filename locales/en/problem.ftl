# what went wrong, as a page
problem-not-found = There is nothing here for you
problem-not-found-text = It does not exist, it was deleted, or your user type does not let you see it.
problem-refused = You are not allowed to do this
problem-refused-detail = Missing permission: { $permission }
problem-conflict = It has changed meanwhile
problem-malformed = This request could not be read
problem-method-text = The address does not take what was sent to it.
problem-invalid = Some of it was not accepted
problem-too-large = This is too large
problem-too-large-text = Send less at once, or a smaller file.
problem-too-many = Too many attempts
problem-too-many-text = Try again in { $wait }.
problem-unavailable = Not available right now
problem-internal = Something went wrong on our side
problem-internal-text = Nothing was changed. It is written down for whoever runs this system; try again in a moment.
