# The window. Sentences are short, warm and exact; nothing is called safe before it is.

app-name = Commonplace
you = you
back = Back
close = Close
done = Done
cancel = Cancel
undo = Undo
copy = Copy
typing-menu = This field
typing-cut = Cut
typing-paste = Paste
typing-all = Select all

# The first screen
welcome-promise = Notes, questions and answers that you keep together, on your own laptops. It works in a room without internet.
welcome-question = What should the others call you?
welcome-hint = Your name
welcome-begin = Begin
welcome-no-account = No account, no password, no e-mail. What you write stays on this laptop until you share it with a circle.
welcome-return = I have been here before
welcome-new = I am new here
welcome-words = Type the 24 recovery words from your paper, in their order.
welcome-words-hint = 24 words
welcome-words-lesson = The words bring back who you are. Your notes come back from the others in your circles, or from a backup.
welcome-come-back = Come back
welcome-with-backup = I also have a backup
welcome-without-backup = I have no backup
welcome-backup = Say where the backup is, and type the passphrase that was chosen for it.
welcome-backup-hint = Where it is, for example /media/ana/STICK/ana.age
welcome-backup-busy = Reading the backup and checking every part of it …
welcome-words-if = Your 24 recovery words, if the keys are not in the backup
welcome-other-laptop = I use it on another laptop
welcome-laptop = Then both laptops are yours, and have the same circles. Have the other one at hand: the next step is on both.
welcome-laptop-lesson = Both must be on the same network. It needs no internet.
welcome-link = Go on

# A sealed home
locked = Your keys are sealed
locked-lesson = Type the passphrase that you chose.
locked-opening = Opening …
locked-hint = Passphrase
locked-open = Open
locked-wrong = This is not the passphrase. Look at the capitals, and try again.
locked-forgotten = Nobody can reset it. With your recovery words you can come back on a new home.

# While the node opens
opening = Opening your notes…
opening-rebuilding = Putting the index in order: { $percent } percent. Nothing is lost meanwhile.
opening-failed = Commonplace cannot open just now
opening-again = Try again

# Circles
circles = Circles
circles-all = All circles
circles-greeting = Hello, { $name }
circles-first = A circle is a group that learns together: its notes and questions are on the laptops of its members and nowhere else. Start one, or come into one that a member lets you into.
circle-members = { $count ->
    [one] only you
   *[other] { $count } people
}
circle-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
circle-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
circle-open = { $count ->
    [one] { $count } open
   *[other] { $count } open
}
circle-unread = { $count ->
    [one] { $count } new
   *[other] { $count } new
}
circle-pending = waiting
circle-pending-lesson = Waiting to meet a member who lets you in.
circle-removed = removed
circle-removed-by = You were removed by { $name } on { $date }. What you have stays readable here; nothing new comes.
circle-removed-by-somebody = You were removed on { $date }. What you have stays readable here; nothing new comes.
circle-waiting = You hold a ticket for this circle. As soon as this laptop meets somebody who is in it, you are in too, and its notes arrive by themselves. Nothing else is needed from you.
waiting-meet = Whom to meet
waiting-meet-lesson = Anybody who is in the circle, not only whoever gave you the ticket. Sit near each other, on the same Wi-Fi or cable, with Commonplace open on both laptops. It needs no internet.
waiting-relay = Or the relay { $relay }, which passes your request on while nobody else is there.
waiting-nobody = Nobody is nearby just now. This page changes by itself when somebody comes.
waiting-somebody = { $count ->
    [one] One laptop is nearby. If its owner is in the circle, you are in within a minute.
   *[other] { $count } laptops are nearby. If one of their owners is in the circle, you are in within a minute.
}
waiting-until = The ticket is good until { $date }.
waiting-try = If you sit together and nothing happens
waiting-address = Try the address of the other laptop
waiting-stick = Ask on a USB stick instead
waiting-give-up = Give up waiting
waiting-give-up-lesson = The circle goes from your list, and this laptop forgets the ticket. With a ticket you can come back at any time.
waiting-give-up-yes = Give it up
waiting-go-on = Go on waiting

# New circle
found = New circle
found-lesson = You can invite others in the next moment. The title can be read by members only.
found-hint = What is it about? For example: Cell biology
found-button = Start the circle

# Joining
join = Join a circle
join-lesson = Paste the ticket that a member gave you. It may be broken into several lines.
join-hint = Ticket
join-button = Join
join-way-nearby = Nearby
join-way-code = With four words
join-way-ticket = With a ticket
join-nearby-lesson = Laptops next to this one. Each shows two random words and nothing else; choose the one whose owner you see.
join-nearby-ask = Ask to join
join-nearby-me = Others see this laptop as “{ $node }”.
join-code-lesson = Somebody in the circle tells you four words. Type them here; the first four letters of each are enough.
join-code-hint = Four words
join-pending = The ticket is good. You are in “{ $circle }” as soon as this laptop meets one of its members, on the same network or through a relay.

# Inviting
invite = Invite
invite-into = Invite into “{ $circle }”
invite-lesson = A ticket lets somebody into the circle. Hand it over in any way that you trust.
invite-for = How many people may use it
invite-uses = { $count ->
    [one] one person
   *[other] { $count } people
}
invite-role = What they may do
role-learner = read and write
role-reader = only read
role-facilitator = guide and moderate
invite-make = Make a ticket
invite-hand-over = Give this text to the person you invite: on a stick, in a message, or read aloud. Whoever has it can come in.
invite-show-them = Let the person you invite take a picture of this. Whoever has it can come in.
invite-until = { $count ->
    [one] For one person, until { $date }.
   *[other] For { $count } people, until { $date }.
}
invite-open = Open tickets
invite-open-lesson = Whoever has one of these can still come in. Once a ticket is taken back nobody does who meets a laptop that has heard of it; who has come in already stays.
invite-open-one = { $name } invites as { $role }, until { $date }: { $came } of { $count } came.
invite-take-back = Take back
invite-copy = Copy the ticket
invite-copied = Copied
invite-way-nearby = Next to me
invite-way-code = With four words
invite-way-ticket = With a ticket
invite-nearby-lesson = For somebody in the same room. On their laptop they choose “Join a circle”, “Nearby” and then this laptop. Both screens show the same four words before anybody comes in.
invite-nearby-begin = Let somebody in
invite-code-lesson = For somebody whom you can talk to, and whose laptop is on the same network. You say four words, they type them. The words are good for ten minutes and for one person.
invite-code-begin = Make four words
invite-joined = { $person } is in.
invite-another = Let another in
invite-show-text = Show the text
invite-show-picture = Show the picture

# Two people pairing
pairing-begins = One moment …
pairing-looks = Looking for them …
pairing-waits = Waiting for somebody to ask. On the other laptop: “Join a circle”, “Nearby”, and then this laptop.
pairing-asking = Asked “{ $node }”. Its owner has to answer now.
pairing-asked = “{ $node }” asks to come in.
pairing-code = Say these four words to the person you invite, or the digits below them:
pairing-code-lesson = Waiting for them to type the words. Whoever hears the words can come in instead, so say them to one person only.
pairing-good-for = { $count ->
    [0] They are good for a moment more.
    [one] They are good for one more minute.
   *[other] They are good for { $count } more minutes.
}
pairing-code-device = Type these four words on the new laptop. The picture below says the same, for whoever can bring that along.
pairing-code-device-lesson = Ten minutes, one laptop, three tries. It is worth what your keys are: show it to nobody else.
pairing-wrong = { $count ->
    [0] Somebody has typed other words too often. These words are worth nothing any more.
    [one] Somebody has typed other words. One more try is left.
   *[other] Somebody has typed other words. { $count } more tries are left.
}
pairing-words-asking = Read these words to the owner of “{ $node }”, or the digits below them. If their screen shows the same ones, they let you in: you confirm nothing here. If theirs are others, press Cancel.
pairing-words-asked = Does the screen of “{ $node }” show the same four words, with the same digits below them? Look, or let them be read to you.
pairing-words-device = Does “{ $node }” show the same four words? Look at both screens, and press on both.
pairing-waits-device = Waiting for the new laptop. There, on the first screen: “{ welcome-other-laptop }”; or in the settings: “{ devices-become }”.
pairing-same = They are the same
pairing-differ = They differ
pairing-confirmed = The words are the same. Coming in …
pairing-cancel = Cancel

# Somebody nearby asks
knock = Somebody asks to join
knock-asks = “{ $node }”, a laptop nearby, asks to come into a circle of yours.
knock-which = Into which circle do you let “{ $node }”? Nothing of it is told before you have compared four words.
knock-answer = Answer
knock-no = Not now

# The page of a circle
circle-page = People and settings of this circle
circle-people = People
circle-people-lesson = Membership, roles and removal work without any server. Laptops that were apart agree as soon as they meet.
circle-me = { $name } (you)
circle-change = Change
circle-remove = Remove from the circle
circle-remove-lesson = { $name } keeps what is on their laptop, and laptops that have not heard of it yet may still share with them. Nobody who has heard of it accepts anything new from them, and what is written from then on they cannot read.
circle-remove-yes = Remove
circle-ways = How it travels
circle-leave = Leave the circle
circle-leave-lesson = You keep what is on this laptop and receive nothing new. What you wrote stays with the others.
circle-leave-only-steward = { $others ->
    [one] You are the only steward. Once you have left, nobody can let anybody in or remove them, give roles, or settle how the circle travels; the one other member goes on reading and writing. Make them a steward first, if you can.
   *[other] You are the only steward. Once you have left, nobody can let anybody in or remove them, give roles, or settle how the circle travels; the { $others } others go on reading and writing. Make one of them a steward first, if you can.
}
circle-leave-yes = Leave it
role-name-founder = founder
role-name-steward = steward
role-name-facilitator = facilitator
role-name-learner = learner
role-name-reader = reader
role-name-carrier = carrier
role-lesson-steward = Lets people in and out, and gives roles.
role-lesson-facilitator = Guides, and hides what does not belong here.
role-lesson-learner = Reads, writes, and lets people in if the circle allows it.
role-lesson-reader = Reads everything and writes nothing.
role-lesson-carrier = A role of an older version, which nobody is given any more: reads nothing. What carries sealed records for others is a relay (“commonplace relay”) or a stick.
ways-anywhere = Any way
ways-relays = Here and relays
ways-lan = This network only
ways-usb = Sticks only
ways-anywhere-lesson = On the same network, through the relays below, and at addresses where members were met before.
ways-relays-lesson = On the same network and through the relays below. Nothing else.
ways-lan-lesson = Only between laptops on one and the same network, and relays in it: nothing crosses the internet, nor a VPN, nor a router between two networks of a school.
ways-usb-lesson = Never over a network: only on a USB stick that somebody carries.
ways-relay-list = Relays
ways-no-relay = None. Laptops exchange when they meet.
ways-relay-hint = Address of a relay
ways-relay-add = Add
ways-relay-near = Shows itself in this network:
relay-words = “{ $words }”
ways-relay-lease = Copy its lease
ways-relay-leased = Copied. Whoever runs the relay starts it with this: commonplace relay --allow, and behind it the lease, or a file that holds it. Hand it on as you would a password.
ways-relay-remove = Remove
ways-relay-lesson = A relay is a laptop or a small box of yours that stays on, in the room or on the internet: “commonplace relay” makes one of it. It keeps sealed copies for laptops that are off, and can read none of them. Its own screen shows the same four words as this one.
ways-relay-dropped = The circle goes by these relays no more. What they were given still lies there until a steward’s laptop has met each of them:
circle-stick = On a stick
circle-files = As files
circle-room = Room on this laptop
room-lesson = When a circle takes more room than you give it, what came first goes first. What you wrote or attached, what you keep here, and what nobody else holds stays.
room-used = It takes { $used }, and may take as much as there is.
room-used-of = It takes { $used } of the { $quota } that you give it.
room-of-it = { $texts } of texts and { $blobs } of attachments, of which { $staying } stay whatever happens.
room-next = What would go first
room-with = { $count ->
    [0] nobody else is known to have it
    [one] one other device has it
   *[other] { $count } other devices have it
}
room-hint = For example 500 MB or 2 GB
room-set = Give so much
room-unlimited = Without a limit
room-advised = As the circle advises: { $size }
room-unreadable = Type a number and MB or GB.
circle-log = What changed
log-all = Show all { $count } changes
log-empty = Nothing has changed yet.
circle-forked = The key of { $devices } was used in two places at once: a copied laptop, or somebody who tells different people different things.
circle-renew = Change the circle’s key
circle-renew-lesson = Who has got hold of the old key reads nothing written from now on. A lost or copied laptop is another matter: its person takes it away, which changes the key as well. It also changes at every removal, and by itself when a steward writes and it is a month old.
stick-lesson = For laptops that share no network. Put in a USB stick, type its folder, and let it go round: each laptop reads what others brought and adds what they lack. Everything on it is sealed.
stick-hint = Folder of the stick, for example /media/ana/STICK
stick-exchange = Exchange
stick-reading = Reading what others brought …
stick-writing = Writing what others may lack …
stick-read = Read: { $count ->
    [0] nothing new
    [one] one new change
   *[other] { $count } new changes
}
stick-written = Written: { $records ->
    [one] one change
   *[other] { $records } changes
}, { $blobs ->
    [0] no attachments
    [one] one attachment
   *[other] { $blobs } attachments
}
stick-done = Done. You may take the stick out once your system says so. What is on it has reached nobody yet; you will see here when it has.
stick-done-nothing = Done. You may take the stick out once your system says so. The laptops that it has been to lack nothing of what is here.
offer = A bundle
offer-looking = Looking at it …
offer-reading = Reading …
offer-read = Read it
offer-what = Of “{ $circle }”: { $records ->
    [one] one change
   *[other] { $records } changes
}, { $blobs ->
    [one] { $blobs } attachment
   *[other] { $blobs } attachments
}, { $size }.
offer-lesson = Who wrote this file does not stand in it. Each change in it names its author, and is checked when it is read. Nothing of it has been read yet.

# Nearby
nearby = Nearby
nearby-nobody = Nobody is nearby just now. Others appear here when their laptop is on the same network.
# Heading over those whom this laptop is in touch with and who are not on the same network
nearby-elsewhere = Elsewhere
nearby-strangers = { $count ->
    [one] One laptop nearby shares no circle with you yet.
   *[other] { $count } laptops nearby share no circle with you yet.
}

# The list
write = Write
ask = Ask a question
search-hint = Search this circle
search-clear = Clear the search
search-nothing = Nothing found
search-lesson = Try fewer or other words. The search looks through the titles and texts that are on this laptop.
search-found = { $count ->
    [one] one result
   *[other] { $count } results
}
search-wider = All circles
search-all = Search all circles
search-all-hint = Words to look for
search-all-lesson = Type a few letters. ↑ and ↓ walk through what is found, Enter opens it.
search-nothing-lesson = Nothing found. Try fewer or other words.
filter-all = All
filter-notes = Notes
filter-questions = Questions
filter-open = Open
filter-more = Sort and filter
filter-only = Only
filter-unread = new
filter-unread-count = what is new ({ $count })
filter-mine = mine
filter-tags = Tags
questions-all = All
questions-unanswered = Unanswered
sort = Order
sort-newest = newest first
sort-oldest = oldest first
sort-title = title
sort-author = author
sort-folder = as in its folder
list-empty = A blank page
list-empty-lesson = Write the first note, or drop a folder of Markdown files on this window. Everyone in the circle can add to it.
list-no-questions = No questions yet
list-no-questions-lesson = The quickest way to learn something together: ask what you would like to understand. A question needs one line.
list-none-open = Nothing is open
list-none-open-lesson = Every question has an accepted answer.
list-none-unanswered = Nobody waits
list-none-unanswered-lesson = Every question has an answer.
list-sifted = Nothing fits
list-sifted-lesson = Take one of the filters away.
row-new-by = new from { $name }
chosen-count = { $count ->
    [one] { $count } chosen
   *[other] { $count } chosen
}
chosen-none = Choose none
act-open = Open
act-read = Mark as read
act-copy = Copy as Markdown
act-save = Save as a file
act-keep = Keep attachments here
act-take-back = Take back
home-library = Notes and questions
home-new = New for you
home-nothing-new = Nothing new: you have seen everything that is here.
home-all-new = All that is new ({ $count })
home-all-read = Mark all as read
home-unanswered = Waiting for an answer
home-asked = asked { $when }
home-waits = { $days ->
    [one] unanswered for a day
   *[other] unanswered for { $days } days
}
home-all-unanswered = All that nobody has answered
home-begun = Begun and not published
home-begun-note = a new note
home-begun-edit = a change
home-begun-ask = a question
home-begun-answer = an answer
home-begun-comment = a comment
home-only-here = Only on this laptop
home-only-here-lesson = It goes to the others by itself as soon as one of them is near.
home-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
home-people = Who is there
home-here = in touch now
home-heard = last heard { $when }
home-never = not heard yet
home-people-more = What is with whom
home-circle-more = People and settings
home-first = A new circle. What comes first?
home-first-others = Nothing has arrived here yet. What the others write comes by itself; you can begin meanwhile.
home-first-write = Write the first note
home-first-write-lesson = What you learned today, in your own words.
home-first-bring = Bring in notes that you have
home-first-bring-lesson = A folder of Markdown, with its pictures.
home-first-invite = Invite somebody
home-first-invite-lesson = Next to you, with four words, or with a ticket. Then what you write has a second home.
home-first-ask = Ask the first question
home-first-ask-lesson = What would you like to understand? One line is enough.

# Marks
question-open = open
question-answers = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
question-accepted = accepted
delivery-alone = on this laptop
delivery-only-here = only here
delivery-on = on { $devices } of { $of }
delivery-brief = { $devices } of { $of }
# The text of a note, and beside it its attachments, of which the one on the fewest devices counts
delivery-files = text on { $devices } of { $of }, { $count ->
    [one] attachment
   *[other] attachments
} on { $files ->
    [0] none yet
   *[other] { $files }
}
delivery-lesson = It is known to be on { $devices } of the { $of } devices of this circle.
delivery-lesson-files = The text is known to be on { $devices } of the { $of } devices of this circle, { $count ->
    [one] the attachment
   *[other] all of its attachments
} { $files ->
    [0] on none of them yet.
   *[other] on { $files }.
}
delivery-lesson-alone = So far only this laptop has it. It goes to the others by itself as soon as one of them is near.
delivery-lesson-part = Something that you wrote in it is so far only on this laptop. It goes to the others by itself as soon as one of them is near.
delivery-lesson-nobody = Only you are in this circle so far. Invite somebody, and it has a second home.

# Reading
edit = Edit
comment = Comment
ask-about = Ask about this
ask-about-selection = Ask about the selection
asked-about = Somebody asks about this
more = More
outline = Contents
copy-markdown = Copy as Markdown
copy-selection = Copy the selection as Markdown
formula-copy = Copy the formula as TeX
leads-here = What leads here
note-before = Before this
note-after = Next
to-accepted = Go to the accepted answer
find = Find in this note
find-page = Find on this page
find-hint = Words on this page
find-place = { $count ->
    [0] not found
   *[other] { $place } of { $count }
}
find-previous = Previous place
find-next = Next place
versions = How it came to be
versions-close = Back to the note
versions-restore = Bring this version back
versions-beginning = the beginning
versions-first = This is how it began.
versions-unchanged = It has not been changed since it was written.
versions-title = new title “{ $title }”
versions-added = added, underlined
versions-removed = taken away, struck out
versions-same = { $count ->
    [one] one line without a change
   *[other] { $count } lines without a change
}
versions-same-text = The text stayed as it was.
flag = Something is wrong here
flag-lesson = Those who moderate this circle are told. If several people say so, it is hidden until they have looked.
flag-hint = What is wrong? Everybody can read this.
flag-do = Tell them
flag-done = Those who moderate this circle have been told. Thank you.
hide = Hide
hide-lesson = Only its author and those who moderate will see it. You can show it again.
hide-hint = Why? Everybody can read this.
hide-do = Hide it
show-again = Show again
show-again-lesson = Everybody in the circle will see it again.
show-again-do = Show it
take-back = Take back
take-back-lesson = It disappears here, and on every laptop that hears of it. What somebody has copied cannot be taken back.
take-back-do = Take it back
hidden-lesson = Hidden: only its author and those who moderate see it.
hidden-by = Hidden by { $name }: “{ $reason }”. Only its author and those who moderate see it.
hidden-flagged = Hidden until those who moderate have looked: several people say that something is wrong. “{ $reason }”
helpful = { $count ->
    [0] Helpful
   *[other] Helpful · { $count }
}
edits = { $count ->
    [one] changed once
   *[other] changed { $count } times
}
written-by = Written by { $names }
written-by-mine = Written by { $names } and you
other-title = Somebody gave it another title at the same time: “{ $title }”. Edit the note to choose one.
titles-apart = Several titles were given at the same time. Choose the one that stays; everybody gets it.
title-take = Take this one
both-edited = { $names } changed this while apart; both changes are in the text.
both-edited-mine = You and { $names } changed this while apart; both changes are in the text.
both-edited-settle = Look it over
comments = { $count ->
    [0] No comments yet
    [one] { $count } comment
   *[other] { $count } comments
}
comment-hint = Write a comment
comment-send = Send
change-publish = Publish the change
revised = edited
said-apart = On another device its author changed it at the same time, to: “{ $text }”. Editing it settles the matter.
attachments = { $count ->
    [one] { $count } attachment
   *[other] { $count } attachments
}
attachment-save = Save
attachment-save-as = Save as…
save-as = Save as
save-as-lesson = Where “{ $name }” goes. It is written over no file unless you choose that one and say so.
save-as-hint = Where to, for example ~/Documents/cell.png
attachment-fetch = Fetch
attachment-arriving = { $percent } % of { $size }, { $rate } a second from { $peers ->
    [0] nobody just now
    [one] one laptop
   *[other] { $peers } laptops
}
attachment-awaited = { $percent ->
    [0] { $size }, comes as soon as somebody who has it is near
   *[other] { $percent } % of { $size }, goes on as soon as somebody who has it is near
}
attachment-absent = { $percent ->
    [0] not on this laptop
   *[other] { $percent } % is on this laptop
}
attachment-with = { $more ->
    [0] with { $names }
    [one] with { $names } and one more
   *[other] with { $names } and { $more } more
}
attachment-with-nobody = nobody is known to have it
attachments-pin = Keep here
attachments-pinned = Kept here
attachments-pin-lesson = Kept attachments are never let go to make room.
size-b = { $amount } B
size-kb = { $amount } kB
size-mb = { $amount } MB
size-gb = { $amount } GB
size-tenths = { $whole }.{ $tenths }
reading-omitted = This text is too long to be shown whole: { $kib } KiB more are not shown. Export the circle to read all of it.
picture-not-attached = This picture is not attached to the note.
picture-on-its-way = This picture is still on its way.
picture-elsewhere = This picture is not on this laptop. It can be fetched below the text.
picture-too-large = This picture is too large to be shown here.
picture-unknown = This file is not a picture that can be shown here.
picture-unreadable = This picture could not be read.
# In the place of code that a book keeps in a file of its own; its name follows
code-elsewhere = This code stands in a file of the book that was not brought along.

# Questions
same-question = { $count ->
    [0] I ask this too
   *[other] I ask this too · { $count }
}
about-unknown = a note that is not here yet
about-note = About “{ $title }”
answer-heading = Your answer
answer-own = Answer it yourself, if you found out
answer-hint = Explain it the way you would have liked to hear it. Markdown works here.
answer-publish = Publish the answer
answer-write = Write an answer
answer-accept = This answers it
answer-endorsed = endorsed

# Bringing in files
bring = Bring in files
bring-lesson = A Markdown file, or a folder of them, becomes notes of this circle; its pictures come along. You can also drop it on this window.
bring-hint = Where it is, for example ~/Documents/notes
bring-button = Bring it in
bring-busy = Working…
outcome-all = All ({ $count })
outcome-refused = not taken
outcome-created = new
outcome-updated = changed
outcome-attached = attached
outcome-unchanged = the same
outcome-written = written
outcome-well = Everything went well
outcome-some = { $count ->
    [one] One file did not go
   *[other] { $count } files did not go
}
outcome-nothing = Nothing was there to be taken.
outcome-more = { $count ->
    [one] and one more, in the list that is copied
   *[other] and { $count } more, in the list that is copied
}
outcome-copy = Copy the list
export = Export the circle
export-lesson = Everything in this circle that is on this laptop, as a folder of Markdown and attachments that any program can open. What is changed there comes back by bringing the folder in.
export-hint = Where to, for example ~/Documents/circle
export-button = Write it
export-done = Written to { $place }
attach = Attach a file
attach-lesson = The file travels with this note to everybody in the circle. You can also drop it on this window.
attach-hint = Where it is, for example ~/Documents/chapter.pdf
attach-button = Attach it

# Choosing files
choose-file = Choose a file…
choose-files = Choose files…
choose-folder = Choose a folder…
choose-new-file = Choose a place…
choose-none = This desktop has no dialog for choosing files that answers. Type the place into the field instead.
taking-no-file = There is no file at this place. A folder cannot come with a text; choose the files in it.
taking-not-own = Files can come only with a text of your own.
taking-too-large = The picture in the clipboard is too large: at most 16 million pixels are taken. Save it to a file, and attach that.
taking-unusable = The picture in the clipboard cannot be read. Save it to a file, and attach that.

# Writing
editor-note = New note
editor-edit = Editing
editor-ask = New question
editor-publish = Publish
editor-publish-question = Ask the circle
editor-leave = Leave; the draft is kept
editor-title-hint = Title
editor-question-hint = Your question in one line
editor-tags-hint = Tags, parted by commas
editor-quote-hint = The passage, if it is about one
similar = Perhaps the answer is here already
similar-question = asked by { $name }
similar-note = note by { $name }
editor-text-hint = Plain words are enough; Markdown works too
editor-question-text-hint = What have you tried, and where does it stop making sense?
editor-preview-empty = What you write on the left appears here as others will read it.
editor-preview = Preview
editor-files = Attached when you publish:
editor-file-let-go = Do not attach { $name }
editor-files-elsewhere = Not attached from here, since they lie on your other laptop: { $names }
format-strong = Bold
format-emphasis = Italic
format-code = Code
format-link = Link
format-heading = Heading
format-bullets = List
format-numbers = Numbered list
format-tasks = Tasks
format-quote = Quotation
format-table = Table
draft-kept = Draft kept
draft-keeping = Keeping the draft…
draft-restored = This is your draft from last time.
draft-before = You had begun this before.
draft-discard = Begin anew
draft-other = Also begun on { $device }.
draft-other-there = Also begun on { $device }: too long to be passed on, so it lies there.
draft-other-add = Add it below
draft-other-laptop = your other laptop

# People and what is where
people = People and copies
people-lesson = What each device is known to have. One that was not heard of for a while may have more than is said here, never less.
people-known-persons = Who is in your circles
people-safe = Everything here is on at least one other device.
people-empty = Nothing has been written here yet.
people-alone = { $count ->
    [one] { $count } change, on this laptop only. Invite somebody, and it has a second home.
   *[other] { $count } changes, on this laptop only. Invite somebody, and they have a second home.
}
people-elsewhere = Other devices have { $count } more that have not reached this laptop.
people-waiting = { $count ->
    [one] { $count } change cannot be read yet; its key is on the way.
   *[other] { $count } changes cannot be read yet; their keys are on the way.
}
people-blobs-missing = { $count ->
    [one] { $count } attachment is not here yet.
   *[other] { $count } attachments are not here yet.
}
people-only-here-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
people-has-all = has everything
people-lacks = { $count ->
    [one] lacks { $count } change
   *[other] lacks { $count } changes
}
people-known = seen before
people-network = Seen by this laptop
people-by-address = If two laptops do not see each other
people-by-address-lesson = Or type, on one of them, an address that the other one shows at the end of this page.
people-stranger = Somebody without a shared circle
people-address-hint = for example 192.168.1.7:4001
people-dial = Try this address
people-dialled = Trying. If somebody answers, they appear above.
people-listening = This laptop can be reached at
people-listening-nothing = This laptop is on no network just now.
people-safe-with = { $more ->
    [0] Everything that you wrote here is also with { $device }.
    [one] Everything that you wrote here is also with { $device } and one more device.
   *[other] Everything that you wrote here is also with { $device } and { $more } more devices.
}
people-said = last heard { $when }, through others
people-relay = relay
doctor-look = Look what is in the way
doctor-looking = Looking …
doctor-lesson = This laptop can look for what is in the way: another network, a firewall, a router that keeps laptops apart.
doctor-next-nobody-near = See whether both are in the same network; then type, in “{ people }”, the address that the other one shows there.
doctor-next-discovery = To be found, choose “{ discovery-on }” in the settings, on the page “{ settings-tab-network }”.

# Settings
settings = Settings
settings-tab-you = You
settings-tab-looks = Window
settings-tab-network = Network
settings-tab-trouble = Trouble
profile-seen = Others see you by this name, and this laptop as “{ $device }”.
profile-fingerprint = Your four words, to compare by eye: { $words }
profile-devices = { $count ->
    [one] This laptop is your only device.
   *[other] You have { $count } devices.
}
settings-name = Name
settings-rename = Change
settings-paper = Appearance
settings-language = Language
settings-home = Folder
settings-home-lesson = Everything that is yours is in this folder: your keys, your notes and those of your circles.
settings-backup = Backup
settings-discovery = Finding others on this network
backup-lesson = One file with all your circles, notes and attachments, sealed by a passphrase; other programs for age files can open it. Your keys are not in it: with it you need your recovery words.
backup-place = Where to, for example /media/ana/STICK/ana.age
backup-passphrase = Passphrase for this file
backup-passphrase-lesson = Write it down: nobody can open the file without it.
backup-write = Write the backup
backup-writing = Writing and checking …
backup-made = The backup is written and was read back: { $records } changes, { $blobs } attachments.
discovery-on = On
discovery-quiet = Quiet
discovery-off = Off
discovery-on-lesson = This laptop says that it is there, under a name that stays the same on every network: who listens there can recognise it. It sees others.
discovery-quiet-lesson = It listens and says nothing. Two quiet laptops do not find each other.
discovery-off-lesson = It neither listens nor says anything; use tickets with addresses.
settings-devices = Your devices
settings-words = Recovery words
settings-seal = Passphrase

# Recovery words
words-lesson = 24 words on paper bring you back when this laptop is lost or broken and you have no other.
words-unseen = You have not written them down yet.
words-shown = You have seen them, but your paper was never checked.
words-checked = Written down and checked.
words-show = Show the words
words-check = Check my paper
words-keep = Write them on paper, in this order, and keep it where nobody else looks: whoever has these words is you. Take no photograph.
words-fingerprint = After coming back, compare: { $words }
words-close = Hide them
words-which = What does your paper say?
words-number = Word { $place }

# Passphrase
seal-lesson = With a passphrase, whoever finds this laptop cannot speak in your name. You type it each time the program starts.
seal-open = None is set: whoever can use this laptop can be you.
seal-sealed = Your keys are sealed.
seal-set = Set a passphrase
seal-change = Change or remove
seal-remove = Remove it
seal-old = Passphrase until now
seal-new = New passphrase
seal-again = The same passphrase once more
seal-differ = The two differ.
seal-busy = Sealing …

# Devices
devices-lesson = Every laptop of yours is a device of its own. If one is lost, take it away here: from then on it reads nothing new, and nothing that it writes is accepted.
devices-this = this laptop
devices-revoked = taken away
devices-wrote = wrote { $when }
devices-silent = wrote nothing yet
devices-forked = Its key was used in two places at once, as in a copied folder.
devices-revoke = Take away
devices-revoke-lesson = “{ $device }” will read nothing that is written from now on, and nothing that it writes will be accepted. What it holds already stays on it. This cannot be undone.
devices-revoke-yes = Take it away
devices-revoked-told = “{ $device }” { $count ->
    [0] was taken away.
    [one] was taken away in one circle.
   *[other] was taken away in { $count } circles.
}
devices-revoked-waiting = In { $circles } it will be, as soon as this laptop has met somebody there.
devices-link = Link a new laptop
devices-become = This is my new laptop
devices-link-lesson = On the laptop that you have used so far press the first button, on the new one the second. Both show the same four words. The new one must not be in a circle yet.
devices-link-sealed = The new laptop is given the key that your recovery words stand for. Type the passphrase that seals it here.
devices-renew-lesson = This laptop was taken away from your devices: it reads what it has, and writes no more. Was that not you? Then somebody else has the key that your recovery words stand for. Make this laptop a new device, and take theirs away.
devices-renew = It was not me: make it a new device
devices-renew-sealed = The key that your recovery words stand for makes this laptop a new device. Type the passphrase that seals it here.
devices-handed-over = Your keys were handed to “{ $node }” { $when }, and it has not shown itself as a laptop of yours since. If it is not yours, somebody else has them: take away whatever appears here that you do not know.
devices-linked = Linked. Your circles arrive by themselves.
devices-link-code = With four words instead
devices-become-lesson = Press “{ devices-link }” on the laptop that you have used so far. Then choose it here, by the two words that it shows.
devices-ask = That is mine
devices-code-lesson = Or type the four words that it shows.
devices-say = Link
paper-system = As the system
paper-light = Light
paper-dark = Dark
paper-contrast-light = High contrast, light
paper-contrast-dark = High contrast, dark
paper-lesson = Holds on all your laptops.
settings-size = Size of the text
size-smaller = Smaller
size-larger = Larger
size-usual = As usual
size-percent = { $percent } %
size-lesson = Everything grows with the text, on this laptop only. By keys: Ctrl +, Ctrl −, Ctrl 0.
settings-notices = While you work in another window
notices-mine = Tell me what concerns me
notices-mine-lesson = An answer to a question of yours, a meeting of a circle of yours, somebody who would learn with you, somebody who asks to be let in, a circle that lets you in.
notices-all = Tell me everything new
notices-all-lesson = Questions of others as well, and that somebody has come into a circle.
notices-none = Tell me nothing
notices-none-lesson = What is new is marked here, and waits.
notices-lesson = A notice says that something is new, never what, and names nobody: others may see the screen.
notice-knock = Somebody nearby asks to be let in.
notice-let-in = A circle has let you in.
notice-answered = A question of yours has a new answer.
notice-asked = Somebody has asked a question.
notice-joined = Somebody has come into a circle of yours.
settings-lasting = Short messages
lasting-no = Go away by themselves
lasting-no-lesson = After five seconds.
lasting-yes = Stay until I close them
lasting-yes-lesson = For whoever reads slowly or looks elsewhere.
settings-scripts = Letters of other languages
scripts-all = Chinese, Japanese and Korean are shown with the fonts of this system.
scripts-missing = This system has no letters for { $scripts }: boxes stand in their place. Install the package fonts-noto-cjk (Debian, Ubuntu), google-noto-sans-cjk-fonts (Fedora) or noto-fonts-cjk (Arch), and open Commonplace again.
script-chinese = Chinese
script-japanese = Japanese
script-korean = Korean
trouble-doctor = What is in the way
trouble-nothing = Nothing is in the way, as far as this laptop can see.
trouble-log = What the program has told
trouble-log-lesson = The last lines since it was opened. They name no person and no note, and stay on this laptop unless you hand them on.
trouble-log-empty = Nothing so far. That is a good sign.
trouble-copy = Copy all of it
trouble-save = Save as a file
trouble-again = Read again

# Links
link = A link out of here
link-lesson = Commonplace opens nothing by itself. Copy the link if you trust where it leads.
link-host = It leads to
link-whole = The whole link
link-copy = Copy the link
link-refused = This link leads nowhere that can be shown: only web pages and e-mail addresses are offered.

# The status line
status-no-internet = No internet. That is fine.
status-nobody = Nobody is nearby. That is fine.
status-nearby = In touch with { $names }
status-nearby-more = In touch with { $names } and { $more } more
status-only-here = { $count ->
    [one] { $count } change only on this laptop so far
   *[other] { $count } changes only on this laptop so far
}
status-only-here-lesson = If this laptop were lost now, they would be lost with it. They go to the others by themselves as soon as one of them is near.
status-safe = Everything is also on another device
status-safe-lesson = Every change of yours is known to be on at least one more device.
status-receiving = Receiving: { $received }
status-receiving-of = Receiving: { $received } of { $expected }
toast-copied = Copied
toast-copied-items = { $count ->
    [one] Copied as Markdown
   *[other] { $count } copied as Markdown
}
toast-read = { $count ->
    [one] Marked as read
   *[other] { $count } marked as read
}
toast-kept = { $count ->
    [one] Its attachments stay on this laptop
   *[other] The attachments of { $count } stay on this laptop
}
toast-taking-back = { $count ->
    [one] Taking back “{ $title }”. Nobody has been told yet.
   *[other] Taking back { $count }. Nobody has been told yet.
}
toast-took-back = { $count ->
    [one] Taken back. Copies that others made elsewhere cannot be recalled.
   *[other] { $count } taken back. Copies that others made elsewhere cannot be recalled.
}
toast-saved-items = { $count ->
    [one] Saved in { $place }
   *[other] { $count } saved in { $place }
}
toast-saved = Saved as { $place }
toast-joined = You are in “{ $circle }”
toast-attached = { $count ->
    [one] One file attached
   *[other] { $count } files attached
}
toast-not-kept = What you wrote could not be kept. { $why } Close the window once more to give it up.
toast-no-such-note = No note here is named “{ $name }”
toast-no-such-file = This leads to “{ $name }”, which was not brought along
# What did not go, where the general sentence names a command
trouble-not-awaited = That laptop waits for no new device. Press “{ devices-link }” on it, in the settings, and try again.
trouble-several-nearby = Several laptops are nearby ({ $nodes }). Choose the one that you mean, or link with four words.
trouble-several-ask = Several laptops ask ({ $nodes }). Link with four words instead: only one laptop can use them.
trouble-no-network = This needs the network, and the network is not running. Close this window and open it again.
trouble-lived-in = This laptop is in circles already, so it stays whose it is. Only a laptop without circles becomes one of another person’s devices.
trouble-copied = This folder is a copy of another laptop’s, and the key that would make it a device of its own is not in it. Begin in a new folder, and come back with your recovery words.
trouble-home-exists = Somebody lives in this folder already. Close this window and open it again.
trouble-wrong-word = Word { $place } is another one. Look at your paper again, or press “{ cancel }” and look at the words.
trouble-backup-without-keys = There are no keys in this backup, so your 24 recovery words are needed too.
trouble-not-a-bundle = { $file } is not a file that Commonplace wrote for a stick. Have it written again there.
trouble-bundle-foreign = { $file } is of a circle that you are not in. Ask a member for a ticket first, and then read the stick again.
trouble-store = The disk did not take it. Nothing that was saved is lost; close this window and open it again.
trouble-device-revoked = This device was taken away by its owner, so nothing can be written on it; what is here can still be read. If you did not do that, make it a new device of yours in the settings.
trouble-too-many-devices = You have { $count } devices, the most that a circle takes ({ $devices }). Take one away that you no longer use, in the settings, and try again.

# Keys
keys = Keys
keys-everywhere = Anywhere
keys-list = In the list
keys-reading = While reading
keys-writing = While writing
key-palette = everything by its name
key-write = write a note
key-ask = ask a question, about the open note if there is one
key-search = search this circle
key-search-all = search all circles
key-rows = walk through the list
key-extend = choose one row more
key-choose = choose all rows; this row, or no longer
key-menu = what can be done with the row, with what is open, or with the answer or comment that has the focus
key-open = open the row
key-page = a page down or up
key-ends = to the beginning or to the end
key-edit = edit the open note, or answer the open question
key-publish = publish what you write
key-undo = take back or redo what you wrote; keep what is about to be taken back
key-find = find words in the open note or question; elsewhere, search the circle
key-outline = contents of the open note
key-copy-markdown = copy the selection, or what is open, as Markdown
key-history = how the open note came to be
key-paste = in the editor: paste words, a picture, or copied files
key-field = cut, copy, paste, select all
key-format = where you write: bold, italic, link, code, heading, list, tasks
key-bring = bring in files, or attach one to your open note
key-back = back, or close
key-focus = next or previous button
key-circles = all circles
key-circle-home = what is new in the circle
key-people = people and copies
key-invite = invite somebody
key-circle = people and settings of the circle
key-paper = light or dark
key-size = everything larger, smaller, as usual
key-settings = settings
key-sheet = this sheet
palette = What would you like to do?
palette-hint = Type a word: an action, a circle, a person, a note
palette-nothing = Nothing has that name.
palette-circle = circle
palette-person = person in { $circle }
palette-found = start a new circle
palette-join = come into a circle
palette-export = export the circle
palette-stick = exchange on a USB stick
palette-all-read = mark everything in the circle as read
palette-unread = show what is new
palette-unanswered = show questions that nobody has answered
palette-doctor = look why laptops do not see each other
palette-settings = settings: { $page }

# Other words by which the commands are found, parted by spaces: those of other programs, and what people simply say
also-key-write = new create compose add page note text { write }
also-key-ask = new question help wonder { ask }
also-key-edit = change correct rewrite answer reply modify
also-key-find = look for words in page
also-key-outline = table of contents headings sections toc
also-key-copy-markdown = clipboard share text
also-key-history = versions changes past restore older revisions
also-key-search = find look for filter
also-key-search-all = find look for everywhere global
also-key-circle-home = start overview dashboard today
also-key-bring = import take in open file folder add attach upload load Markdown Obsidian picture { bring }
also-key-invite = share ticket member add person let in code words QR { invite }
also-key-circle = members roles relays leave remove rename stick USB room storage export options { circle-page }
also-key-circles = groups home start overview
also-key-people = members peers devices sync backup where safe copies connection network address
also-key-settings = preferences options configuration
also-key-paper = dark night mode theme appearance black white colours day
also-key-sheet = help shortcuts keyboard hotkeys
also-palette-found = create add group class team { found }
also-palette-join = enter ticket invitation code words nearby QR { join }
also-palette-export = save write out backup download files folder Markdown share
also-palette-stick = flash drive pendrive carry bundle without network { circle-stick } { stick-exchange }
also-palette-all-read = seen clear notifications
also-palette-unread = news updates recent unread
also-palette-unanswered = open questions help waiting
also-palette-doctor = connection trouble problem network Wi-Fi offline not found firewall sync help { doctor-look }
also-settings-tab-you = settings name profile passphrase password recovery words devices laptop backup account
also-settings-tab-looks = settings language appearance theme dark night size font zoom larger notices notifications
also-settings-tab-network = settings discovery visible hidden quiet mDNS Wi-Fi offline
also-settings-tab-trouble = settings log doctor diagnose error support problem

# Times
time-now = just now
time-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
time-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
time-days = { $count ->
    [one] yesterday
   *[other] { $count } days ago
}
time-date = { $day } { $month } { $year }
time-brief-now = now
time-brief-minutes = { $count } min
time-brief-hours = { $count } h
time-brief-days = { $count } d
time-brief-date = { $day } { $month }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
