# Disputes: what is wrong with a passage, and how that reaches whatever was made from it.

# Errors, and what somebody may not do.
what-claim = what is wrong
what-source = the source, or why
may-not-rule = Only facilitators and stewards decide a dispute; you can say whether you agree with it.
may-not-say-corrected = Only who may change what is disputed says that it is corrected.

# The command line.
cli-col-claim = what is wrong
cli-col-weighed = agree/disagree
cli-kind-answer = answer
cli-event-disputed = Disputes came or changed in { $circle }.

# How far a dispute has come.
disputes = Disputes
dispute = Dispute
dispute-open = open
dispute-upheld = upheld
dispute-corrected = corrected
dispute-rejected = rejected
dispute-line-open = Disputed by { $name }: { $claim }
dispute-line-upheld = Disputed by { $name }, and upheld: { $claim }
dispute-line-corrected = Corrected after { $name } disputed it: { $claim }
dispute-line-rejected = Disputed by { $name }, and rejected: { $claim }

# What is told to who reads something that was made from it.
source-open = Its source is disputed ({ $title }): { $claim }
source-upheld = Its source is wrong ({ $title }): { $claim }
source-corrected = Its source was corrected ({ $title }): { $claim }
source-badge-open = Its source is disputed, see why
source-badge-upheld = Its source is wrong, see why
source-badge-corrected = Source corrected, see why

# A dispute, whole.
dispute-of = In “{ $title }”, by { $name }
dispute-of-passage = What is disputed
dispute-passage-gone = These words do not stand there.
dispute-sources = What says otherwise
dispute-source-item = What says otherwise: { $title }
dispute-source-absent = something that is not here yet
dispute-source-elsewhere = What says otherwise: { $source }
dispute-corrected-by = Corrected, by { $name }
dispute-ruled-upheld = Upheld by { $name }: { $reason }
dispute-ruled-rejected = Rejected by { $name }: { $reason }
dispute-who = What people think
dispute-who-agree = { $count ->
    [one] One agrees with the source: { $names }
   *[other] { $count } agree with the source: { $names }
}
dispute-who-disagree = { $count ->
    [one] One disagrees: { $names }
   *[other] { $count } disagree: { $names }
}
dispute-who-unsure = { $count ->
    [one] One is not sure: { $names }
   *[other] { $count } are not sure: { $names }
}
dispute-made-from = Made from it
dispute-made-from-lesson = Whoever reads these is told of the dispute.

# What one does.
dispute-begin = Dispute this
dispute-agree = Agree with the source
dispute-disagree = Disagree
dispute-unsure = Not sure
dispute-rule-upheld = Uphold it
dispute-rule-rejected = Reject it
dispute-rule-reason = Why you decide so; everybody can read it
dispute-say-corrected = It is corrected
dispute-not-corrected = It is not corrected after all
dispute-see-passage = Show the passage

# The form.
dispute-form = Dispute a passage
dispute-form-lesson = You do not have to be certain. Say what you read elsewhere, and let the others look.
dispute-claim-hint = What is wrong, in a sentence
dispute-why-hint = Why you think so, if you want to say more
dispute-source-hint = A book, a page or an address that says otherwise
dispute-source-chosen = Source: { $title }
dispute-source-none = Without a source of this circle
dispute-source-search = Search this circle
dispute-publish = Tell the circle

# Lists and what is new.
disputes-all = All disputes
disputes-open = Open disputes
disputes-only-open = Only open ones
disputes-none = Nothing is disputed here. Whoever finds something wrong marks the passage and says what a source says.
disputes-none-open = No dispute is open.
disputes-count = { $count ->
    [one] one open dispute
   *[other] { $count } open disputes
}
key-dispute = Dispute what is open, or what is selected in it
also-key-dispute = wrong mistake error correct doubt
also-disputes = wrong mistake error correction source checker facts
notice-disputed = Something that you wrote is disputed.
notice-source-disputed = Something from which you made something is disputed.
notice-corrected = Something that was disputed is corrected.
read-said-disputed = Your dispute is written.
read-said-weighed = What you think is written.

# The story of `commonplace demo`.
cli-demo-source-disputed = sees on “{ $title }” and on its answer that their source is disputed: { $claim }
cli-demo-made-from = sees what was made from the sentence: { $count }
cli-demo-source-corrected = sees on both that their source was corrected: { $claim }
