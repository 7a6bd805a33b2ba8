//! Attachments: which are wanted and whom to ask, and publishing and reading one's own. Their bytes are moved by the
//! runtime; here is only the order of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use commonplace_core::blob::BlobKey;
use commonplace_core::circle::Action;
use commonplace_core::id::{BlobId, Tag};
use commonplace_core::limits;
use commonplace_learning::attachment::{self, Attachment, NewAttachment};
use commonplace_learning::catalogue::Class;
use commonplace_sync::Millis;

use super::people::unfit;
use super::schema::{self, Wanted};
use super::{AskId, AttachJob, Effect, Engine, Now, PeerName, SealedFile};
use crate::answer::{self, Answer};
use crate::command::{FileToAttach, Name};
use crate::error::Error;
use crate::event::Event;

/// Attachments fetched at one time: two keep the link busy while one waits for the disk.
const FETCHES: usize = 4;
/// How long a peer that could not give an attachment is left alone with it: it may be fetching it itself.
const PAUSE: Duration = Duration::from_secs(15);
/// The pause doubles up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Attachments named by records and not here yet.
#[derive(Debug, Default)]
pub(super) struct Wants {
    missing: BTreeMap<BlobId, Want>,
    fetching: BTreeMap<BlobId, PeerName>,
}

#[derive(Debug)]
struct Want {
    tag: Tag,
    /// Sizes, sealed, that records claim; the true one is found out by trying.
    sizes: BTreeSet<u64>,
    /// How often it was asked for.
    tries: usize,
    /// Peers that did not have it when asked: when to ask again, and after what pause.
    asked: BTreeMap<PeerName, (Millis, Duration)>,
}

impl Wants {
    pub(super) fn missing(&self, tag: Tag) -> usize {
        self.missing.values().filter(|want| want.tag == tag).count()
    }
}

impl Engine {
    /// Looks through all known attachments for those that are not here.
    pub(super) fn load_wants(&mut self) -> Result<(), Error> {
        for (key, value) in self.views.scan(&schema::blobs())? {
            let blob = key.get(1..=BlobId::LEN).and_then(|bytes| BlobId::try_from(bytes).ok());
            if let (Some(blob), Some(wanted)) = (blob, schema::read::<Wanted>(&value)) {
                self.want(blob, &wanted);
            }
        }
        Ok(())
    }

    /// Wants an attachment that a record names. Large ones wait until somebody asks for them.
    pub(super) fn want(&mut self, blob: BlobId, wanted: &Wanted) {
        if wanted.sealed_size <= limits::BLOB_UNASKED_BYTES {
            self.want_now(blob, wanted);
        }
    }

    fn want_now(&mut self, blob: BlobId, wanted: &Wanted) {
        if self.store.blobs().has(&blob) {
            return;
        }
        let new = || Want { tag: wanted.tag, sizes: BTreeSet::new(), tries: 0, asked: BTreeMap::new() };
        self.wants.missing.entry(blob).or_insert_with(new).sizes.insert(wanted.sealed_size);
        // At the next look, together with whatever else a slice brings.
        self.timers.wants = Some(Millis::default());
    }

    /// Asks peers for what is missing: each attachment from a peer that has proved its circle.
    pub(super) fn retry_wants(&mut self, now: Now) {
        let mut effects = Vec::new();
        let mut next: Option<Millis> = None;
        for (blob, want) in &mut self.wants.missing {
            if self.wants.fetching.len() >= FETCHES {
                break;
            }
            if self.wants.fetching.contains_key(blob) {
                continue;
            }
            let holders = self.links.values().filter(|link| link.open.contains(&want.tag));
            let mut ready = None;
            for link in holders {
                match want.asked.get(&link.peer) {
                    Some((at, _)) if *at > now.mono => next = Some(next.map_or(*at, |next| next.min(*at))),
                    _ => ready = ready.or(Some(&link.peer)),
                }
            }
            let Some(peer) = ready.cloned() else { continue };
            let pause = want.asked.get(&peer).map_or(PAUSE, |(_, pause)| (*pause * 2).min(LONGEST_PAUSE));
            want.asked.insert(peer.clone(), (now.mono.after(pause), pause));
            self.wants.fetching.insert(*blob, peer.clone());
            // Of several claims another one each time.
            let turn = want.tries.checked_rem(want.sizes.len()).unwrap_or(0);
            let Some(sealed_size) = want.sizes.iter().nth(turn).copied() else { continue };
            want.tries += 1;
            effects.push(Effect::FetchBlob { peer, blob: *blob, sealed_size });
        }
        self.timers.wants = next;
        self.batch.effects.extend(effects);
    }

    pub(super) fn blob_done(&mut self, now: Now, blob: BlobId) {
        self.wants.fetching.remove(&blob);
        if let Some(want) = self.wants.missing.remove(&blob) {
            if let Ok(circle) = self.circle_id(want.tag) {
                self.tell(Event::BlobHere { circle, blob });
            }
            self.changed.entry(want.tag).or_default();
        }
        self.retry_wants(now);
    }

    pub(super) fn blob_failed(&mut self, now: Now, blob: BlobId) {
        self.wants.fetching.remove(&blob);
        self.retry_wants(now);
    }

    /// A peer that comes back may have what it had not before.
    pub(super) fn forget_asked(&mut self, peer: &str) {
        for want in self.wants.missing.values_mut() {
            want.asked.remove(peer);
        }
    }

    pub(super) fn attach(&mut self, ask: AskId, item: &Name, files: Vec<FileToAttach>) -> Result<(), Error> {
        let (id, item) = self.item_named(item)?;
        self.must(item.tag, Action::Write, "write")?;
        let anybody = item.kind == Class::Note.kind().0;
        if !anybody && self.author_of(&item, &id)? != Some(self.me.person) {
            return Err(Error::NotAllowed { what: "attach".into() });
        }
        let circle_key = self.state(item.tag)?.attachment_key().ok_or_else(|| self.not_a_member(item.tag))?;
        let job = AttachJob { tag: item.tag, item: id, root: item.root };
        self.batch.effects.push(Effect::SealFiles { ask, files, circle_key, job });
        Ok(())
    }

    pub(super) fn attached(&mut self, now: Now, ask: AskId, outcome: Result<Vec<SealedFile>, Error>, job: &AttachJob) {
        let published = outcome.and_then(|files| self.publish_files(now, files, job));
        match published {
            Ok(answers) => self.reply_written(ask, answers),
            Err(error) => self.fail(ask, error),
        }
    }

    fn publish_files(&mut self, now: Now, files: Vec<SealedFile>, job: &AttachJob) -> Result<Vec<Answer>, Error> {
        let mut answers = Vec::new();
        for file in files {
            let new = NewAttachment {
                blob: file.blob,
                key: BlobKey::from_bytes(file.key),
                size: file.size,
                name: file.name.clone(),
                media_type: file.media.clone(),
            };
            let content = attachment::attach(job.root, job.item, new).map_err(unfit)?;
            self.publish(now, job.tag, content)?;
            answers.push(Answer::Blob(answer::Blob {
                id: file.blob,
                item: job.item,
                name: file.name,
                size: file.size,
                media: file.media,
                here: file.sealed_size,
                sealed_size: file.sealed_size,
                file: None,
            }));
        }
        Ok(answers)
    }

    pub(super) fn blob_answer(&self, attachment: &Attachment) -> answer::Blob {
        let file = &attachment.file;
        let sealed_size = commonplace_core::blob::sealed_size(file.size);
        let here = if self.store.blobs().has(&file.blob) { sealed_size } else { 0 };
        answer::Blob {
            id: file.blob,
            item: attachment.target,
            name: file.name.clone(),
            size: file.size,
            media: file.media_type.clone(),
            here,
            sealed_size,
            file: None,
        }
    }

    pub(super) fn blob_list(&mut self, ask: AskId, name: &Name) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        let attachments = match self.note(&item, name) {
            Ok(note) => note.discussion().attachments(&id),
            Err(_) => self.question(&item, name)?.discussion().attachments(&id),
        };
        let answers = attachments.iter().map(|attachment| Answer::Blob(self.blob_answer(attachment))).collect();
        self.reply(ask, answers);
        Ok(())
    }

    /// Opens an attachment into a file. One that is not here is wanted from now on, whatever its size.
    pub(super) fn blob_get(&mut self, now: Now, ask: AskId, blob: &BlobId, to: PathBuf) -> Result<(), Error> {
        let uses: Vec<Wanted> =
            self.views.scan(&schema::blob_uses(blob))?.iter().filter_map(|(_, value)| schema::read(value)).collect();
        let Some(first) = uses.first() else { return Err(Error::Unknown { name: blob.to_string() }) };
        if !self.store.blobs().has(blob) {
            uses.iter().for_each(|wanted| self.want_now(*blob, wanted));
            self.retry_wants(now);
            return Err(Error::BlobAbsent);
        }
        // A record may claim anything of bytes that are not its own: the claim that fits is the true one.
        let held = self.store.blobs().size(blob);
        let wanted = uses.iter().find(|wanted| Some(wanted.sealed_size) == held).unwrap_or(first).clone();
        let keys = uses.iter().filter(|other| other.sealed_size == wanted.sealed_size).map(|other| other.key).collect();
        let answer = answer::Blob {
            id: *blob,
            item: wanted.target,
            name: wanted.name,
            size: wanted.size,
            media: wanted.media,
            here: wanted.sealed_size,
            sealed_size: wanted.sealed_size,
            file: None,
        };
        self.batch.effects.push(Effect::OpenBlob { ask, blob: Box::new(answer), keys, to });
        Ok(())
    }
}
