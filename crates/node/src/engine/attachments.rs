//! Attachments: publishing files, telling of them, and giving their bytes out. Which are fetched is in `wants`.

use std::path::PathBuf;

use commonplace_core::blob::BlobKey;
use commonplace_core::circle::Action;
use commonplace_core::id::{BlobId, Tag};
use commonplace_learning::attachment::{self, Attachment, NewAttachment};
use commonplace_learning::catalogue::Class;

use super::people::unfit;
use super::{AskId, AttachJob, Effect, Engine, Now, SealedFile};
use crate::answer::{self, Answer};
use crate::command::{FileToAttach, Name};
use crate::error::{Error, NotNow};

impl Engine {
    pub(super) fn attach(&mut self, ask: AskId, item: &Name, files: Vec<FileToAttach>) -> Result<(), Error> {
        let (id, item) = self.item_named(item)?;
        self.must(item.tag, Action::Write, "write")?;
        let anybody = item.kind == Class::Note.kind().0;
        if item.kind == Class::QuickVote.kind().0 {
            return Err(Error::QuickVote { why: NotNow::NoFiles });
        }
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
            Ok(answers) => {
                self.kept_more(now);
                self.offer_soon(now);
                self.reply_written(ask, answers);
            }
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
                padding: file.padding,
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
                devices: 1,
                holders: Vec::new(),
                coming: false,
                pinned: self.is_pinned(&job.item),
                file: None,
            }));
        }
        Ok(answers)
    }

    pub(super) fn blob_answer(&self, tag: Tag, attachment: &Attachment) -> answer::Blob {
        let file = &attachment.file;
        let sealed_size = file.sealed_size();
        let is_whole = self.store.blobs().has(&file.blob);
        // Until all is checked and has its name, something is missing.
        let part = || self.store.blobs().bytes_here(&file.blob).min(sealed_size.saturating_sub(1));
        let here = if is_whole { sealed_size } else { part() };
        answer::Blob {
            id: file.blob,
            item: attachment.target,
            name: file.name.clone(),
            size: file.size,
            media: file.media_type.clone(),
            here,
            sealed_size,
            devices: usize::from(is_whole) + self.blob_devices(tag, &file.blob),
            holders: self.blob_holders(tag, &file.blob),
            coming: !is_whole && self.wants.is_wanted(&file.blob),
            pinned: self.is_pinned(&attachment.target),
            file: None,
        }
    }

    pub(super) fn blob_list(&mut self, ask: AskId, name: &Name) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        let attachments = self.in_discussion(&item, name, |discussion| discussion.attachments(&id))?;
        let answers =
            attachments.iter().map(|attachment| Answer::Blob(self.blob_answer(item.tag, attachment))).collect();
        self.reply(ask, answers);
        Ok(())
    }

    /// Opens an attachment into a file. One that is not here is wanted from now on, whatever its size; the answer comes
    /// when it is, if the asker waits.
    pub(super) fn blob_get(
        &mut self,
        now: Now,
        ask: AskId,
        blob: BlobId,
        to: PathBuf,
        wait: bool,
    ) -> Result<(), Error> {
        if self.store.blobs().has(&blob) {
            return self.open_into(ask, &blob, to);
        }
        if self.uses_of(&blob)?.is_empty() {
            return Err(Error::Unknown { name: blob.to_string() });
        }
        if !self.networked {
            return Err(Error::BlobAbsent);
        }
        self.fetch_asked_for(now, blob)?;
        if !wait {
            return Err(Error::BlobAbsent);
        }
        if to.exists() {
            return Err(Error::FileExists { file: to });
        }
        self.wait_for_blob(ask, blob, to);
        Ok(())
    }

    /// Has an attachment fetched; nobody waits for it.
    pub(super) fn blob_fetch(&mut self, now: Now, ask: AskId, blob: BlobId) -> Result<(), Error> {
        if self.uses_of(&blob)?.is_empty() {
            return Err(Error::Unknown { name: blob.to_string() });
        }
        self.fetch_asked_for(now, blob)?;
        self.reply_written(ask, Vec::new());
        Ok(())
    }

    /// Opens an attachment that is here into a file.
    pub(super) fn open_into(&mut self, ask: AskId, blob: &BlobId, to: PathBuf) -> Result<(), Error> {
        let uses = self.uses_of(blob)?;
        let Some(first) = uses.first() else { return Err(Error::Unknown { name: blob.to_string() }) };
        // A record may claim anything of bytes that are not its own: the claim that fits is the true one.
        let held = self.store.blobs().size(blob);
        let wanted = uses.iter().find(|wanted| Some(wanted.sealed_size) == held).unwrap_or(first).clone();
        let keys = uses.iter().filter(|other| other.sealed_size == wanted.sealed_size).map(|other| other.key).collect();
        let answer = answer::Blob {
            id: *blob,
            holders: self.blob_holders(wanted.tag, blob),
            coming: false,
            pinned: self.is_pinned(&wanted.target),
            item: wanted.target,
            name: wanted.name,
            size: wanted.size,
            media: wanted.media,
            here: wanted.sealed_size,
            sealed_size: wanted.sealed_size,
            devices: 1 + self.blob_devices(wanted.tag, blob),
            file: None,
        };
        self.batch.effects.push(Effect::OpenBlob { ask, blob: Box::new(answer), keys, to });
        Ok(())
    }
}
