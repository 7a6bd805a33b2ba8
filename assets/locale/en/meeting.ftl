# Meetings: appointments of a circle.

# Errors, and what somebody may not do.
error-not-a-time = “{ $typed }” is not a time; write it like 2026-12-03 18:00.
what-place = the place
what-agenda = the agenda
may-not-change-meeting = Only who planned the meeting, facilitators and stewards change it; you can comment on it instead.

# When.
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
time-moment = { $weekday }, { $day } { $month }, { $time }
time-moment-year = { $weekday }, { $day } { $month } { $year }, { $time }

# The command line.
cli-col-when = when
cli-col-place = where
cli-col-coming = come
cli-kind-meeting = meeting

# What a meeting is and who comes.
meeting-no-time = When is not settled yet
meeting-called-off = called off
meeting-planned-by = planned by { $name }
meeting-changed-by = changed by { $name }
meeting-also = Also changed by { $name }: { $said }
meeting-told-in = What came of it: { $title }
meeting-recap-elsewhere = a note that is not here yet
meeting-come = { $count ->
    [one] One comes: { $names }
   *[other] { $count } come: { $names }
}
meeting-perhaps = { $count ->
    [one] One perhaps: { $names }
   *[other] { $count } perhaps: { $names }
}
meeting-not = { $count ->
    [one] One does not come this time: { $names }
   *[other] { $count } do not come this time: { $names }
}
meeting-another-time = { $count ->
    [one] One said so before this time was set: { $names }
   *[other] { $count } said so before this time was set: { $names }
}

# With what a recap begins.
recap-title = Recap: { $title } ({ $date })
recap-did = What we did
recap-next = What we want to do next
recap-notes = New notes
recap-answered = Questions that were answered
recap-asked = Questions that wait for an answer
recap-came = Who came in
recap-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

# In the window and on pages.
meetings = Meetings
meetings-all = All meetings
meetings-ahead = Ahead
meetings-past = Past
meetings-none = No meeting is planned yet. A first one gives the circle a day to look forward to.
meeting-next = Next meeting
meeting-plan = Plan a meeting
meeting-replan = Change the meeting
meeting-publish = Tell the circle
meeting-title-hint = What the meeting is about
meeting-when-hint = When, as 2026-12-03 18:00; empty while that is open
meeting-when-read = That is { $when }.
meeting-when-over = That is { $when }, which is over already.
meeting-place-hint = Where
meeting-agenda-hint = What you want to do together
meeting-template =
    ## Check-in

    How is everybody, and what did we try since last time?

    ## Work

    What we look at together.

    ## Activity

    What we try out in pairs.

    ## Reflection

    What we take along, and what we change next time.
meeting-who = Who comes
meeting-i-come = I come
meeting-maybe = Maybe
meeting-not-this-time = Not this time
meeting-nobody-said = Nobody has said yet whether they come.
meeting-come-count = { $count ->
    [one] one comes
   *[other] { $count } come
}
meeting-agenda = What is to be done
meeting-told = What came of it
meeting-recap-lesson = A recap is a note. It begins with what happened since the meeting before, and nobody else sees it until you publish it.
meeting-recap-write = Write the recap
meeting-has-recap = recap
meeting-is-off = This meeting is called off.
meeting-off = Call it off
meeting-on = It takes place after all
home-begun-plan = a new meeting
home-begun-meeting = a meeting
also-meeting-plan = appointment date schedule calendar event session new { meetings }
also-meetings = appointments dates calendar events agenda past next
notice-planned = Somebody has planned a meeting.
notice-moved = A meeting that you want to come to is at another time, or called off.
read-said-came = Your answer is written.
