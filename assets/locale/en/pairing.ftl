# Skills, and two people who learn together.

# Errors, and what somebody may not do.
what-skill = a skill
what-skills = the list of skills
what-offers = the list of what you can help with
what-needs = the list of what you would like help with
what-pairs-at-once = the number of pairs at once
what-level = a level
what-free-time = a part of the week
what-languages = the list of languages
what-people-passed = the list of people whom you want not suggested
what-rounds = how often you began anew
may-not-pair-with-oneself = You cannot learn in a pair with yourself.
may-not-pair-with-a-reader = Readers write nothing in this circle, so they cannot say yes either.

# How far somebody has come.
skill-level-1 = a first idea
skill-level-2 = the basics
skill-level-3 = sure of it
skill-level-4 = can teach it
skill-level = { $level } of 4, { $words }
skill-apart = Your laptops said something apart: all skills stand until you save them once more.

# Parts of a week.
free-morning = { $weekday } morning
free-afternoon = { $weekday } afternoon
free-evening = { $weekday } evening

# Why two people might learn together.
pair-and = {", "}
pair-you-and = You and { $name }
pair-both = { $one } and { $name }
pair-gets = You would like help with { $skill }; { $name } is at { $level }
pair-gives = { $name } would like help with { $skill }; you are at { $level }
pair-free = Both free: { $when }
pair-speak = Both speak { $languages }
pair-before = You and { $name } learnt together before

# How far two people have come.
pair-state-together = You have been learning together since { $when }.
pair-state-asked = { $name } has wanted to learn with you since { $when }.
pair-state-waiting = You accepted on { $when }, waiting for { $name }.
pair-state-ended = This pair ended on { $when }.
pair-state-later = Not suggested for two weeks. Only your own laptops know.
pair-state-never = Not suggested any more. Only your own laptops know.
pair-state-open = Nothing is said between you two.
pair-short-together = together
pair-short-asked = asks you
pair-short-waiting = waiting
pair-short-ended = ended
pair-short-later = not now
pair-short-never = not suggested
pair-short-open = open

# The command line.
cli-col-offers = can help with
cli-col-needs = would like help with
cli-col-free = free
cli-col-speaks = speaks
cli-col-pairs = pairs at once
cli-col-over = over
cli-col-since = since

# In the window and on pages.
pairs = Learn in pairs
pairs-all = All pairs and your skills
pairs-might = You might learn together:
pairs-first = Name one thing that you can help with and one that you would like help with: then you see who fits.
pairs-none-fit = Nobody fits yet. Whoever names a skill that fits yours is shown here.
pairs-busy = You learn with as many people as you said. Take a yes back or raise the number, and others are shown here again.
pairs-ended = Ended
skill-read = Everybody in this circle can read this.
pair-seen = The circle sees it when you accept.
pairs-people = What people can help with
pairs-others = Who else learns together
pairs-set-aside = Not suggested to you
pair-accept = Accept
pair-another = Show another
pair-later = Not now
pair-never = Do not suggest any more
pair-again = Suggest again
pair-rather-not = Rather not
pair-take-back = Take it back
pair-end = End it
pair-end-lesson = { $name } is told that the pair has ended, and no reason. What you wrote together stays.
pair-end-surely = End the pair
pair-keep = Go on together
skill-mine = Your skills
skill-offers = What I can help with, and how far I have come
skill-needs = What I would like help with, and how far I want to come
skill-hint = A skill in a line
skill-more = One more
skill-remove = Take this one away
skill-free = When I am free
skill-capacity = With how many people at once
skill-nobody = nobody now
skill-languages = Languages that I speak
skill-save = Save
skill-discard = Leave it as it was
skill-unsaved = Not saved yet; kept on this laptop.
skill-can-help = Can help with: { $said }
skill-wants-help = Would like help with: { $said }
skill-name = { $skill }
skill-has = { $skill } ({ $words })
skill-goal = { $skill } (goal: { $words })
skill-is-free = Free: { $said }
free-part-morning = morning
free-part-afternoon = afternoon
free-part-evening = evening
home-begun-skills = your skills
also-pairs = partner buddy tutor mentor match skills help swap
notice-pair-asked = Somebody would like to learn with you.
notice-paired = Somebody has said yes, too: you learn together.
pairs-might-head = You might learn together
read-skill-hint = One skill a line, with how far you have come or want to come behind a colon, as “Osmosis: 3”. 1 is a first idea, 2 the basics, 3 sure of it, 4 can teach it.
read-said-skilled = Your skills are saved
read-said-paired = Your yes is written
read-said-pair-ended = The pair has ended
read-said-passed = That is noted on your own laptops

# The demonstration.
cli-demo-suggested = is shown { $name } as somebody to learn with: { $why }
cli-demo-paired = learns with { $name } from now on: { $skills }
