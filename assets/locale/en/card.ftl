# Cards: a front that asks, a back that answers, and when each comes again.

# Errors, and what somebody may not do.
what-front = the front
what-back = the back
may-not-change-card = Only who made the card, facilitators and stewards change it; you can comment on it instead.

# The command line.
cli-col-due = due
cli-col-reviews = reviewed
cli-kind-card = card

# What a card is, and when it comes.
card-made-by = made by { $name }
card-changed-by = changed by { $name }
card-also = Also changed by { $name }: { $said }
card-new = new
card-due-now = due now
card-due = due { $when }
card-source = From “{ $title }”
card-source-changed = From “{ $title }”, where these words no longer stand
card-source-gone = From something that was taken back or is hidden
card-source-away = From something that is not here yet
card-to-review = { $count ->
    [0] No card to review
    [one] One card to review
   *[other] { $count } cards to review
}
card-next = the next one { $when }
card-cards = { $count ->
    [one] one card in all
   *[other] { $count } cards in all
}

# How well somebody knew it, and how long it stays away then.
card-grade-again = Again
card-grade-hard = Hard
card-grade-good = Good
card-grade-easy = Easy
card-wait-minutes = { $count } min
card-wait-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
card-wait-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
card-wait-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}

# The window.
cards = Cards
card-make = Make a card
card-make-selection = Make a card from the selection
card-change = Change the card
card-publish = Keep the card
card-front-hint = What is asked
card-back-hint = What is to be known
card-open = Open the card
card-source-open = Open where it is from
card-review = Review
card-show = Show
card-show-key = Space or Enter
card-left = { $count ->
    [one] One left
   *[other] { $count } left
}
card-undo = Take the last one back
card-done = Done for today
card-break = A short break
card-done-next = The next card comes { $when }.
card-done-lesson = Nothing waits for you here.
card-none = No cards yet
card-none-lesson = Select a passage of a note and make a card from it.
card-to-circle = Back to the circle
card-home-done = No card to review; the next one { $when }
card-home-begun = a card
card-list-none = No cards yet
card-list-none-lesson = A card asks on its front and answers on its back. Make one from a passage, an answer or a quick vote.
card-key-make = Make a card
card-key-review = Review cards
card-key-grade = While reviewing: show, and how well you knew it
also-cards = flashcards deck learn
also-card-key-review = flashcards learn study repeat

# Pages.
card-how-well = How well did you know it?
card-said-made = The card is made.
card-said-ungraded = Taken back.
card-said-graded = Noted. Only your own laptops hear of it.

# The demo.
cli-demo-card = sees the card “{ $front }”, with “{ $back }” on its back
cli-demo-reviewed = reviews it and knew it well: it comes again in { $wait }
cli-demo-unreviewed = hears nothing of that; the card is new to her
