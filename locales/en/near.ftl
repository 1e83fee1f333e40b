# times near now; scripts write the ages in the same words
near-minutes = { $n } min
near-hours = { $n } hr
near-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
near-today = today
near-tomorrow = tomorrow
near-yesterday = yesterday
