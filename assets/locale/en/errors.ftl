# One clear sentence for each error: what happened, and what to do.

error-unknown = Nothing here is named “{ $name }”; check the spelling, or use the id that a list shows.
error-ambiguous = “{ $name }” fits several things ({ $candidates }); write more of the id or the whole title.
error-not-allowed = You may not do this here: { $what }; a steward of the circle can help.
error-empty = Nothing was written, because { $what } is empty; fill it in and try again.
error-quick-vote-no-option = This quick vote has no such option; choose one of its options, by its number or its words.
error-quick-vote-uncovered = What was chosen in this round is shown already, so nobody chooses in it any more. Whoever began the quick vote can let everybody vote again.
error-quick-vote-covered = What was chosen in this round is not shown yet; show it first, and then let everybody vote again.
error-quick-vote-nobody = Nobody has chosen yet, as far as is known on this device; wait until somebody has.
error-quick-vote-last-round = This quick vote has had as many rounds as there can be; ask a similar question instead.
error-quick-vote-asked = A quick vote stays as it was asked, since others may have chosen; ask a similar question instead.
error-quick-vote-no-files = A quick vote takes no files; attach them to a note and name it in a comment.
error-too-long = Nothing was written, because { $what } is too long; shorten it to at most { $max }.
error-not-a-ticket = This is not a ticket; copy the whole text that you were given, from its first to its last character.
error-ticket-damaged = The ticket has a mistake in it; copy it again, whole, or ask for a new one.
error-ticket-newer = The ticket was made by a newer version of Commonplace; update this one and try again.
error-ticket-expired = The ticket has expired; ask the person who gave it to you for a new one.
error-not-a-code = A spoken code has four words, and this has { $count }; type all four as they were said.
error-not-a-code-word = “{ $word }” is not a word of a spoken code; ask for that word again.
error-no-network = This needs others, and no node is running here; start one with: commonplace run
error-by-sticks = “{ $circle }” goes by USB sticks only, so nobody comes into it over a network; make a ticket and hand it over.
error-several-nearby = Several nodes are nearby ({ $nodes }); ask which one is the right one, and name it: commonplace circle join --nearby "{ $first }"
error-several-ask = Several ask to be let in ({ $nodes }); name the one that you mean: commonplace circle admit CIRCLE --node "{ $first }"
error-pairing-refused = They said no, or the words were not the same on both screens; talk to each other, and try again in a minute.
error-pairing-cancelled = It was called off on the other side; talk to each other, and try again.
error-pairing-busy = That laptop takes no further questions for the moment; wait a minute and try again.
error-pairing-no-offer = Nobody who can be reached has made a code with this first word; check the word, and that both laptops are on the same network.
error-pairing-wrong-code = The code is another one; count to ten and type the four words again, as they were said. After three wrong ones a new code is needed.
error-pairing-guesses = Three wrong codes were typed, so this one is worth nothing any more; make a new one.
error-pairing-expired = It took too long; try again when both of you sit at your screens.
error-pairing-lost = The connection with the other laptop broke; try again when both are on the same network.
error-pairing-handed-over = The words were confirmed and your keys were handed over, but the other laptop has not shown itself since. If it is yours, it appears as soon as both meet. If you confirmed the wrong one, somebody else has your keys now: watch your devices, and take away what is not yours.
error-pairing-nobody = No such laptop was found nearby; see that Commonplace runs on both laptops, and that both are on the same network.
error-pairing-not-awaited = That laptop waits for no new device; first type on it: commonplace device link
error-pairing-out-of-reach = This circle does not travel by the way on which the two laptops are connected; try again when both are on the same network.
error-pairing-broken = The other side answered what does not belong there, as when somebody stands between you; try again, and take a ticket if it happens twice.
error-not-a-member = You are not a member of “{ $circle }”, so you can neither read nor write there; ask a member for a ticket.
error-removed = { $by } removed you from “{ $circle }”, so you can write nothing there; what you have stays readable here and can be exported. To come in again, ask a steward for a new ticket.
error-removed-by-somebody = You were removed from “{ $circle }”, so you can write nothing there; what you have stays readable here and can be exported. To come in again, ask a steward for a new ticket.
error-only-steward = { $others ->
    [one] You are the only steward of “{ $circle }”. Once you have left, nobody can let anybody in or remove them, give roles, or settle how the circle travels, and open tickets let nobody in; the one other member goes on reading and writing. Make them a steward first (commonplace circle role CIRCLE PERSON steward), or leave with --yes.
   *[other] You are the only steward of “{ $circle }”. Once you have left, nobody can let anybody in or remove them, give roles, or settle how the circle travels, and open tickets let nobody in; the { $others } others go on reading and writing. Make one of them a steward first (commonplace circle role CIRCLE PERSON steward), or leave with --yes.
}
error-lived-in = { $home } has circles already, so it stays the home of who is in them; to link this laptop, name a new folder: commonplace link --home FOLDER
error-no-home = There is no home at { $home } yet; make one with: commonplace init --name NAME --home { $path }
error-home-exists = { $home } is already somebody’s home and stays as it is; choose another folder with --home.
error-home-held = { $home } is in use by another Commonplace; close that one first.
error-home-held-by = { $home } is in use by another Commonplace (process { $pid }); close that one first.
error-home-newer = { $home } was written by a newer version of Commonplace and stays untouched; update this one.
error-key-exposed = Other users of this computer may read the secret keys in { $file }; close it to them with: chmod 600 { $path }
error-folder-exposed = Other users of this computer may look into { $file }, where your secret keys are; close it to them with: chmod 700 { $path }
error-disk-full = The disk is full, and nothing was written half; make room and try again.
error-file = { $file } cannot be used: { $why }.
error-file-exists = { $file } exists already and is not overwritten; choose another name.
error-not-text = { $file } is not text in UTF-8; save it as UTF-8 and try again.
error-not-text-input = What came in is not text in UTF-8; convert it to UTF-8 and try again.
error-blob-absent = The attachment has not arrived on this device yet; it comes as soon as a device that has it is near.
error-busy = Commonplace has too much to do at once; try again in a moment.
error-unchangeable = This cannot be changed as it is now; write a new note with what you want to say.
error-bad-address = “{ $address }” is not an address; write it like 192.168.1.7:4001.
error-which-relay = Say which relay: give its whole address after the circle. This circle names { $named } of them.
error-not-a-lease = This is not a lease; copy the whole text, from “commonplace-lease:” to its last character.
error-lease-damaged = The lease has a mistake in it; copy it again, whole.
error-lease-newer = The lease was made by a newer version of Commonplace; update this one and try again.
error-lease-elsewhere = The lease is for another relay; ask a steward of the circle for one for this relay.
error-no-title = Only a note or a question has a title and tags; leave them out.
error-not-loopback = “{ $address }” can be reached from elsewhere. Health and figures are for this machine only: use 127.0.0.1 and a port.
error-not-a-choice = For { $what } choose one of: { $choices }
error-too-much-to-share = There are more drafts than your devices pass on to each other. They stay on this laptop; publish or discard some.
error-not-a-relay-home = “{ $home }” is no relay’s folder. Give the relay an empty folder of its own with --home.
error-bad-config = The file { $file } cannot be used: { $why }
error-not-a-relay = “{ $address }” does not name a relay; copy the whole address that “commonplace relay” shows, with /p2p/ and the letters behind it.
error-network = The network could not be started ({ $why }); check the address that was given with --listen, or leave it out.
error-stick-full = There is not enough room in { $file }, and nothing was left there half; make room, or take another stick.
error-not-a-bundle = { $file } is not a bundle; a bundle is written with: commonplace bundle write CIRCLE FILE
error-not-a-have = { $file } does not list what somebody has; such a file is written with: commonplace bundle have CIRCLE FILE
error-bundle-newer = { $file } was written by a newer version of Commonplace; update this one and read it again.
error-bundle-foreign = { $file } is of a circle that you are not in; ask one of its members for a ticket, and read it again after: commonplace circle join TICKET
error-have-foreign = { $file } says what somebody has of another circle; ask for one made with: commonplace bundle have CIRCLE FILE
error-no-bundles = There are no bundles in { $file }; a bundle is a file whose name ends in .cpbundle.
error-text-away = { $count ->
    [0] The text of “{ $title }” is not on this laptop, which let it go for want of room, and nobody is known to have it; it comes when somebody is met who does.
   *[other] The text of “{ $title }” is with { $with }, since this laptop let it go for want of room; it comes when one of them is reached, so open it again then.
}
part-away = { $count ->
    [0] The rest of this is not on this laptop, which let it go for want of room, and nobody is known to have it; it comes when somebody is met who does.
   *[other] The rest of this is with { $with }, since this laptop let it go for want of room; it comes when one of them is reached.
}
error-nothing-hidden = Nothing here that { $name } wrote is hidden; a laptop that had it before the removal can let it stand.
error-store = The store failed ({ $why }); nothing that was saved is lost, and “commonplace doctor --repair” rebuilds the rest.
error-stopped = Commonplace has stopped or is still opening; try again in a moment.
error-no-window = No window is open on this home.
error-cancelled = Cancelled; what was done until then is kept.

# What a text is, inside the sentences above.
what-name = the name
what-title = the title
what-text = the text
what-tag = a tag
what-option = an option
what-second-option = the second option
what-options = the list of options
what-reason = the reason
what-question = the question
what-answer = the answer
what-comment = the comment
what-note = the note
what-query = the search
what-path = the path
what-quote = the quoted passage
what-attachment = the attachment
what-tags = the list of tags
what-file = the file
what-file-name = the file name
what-media-type = the media type
what-list-of-founders = the list of founders
what-about = the self-description
what-list-of-relays = the list of relays

# What somebody may not do.
may-not-accept = Only the person who asked accepts an answer; you can vote for it instead.
may-not-retract = Only the person who wrote this takes it back; you can flag it instead.
may-not-revise = Only the person who wrote this changes it; you can comment on it instead.
may-not-vote = You cannot vote on what you wrote yourself.
may-not-uncover = Only the person who began this quick vote, stewards and facilitators do this; ask one of them.
may-not-invite = Your role does not let you invite others with that role; ask a steward of the circle.
may-not-take-this-invitation-back = Only a steward who is senior to those whom it would let in takes an invitation back; ask one who has been here longer.
may-not-make-anybody-a-carrier = Nobody is made a carrier any more: what carries sealed records for others without reading them is a relay (“commonplace relay”, on any laptop or box) or a stick. To let somebody in, make them a reader or a learner.
may-not-change-roles = Your role does not let you give that role; ask a steward of the circle.
may-not-change-this-members-role = You may only change the roles of members below you; ask a steward who has been here longer.
may-not-remove-this-member = You may only remove members below you; ask a steward who has been here longer.
may-not-change-the-settings-of-this-circle = Only stewards settle how a circle travels, and not against a steward who has been here longer; ask one of them.
may-not-import = In this circle you only read; ask a steward for the role of a learner to write.
may-not-hide = Only stewards and facilitators hide things; you can flag it instead.
may-not-keep-their-work = Only a steward who is not junior to the one who removed them may do this.
may-not-write = In this circle you only read; ask a steward for the role of a learner to write.
may-not-attach = Only the person who wrote this attaches files to it; write a note or an answer of your own.

# Keys, words, devices
error-locked = A passphrase seals the keys of { $home }; type it when it is asked for, or name a file that holds it with --passphrase-file.
error-wrong-passphrase = This is not the passphrase, or the two that you typed differ; try again.
error-no-root-key = This device cannot do that, because the key that your recovery words stand for is not on it; use another device of yours, or your words.
error-copied = { $home } is a copy of another home, and the key that would make it a device of its own is not in it; make a home from your recovery words instead: commonplace restore --name NAME --home FOLDER
error-device-revoked = This device was taken away by its owner, so nothing can be written on it; what is here can still be read. If you did not do that, make it a new device of yours in the settings, or by: commonplace device renew
error-too-many-devices = You have { $count } devices, the most that a circle takes ({ $devices }); take one away that you no longer use, then try again: commonplace device revoke
error-words-count = Recovery words are 24, and these are { $count }; type all of them in their order.
error-words-unknown = Word { $place } is no recovery word; look at your paper again.
error-words-checksum = One of the words is another than on your paper, or two have changed places; look at it again.
error-wrong-word = Word { $place } is another one; look at your paper again, or see the words with: commonplace words show
error-backup-foreign = This is not a backup of Commonplace: no age file that a passphrase opens; choose another file.
error-backup-damaged = The backup is damaged: it ends too early, or bytes in it are others; use another copy of it.
error-backup-newer = The backup was written by a newer version of Commonplace; update this one and try again.
error-backup-without-keys = There are no keys in this backup, so your 24 recovery words are needed too; name a file that holds them with --words-file.
error-backup-other-person = These recovery words are another person’s than the one of this backup; look at your paper again.
what-passphrase = the passphrase
what-words = the list of words
may-not-revoke-this-device = A device does not take itself away; do it on another device of yours, or leave your circles.
may-not-renew-this-device = This device was not taken away; there is nothing to renew.
may-not-change-the-key = Only members who may write can change the circle’s key; ask a steward.
