# teams
teams-about = A team gives each member its user types and buildings on top of their own. It never takes anything away.
teams-search = Search teams
teams-add = Add a team
teams-new = New team
teams-added = { $name } is added.
teams-deleted = { $name } is deleted.
teams-none = No teams here
teams-none-text = Put people who work together into a team, and give the team what each of them needs.
teams-members = Members
teams-count = { $count ->
    [0] nobody
    [one] 1 person
   *[other] { $count } people
  }
teams-led-by = led by { $name }
teams-lead = Lead
teams-lead-hint = Whom others turn to. Leading a team gives no permission.
teams-gives = What it gives
teams-user-types = User types
teams-user-types-hint = Each member has these besides their own.
teams-nobody = Nobody is in it yet.
teams-gains-nothing = Gets nothing by it that they do not have anyway.
teams-gains = { $count ->
    [one] Gains one thing by it
   *[other] Gains { $count } things by it
  }
teams-find = Find people to add
teams-find-do = Find
teams-found-nobody = Nobody else has these letters in their name.
teams-delete-text = { $count ->
    [0] Nobody is in it.
    [one] One member keeps what they have by other ways and loses what only this team gives.
   *[other] { $count } members keep what they have by other ways and lose what only this team gives.
  }
