//! The story itself. Each step does something and then looks, on every laptop that it concerns, whether it is there.

mod disputing;
mod learning;
mod pairing;
mod voting;

use std::path::{Path, PathBuf};

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, ImportState, Membership, QuestionState};
use commonplace_node::command::{Command, Name, RoleName};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use commonplace_node::text::Value;
use serde_json::{Value as Json, json};

use super::sights::{self, View};
use super::{Broken, Page, Step, Told, sample};
use crate::laptop::{Asking, Laptop};

/// The people, their laptops, and the page that tells of them.
pub(super) struct Story<'a> {
    folder: PathBuf,
    page: &'a mut Page,
    circle: Name,
}

/// The laptops of the three.
struct Room {
    ana: Laptop,
    ben: Laptop,
    li: Laptop,
}

impl<'a> Story<'a> {
    /// A story with homes below `folder`.
    pub(super) fn new(folder: &Path, page: &'a mut Page) -> Self {
        Self { folder: folder.to_owned(), page, circle: Name::from(sample::CIRCLE) }
    }

    /// Plays it from the beginning to the end.
    pub(super) async fn play(mut self) -> Told {
        let mut room = self.names().await?;
        self.founding(&room).await?;
        self.page.later(Step::Nearby)?;
        self.joining(&mut room).await?;
        let note = self.importing(&mut room).await?;
        let question = self.asking(&mut room, note).await?;
        let answer = self.answering(&mut room, question).await?;
        self.accepting(&mut room, question, answer).await?;
        let vote = self.voting(&mut room).await?;
        self.learning(&mut room, vote).await?;
        self.second_steward(&mut room).await?;
        self.apart(&mut room, note).await?;
        self.page.later(Step::Bundle)?;
        self.together(&mut room, note).await?;
        self.disputing(&mut room, note, question).await?;
        self.pairing(&mut room).await?;
        let last = self.gone(&mut room).await?;
        self.li_joins(&mut room, note, &last).await
    }

    async fn names(&mut self) -> Result<Room, Broken> {
        self.page.step(Step::Names)?;
        let mut made = Vec::new();
        for name in NAMES {
            made.push(Laptop::new(&self.folder, name)?);
        }
        let Ok([mut ana, mut ben, li]) = <[Laptop; 3]>::try_from(made) else { return Err(Error::Stopped.into()) };
        for laptop in [&mut ana, &mut ben] {
            laptop.open().await?;
            laptop.address().await?;
        }
        for laptop in [&ana, &ben, &li] {
            self.tell(laptop, "cli-demo-named", &[], &json!({"name": laptop.name()}))?;
        }
        Ok(Room { ana, ben, li })
    }

    async fn founding(&mut self, room: &Room) -> Told {
        self.page.step(Step::Circle)?;
        let circle = room.ana.node()?.circle(Command::CircleNew { title: sample::CIRCLE.to_owned() }).await?;
        self.circle = Name::from(circle.id);
        let fields = json!({"title": circle.title, "members": circle.members, "notes": circle.notes});
        self.tell(&room.ana, "cli-demo-circle", &[("circle", circle.title.into())], &fields)
    }

    async fn joining(&mut self, room: &mut Room) -> Told {
        self.page.step(Step::Join)?;
        self.admit(&mut room.ana, &mut room.ben).await?;
        self.see_members(&mut room.ana, 2).await
    }

    /// One hands over a ticket, the other comes in with it.
    async fn admit(&mut self, host: &mut Laptop, guest: &mut Laptop) -> Told {
        let ticket = host.node()?.invite(&self.circle, 1).await?;
        let length = ticket.ticket.len();
        self.tell(host, "cli-demo-ticket", &[("length", length.into())], &json!({"ticket": ticket.ticket}))?;
        guest.node()?.answers(Command::CircleJoin { ticket: ticket.ticket }).await?;
        let circle = self.circle.clone();
        let joined = see(guest, async |node| {
            let circle = node.show(&circle).await?;
            Ok((circle.state == Membership::Joined).then_some(circle))
        });
        let circle = joined.await?;
        let fields = json!({"title": circle.title, "state": circle.state, "role": circle.role});
        self.tell(guest, "cli-demo-joined", &[("circle", circle.title.into())], &fields)
    }

    async fn see_members(&self, laptop: &mut Laptop, count: usize) -> Told {
        let circle = self.circle.clone();
        let members = see(laptop, async |node| {
            let members = sights::members(node, &circle).await?;
            let named = members.iter().all(|member| NAMES.contains(&member.name.as_str()));
            Ok((members.len() == count && named).then_some(members))
        });
        let names: Vec<String> = members.await?.into_iter().map(|member| member.name).collect();
        self.tell(laptop, "cli-demo-members", &[("names", names.join(", ").into())], &json!({"members": names}))
    }

    async fn importing(&mut self, room: &mut Room) -> Result<RecordId, Broken> {
        self.page.step(Step::Import)?;
        let path = self.folder.join("notes");
        sample::unpack(&path).map_err(|error| Error::of_file(&path, &error))?;
        let command = Command::Import { circle: self.circle.clone(), path };
        let pick = |answer| if let Answer::Imported(file) = answer { Some(file) } else { None };
        let files = room.ana.node()?.all(command, pick).await?;
        let taken = |state| files.iter().filter(|file| file.state == state).count();
        let (created, attached) = (taken(ImportState::Created), taken(ImportState::Attached));
        if created != sample::notes() || attached != 1 {
            return Err(Broken::Unseen(room.ana.name().to_owned()));
        }
        let values = [("notes", created.into()), ("drawings", attached.into())];
        self.tell(&room.ana, "cli-demo-imported", &values, &json!({"created": created, "attached": attached}))?;

        self.see_notes(&mut room.ben).await?;
        let note = self.see_note(&mut room.ben).await?;
        self.see_drawing(&mut room.ben, note).await?;
        self.see_delivery(&mut room.ana).await?;
        Ok(note)
    }

    async fn see_notes(&self, laptop: &mut Laptop) -> Told {
        let circle = self.circle.clone();
        let view = see(laptop, async |node| {
            let view = sights::view(node, &circle).await?;
            Ok((view.notes.len() == sample::notes()).then_some(view))
        });
        let titles: Vec<String> = view.await?.notes.into_keys().collect();
        let values = [("notes", titles.len().into()), ("titles", titles.join(", ").into())];
        self.tell(laptop, "cli-demo-notes", &values, &json!({"notes": titles}))
    }

    /// The note that the story is about. It is told of later.
    async fn see_note(&self, laptop: &mut Laptop) -> Result<RecordId, Broken> {
        let circle = self.circle.clone();
        let note = see(laptop, async |node| sights::titled(node, &circle, sample::NOTE).await);
        Ok(note.await?.row.id)
    }

    async fn see_drawing(&self, laptop: &mut Laptop, note: RecordId) -> Told {
        let drawing = see(laptop, async |node| sights::drawing(node, note).await).await?;
        if drawing.name != sample::DRAWING {
            return Err(Broken::Unseen(laptop.name().to_owned()));
        }
        let fields = json!({"name": drawing.name, "size": drawing.size, "media": drawing.media});
        let values = [("name", drawing.name.into()), ("size", self.page.size(drawing.size).into())];
        self.tell(laptop, "cli-demo-drawing", &values, &fields)
    }

    async fn see_delivery(&self, laptop: &mut Laptop) -> Told {
        let circle = self.circle.clone();
        let on = see(laptop, async |node| sights::delivery(node, &circle, sample::notes()).await).await?;
        let values = [("notes", sample::notes().into()), ("devices", on.devices.into()), ("of", on.of.into())];
        self.tell(laptop, "cli-demo-delivered", &values, &json!({"notes": sample::notes(), "on": on}))
    }

    async fn asking(&mut self, room: &mut Room, note: RecordId) -> Result<RecordId, Broken> {
        self.page.step(Step::Ask)?;
        let ask = Command::Ask {
            circle: self.circle.clone(),
            title: sample::QUESTION.to_owned(),
            text: String::new(),
            about: Some(note.into()),
            quote: Some(sample::PASSAGE.to_owned()),
            tags: Vec::new(),
        };
        room.ben.node()?.write(ask).await?;
        let circle = self.circle.clone();
        let question = see(&mut room.ana, async |node| sights::asked(node, &circle, sample::QUESTION).await).await?;
        let quote = question.about.and_then(|about| about.quote).unwrap_or_default();
        if quote != sample::PASSAGE {
            return Err(Broken::Unseen(room.ana.name().to_owned()));
        }
        let (title, author) = (question.row.title, question.row.author.name);
        let fields = json!({"title": title, "author": author, "quote": quote, "state": question.row.state});
        let values = [("title", title.into()), ("author", author.into()), ("quote", quote.into())];
        self.tell(&room.ana, "cli-demo-asked", &values, &fields)?;
        Ok(question.row.id)
    }

    async fn answering(&mut self, room: &mut Room, question: RecordId) -> Result<RecordId, Broken> {
        self.page.step(Step::Answer)?;
        let answer = Command::Answer { question: question.into(), text: sample::ANSWER.to_owned() };
        room.ana.node()?.write(answer).await?;
        let reply = see(&mut room.ben, async |node| {
            Ok(node.question(question).await?.and_then(|question| question.replies.into_iter().next()))
        });
        let reply = reply.await?;
        let fields = json!({"text": reply.text, "author": reply.author.name});
        let values = [("author", reply.author.name.into()), ("text", reply.text.trim().to_owned().into())];
        self.tell(&room.ben, "cli-demo-answered", &values, &fields)?;
        Ok(reply.id)
    }

    async fn accepting(&mut self, room: &mut Room, question: RecordId, answer: RecordId) -> Told {
        self.page.step(Step::Accept)?;
        room.ben.node()?.write(Command::Accept { answer: answer.into() }).await?;
        for laptop in [&mut room.ben, &mut room.ana] {
            let settled = see(laptop, async |node| {
                let question = node.question(question).await?;
                Ok(question.filter(|question| question.row.state == QuestionState::Accepted))
            });
            let settled = settled.await?;
            let fields = json!({"title": settled.row.title, "state": settled.row.state});
            self.tell(laptop, "cli-demo-settled", &[("title", settled.row.title.into())], &fields)?;
        }
        Ok(())
    }

    async fn second_steward(&mut self, room: &mut Room) -> Told {
        self.page.step(Step::Steward)?;
        let person = Name::from(room.ben.name());
        let command = Command::CircleRole { circle: self.circle.clone(), person, role: RoleName::Steward };
        room.ana.node()?.answers(command).await?;
        let circle = self.circle.clone();
        see(&mut room.ben, async |node| Ok((node.show(&circle).await?.role == Some(RoleName::Steward)).then_some(())))
            .await?;
        self.tell(&room.ben, "cli-demo-steward", &[], &json!({"role": RoleName::Steward}))
    }

    /// Ben's laptop leaves the network; both change one paragraph.
    async fn apart(&mut self, room: &mut Room, note: RecordId) -> Told {
        self.page.step(Step::Apart)?;
        room.ben.close();
        room.ben.open_alone().await?;
        see(&mut room.ana, async |node| Ok((node.status().await?.peers == 0).then_some(()))).await?;
        for (laptop, change) in [(&mut room.ana, sample::ANA), (&mut room.ben, sample::BEN)] {
            let text = edit(laptop.node()?, note, change).await?;
            let paragraph = paragraph_with(&text, change.1);
            let fields = json!({"title": sample::NOTE, "paragraph": paragraph});
            self.tell(laptop, "cli-demo-wrote", &[("text", paragraph.into())], &fields)?;
        }
        let circle = self.circle.clone();
        let only_here = see(&mut room.ben, async |node| {
            let only_here = sights::status(node, &circle).await?.only_here;
            Ok((only_here > 0).then_some(only_here))
        });
        let only_here = only_here.await?;
        self.tell(&room.ben, "cli-demo-only-here", &[("count", only_here.into())], &json!({"only_here": only_here}))
    }

    async fn together(&mut self, room: &mut Room, note: RecordId) -> Told {
        self.page.step(Step::Together)?;
        room.ben.open().await?;
        let address = room.ana.address().await?;
        room.ben.dial(address).await?;
        for laptop in [&mut room.ana, &mut room.ben] {
            self.see_both_edits(laptop, note).await?;
        }
        self.see_the_same(&mut room.ben, &room.ana).await?;
        let circle = self.circle.clone();
        see(&mut room.ben, async |node| Ok((sights::status(node, &circle).await?.only_here == 0).then_some(())))
            .await?;
        self.tell(&room.ben, "cli-demo-safe", &[], &json!({"only_here": 0}))
    }

    async fn see_both_edits(&self, laptop: &mut Laptop, note: RecordId) -> Told {
        let both = see(laptop, async |node| {
            let note = node.note(note).await?;
            Ok(note.filter(|note| [sample::ANA.1, sample::BEN.1].iter().all(|change| note.text.contains(change))))
        });
        let note = both.await?;
        let Some(mark) = note.both_edited.first() else { return Err(Broken::Unseen(laptop.name().to_owned())) };
        let names: Vec<String> = mark.by.iter().map(|author| author.name.clone()).collect();
        let paragraph = paragraph_with(&note.text, sample::ANA.1);
        let fields = json!({"title": note.row.title, "paragraph": paragraph, "both_edited": names});
        let values = [("text", paragraph.into()), ("names", names.join(", ").into())];
        self.tell(laptop, "cli-demo-both", &values, &fields)
    }

    /// Waits until one sees what the other sees, word for word.
    async fn see_the_same(&self, laptop: &mut Laptop, other: &Laptop) -> Told {
        let expected = sights::view(other.node()?, &self.circle).await?;
        self.see_view(laptop, &expected, other.name()).await
    }

    async fn see_view(&self, laptop: &mut Laptop, expected: &View, whose: &str) -> Told {
        let circle = self.circle.clone();
        let same = see(laptop, async |node| {
            let seen = sights::view(node, &circle).await?;
            Ok((seen.notes == expected.notes && seen.questions == expected.questions).then_some(seen))
        });
        let seen = same.await?;
        let (notes, questions) = (seen.notes.len(), seen.questions.len());
        let fields = json!({"same_as": whose, "notes": notes, "questions": questions, "members": seen.members});
        let values = [("other", whose.into()), ("notes", notes.into()), ("questions", questions.into())];
        self.tell(laptop, "cli-demo-same", &values, &fields)
    }

    /// Ana's laptop is shut. What she saw last is what the others must go on seeing.
    async fn gone(&mut self, room: &mut Room) -> Result<View, Broken> {
        self.page.step(Step::Gone)?;
        let last = sights::view(room.ana.node()?, &self.circle).await?;
        room.ana.close();
        self.tell(&room.ana, "cli-demo-closed", &[], &json!({"closed": true}))?;
        see(&mut room.ben, async |node| Ok((node.status().await?.peers == 0).then_some(()))).await?;
        let here = room.ben.node()?.show(&self.circle).await?;
        let fields = json!({"peers": 0, "notes": here.notes, "questions": here.questions});
        let values = [("notes", here.notes.into()), ("questions", here.questions.into())];
        self.tell(&room.ben, "cli-demo-keeps", &values, &fields)?;
        Ok(last)
    }

    async fn li_joins(&mut self, room: &mut Room, note: RecordId, last: &View) -> Told {
        self.page.step(Step::Li)?;
        room.li.open().await?;
        room.li.address().await?;
        self.admit(&mut room.ben, &mut room.li).await?;
        self.see_view(&mut room.li, last, room.ana.name()).await?;
        self.see_drawing(&mut room.li, note).await?;
        self.see_members(&mut room.li, NAMES.len()).await?;
        self.see_delivery(&mut room.ben).await
    }

    fn tell(&self, laptop: &Laptop, key: &str, values: &[(&str, Value<'_>)], fields: &Json) -> Told {
        Ok(self.page.sees(laptop.name(), key, values, fields)?)
    }
}

const NAMES: [&str; 3] = ["Ana", "Ben", "Li"];

/// Waits until a laptop shows it. Whoever waits for too long does not see it.
async fn see<T>(laptop: &mut Laptop, look: impl AsyncFnMut(&Node) -> Result<Option<T>, Error>) -> Result<T, Broken> {
    let who = laptop.name().to_owned();
    laptop.until(look).await.map_err(|error| match error {
        Error::Network { .. } => Broken::Unseen(who),
        error => error.into(),
    })
}

/// Puts `change.1` where `change.0` stands.
async fn edit(node: &Node, note: RecordId, change: (&str, &str)) -> Result<String, Error> {
    let before = node.note(note).await?.ok_or(Error::Unknown { name: note.to_string() })?;
    let text = before.text.replace(change.0, change.1);
    let command =
        Command::NoteEdit { note: note.into(), title: None, tags: None, text: Some(text.clone()), base: None };
    node.write(command).await?;
    Ok(text)
}

fn paragraph_with(text: &str, words: &str) -> String {
    text.lines().find(|line| line.contains(words)).unwrap_or_default().to_owned()
}
