# Why a file was not imported or not exported, and the lines of an exported thread.

transfer-link = This is a symbolic link, and links are not followed; put the file itself into the folder to import it.
transfer-home = This folder is a home of Commonplace and holds secret keys, so nothing of it is imported; choose another folder.
transfer-not-a-file = This is neither a file nor a folder, so there is nothing to import.
transfer-not-text = This is not UTF-8 text; save it as UTF-8 and import again.
transfer-note-too-large = A note has at most { $max } MiB of text; part this one into several, or attach it as a file.
transfer-file-too-large = An attachment has at most { $max } GiB; this file is larger.
transfer-unreadable = It could not be read: { $why }.
transfer-unwritable = It could not be written: { $why }.
transfer-bad-name = Its name has characters that cannot be read; rename it and import again.
transfer-too-deep = It lies more than { $max } folders deep; import this folder by itself.
transfer-too-many = Only the first { $max } files were looked at; import the other folders one by one.
transfer-not-shown = No note shows this file; link to it from a note and import again.
transfer-anki = Anki decks cannot be imported yet; export the deck as text from Anki and import that.
transfer-not-markdown = This is not a Markdown file; a note’s file ends in .md or .markdown.
transfer-changed-by = { $name } has changed this note in the circle and this file does not have it; export the circle, make your changes there, and import that.
transfer-newer-here = The circle has a newer version of this note.
transfer-malformed = This exported thread can no longer be read; repair its first lines, or remove “commonplace:” from them to import it as a note.
transfer-note-missing = The note that these comments are on is not in the circle; import them together.
transfer-exists = A different file is there already and was not touched; move it away and export again.
transfer-in-the-way = A link or a file is there where a folder is needed; move it away and export again.

# Above the words of somebody else, in a file and in an imported thread.
transfer-asked = { $name } asked on { $day }:
transfer-answered = { $name } answered on { $day }:
transfer-commented = { $name } commented on { $day }:
