# The command line. A sentence in a list of facts has no full stop.

cli-name = Commonplace
cli-me = you
cli-nothing = Nothing here yet.
cli-unchanged = Nothing changed.
cli-type-text = Write the text; end it with Ctrl+D on an empty line.
cli-init-next = This is your home now. Found a circle with: commonplace circle new TITLE – or come into one with: commonplace circle join TICKET (next to a member, commonplace circle join is enough)

# Without a window
cli-no-display = There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot open; run Commonplace without one with: commonplace run
cli-dead-display = The screen that DISPLAY or WAYLAND_DISPLAY names does not answer, so the window cannot open; start Commonplace from a session on a screen, or run it without one with: commonplace run
cli-no-window = The window could not open ({ $why }); on Debian and Ubuntu, sudo apt install libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libwayland-client0 brings what it needs, and “commonplace run” needs none.
cli-window-shown = Commonplace is open already; its window comes to the front.
cli-headless = This Commonplace was built without a window; run it with: commonplace run

# Headings of columns, names of facts
cli-col-id = id
cli-col-title = title
cli-col-name = name
cli-col-records = records
cli-col-role = role
cli-col-person = person
cli-col-state = state
cli-col-members = members
cli-col-notes = notes
cli-col-questions = questions
cli-col-open = open
cli-col-unread = new
cli-col-draft = draft
cli-col-where = where
cli-col-author = by
cli-col-tag = tag
cli-col-changed = changed
cli-col-on = on
cli-col-until = until
cli-col-used = used
cli-col-came = came in
cli-col-answers = answers
cli-col-devices = devices
cli-col-size = size
cli-col-here = here
cli-col-kind = what
cli-col-excerpt = excerpt
cli-col-circles = circles
cli-col-address = address
cli-fact-person = person
cli-fact-device = device
cli-fact-home = home
cli-fact-node = node
cli-fact-peers = connected
cli-fact-address = address
cli-fact-reach = travels
cli-fact-relay = relay
cli-fact-relay-near = relay near
cli-fact-dropped = still lies at
cli-fact-quota = set aside
cli-fact-relay-days = relays keep
cli-last-days = { $count ->
    [one] the last day
   *[other] the last { $count } days
}
cli-reach-anywhere = any way
cli-reach-lan = this local network only
cli-reach-relays = this local network and the relays only
cli-reach-usb = USB sticks only
cli-fact-discovery = local network
cli-discovery-on = looks for others and is found by them, under a name that is the same on every network
cli-discovery-quiet = quiet: finds those that announce themselves, and says nothing
cli-discovery-off = off
cli-fact-language = language everywhere
cli-fact-appearance = look everywhere
cli-fact-shared = your other laptops
cli-settings-shared = hear of what you set, begin to write and read
cli-settings-alone = none; link one with: commonplace device link
cli-draft-other = Also begun on { $device }, { $when }:
cli-draft-there = (too long to be passed on; it lies there)

# Roles and states
cli-role-founder = founder
cli-role-steward = steward
cli-role-facilitator = facilitator
cli-role-learner = learner
cli-role-reader = reader
cli-role-carrier = carrier
cli-state-joined = member
cli-state-pending = waiting to be let in
cli-state-expired = turned away: the ticket has expired
cli-state-used-up = turned away: the ticket is used up
cli-state-refused = turned away: the ticket is not good
cli-state-left = left
cli-state-removed = removed
cli-removed = You were removed from “{ $circle }” by { $by }, { $when }. What you have stays readable here and can be exported; nothing new comes.
cli-removed-by-somebody = You were removed from “{ $circle }”, { $when }. What you have stays readable here and can be exported; nothing new comes.
cli-question-open = open
cli-question-answered = answered
cli-question-accepted = settled
cli-kind-note = note
cli-kind-question = question
cli-connected = connected
cli-not-connected = not connected
cli-node-runs = running
cli-node-rests = not running; start it with: commonplace run

# Times
cli-just-now = just now
cli-ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
cli-ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
cli-ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
cli-ago-months = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
cli-ago-years = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}
cli-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
cli-in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
cli-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
cli-in-months = { $count ->
    [one] in { $count } month
   *[other] in { $count } months
}
cli-in-years = { $count ->
    [one] in { $count } year
   *[other] in { $count } years
}

# Circles
cli-of-them-open = { $count } open
cli-ticket = Ticket into “{ $circle }” for { $uses ->
    [one] one person
   *[other] { $uses } people
}, as { $role }; it expires { $expires }. Whoever gets it types: commonplace circle join TICKET
cli-joining-joined = You are a member of “{ $title }” now.
cli-joining-pending = You will be let into “{ $title }” as soon as a member, or a relay with a member’s answer, is met while the node runs here: commonplace run
    Without any network, a USB stick takes your request to a member: commonplace bundle write CIRCLE FOLDER
cli-join-used-up = You were not let in: the ticket has been used by as many people as it was made for. Ask for a new one.
cli-join-expired = You were not let in: the ticket has expired. Ask for a new one.
cli-join-false-proof = You were not let in: the ticket does not fit this circle. Copy it again, whole, or ask for a new one.
cli-ticket-file = The ticket is in { $file }. Whoever gets the file types: commonplace circle join FILE
cli-ticket-qr = A QR code that lets { $uses ->
    [one] one person
   *[other] { $uses } people
} into “{ $circle }”.
cli-qr-too-long = The ticket is too long for a QR code; hand it over as a file with --file.

# Pairing
cli-nearby-me = this laptop
cli-nearby-asks = asks to be let in
cli-yes = y yes
cli-no = n no
cli-pairing-looking = Looking for nodes nearby …
cli-pairing-looking-for = Looking for “{ $node }” nearby …
cli-pairing-at-door = Nobody asks yet. On the other laptop, type: commonplace circle join
cli-pairing-say = Say these words to one person, who types them after “commonplace circle join”. They are good for ten minutes, as long as this waits; Ctrl+C takes them back.
cli-pairing-wrong = Somebody typed another code; { $guesses ->
    [one] one more wrong one
   *[other] { $guesses } more wrong ones
} and this one is worth nothing.
cli-pairing-asking = “{ $node }” is asked to let you in. A member there has to say yes.
cli-pairing-asked = “{ $node }”, nearby, asks to come into a circle of yours. To let them in: commonplace circle admit CIRCLE. To say no: commonplace circle refuse { $node }
cli-pairing-words = “{ $node }” asks to come into “{ $title }”. The other screen must show these words:
cli-pairing-words-asking = The screen of “{ $node }” must show these words, or the digits below them:
cli-pairing-same = Are they the same on the other screen? (y or n)
cli-pairing-compare = If it does, wait for the member to confirm. If it shows others, press Ctrl+C.
cli-pairing-confirmed = { $person } is coming in …
cli-pairing-confirmed-asking = You are being let into “{ $title }” …
cli-pairing-joined = { $person } is a member of “{ $title }” now.
cli-pairing-nobody-let-in = Nobody was let in.
cli-pairing-refused = “{ $node }” was told no.
cli-pairing-called-off = “{ $node }” asks no more.
cli-pairing-unanswered = “{ $node }” was not answered in time.
cli-pairing-exchanging = What is in the circle is being exchanged; Ctrl+C ends it here. From now on, keep a node running: commonplace run
cli-link-at-door = Waiting for the new laptop. On it, type: commonplace link
cli-link-asking = “{ $node }” is asked to make this laptop one of its devices …
cli-link-words = “{ $node }” wants to be a device of yours: it gets the key that stands for you. Its screen must show these words:
cli-link-words-asking = This laptop becomes a device of whoever sits at “{ $node }”. That screen must show these words:
cli-link-qr = On the new laptop, type after `link` what this picture says, or bring it the file (--file). It is worth what your keys are: show it to nobody else. Ten minutes, one laptop.
cli-link-say = Type these words on the new laptop, after “commonplace link”. They are good for ten minutes, as long as this waits; Ctrl+C takes them back.
cli-link-confirmed = “{ $device }” has the key and asks for your circles …
cli-link-confirmed-asking = This laptop is “{ $device }”, a device of { $person }, and asks for the circles …
cli-link-joined = “{ $device }” is a device of yours now.
cli-link-joined-asking = This laptop, “{ $device }”, is a device of { $person } now.
cli-link-nothing = Nothing was linked.
cli-link-exchanging = What is in your circles is being exchanged; Ctrl+C ends it here. From now on, keep a node running: commonplace run

# Who changed what
cli-somebody = somebody
cli-log-me = { $name } (you)
cli-log-founded = { $by } founded the circle “{ $words }”
cli-log-granted = { $by } gave { $who } the role of a { $role }
cli-log-revoked = { $by } took the role of a { $role } from { $who }
cli-log-removed = { $by } removed { $who }
cli-log-left = { $by } left
cli-log-invited = { $by } made a ticket for a { $role }
cli-log-closed = { $by } closed a ticket
cli-log-rotated = { $by } changed the circle’s key
cli-log-added-device = { $by } added a device of { $who }
cli-log-revoked-device = { $by } took away “{ $words }”, a device of { $who }
cli-log-kept-work = { $by } let the work of { $who } stand that had not been seen
cli-log-settled = { $by } settled how records travel
cli-log-hid = { $by } hid { $item }: { $words }
cli-log-showed = { $by } showed { $item } again
cli-log-void = void: { $why }
cli-log-readable = { $count ->
    [one] { $count } record that others wrote since can still be read with a secret that { $who } has: its writer had not heard of this.
   *[other] { $count } records that others wrote since can still be read with a secret that { $who } has: their writers had not heard of this.
}
cli-log-hidden = { $count ->
    [one] { $count } thing that they wrote is hidden, since it had not been seen; “commonplace circle keep-work” lets it stand.
   *[other] { $count } things that they wrote are hidden, since they had not been seen; “commonplace circle keep-work” lets them stand.
}
cli-void-malformed = it is malformed
cli-void-foreign = it is of another circle or falsely signed
cli-void-no-grant = it cites a grant that is not here
cli-void-false-grant = it cites a grant that does not count
cli-void-not-theirs = it was written by another’s device
cli-void-unseen = it had not seen what it builds on
cli-void-role = it is beyond its author’s role
cli-void-rank = it is beyond its author’s rank
cli-void-removed = its author was removed by a record that had not seen this
cli-void-left = its author had left
cli-void-device-revoked = the device was revoked by a record that had not seen this
cli-void-proof = the ticket does not fit
cli-void-used-up = the ticket was used up; a steward’s own word settles it
cli-void-too-many = more changes than count
cli-void-repeated = another record says the same
cli-removed-means = What is written from now on is sealed to a new key, unreadable to them once its writer has heard of the removal. They keep what they have, and may get older records from laptops that have not heard of it yet.
cli-left-means = You have left. What you wrote stays with the others, and what is here stays here; to come back, you need a new ticket.
cli-invitation-open = { $by } invites into “{ $circle }”.
cli-invitation-closed = The invitation into “{ $circle }” is taken back.
cli-uninvited-means = Nobody comes in by its ticket any more, once those who could let them in have heard of it; a laptop that has not may still do so. Who has come in already stays.
cli-kept-means = What is here of their work stands again, for everybody who hears of it. What never reached this laptop cannot be kept by it.
cli-renewed-circle = The circle has a new key, which every member gets when they are met. Who has the old one alone reads nothing written from now on; what was written before stays readable to them.
cli-founders-mean = Founders cannot be removed. Those named with --with come in with a ticket, as everybody: commonplace circle invite CIRCLE

# Items
cli-written = Saved: { $title }
cli-written-untitled = Saved.
cli-new-title = title: “{ $title }”
cli-edits = { $count ->
    [one] edited once
   *[other] edited { $count } times
}
cli-on-devices = on { $devices } of { $of } devices
cli-helpful = { $count ->
    [one] { $count } person found it helpful
   *[other] { $count } people found it helpful
}
cli-unclear = { $count ->
    [one] { $count } person found it unclear
   *[other] { $count } people found it unclear
}
cli-same = { $count ->
    [one] { $count } other person has the same question
   *[other] { $count } others have the same question
}
cli-accepted = accepted
cli-endorsed = endorsed
cli-about = About “{ $title }”
cli-about-absent = About a note that is not here yet
cli-other-titles = At the same time it was also titled: { $titles }
cli-both-edited = Edited by { $names } at the same time; both changes are in the text:
cli-unreadable = { $count ->
    [one] One part needs a newer version of Commonplace.
   *[other] { $count } parts need a newer version of Commonplace.
}
cli-heading-comments = Comments
cli-heading-attachments = Attachments
cli-heading-answers = Answers

# Import and export
cli-import-created = new
cli-import-updated = changed
cli-import-unchanged = unchanged
cli-import-attached = attached
cli-import-refused = not taken
cli-imported = { $created } new, { $updated } changed, { $unchanged } unchanged, { $attached } attached, { $refused } not taken.
cli-nothing-imported = Nothing was taken; the lines above say why.
cli-exported = { $count ->
    [one] One item written.
   *[other] { $count } items written.
}
cli-not-exported = { $count ->
    [one] One item could not be written; the lines above say why.
   *[other] { $count } items could not be written; the lines above say why.
}

# Bundles
cli-bundle-writing = Writing: { $done }
cli-bundle-reading = Reading: { $done } of { $of }
cli-bundle-offered = “{ $circle }”, in { $file }: { $records ->
    [one] { $records } record
   *[other] { $records } records
}, { $blobs ->
    [one] { $blobs } attachment
   *[other] { $blobs } attachments
}, { $size }. Nothing of it has been read.
cli-bundle-offered-cut = Of “{ $circle }”, { $size }. The bundle was cut short: how much is in it shows only when it is read. Nothing of it has been read.
cli-open-unknown = This is no bundle, no ticket and no link. Such files end in .cpbundle, .cpticket or .cplink; a ticket begins with “commonplace:”.
cli-open-elsewhere = This file is on another computer, { $host }; copy it to this one first.
cli-bundle-written = “{ $circle }” is on the stick, in { $file }: { $records ->
    [one] { $records } record
   *[other] { $records } records
} and { $blobs ->
    [one] { $blobs } attachment
   *[other] { $blobs } attachments
}, { $size }. Nobody has it before they read it.
cli-bundle-left-out = { $count ->
    [one] { $count } record or attachment was left out, since it is there already.
   *[other] { $count } records and attachments were left out, since they are there already.
}
cli-bundle-damaged = { $count ->
    [one] { $count } part is damaged here and not in it; “commonplace verify” says more.
   *[other] { $count } parts are damaged here and not in it; “commonplace verify” says more.
}
cli-bundle-have-written = What is here of “{ $circle }” is listed in { $file }. Whoever writes a bundle for you names it: commonplace bundle write CIRCLE FILE --for HAVE
cli-bundle-read = “{ $circle }”, from { $file }: { $new } of { $records ->
    [one] { $records } record
   *[other] { $records } records
} new, { $blobs ->
    [one] { $blobs } attachment
   *[other] { $blobs } attachments
} new.
cli-bundle-asks = Your request to join “{ $circle }” is on the stick, in { $file }. You are let in as soon as a member reads this stick; bring it back and read what they write onto it.
cli-bundle-not-yet = You are not let in to “{ $title }” yet: a member has to read your request first. Take it to one: commonplace bundle write CIRCLE FOLDER
cli-bundle-expired = A member has answered: your ticket to “{ $title }” has expired. Ask for a new one.
cli-bundle-used-up = A member has answered: your ticket to “{ $title }” is used up. Ask for a new one.
cli-bundle-false = A member has answered: your ticket to “{ $title }” is not good. Ask for a new one.
cli-bundle-let-in = { $count ->
    [one] { $count } person who asked on it is let in. Write your answer onto the stick: commonplace bundle write CIRCLE FOLDER
   *[other] { $count } people who asked on it are let in. Write your answer onto the stick: commonplace bundle write CIRCLE FOLDER
}
cli-bundle-turned-away = { $count ->
    [one] { $count } person who asked on it is not let in: their ticket has expired or is used up. Give them a new one.
   *[other] { $count } people who asked on it are not let in: their tickets have expired or are used up. Give them new ones.
}
cli-bundle-waiting = { $count ->
    [one] { $count } record cannot be opened yet: its key is not here.
   *[other] { $count } records cannot be opened yet: their keys are not here.
}
cli-bundle-later = { $count ->
    [one] { $count } record was not taken, since others are missing before it; read a bundle that has more.
   *[other] { $count } records were not taken, since others are missing before them; read a bundle that has more.
}
cli-bundle-newer = { $count ->
    [one] { $count } part needs a newer version of Commonplace.
   *[other] { $count } parts need a newer version of Commonplace.
}
cli-bundle-refused = { $count ->
    [one] { $count } part is false and was not taken.
   *[other] { $count } parts are false and were not taken.
}
cli-bundle-spoiled = The stick has spoiled { $size }; everything else was read. Have it written again for the rest.
cli-bundle-cut = The bundle was cut short; all that is before the cut was read. Have it written again for the rest.
cli-no-bundle-read = None of the bundles could be read; the lines above say why.

# Status
cli-disk-full = The disk is full: what is here can be read and sent, but nothing more is taken in.
cli-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
cli-elsewhere = { $count } more exist elsewhere
cli-waiting = { $count } cannot be opened yet
cli-blobs-missing = { $count ->
    [one] { $count } attachment not here yet
   *[other] { $count } attachments not here yet
}
cli-holds-all = has everything
cli-lacks = { $count ->
    [one] lacks { $count } record
   *[other] lacks { $count } records
}
cli-heard = heard of { $when }
cli-never-heard = not heard of yet
cli-wrote = last wrote { $when }
cli-safe = Safe to close: { $device } holds all that was written here
cli-safe-more = Safe to close: { $device } and { $more ->
    [one] { $more } other device
   *[other] { $more } other devices
} hold all that was written here
cli-only-here = { $count ->
    [one] { $count } record of yours is only on this device
   *[other] { $count } records of yours are only on this device
}
cli-verified = Checked { $records ->
    [one] { $records } record
   *[other] { $records } records
} and { $blobs ->
    [one] { $blobs } attachment
   *[other] { $blobs } attachments
}: all is well.
cli-verified-damaged = Checked { $records ->
    [one] { $records } record
   *[other] { $records } records
} and { $blobs ->
    [one] { $blobs } attachment
   *[other] { $blobs } attachments
}. Damaged:
cli-damaged = { $count ->
    [one] One thing is damaged; “commonplace doctor --repair” rebuilds what can be rebuilt.
   *[other] { $count } things are damaged; “commonplace doctor --repair” rebuilds what can be rebuilt.
}

# What a running node tells
cli-event-started = The node of { $name } is starting. Stop it with Ctrl+C.
cli-event-ready = Ready.
cli-event-listening = Others reach it at { $addresses }
cli-event-met = { $person } is connected
cli-event-synced = Up to date with { $person } in “{ $title }”: { $records ->
    [one] { $records } record
   *[other] { $records } records
}
cli-event-rebuilding = The index is being rebuilt: { $percent } %
cli-event-stopping = The node is stopping.
cli-event-peer-up = Connected with { $peer } at { $address }
cli-event-peer-local = { $peer } is connected within the local network.
cli-event-peer-direct = { $peer } is connected directly.
cli-event-peer-relayed = { $peer } is connected through a relay.
cli-event-peer-down = { $peer } is gone
cli-event-receiving = { $count ->
    [one] { $count } record received
   *[other] { $count } records received
}
cli-event-blob = Attachment { $blob } is here
cli-event-blob-gone = Attachment { $blob } was let go; others have it
cli-blobs-room = room { $used } of { $quota }
cli-fact-room = may take
cli-fact-used = takes
cli-fact-texts = large texts
cli-fact-staying = never goes
cli-room-unlimited = as much as there is
cli-heading-going = Would go first, and never the last copy:
cli-going-taken-back = taken back
cli-going-devices = { $count ->
    [0] others have not said that they have it
    [one] one other device has it
   *[other] { $count } other devices have it
}
cli-blob-elsewhere = { $count ->
    [0] not on this laptop
    [one] not on this laptop, one device has it
   *[other] not on this laptop, { $count } devices have it
}
cli-event-attach-progress = { $name }: { $done } of { $of }
cli-event-blob-progress = Attachment { $blob }: { $here } of { $of }, { $rate }/s from { $peers ->
    [one] one device
   *[other] { $peers } devices
}
cli-event-changed = Something changed in circle { $circle }
cli-event-settings = What your laptops are set to has changed
cli-event-show-window = Somebody asked for the window
cli-event-draft = Draft { $draft } has changed on another laptop

# Measuring
cli-bench-limits = Measuring what this machine allows …
cli-bench-written = { $workload }: { $done } of { $of } notes written
cli-bench-run = { $workload }: run { $done } of { $of }
cli-bench-col-workload = workload
cli-bench-col-what = what
cli-bench-col-samples = times
cli-bench-col-median = median
cli-bench-col-min = least
cli-bench-col-max = most
cli-bench-col-p95 = 95 of 100
cli-bench-col-p99 = 99 of 100
cli-bench-col-limit = limit
cli-bench-col-share = of it
cli-bench-figure-all = catching up: all notes
cli-bench-figure-first-50 = catching up: first 50
cli-bench-figure-equal = ten new notes
cli-bench-figure-readable = live: readable there
cli-bench-figure-plain-copy = plain copy over TCP
cli-bench-figure-attached = attaching a file
cli-bench-figure-from-one = a file from one peer
cli-bench-figure-from-two = a file from two peers
cli-bench-figure-serial = writing, one at a time
cli-bench-figure-concurrent-64 = writing, 64 at a time
cli-bench-figure-first-frame = window: first frame
cli-bench-figure-circles = window: circles shown
cli-bench-figure-list = window: list of a circle
cli-bench-figure-scrolled = window: scrolling a list
cli-bench-figure-read = window: scrolling a text
cli-bench-figure-searched = window: search result
cli-bench-figure-typed = window: a letter in a long note
cli-bench-figure-idle = window: left alone
cli-bench-figure-memory-at-rest = window: memory at rest
cli-bench-figure-memory-peak = window: memory at most
cli-bench-wire = { $size } on the wire
cli-bench-disk = { $size } in the receiver’s home
cli-bench-memory = { $size } of memory at most
cli-bench-cpu = { $seconds } s of processor time
cli-bench-machine = What this machine allows
cli-bench-limit-sync = fdatasync: { $value }
cli-bench-limit-write = written and synced: { $value }
cli-bench-limit-tcp = TCP over loopback: { $value }
cli-bench-limit-trip = TCP there and back: { $value }
cli-bench-limit-verify = signatures verified: { $value }
cli-bench-limit-record = notes sealed and opened: { $value }
cli-bench-where = { $cores ->
    [one] One processor
   *[other] { $cores } processors
}, { $system }, { $filesystem }; Commonplace { $version }, profile { $profile }

# The story
cli-demo-opening = Three laptops, played by three nodes on this machine. No internet. That is fine. Each line is what the node of that person really shows.
cli-demo-later = Later, not in this version: { $what }
cli-demo-end = Every step held. The three homes are gone again; yours was not touched.
cli-demo-broken = The story breaks off at “{ $step }”: { $who } does not see what belongs there.
cli-demo-step-names = Three names. No account, no password
cli-demo-step-circle = Ana founds a circle
cli-demo-step-nearby = a circle nearby is offered by itself, and four spoken words confirm it
cli-demo-step-join = Ben comes in with a ticket
cli-demo-step-import = Ana brings her folder of notes
cli-demo-step-ask = Ben asks about a sentence
cli-demo-step-answer = Ana answers
cli-demo-step-accept = Ben accepts the answer
cli-demo-step-vote = A quick vote: sealed, shown, and done again after a minute of talk
cli-demo-step-card = A card from the quick vote, and its first review
cli-demo-step-steward = Ana makes Ben a second steward
cli-demo-step-apart = The cable is out, and both change the same paragraph
cli-demo-step-bundle = a bundle on a USB stick instead of the cable
cli-demo-step-together = The cable is in again
cli-demo-step-dispute = a disputed sentence, and the correction that follows every copy of it
cli-demo-step-pairing = Ana and Ben need what the other one knows, and learn in a pair
cli-demo-step-gone = Ana shuts her laptop for good
cli-demo-step-li = Li comes in through Ben, without Ana
cli-demo-named = has given a name, and that was all
cli-demo-circle = has the circle “{ $circle }”
cli-demo-ticket = hands over a ticket of { $length } characters
cli-demo-joined = is a member of “{ $circle }”
cli-demo-members = sees who is there: { $names }
cli-demo-imported = has taken in { $notes } notes and { $drawings ->
    [one] one drawing
   *[other] { $drawings } drawings
}
cli-demo-notes = sees { $notes } notes: { $titles }
cli-demo-drawing = has the drawing { $name }, { $size }
cli-demo-delivered = is told that all { $notes } notes are on { $devices } of { $of } laptops
cli-demo-asked = sees “{ $title }”, asked by { $author } about “{ $quote }”
cli-demo-answered = sees the answer of { $author }: “{ $text }”
cli-demo-settled = sees “{ $title }” as settled
cli-demo-steward = is a steward, too
cli-demo-wrote = writes: “{ $text }”
cli-demo-only-here = is warned: { $count ->
    [one] one change is
   *[other] { $count } changes are
} only on this laptop, not safe to wipe
cli-demo-both = sees both changes in one paragraph: “{ $text }”, with the mark “both edited: { $names }”
cli-demo-same = sees the same as { $other }, word for word: { $notes } notes, { $questions ->
    [one] one question
   *[other] { $questions } questions
}
cli-demo-safe = is told that everything is on other laptops, too
cli-demo-closed = is gone
cli-demo-keeps = is connected with nobody and still has { $notes } notes and { $questions ->
    [one] one question
   *[other] { $questions } questions
}

# Who you are: keys, words, devices
cli-ask-passphrase = Passphrase:
cli-ask-new-passphrase = New passphrase:
cli-ask-again = Once more:
cli-ask-words = Your 24 recovery words:
cli-ask-word = Word { $place }:
cli-no-terminal = There is no terminal to ask at; name a file with --new-passphrase-file.
cli-sealed-already = A passphrase seals these keys already; change it with: commonplace passphrase change
cli-not-sealed = No passphrase seals these keys; set one with: commonplace passphrase set
cli-sealed = Your keys are sealed now. Who forgets the passphrase needs the recovery words.
cli-unsealed = Your keys are open now to whoever can read this disk.
cli-restored = You are yourself again, on a new device. Run it near members of your circles, and they come back: commonplace run
cli-ask-backup-passphrase = Passphrase of the backup:
cli-ask-new-backup-passphrase = A passphrase for the backup:
cli-no-terminal-backup = There is no terminal to ask at; name a file with --backup-passphrase-file.
cli-backup-writing = Writing: { $percent } %
cli-backup-checking = Checking: { $percent } %
cli-backup-restoring = Restoring: { $percent } %
cli-backup-keys = in it
cli-backup-no-keys = left out; restoring takes your recovery words
cli-backup-good = Every byte of it was read and is good.
cli-restored-backup = Your home is back, on a new device; see your old ones with: commonplace device list. Its keys are not sealed; do that with: commonplace passphrase set
cli-fact-file = file
cli-fact-made = made
cli-fact-records = records
cli-fact-blobs = attachments
cli-fact-drafts = drafts
cli-words-keep = Write these 24 words on paper, in this order, and keep the paper where nobody finds it: whoever has the words is you. Then check your paper with: commonplace words check
cli-words-right = These are right. Your paper is good.
cli-words-unseen = never written down (commonplace words show)
cli-words-shown = shown, not yet checked (commonplace words check)
cli-words-checked = written down and checked
cli-keys-sealed = sealed by a passphrase
cli-keys-open = open (commonplace passphrase set)
cli-fact-fingerprint = fingerprint
cli-fact-keys = keys
cli-fact-words = recovery words
cli-col-wrote = last wrote
cli-device-this = this one
cli-device-other = yours
cli-device-revoked = taken away
cli-device-forked = was copied
cli-member-forked = the key of { $devices } was used in two places
cli-this-revoked = This device was taken away: it reads what it has, and writes no more. If that was not you: commonplace device renew
cli-renewed = This laptop is a new device of yours. It writes again as soon as it has met somebody of your circles. Now take away what is not yours: commonplace device list
cli-handed-over = Your keys were handed to the node “{ $node }” ({ $when }), which has not shown itself as a device of yours since. If it is not yours, somebody else has them: watch “commonplace device list”, and take away what you do not know.
cli-revoked = “{ $name }” is taken away in: { $circles }. Of what it wrote, { $kept } records are here and stay.
cli-revoke-waits = In these circles “{ $name }” is taken away as soon as this device has compared itself with a member: { $circles }
cli-revoke-cut-off = { $count ->
    [one] One record of it that is here counts no longer, because what it stands on is missing or was written twice.
   *[other] { $count } records of it that are here count no longer, because what they stand on is missing or was written twice.
}
cli-revoke-unseen = What it wrote and showed to nobody cannot come back, and what is stored on it stays readable to whoever has it.
cli-event-new-device = This home is a copy, so it is a device of its own from now on: { $name }
cli-event-device-revoked = This device was taken away in { $title }: it reads what it has, and writes no more.

# Relays
cli-lease-hand-over = Hand this to whoever runs the relay { $relay }, to start it with “commonplace relay --allow” and this line, or a file that holds it: then it keeps sealed records for “{ $circle }”. Give it to nobody else.
cli-lease-not-named = “{ $circle }” does not name this relay yet: commonplace circle set CIRCLE --relay { $relay }
cli-relay = relay { $relay }
cli-relay-unknown = knows no lease of this circle
cli-relay-attachments = { $count ->
    [one] holds { $count } attachment
   *[other] holds { $count } attachments
}
cli-relay-lacks-attachments = { $count ->
    [one] lacks { $count } attachment
   *[other] lacks { $count } attachments
}
cli-relay-holds-since = has everything of the days that it keeps
cli-relay-keeps-days = { $count ->
    [one] keeps the last day only: what is older is with members alone
   *[other] keeps the last { $count } days only: what is older is with members alone
}
cli-relay-full = full: takes no more
cli-relay-lost = lost { $count } records
cli-relay-without = is without { $count } records that members speak of
cli-relay-withheld = withholds { $count } records
cli-relay-dropped = the circle goes by it no more, but what it was given is still there until a steward’s laptop has met it
cli-event-relay-holds = The relay { $relay } holds all { $count } records of “{ $title }”
cli-event-relay-full = The relay { $relay } is full and takes nothing more of “{ $title }”: ask its operator for more room, or name another relay.
cli-event-relay-unknown = The relay { $relay } knows no lease of “{ $title }”, or not for this device. A steward prints one with: commonplace relay lease
cli-event-relay-lost = The relay { $relay } has lost { $count } records of “{ $title }” that it held. They are sent to it again; if this comes again, name another relay.
cli-event-relay-withheld = The relay { $relay } does not give { $count } records of “{ $title }” that it says it holds. They come from other devices; if this comes again, name another relay.
cli-event-relay-without = The relay { $relay } says that it holds what is here and no more of “{ $title }”, though devices of members speak of { $count } further records. Either it keeps them back, or they have not left the device that wrote them. If this stays so though that device was online, name another relay.
cli-event-relay-asked = Your request to join “{ $title }” is at the relay { $relay }. You are let in as soon as a member comes by there; you need not be online then.
cli-event-relay-forgot = The relay { $relay }, by which “{ $title }” goes no more, says that it holds nothing of it.
cli-event-relaying = { $leases ->
    [0] Relaying, for no circle yet: start it again with --allow and the lease of a circle, which a steward’s program makes (commonplace relay lease), or a file that holds it.
    [one] Relaying for one circle.
   *[other] Relaying for { $leases } circles.
} Circles name it by: { $addresses }
cli-relay-words = Its four words, by which a circle’s page shows it: { $words }
cli-event-serving = The pages of “{ $title }” are open, for you alone. Ctrl+C ends them. Open this address in your browser:

# What the connection doctor finds
finding-no-network = This laptop is in no network.
finding-no-network-next = Plug in a cable or join a Wi-Fi network.
finding-cable-out = Nothing is at the other end of { $about }: the cable is out, or the Wi-Fi is lost.
finding-cable-out-next = Plug it in or join the Wi-Fi again.
finding-only-link-local = This laptop has only IPv6 addresses of the kind fe80…, which Commonplace cannot use.
finding-only-link-local-next = Let the router hand out addresses, or set an IPv4 address by hand on both laptops.
finding-not-running = No node runs on this home, so less could be looked at.
finding-not-running-next = Open Commonplace or start “commonplace run”, and ask again.
finding-not-listening = The node listens at no address, so nobody reaches it.
finding-not-listening-next = Join a network, or start it without “--listen”.
finding-own-port-closed = This laptop does not reach its own node at { $about }: a firewall here is in the way.
finding-own-port-closed-next = Allow Commonplace in the firewall of this laptop.
finding-multicast-blocked = On { $about } a firewall of this laptop keeps out what others announce (UDP port 5353).
finding-multicast-blocked-next = Allow UDP port 5353 in it; or type the other laptop’s address, or use a ticket that holds it.
finding-nobody-near = Nobody is connected: nobody else is here, or the network keeps laptops from hearing each other.
finding-nobody-near-next = See whether both are in the same network; then try the other’s address: commonplace doctor ADDRESS
finding-discovery-quiet = This node is quiet: it finds those that announce themselves, and another quiet one never.
finding-discovery-quiet-next = To be found, use: commonplace settings --mdns on
finding-discovery-off = This node does not look for others on the local network.
finding-discovery-off-next = To look for them and be found, use: commonplace settings --mdns on
finding-vpn = All traffic goes through the tunnel { $about }, which may keep this laptop from its own network.
finding-vpn-next = Leave the VPN for a moment, or allow the local network in its settings.
finding-clock-here-ahead = The clock of this laptop seems { $minutes } minutes ahead: { $about } others, who agree with each other, say so.
finding-clock-here-ahead-next = Set it right. What was written here carries the wrong time, and more than two hours ahead others wait with it.
finding-clock-here-behind = The clock of this laptop seems { $minutes } minutes behind: { $about } others, who agree with each other, say so.
finding-clock-here-behind-next = Set it right. More than two hours behind, this laptop waits with what the others write.
finding-clock-there-ahead = The clock of { $about } seems { $minutes } minutes ahead; others agree with this laptop.
finding-clock-there-ahead-next = Ask them to set it right. More than two hours ahead, what they write has to wait.
finding-clock-there-behind = The clock of { $about } seems { $minutes } minutes behind; others agree with this laptop.
finding-clock-there-behind-next = Ask them to set it right. More than two hours behind, they wait with what others write.
finding-clocks-differ = The clocks of this laptop and of { $about } are { $minutes } minutes apart, and nobody else is here to say whose is wrong.
finding-clocks-differ-next = Compare both with a third one, such as a telephone, and set the wrong one right.
finding-banned = This node shuts out “{ $about }”, since it sent what no Commonplace sends. Whether somebody shuts this one out cannot be seen: they only close.
finding-banned-next = It ends within an hour, or when this node starts again; update Commonplace on both.
finding-connected = Nodes connected: { $about }.
finding-circle-stays = “{ $about }” does not travel every way: its stewards have settled so.
finding-circle-stays-next = See how with: commonplace circle show. A VPN or another subnet does not count as this network.
finding-all-well = Nothing here is in the way.
finding-target-self = { $about } is this laptop itself.
finding-target-self-next = Type the address that the other laptop shows.
finding-target-reached = A Commonplace node answers at { $about }.
finding-target-banned = { $about } was shut out for misbehaving; that ends within an hour.
finding-target-banned-next = Wait, or start this node again; update Commonplace on both.
finding-target-other-version = Commonplace answers at { $about }, in another version than this one: the two do not understand each other.
finding-target-other-version-next = Update Commonplace on both laptops.
finding-target-other-program = Something answers at { $about }, but not as Commonplace does: another program, it seems.
finding-target-other-program-next = See whether the number after the colon is right.
finding-target-other-peer = Another laptop than the expected one answers at { $about }.
finding-target-other-peer-next = Ask for the address anew: it may have changed.
finding-target-refused = The laptop is there, but nothing listens at { $about }.
finding-target-refused-next = Start Commonplace on it, and see whether the number after the colon is the one that it shows.
finding-target-firewall = The laptop at { $about } is in this network and lets nothing in: a firewall on it is in the way.
finding-target-firewall-next = Allow Commonplace in the firewall of that laptop, or connect from there to here.
finding-target-absent = Nobody with the address { $about } answers in this network: the laptop is off or has another address, or the network keeps laptops apart, as guest networks do.
finding-target-absent-next = See which address it shows; if it is right, use another network, a phone’s hotspot or a USB stick.
finding-target-no-way = { $about } is in another network, and no way leads there from here.
finding-target-no-way-next = Put both laptops into the same network, or use a relay or a USB stick.
finding-target-elsewhere = { $about } is in another network and does not answer: a router or firewall on the way keeps it back, or it is off.
finding-target-elsewhere-next = Put both laptops into the same network, or use a relay or a USB stick.
finding-target-cut-off = { $about } is in the network from which this laptop is cut off.
finding-target-cut-off-next = Plug in the cable or join the Wi-Fi again, and ask again.

# A command line that is wrong.
usage-unknown-command = There is no command “{ $given }”.
usage-unknown-option = There is no option “{ $given }” here.
usage-did-you-mean = Did you mean “{ $meant }”?
usage-missing = Missing: { $missing }.
usage-missing-command = A command is missing.
usage-no-value = { $option } needs a value.
usage-no-value-of = { $option } needs a value, one of: { $values }.
usage-bad-value = “{ $given }” does not fit { $option }.
usage-bad-value-of = “{ $given }” does not fit { $option }; it takes one of: { $values }.
usage-bad-value-why = “{ $given }” does not fit { $option }: { $why }.
usage-why-language = it takes en, tr, es or ar
usage-why-size = write it like 500MB or 2GiB
usage-why-huge = no disk is that large
usage-why-count = it takes a number from 1 on
usage-too-many = “{ $given }” is one too many for { $option }.
usage-conflict = { $given } does not go together with { $other }.
usage-twice = { $given } may be given only once.
usage-not-text = Something that was typed is not text in UTF-8.
usage-wrong = This command line is wrong.
usage-how = It is written: { $usage }
usage-help = More about it: { $command } --help
