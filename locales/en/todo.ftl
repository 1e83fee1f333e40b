# what waits for one person
todo-approve = To approve
todo-assign = To assign
todo-resolve = Your work
todo-finalize = To review
todo-of-module = { $duty }: { $module }
todo-more-than = more than { $count }
todo-due = due
todo-all = Show in the list
todo-nothing = Nothing waits for you
todo-nothing-text = What you are asked to approve, to assign, to do or to review shows up here, the most urgent first.
todo-reminder = Due today, and you have entered no time yet:
todo-insurance-missing = Your work needs a liability insurance, and none is entered for you. Tell whoever looks after your account until when yours lasts.
todo-insurance-expired = Your work needs a liability insurance, and yours has run out. Tell whoever looks after your account when you have renewed it.
