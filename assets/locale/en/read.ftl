# Pages for a browser with a screen reader (`commonplace read`). Short sentences: they are heard, not seen.

read-skip = Skip to the text
read-nav = This circle
read-home = Home
read-write = Write a note
read-search = Search
read-foot = These pages are on this laptop and for you alone. They end when the program that shows them does.

# The home of a circle
read-new-for-you = New for you
read-nothing-new = You have seen everything.
read-more-new = { $count ->
    [one] One more is new.
   *[other] { $count } more are new.
}
read-mark-all = I have seen everything
read-open-questions = Open questions
read-more-open = All { $count } open questions
read-latest = Latest notes
read-all-notes = All notes
read-no-notes = There are no notes here yet.
read-only-reading = You can read here. You cannot write in this circle.

# Lists
# Between the parts of a line
read-comma = ,
read-notes-tagged = Notes tagged “{ $tag }”
read-all-questions = All questions
read-only-open = Only open questions
read-new = new
read-hidden = hidden
read-hidden-lesson = This is hidden: only its author and those who moderate still see it.
read-tags = Tags
read-part = page { $number } of { $of }
read-parts = Pages of this list
read-newer = Newer
read-older = Older
read-kind-note = Note
read-kind-question = Question
read-found-title = Search: { $query }
read-search-how = Type words in the field above. The search looks through titles and texts.

# Reading
read-asked-by = Asked by { $name }
read-acts = What you can do
read-ask-about = Ask about this note
read-questions-about = Questions about this note
read-no-questions-about = Nobody has asked about it yet.
read-comment-on = Comment
read-comment = Your comment
read-comment-changed = Your comment, changed
read-answers = { $count ->
    [0] No answers yet
    [one] { $count } answer
   *[other] { $count } answers
}
read-answer-by = Answer by { $name }
read-accepted = Accepted
read-newer-parts = { $count ->
    [one] One part needs a newer version.
   *[other] { $count } parts need a newer version.
}
read-table = Table
read-done = done
read-undone = not done
read-picture-unnamed = Picture without a description: { $name }
read-no-link = no link

# Writing
read-title = Title
read-title-hint = Without one, the first line of the text is taken.
read-text = Text
read-tags-hint = Parted by commas.
read-quote-hint = Copy it from the note, if you mean one passage.
read-question-text = More about it
read-answer-text = Text of your answer
read-answer-changed = Your answer, changed
read-keep = Keep for later
read-editing = Change “{ $title }”
read-back-to-note = Back to the note, without a change
read-as-it-stands = The note as it stands now
read-draft-elsewhere = What your draft holds now: something was typed elsewhere meanwhile

# What was done
read-said-answered = Your answer is published.
read-said-commented = Your comment is published.
read-said-noted = Your note is published.
read-said-changed = Your change is published.
read-said-unchanged = Nothing was changed.
read-said-asked = Your question is published.
read-said-voted = Your vote counts.
read-said-unvoted = Your vote is taken back.
read-said-accepted = The answer is accepted.
read-said-read = Nothing is new any more.
read-said-kept = Your draft is kept.
read-said-discarded = The draft is gone.
read-said-fetching = The attachment comes as soon as somebody who has it is near.

# What did not go
read-title-refused = Not published
read-refused = It was not published. What you typed is still here.
read-overtaken = Somebody has changed this note since you opened it. Compare your text with the note as it stands now, and publish once more.
read-not-here = Not here
read-not-here-lesson = There is no such page in this circle. Perhaps it was taken back.
read-not-here-yet = Not here yet
read-failed = It does not work just now
read-node-gone = Commonplace was closed. Start it again, and open the new address.
read-back-home = To the home of the circle
read-stale = This page is of an earlier start
read-stale-lesson = Nothing was published. Open the address that the program printed last. What you typed is below: copy it first.
read-typed = What you typed

# Who is not let in
read-entered = You are in
read-enter = To the home of the circle
read-stranger = Open the whole address
read-stranger-lesson = These pages open only with the whole address that “commonplace read” printed when it started.
read-foreign = This came from another page
read-foreign-lesson = Nothing was done: the form did not come from a page of Commonplace.
read-elsewhere = Another address
read-elsewhere-lesson = Open the address exactly as “commonplace read” printed it.
read-no-form = Not understood
read-no-form-lesson = The browser sent something that is no form of these pages. Nothing was done.
read-too-much = Too long
read-too-much-lesson = Nothing was published, because the text is too long. Go back and shorten it.
read-too-slow = Too slow
read-too-slow-lesson = Nothing was published, because the text did not arrive whole. Go back and send it again.
