# One clear sentence for each error: what happened, and what to do.

error-unknown = Nothing here is named “{ $name }”; check the spelling, or use the id that a list shows.
error-ambiguous = “{ $name }” fits several things ({ $candidates }); write more of the id or the whole title.
error-not-allowed = You may not do this here: { $what }; a steward of the circle can help.
error-empty = Nothing was written, because { $what } is empty; fill it in and try again.
error-too-long = Nothing was written, because { $what } is too long; shorten it to at most { $max }.
error-not-a-ticket = This is not a ticket; copy the whole text that you were given, from its first to its last character.
error-ticket-damaged = The ticket has a mistake in it; copy it again, whole, or ask for a new one.
error-ticket-newer = The ticket was made by a newer version of Commonplace; update this one and try again.
error-ticket-expired = The ticket has expired; ask the person who gave it to you for a new one.
error-not-a-member = You are not a member of “{ $circle }”, so you can neither read nor write there; ask a member for a ticket.
error-no-home = There is no home at { $home } yet; make one with: commonplace init --name NAME --home { $path }
error-home-exists = { $home } is already somebody's home and stays as it is; choose another folder with --home.
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
error-not-a-relay = “{ $address }” does not name a relay; copy the whole address that “commonplace relay” shows, with /p2p/ and the letters behind it.
error-network = The network could not be started ({ $why }); check the address that was given with --listen, or leave it out.
error-store = The store failed ({ $why }); nothing that was saved is lost, and “commonplace doctor --repair” rebuilds the rest.
error-stopped = The node has stopped or is still opening; try again in a moment.
error-cancelled = Cancelled; what was done until then is kept.

# What a text is, inside the sentences above.
what-name = the name
what-title = the title
what-text = the text
what-tag = a tag
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
what-about = the self-description
what-list-of-relays = the list of relays

# What somebody may not do.
may-not-accept = Only the person who asked accepts an answer; you can vote for it instead.
may-not-retract = Only the person who wrote this takes it back; you can flag it instead.
may-not-vote = You cannot vote on what you wrote yourself.
may-not-invite = Your role does not let you invite others with that role; ask a steward of the circle.
may-not-invite-a-carrier = Carriers cannot be invited yet; invite a reader, or a learner.
may-not-change-roles = Your role does not let you give that role; ask a steward of the circle.
may-not-change-this-members-role = You may only change the roles of members below you; ask a steward who has been here longer.
may-not-remove-this-member = You may only remove members below you; ask a steward who has been here longer.
may-not-change-the-settings-of-this-circle = Only stewards settle how a circle travels, and not against a steward who has been here longer; ask one of them.
may-not-import = In this circle you only read; ask a steward for the role of a learner to write.
may-not-write = In this circle you only read; ask a steward for the role of a learner to write.
may-not-attach = Only the person who wrote this attaches files to it; write a note or an answer of your own.

# Keys, words, devices
error-locked = A passphrase seals the keys of { $home }; type it when it is asked for, or name a file that holds it with --passphrase-file.
error-wrong-passphrase = This is not the passphrase, or the two that you typed differ; try again.
error-no-root-key = This device cannot do that, because the key that your recovery words stand for is not on it; use another device of yours, or your words.
error-copied = { $home } is a copy of another home, and the key that would make it a device of its own is not in it; make a home from your recovery words instead: commonplace restore --name NAME --home FOLDER
error-device-revoked = This device was taken away by its owner, so nothing can be written on it; what is here can still be read.
error-words-count = Recovery words are 24, and these are { $count }; type all of them in their order.
error-words-unknown = Word { $place } is no recovery word; look at your paper again.
error-words-checksum = One of the words is another than on your paper, or two have changed places; look at it again.
error-wrong-word = Word { $place } is another one; look at your paper again, or see the words with: commonplace words show
what-passphrase = the passphrase
what-words = the list of words
may-not-revoke-this-device = A device does not take itself away; do it on another device of yours, or leave your circles.
