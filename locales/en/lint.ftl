# advice about who may do what
lint-title = Advice
lint-about = What can hardly be meant the way it is set up. Nothing is refused because of it: look, and mend what is not meant.
lint-nothing = Nothing odd
lint-nothing-text = Every permission does something, everybody can work where they are, and every approval finds somebody.
lint-types-about = Permissions that do nothing as they are, and user types that nobody has.
lint-unused = Nobody has it, and no team gives it.
lint-people-about = People who hold something for the buildings that they can access, but can access none.
lint-homeless = { $permission } is for accessible buildings only, and there are none.
lint-tiers-about = Requests stop where nobody may approve them.
lint-process = Approval process { $id }
lint-vacant = Nobody who is named in tier { $tier } could approve.
lint-more = { $count } more
lint-shipped-unused = { $count ->
    [one] One shipped user type is nobody's. That is fine: it waits for whoever needs it.
   *[other] { $count } shipped user types are nobody's. That is fine: they wait for whoever needs them.
  }
