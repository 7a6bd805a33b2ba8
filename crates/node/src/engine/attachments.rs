//! Attachments: which are wanted and whom to ask, and publishing and reading one's own. Their bytes are moved by the
//! runtime; here is only the order of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use commonplace_core::blob::BlobKey;
use commonplace_core::id::{BlobId, Tag};
use commonplace_learning::attachment::{self, Attachment, NewAttachment};
use commonplace_store::Scan;

use super::people::unfit;
use super::schema::{self, Wanted};
use super::{AskId, AttachJob, Effect, Engine, Now, PeerName, SealedFile, store_error};
use crate::answer::{self, Answer};
use crate::command::{FileToAttach, Name};
use crate::error::Error;
use crate::event::Event;

/// Attachments fetched at one time: two keep the link busy while one waits for the disk.
const FETCHES: usize = 4;

/// Attachments named by records and not here yet.
#[derive(Debug, Default)]
pub(super) struct Wants {
    missing: BTreeMap<BlobId, Want>,
    fetching: BTreeSet<BlobId>,
}

#[derive(Debug)]
struct Want {
    tag: Tag,
    sealed_size: u64,
    /// Peers that did not have it when asked; asked again when they are met again.
    asked: BTreeSet<PeerName>,
}

impl Wants {
    pub(super) fn missing(&self, tag: Tag) -> usize {
        self.missing.values().filter(|want| want.tag == tag).count()
    }
}

impl Engine {
    /// Looks through all known attachments for those that are not here.
    pub(super) fn load_wants(&mut self) -> Result<(), Error> {
        let prefix = schema::blobs();
        let scan = Scan { prefix: &prefix, after: None, max: usize::MAX, reverse: false };
        for (key, value) in self.views.tree().scan(scan).map_err(store_error)? {
            let blob = key.get(1..=BlobId::LEN).and_then(|bytes| BlobId::try_from(bytes).ok());
            if let (Some(blob), Some(wanted)) = (blob, schema::read::<Wanted>(&value)) {
                self.want(blob, &wanted);
            }
        }
        Ok(())
    }

    pub(super) fn want(&mut self, blob: BlobId, wanted: &Wanted) {
        if !self.store.blobs().has(&blob) {
            let want = Want { tag: wanted.tag, sealed_size: wanted.sealed_size, asked: BTreeSet::new() };
            self.wants.missing.entry(blob).or_insert(want);
            self.retry_wants();
        }
    }

    /// Asks peers for what is missing: each attachment from a peer that has proved its circle.
    pub(super) fn retry_wants(&mut self) {
        let mut effects = Vec::new();
        for (blob, want) in &mut self.wants.missing {
            if self.wants.fetching.len() >= FETCHES {
                break;
            }
            if self.wants.fetching.contains(blob) {
                continue;
            }
            let holder =
                self.links.values().find(|link| link.open.contains(&want.tag) && !want.asked.contains(&link.peer));
            let Some(link) = holder else { continue };
            self.wants.fetching.insert(*blob);
            want.asked.insert(link.peer.clone());
            effects.push(Effect::FetchBlob { peer: link.peer.clone(), blob: *blob, sealed_size: want.sealed_size });
        }
        self.batch.effects.extend(effects);
    }

    pub(super) fn blob_done(&mut self, blob: BlobId) {
        self.wants.fetching.remove(&blob);
        if let Some(want) = self.wants.missing.remove(&blob) {
            if let Ok(circle) = self.circle_id(want.tag) {
                self.tell(Event::BlobHere { circle, blob });
            }
            self.changed.entry(want.tag).or_default();
        }
        self.retry_wants();
    }

    pub(super) fn blob_failed(&mut self, blob: BlobId, _peer: &str) {
        self.wants.fetching.remove(&blob);
        self.retry_wants();
    }

    /// A peer that comes back may have what it had not before.
    pub(super) fn forget_asked(&mut self, peer: &str) {
        for want in self.wants.missing.values_mut() {
            want.asked.remove(peer);
        }
    }

    pub(super) fn attach(&mut self, ask: AskId, item: &Name, files: Vec<FileToAttach>) -> Result<(), Error> {
        let (id, item) = self.item_named(item)?;
        let circle_key = self.state(item.tag)?.attachment_key();
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

    pub(super) fn blob_get(&mut self, ask: AskId, blob: &BlobId, to: PathBuf) -> Result<(), Error> {
        let prefix = schema::blob_uses(blob);
        let scan = Scan { prefix: &prefix, after: None, max: 1, reverse: false };
        let found = self.views.tree().scan(scan).map_err(store_error)?;
        let wanted = found.first().and_then(|(_, value)| schema::read::<Wanted>(value));
        let wanted = wanted.ok_or_else(|| Error::Unknown { name: blob.to_string() })?;
        if !self.store.blobs().has(blob) {
            return Err(Error::BlobAbsent);
        }
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
        self.batch.effects.push(Effect::OpenBlob { ask, blob: Box::new(answer), key: wanted.key, to });
        Ok(())
    }
}
