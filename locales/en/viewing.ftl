# looking at everything as another person does
viewing-start = View as this person
viewing-label = Viewing as somebody else
viewing-as = { $viewer }, you see everything as { $viewed } does. Nothing can be changed.
viewing-end = Back to yourself
viewing-ended = You are yourself again.
viewing-over = Viewing as somebody else has ended. You are yourself again.
viewing-read-only = You are viewing as somebody else: nothing can be changed until you are back to yourself.
viewing-private = You are viewing as somebody else: their profile, sign-ins, passwords and saved views are theirs alone.
viewing-did-start = Began to view as somebody else
viewing-did-end = Ended viewing as somebody else
viewing-was-started = Somebody began to view as this person
viewing-was-ended = Somebody ended viewing as this person
