# times near now; scripts write the ages in the same words
near-minutes = { $n } min
near-hours = { $n } hr
near-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
near-just-now = just now
near-ago = { $age } ago
near-on = on { $date }
near-seconds = { $n ->
    [one] one second
   *[other] { $n } seconds
}
near-whole-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
}
near-today = today
near-tomorrow = tomorrow
near-yesterday = yesterday
