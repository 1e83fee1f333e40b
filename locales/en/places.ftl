# buildings, their rooms and their groups
places-buildings = Buildings
places-building = Building
places-building-groups = Building groups
places-groups = Groups
places-rooms = Rooms
places-room = Room
places-actions = Actions
places-search = Search
places-search-buildings = Search buildings
places-add-building = Add a building
places-import = Import
places-new-building = New building
places-building-added = { $name } is added.
places-none-found = No building found
places-none-found-text = No building has “{ $q }” in its name.
places-show-all = Show all buildings
places-no-buildings = No buildings
places-no-buildings-text = Buildings are where requests happen and what people are given access to. Add the first one.
places-no-buildings-for-you = You have access to no building yet. Whoever administers people can give you one.
places-room-count = { $count ->
    [0] no rooms
    [one] 1 room
   *[other] { $count } rooms
  }
places-no-rooms = No rooms are listed.
places-no-rooms-yet = No rooms are listed yet. Whoever reports something can then say in which one it is.
places-new-room = New room
places-add = Add
places-room-added = { $name } is added.
places-about = About this building
places-name = Name
places-address = Address
places-in-no-group = in none
places-report-here = Report a problem here
places-open-requests = Open requests in this building
places-who-works-here = Who works here
places-nobody-works-here = Nobody whom you can see has this building among theirs.
places-all-people-here = Everybody here
places-edit = Edit
places-edit-name = Edit { $name }
places-save = Save
places-saved = Saved.
places-cancel = Cancel
places-delete = Delete
places-deleted = { $name } is deleted.
places-delete-building = Delete this building?
places-delete-building-text = { $name } and its rooms are gone for good. That works only while no request and nobody's default refers to it.
places-delete-room = Delete this room?
places-delete-room-text = { $name } is gone for good. That works only while no request names it.
places-add-group = Add a group
places-new-group = New building group
places-group-added = { $name } is added.
places-group-hint = Whoever has this group has all of its buildings.
places-no-groups = No groups yet
places-no-groups-text = A group gives many buildings to a person at once, for example all schools of one crew.
places-empty-group = No buildings yet.
places-delete-group = Delete this group?
places-delete-group-text = Whoever has buildings only through { $name } loses them.

# a form that was open while somebody else saved
page-stale = Somebody else changed this while you were typing. Save again to put yours in its place, or load the page anew to see theirs.
