# Quick votes: in the window, in the terminal and on the pages for screen readers
vote = Quick vote
votes = Quick votes
cli-kind-quickvote = quick vote
cli-col-round = round
vote-sealed = sealed { $chosen } of { $of }
vote-uncovered = shown
vote-round = Round { $round }
vote-mine = your choice
vote-after = Asked after “{ $title }”
vote-followed-by = Similar questions
vote-passed-over = { $count ->
    [one] One record in this quick vote does not fit, and is passed over.
   *[other] { $count } records in this quick vote do not fit, and are passed over.
}
vote-unopened = Sealed, and not opened yet by their devices: { $names }
vote-late = Came too late to count: { $names }
vote-otherwise = { $more ->
    [0] You chose “{ $mine }”, { $name } chose “{ $theirs }”: talk for one minute.
    [one] You chose “{ $mine }”, { $name } chose “{ $theirs }”, and one more chose otherwise: talk to one of them for one minute.
   *[other] You chose “{ $mine }”, { $name } chose “{ $theirs }”, and { $more } more chose otherwise: talk to one of them for one minute.
}
vote-differs = People chose differently.
vote-agreed = All chose the same.
vote-promise = Choices are sealed: nobody sees yours before all are shown. Then everybody sees who chose what.
vote-keys = Press an option, or its number; you can change it until all are shown.
vote-chosen = Your choice is sealed. You can change it until all are shown.
vote-chosen-elsewhere = You have chosen on another device of yours.
vote-not-chosen = You have not chosen yet.
vote-waiting = { $name }, a steward or a facilitator shows what was chosen.
vote-show = Show what was chosen
vote-again = Vote again
vote-alike = Ask a similar question
vote-choose = Choose
vote-count = { $count ->
    [0] nobody
    [one] { $count } person
   *[other] { $count } people
}
vote-earlier = Earlier rounds
vote-question = Question
vote-question-hint = What do you want to ask everybody?
vote-options = What can be chosen
vote-option = Option { $number }
vote-option-more = Another option
vote-begin = Begin the vote
vote-filter-choosing = Choosing now
vote-list-none = No quick vote yet
vote-list-none-lesson = A quick vote asks something with a few options. All choose sealed, then all is shown at once, and people who chose otherwise talk.
vote-list-none-choosing = Nobody chooses now
vote-home = Choosing now
vote-home-mine = you have chosen
vote-home-choose = choose
key-number = choose in the open quick vote
also-vote = poll ballot survey choose options
read-said-uncovered = What was chosen is shown.
read-said-again = Everybody votes again.
cli-demo-sealed = sees “{ $question }”: sealed { $chosen } of { $of }
cli-demo-shown = sees what was chosen: { $chosen }
cli-demo-talk = is told: { $talk }
vote-show-early = { $count ->
    [one] One has not chosen yet; once it is shown, they cannot any more.
   *[other] { $count } have not chosen yet; once it is shown, they cannot any more.
}
vote-changed-late = Your last change came too late: your choice before it counts.
vote-chosen-by = Have chosen: { $names }
notice-voting = Somebody has begun a quick vote.
