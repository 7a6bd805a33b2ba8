//! A node in memory, for tests and previews: it answers as the real one does, writes down what it was asked, and can be
//! told to refuse.

#[path = "fake/cards.rs"]
mod cards;
#[path = "fake/disputes.rs"]
mod disputes;
#[path = "fake/double.rs"]
mod double;
#[path = "fake/lists.rs"]
mod lists;
#[path = "fake/made.rs"]
mod made;
#[path = "fake/meetings.rs"]
mod meetings;
#[path = "fake/pairs.rs"]
pub(crate) mod pairs;
#[path = "fake/votes.rs"]
mod votes;
#[path = "fake/writing.rs"]
mod writing;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::PathBuf;

use commonplace_core::id::{BlobId, CircleId, DeviceId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_desktop::choose::{Asked, Chosen};
use commonplace_desktop::clipboard::{NotPasted, Pasted};
use commonplace_node::answer::{
    Answer, Author, Backup, Bundle, Circle, CircleStatus, Device, DeviceRevoked, Dispute, Draft, DraftRow, Edit,
    Exported, Finding, Going, HandedOver, Imported, Invitation, Joining, Lease, LogLine, Meeting, Member, Membership,
    Nearby, Note, OnlyHere, OtherDraft, Pair, PairSuggestion, Pairing, Peer, PersonSkills, Question, QuestionState,
    QuickVote, Quota, RecoveryWords, Reply, Settings, Status, Ticket, Version, Whoami, WordsState,
};
use commonplace_node::command::{Command, Discovery, Name, OwnSetting, Page, RoleName, Room};
use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use commonplace_node::node::Reply as Step;

pub(crate) use self::double::Double;

/// Noon of 21 November 2026, when all previews and stories happen.
pub(crate) const NOON: u64 = 1_795_262_400_000;

/// What the double holds.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) name: String,
    pub(crate) circles: Vec<Circle>,
    pub(crate) notes: Vec<Note>,
    pub(crate) questions: Vec<Question>,
    pub(crate) disputes: Vec<Dispute>,
    pub(crate) cards: Vec<cards::Learnt>,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) quick_votes: Vec<QuickVote>,
    /// What was chosen in them and is not shown yet.
    pub(crate) sealed: Vec<(RecordId, Author, usize)>,
    pub(crate) blobs: HashMap<BlobId, Vec<u8>>,
    pub(crate) status: Vec<CircleStatus>,
    pub(crate) listening: Vec<String>,
    pub(crate) peers: Vec<Peer>,
    pub(crate) drafts: BTreeMap<String, String>,
    /// What other laptops have of drafts.
    pub(crate) others: HashMap<String, Vec<OtherDraft>>,
    /// Everything that was asked, in order.
    pub(crate) asked: Vec<Command>,
    /// Answers to the next writing commands, instead of doing them.
    pub(crate) refusals: VecDeque<Error>,
    /// What the connection doctor finds.
    pub(crate) findings: Vec<Finding>,
    /// What bundles bring, by command.
    pub(crate) bundles: VecDeque<Vec<Bundle>>,
    /// What happens to the files of the next import.
    pub(crate) files: Vec<Imported>,
    /// What happens to those of the next export.
    pub(crate) written: Vec<Exported>,
    /// The changes of notes, oldest first, each with what it changed.
    pub(crate) edits: Vec<(RecordId, Edit, Version)>,
    /// Who changed what in every circle.
    pub(crate) log: Vec<LogLine>,
    /// How discovery is set.
    pub(crate) discovery: Discovery,
    /// What all own devices are set to.
    pub(crate) own: BTreeMap<OwnSetting, Option<String>>,
    /// Members of every circle.
    pub(crate) members: Vec<Member>,
    /// What people can help with and would like help with.
    pub(crate) skills: Vec<PersonSkills>,
    /// Who learns together, or might.
    pub(crate) pairs: Vec<Pair>,
    /// With whom one might learn.
    pub(crate) found: Vec<PairSuggestion>,
    pub(crate) invitations: Vec<Invitation>,
    /// Nodes that are seen, under their random names.
    pub(crate) nearby: Vec<Nearby>,
    /// How the next pairings go, one list each.
    pub(crate) pairings: VecDeque<Vec<Pairing>>,
    /// The devices of the person of this home.
    pub(crate) devices: Vec<Device>,
    /// What would be lost with this laptop.
    pub(crate) only_here: Vec<OnlyHere>,
    /// Room that circles may take here.
    pub(crate) room: Option<u64>,
    /// How the recovery words stand.
    pub(crate) words: WordsState,
    /// What seals the home's keys.
    pub(crate) passphrase: Option<String>,
    /// Whether this device was taken away.
    pub(crate) revoked: bool,
    /// To whom keys were handed that have not shown themselves.
    pub(crate) handed_over: Vec<HandedOver>,
    /// What somebody does in the next dialogs of the system; without, there is no such dialog.
    pub(crate) chooses: VecDeque<Chosen>,
    /// What those dialogs were asked for.
    pub(crate) dialogs: Vec<Asked>,
    /// What lies in the clipboard; without, nobody reaches it.
    pub(crate) clipboard: Option<Result<Pasted, NotPasted>>,
    /// Files of the clipboard that are not needed any more.
    pub(crate) forgotten: Vec<PathBuf>,
    /// Why the node does not start.
    pub(crate) closed: Option<Error>,
    /// Whether drafts find no room.
    pub(crate) disk_full: bool,
    /// Why drafts cannot be read.
    pub(crate) illegible: Option<Error>,
    /// How many of the next commands the node takes and never answers.
    pub(crate) swallows: usize,
    /// Whether all that somebody waits for at most takes longer.
    pub(crate) out_of_time: bool,
    /// Whether files can be attached.
    pub(crate) attaches: bool,
    counter: u64,
}

/// A person by name; the name makes the id.
pub(crate) fn person(name: &str) -> Author {
    Author { id: PersonId::from_bytes(*RecordId::of(name.as_bytes()).as_bytes()), name: name.into(), me: false }
}

impl World {
    /// A home of this person.
    pub(crate) fn of(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The person of this home.
    pub(crate) fn me(&self) -> Author {
        Author { me: true, ..person(&self.name) }
    }

    fn next(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    fn id(&mut self) -> RecordId {
        RecordId::of(&self.next().to_be_bytes())
    }

    fn serve(&mut self, command: Command) -> Vec<Step> {
        self.asked.push(command.clone());
        let writes = !matches!(
            command,
            Command::Whoami
                | Command::CircleList
                | Command::Status { .. }
                | Command::Peers
                | Command::NoteList { .. }
                | Command::NoteShow { .. }
                | Command::QuestionList { .. }
                | Command::Library { .. }
                | Command::Tags { .. }
                | Command::DraftList
                | Command::QuestionShow { .. }
                | Command::DisputeList { .. }
                | Command::DisputeShow { .. }
                | Command::MeetingList { .. }
                | Command::MeetingNext { .. }
                | Command::MeetingShow { .. }
                | Command::MeetingHappened { .. }
                | Command::QuickVoteShow { .. }
                | Command::QuickVoteList { .. }
                | Command::NoteHistory { .. }
                | Command::NoteVersion { .. }
                | Command::Search { .. }
                | Command::DraftRead { .. }
                | Command::MarkRead { .. }
                | Command::DraftKeep { .. }
                | Command::DraftDiscard { .. }
                | Command::BlobGet { .. }
                | Command::CircleMembers { .. }
                | Command::SkillList { .. }
                | Command::PairSuggest { .. }
                | Command::PairList { .. }
                | Command::CircleLog { .. }
                | Command::Settings { .. }
                | Command::Doctor { .. }
                | Command::Nearby
                | Command::DeviceList
                | Command::OnlyHere { .. }
                | Command::CircleQuota { room: None, .. }
        );
        let answered = match self.refusals.pop_front().filter(|_| writes) {
            Some(error) => Err(error),
            None => self.answer(command),
        };
        match answered {
            Ok(answers) => answers.into_iter().map(|answer| Step::Answer(Box::new(answer))).collect(),
            Err(error) => vec![Step::Failed(error)],
        }
    }

    fn answer(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        let one = |answer| Ok(vec![answer]);
        match command {
            Command::Whoami => one(Answer::Whoami(self.whoami())),
            Command::Rename { name } => {
                self.name = name;
                Ok(Vec::new())
            }
            Command::CircleList => Ok(self.counted().into_iter().map(Answer::Circle).collect()),
            Command::CircleNew { title } => {
                let id = self.add_circle(&title, Membership::Joined, 1);
                let circles = self.counted();
                Ok(circles.into_iter().filter(|circle| circle.id == id).map(Answer::Circle).collect())
            }
            Command::CircleInvite { circle, uses, role } => one(Answer::Ticket(self.ticket(&circle, uses, role))),
            Command::CircleJoin { ticket } => self.join(&ticket),
            Command::CircleMembers { .. } => Ok(self.members.iter().cloned().map(Answer::Member).collect()),
            Command::CircleRole { circle, .. } | Command::CircleRemove { circle, .. } => self.one_circle(&circle),
            Command::CircleSet { circle, reach, relays, .. } => {
                let id = self.circle(&circle)?;
                if let Some(circle) = self.circles.iter_mut().find(|circle| circle.id == id) {
                    circle.reach = reach.unwrap_or(circle.reach);
                    circle.relays = relays.unwrap_or_else(|| circle.relays.clone());
                }
                self.one_circle(&circle)
            }
            Command::RelayLease { circle, relay } => {
                let (id, relay) = (self.circle(&circle)?, relay.unwrap_or_default());
                let lease = "commonplace-lease:abc".to_owned();
                one(Answer::Lease(Lease { id, circle: circle.0, relay, lease, named: true }))
            }
            Command::CircleInvitations { .. } => Ok(self.invitations.iter().cloned().map(Answer::Invitation).collect()),
            Command::CircleUninvite { invitation, .. } => {
                let at = self.invitations.iter().position(|one| one.id.to_string() == invitation.0);
                let mut taken = self.invitations.remove(at.ok_or(Error::Unknown { name: invitation.0 })?);
                taken.open = false;
                one(Answer::Invitation(taken))
            }
            Command::CircleLeave { circle, .. } => {
                let id = self.circle(&circle)?;
                self.circles.retain(|circle| circle.id != id);
                Ok(Vec::new())
            }
            Command::NoteList { circle, page } => Ok(self.note_rows(&circle, page)),
            Command::QuestionList { circle, open, page } => Ok(self.question_rows(&circle, open, page)),
            Command::Search { circle, query, max } => Ok(self.search(circle.as_ref(), &query.to_lowercase(), max)),
            Command::NoteShow { note } => one(Answer::Note(self.note(&note)?.clone())),
            Command::NoteHistory { note } => self.history(&note),
            Command::NoteVersion { note, edit } => one(Answer::Version(self.version(&note, edit)?)),
            Command::QuestionShow { question } => one(Answer::Question(self.question(&question)?.clone())),
            command @ (Command::DisputeNew { .. }
            | Command::DisputeWeigh { .. }
            | Command::DisputeRule { .. }
            | Command::DisputeCorrected { .. }
            | Command::DisputeList { .. }
            | Command::DisputeShow { .. }) => self.of_disputes(command),
            command @ (Command::CardNew { .. }
            | Command::CardEdit { .. }
            | Command::CardList { .. }
            | Command::CardShow { .. }
            | Command::CardReview { .. }
            | Command::CardsDue { .. }) => self.of_cards(command),
            command @ (Command::MeetingNew { .. }
            | Command::MeetingEdit { .. }
            | Command::MeetingCome { .. }
            | Command::MeetingTell { .. }
            | Command::MeetingList { .. }
            | Command::MeetingNext { .. }
            | Command::MeetingShow { .. }
            | Command::MeetingHappened { .. }) => self.of_meetings(command),
            Command::Status { .. } => Ok(self.all_status()),
            Command::Peers => Ok(self.peers.iter().cloned().map(Answer::Peer).collect()),
            command @ (Command::DraftKeep { .. } | Command::DraftDiscard { .. } | Command::DraftRead { .. }) => {
                self.of_drafts(command)
            }
            Command::BlobGet { blob, to, .. } => self.saved(blob, to),
            other => self.about_pairs(other),
        }
    }

    fn of_drafts(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        match command {
            Command::DraftKeep { .. } if self.disk_full => Err(Error::DiskFull),
            Command::DraftRead { .. } if self.illegible.is_some() => {
                Err(self.illegible.clone().unwrap_or(Error::Stopped))
            }
            Command::DraftKeep { key, text, seen } => {
                if let Some(others) = self.others.get_mut(&key) {
                    others.retain(|other| !seen.contains(&other.id));
                }
                self.drafts.insert(key, text);
                Ok(Vec::new())
            }
            Command::DraftDiscard { key } => {
                self.others.remove(&key);
                self.drafts.insert(key, String::new());
                Ok(Vec::new())
            }
            Command::DraftRead { key } => {
                let text = self.drafts.get(&key).cloned().unwrap_or_default();
                let mut others = self.others.get(&key).cloned().unwrap_or_default();
                let from = if text.is_empty() && !others.is_empty() { Some(others.remove(0)) } else { None };
                let id = from.as_ref().map(|other| other.id.clone());
                let text = from.and_then(|other| other.text).unwrap_or(text);
                Ok(vec![Answer::Draft(Draft { key, text, id, others })])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// An attachment, written where nothing is yet.
    fn saved(&self, blob: BlobId, to: PathBuf) -> Result<Vec<Answer>, Error> {
        let bytes = self.blobs.get(&blob).ok_or(Error::BlobAbsent)?;
        if to.exists() {
            return Err(Error::FileExists { file: to });
        }
        std::fs::write(&to, bytes).map_err(|error| Error::File { file: to, why: error.to_string() })?;
        let mut blobs = self.notes.iter().flat_map(|note| &note.blobs);
        Ok(blobs.find(|one| one.id == blob).cloned().map(Answer::Blob).into_iter().collect())
    }

    /// What belongs to lists and to files.
    fn list(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        match command {
            Command::Library { circle, pick, page } => Ok(self.library(&circle, &pick, page)),
            Command::Tags { circle } => Ok(self.tags(&circle)),
            Command::DraftList => {
                let row = |id: &String| DraftRow { id: id.clone(), here: true, others: Vec::new() };
                let kept = self.drafts.iter().filter(|(_, text)| !text.is_empty());
                Ok(kept.map(|(id, _)| Answer::DraftRow(row(id))).collect())
            }
            Command::MarkRead { item } => {
                self.mark(|id, _| id.to_string() == item.0);
                Ok(Vec::new())
            }
            Command::MarkAllRead { circle } => {
                let circle = self.circle(&circle)?;
                self.mark(|_, of| of == circle);
                Ok(Vec::new())
            }
            Command::Retract { item } => {
                self.notes.retain(|note| note.row.id.to_string() != item.0);
                self.questions.retain(|question| question.row.id.to_string() != item.0);
                self.quick_votes.retain(|vote| vote.row.id.to_string() != item.0);
                Ok(Vec::new())
            }
            Command::Import { .. } if !self.files.is_empty() => {
                Ok(std::mem::take(&mut self.files).into_iter().map(Answer::Imported).collect())
            }
            Command::Export { .. } => Ok(std::mem::take(&mut self.written).into_iter().map(Answer::Exported).collect()),
            other => self.run(other),
        }
    }

    /// What belongs to circles, people and keys.
    fn run(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        let one = |answer| Ok(vec![answer]);
        match command {
            Command::CircleLog { .. } => Ok(self.log.iter().cloned().map(Answer::LogLine).collect()),
            Command::Doctor { .. } => Ok(self.findings.iter().cloned().map(Answer::Finding).collect()),
            Command::BundleLook { .. }
            | Command::BundleRead { .. }
            | Command::BundleHave { .. }
            | Command::BundleWrite { .. } => {
                Ok(self.bundles.pop_front().unwrap_or_default().into_iter().map(Answer::Bundle).collect())
            }
            Command::Settings { mdns, own } => {
                self.discovery = mdns.unwrap_or(self.discovery);
                self.own.extend(own);
                let own = |setting| self.own.get(&setting).cloned().flatten();
                let (language, appearance) = (own(OwnSetting::Language), own(OwnSetting::Appearance));
                let shared = self.devices.len() > 1;
                one(Answer::Settings(Settings { id: self.me().id, mdns: self.discovery, language, appearance, shared }))
            }
            Command::Backup { to, .. } => {
                one(Answer::Backup(Backup { file: to, records: 12, blobs: 3, ..Backup::default() }))
            }
            Command::Nearby => Ok(self.nearby.iter().cloned().map(Answer::Nearby).collect()),
            Command::CircleJoinNearby { .. }
            | Command::CircleJoinCode { .. }
            | Command::CircleInviteCode { .. }
            | Command::DeviceBecome { .. }
            | Command::DeviceBecomeCode { .. }
            | Command::CircleAdmit { .. } => {
                Ok(self.pairings.pop_front().unwrap_or_default().into_iter().map(Answer::Pairing).collect())
            }
            Command::DeviceLink { passphrase, .. } | Command::DeviceLinkCode { passphrase } => {
                let typed = passphrase.as_ref().map(Passphrase::expose);
                if typed != self.passphrase.as_deref() {
                    return Err(Error::WrongPassphrase);
                }
                Ok(self.pairings.pop_front().unwrap_or_default().into_iter().map(Answer::Pairing).collect())
            }
            Command::DeviceRenew { .. } => {
                self.revoked = false;
                one(Answer::Whoami(self.whoami()))
            }
            Command::PairingConfirm { .. } | Command::PairingRefuse { .. } => Ok(Vec::new()),
            Command::WordsShow { .. } => {
                self.words = WordsState::Shown;
                let words = commonplace_core::words::Words::of(&[7; 32]);
                let words = words.iter().map(ToOwned::to_owned).collect();
                one(Answer::RecoveryWords(RecoveryWords { words, fingerprint: "salt water cell wall".into() }))
            }
            Command::WordsCheck { .. } => {
                self.words = WordsState::Checked;
                Ok(Vec::new())
            }
            Command::PassphraseChange { new, .. } => {
                self.passphrase = new.map(|new| new.expose().to_owned());
                Ok(Vec::new())
            }
            Command::OnlyHere { circle } => {
                let of_circle = self.only_here.iter().filter(|item| Name::from(item.circle) == circle);
                Ok(of_circle.cloned().map(Answer::OnlyHere).collect())
            }
            Command::CircleQuota { circle, room } => {
                match room {
                    Some(Room::Bytes(bytes)) => self.room = Some(bytes),
                    Some(_) => self.room = None,
                    None => {}
                }
                one(Answer::Quota(self.quota(&circle)?))
            }
            Command::Attach { item, files } if self.attaches => self.attached(&item, &files),
            Command::BlobFetch { blob } => self.change_blobs(|one| one.id == blob, |one| one.coming = true),
            Command::BlobCancel { blob } => self.change_blobs(|one| one.id == blob, |one| one.coming = false),
            Command::Pin { item } => self.change_blobs(|one| Name::from(one.item) == item, |one| one.pinned = true),
            Command::Unpin { item } => self.change_blobs(|one| Name::from(one.item) == item, |one| one.pinned = false),
            Command::DeviceList => Ok(self.devices.iter().cloned().map(Answer::Device).collect()),
            Command::DeviceRevoke { device } => self.revoke(&device),
            other => self.write(other),
        }
    }

    fn quota(&self, circle: &Name) -> Result<Quota, Error> {
        let id = self.circle(circle)?;
        let notes = self.notes.iter().filter(|note| note.row.circle == id);
        let next = notes.flat_map(|note| note.blobs.iter().map(move |blob| (note.row.title.clone(), blob)));
        let next = next.filter(|(_, blob)| !blob.pinned && blob.here > 0).map(|(title, blob)| Going {
            id: blob.item,
            title,
            name: blob.name.clone(),
            blob: Some(blob.id),
            bytes: blob.here,
            devices: blob.holders.len(),
            taken_back: false,
        });
        let next: Vec<Going> = next.collect();
        let blobs: u64 = next.iter().map(|going| going.bytes).sum();
        Ok(Quota {
            id,
            title: String::new(),
            quota: self.room,
            used: blobs + 48_000,
            records: 48_000,
            bodies: 0,
            blobs,
            staying: 0,
            next,
        })
    }

    fn one_circle(&self, circle: &Name) -> Result<Vec<Answer>, Error> {
        let id = self.circle(circle)?;
        Ok(self.counted().into_iter().filter(|circle| circle.id == id).map(Answer::Circle).collect())
    }

    fn revoke(&mut self, device: &Name) -> Result<Vec<Answer>, Error> {
        let found = self.devices.iter_mut().find(|one| Name::from(one.id) == *device).ok_or(Error::Stopped)?;
        found.revoked = true;
        Ok(vec![Answer::DeviceRevoked(DeviceRevoked {
            device: found.id,
            name: found.name.clone(),
            circles: found.circles.clone(),
            waiting: Vec::new(),
            kept: 3,
            cut_off: 0,
        })])
    }

    fn whoami(&self) -> Whoami {
        let me = self.me();
        let home = PathBuf::from("/home").join(self.name.to_lowercase()).join("commonplace");
        Whoami {
            id: me.id,
            name: me.name,
            device: DeviceId::from_bytes([1; 32]),
            home,
            device_name: "laptop".into(),
            fingerprint: "salt water cell wall".into(),
            sealed: self.passphrase.is_some(),
            words: self.words,
            revoked: self.revoked,
            handed_over: self.handed_over.clone(),
        }
    }

    /// The circles with their counts.
    fn counted(&self) -> Vec<Circle> {
        let count = |circle: &Circle| {
            let questions = self.questions.iter().filter(|question| question.row.circle == circle.id);
            let open = questions.clone().filter(|question| question.row.state != QuestionState::Accepted);
            Circle {
                notes: self.notes.iter().filter(|note| note.row.circle == circle.id).count(),
                disputes: self.disputes.iter().filter(|dispute| dispute.row.circle == circle.id).count(),
                quick_votes: self.quick_votes.iter().filter(|vote| vote.row.circle == circle.id).count(),
                questions: questions.count(),
                open: open.count(),
                unread: circle.unread.max(self.rows(&circle.id.into()).iter().filter(|row| row.new).count()),
                ..circle.clone()
            }
        };
        self.circles.iter().map(count).collect()
    }

    fn ticket(&mut self, circle: &Name, uses: u16, role: RoleName) -> Ticket {
        let title = self.circles.iter().find(|one| one.id.to_string() == circle.0).map(|one| one.title.clone());
        let id = self.id();
        let expires = Timestamp::from_millis(NOON).later(7 * 24 * 3_600_000);
        let ticket = format!("commonplace1{id}{}", RecordId::of(b"ticket"));
        Ticket { id, ticket, circle: title.unwrap_or_default(), uses, role, expires }
    }

    fn join(&mut self, ticket: &str) -> Result<Vec<Answer>, Error> {
        let Some(rest) = ticket.strip_prefix("commonplace1") else { return Err(Error::NotATicket) };
        let title = rest.strip_suffix("-ok").ok_or(Error::TicketDamaged)?;
        let id = self.add_circle(title, Membership::Pending, 0);
        Ok(vec![Answer::Joining(Joining { id, title: title.into(), state: Membership::Pending })])
    }

    fn note_rows(&self, circle: &Name, page: Page) -> Vec<Answer> {
        let of_circle = self.notes.iter().filter(|note| note.row.circle.to_string() == circle.0);
        let mut rows: Vec<_> = of_circle.map(|note| note.row.clone()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.updated));
        rows.into_iter().skip(page.skip).take(page.take).map(Answer::NoteRow).collect()
    }

    fn question_rows(&self, circle: &Name, open: bool, page: Page) -> Vec<Answer> {
        let of_circle = self.questions.iter().filter(|question| question.row.circle.to_string() == circle.0);
        let mut rows: Vec<_> = of_circle.map(|question| question.row.clone()).collect();
        rows.retain(|row| !open || row.state != QuestionState::Accepted);
        rows.sort_by_key(|row| std::cmp::Reverse(row.updated));
        rows.into_iter().skip(page.skip).take(page.take).map(Answer::QuestionRow).collect()
    }

    fn all_status(&self) -> Vec<Answer> {
        let status = Status {
            id: self.me().id,
            name: self.name.clone(),
            running: true,
            listening: self.listening.clone(),
            peers: self.peers.iter().filter(|peer| peer.connected).count(),
            disk_full: false,
            rebuilding: None,
            damage: Vec::new(),
        };
        std::iter::once(Answer::Status(status)).chain(self.status.iter().cloned().map(Answer::CircleStatus)).collect()
    }

    fn circle(&self, name: &Name) -> Result<CircleId, Error> {
        let found = self.circles.iter().find(|circle| circle.id.to_string() == name.0);
        found.map(|circle| circle.id).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    fn note(&self, name: &Name) -> Result<&Note, Error> {
        let named = |note: &&Note| note.row.id.to_string() == name.0 || note.row.title == name.0;
        self.notes.iter().find(named).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    /// A note that exists, to be changed.
    pub(crate) fn note_mut(&mut self, id: RecordId) -> &mut Note {
        self.notes.iter_mut().find(|note| note.row.id == id).expect("the note was added before")
    }

    /// A question that exists, to be changed.
    pub(crate) fn question_mut(&mut self, id: RecordId) -> &mut Question {
        self.questions.iter_mut().find(|one| one.row.id == id).expect("the question was added before")
    }

    fn question(&self, name: &Name) -> Result<&Question, Error> {
        let named = |question: &&Question| question.row.id.to_string() == name.0;
        self.questions.iter().find(named).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    fn replies(&mut self) -> impl Iterator<Item = &mut Reply> {
        self.questions.iter_mut().flat_map(|question| &mut question.replies)
    }

    fn history(&self, note: &Name) -> Result<Vec<Answer>, Error> {
        let id = self.note(note)?.row.id;
        let edits = self.edits.iter().filter(|(of, ..)| *of == id);
        Ok(edits.map(|(_, edit, _)| Answer::Edit(edit.clone())).collect())
    }

    fn version(&self, note: &Name, edit: RecordId) -> Result<Version, Error> {
        let (row, present) = (&self.note(note)?.row, &self.note(note)?.text);
        let found = self.edits.iter().find(|(_, one, _)| one.id == edit).map(|(_, _, version)| version.clone());
        let first = self.edits.iter().find(|(of, ..)| *of == row.id);
        let text = first.map_or_else(|| present.clone(), |(_, _, version)| version.before.clone());
        let beginning =
            Version { id: row.id, author: row.author.clone(), at: row.created, before: String::new(), text };
        Ok(found.unwrap_or(beginning))
    }
}

fn excerpt(text: &str) -> String {
    let words = text.lines().filter(|line| !line.starts_with(['#', '|', '!', '`', '>'])).collect::<Vec<_>>().join(" ");
    let plain: String = words.chars().filter(|c| !"*`_[]".contains(*c)).collect();
    plain.split_whitespace().take(60).collect::<Vec<_>>().join(" ")
}
