//! A real relay for eve to try her hand at, and what she is there: somebody for whose circle the operator keeps records, and
//! whose circle is none of alice's.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::key::{DeviceSecret, PersonSecret};
use commonplace_core::lease::{Admin, Lease, RelayId, Terms, admin_secret};
use commonplace_core::record::Position;
use commonplace_core::time::Slot;
use serde_json::Value;
use tempfile::TempDir;

use super::member::Member;
use crate::host::binary;

/// What the operator gives eve's circle, in bytes: some hundred records.
pub(super) const QUOTA: u64 = 1 << 20;

/// The relay's process.
pub(crate) struct Keeper {
    folder: TempDir,
    port: u16,
    child: Option<Child>,
    pub(super) address: String,
    said: Arc<Mutex<Vec<String>>>,
}

impl Keeper {
    /// A relay that keeps records for nobody yet.
    pub(super) fn new() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
        let folder = TempDir::new().expect("a folder");
        let mut keeper = Self { folder, port: free.port(), child: None, address: String::new(), said: Arc::default() };
        keeper.start(&[]);
        keeper
    }

    /// Starts again, and keeps records for these, each with its quota.
    pub(super) fn start(&mut self, leases: &[(String, u64)]) {
        self.stop();
        let config = self.folder.path().join("relay.toml");
        let mut text = format!("listen = [\"/ip4/127.0.0.1/tcp/{}\"]\n", self.port);
        for (lease, quota) in leases {
            text.push_str(&format!("[[lease]]\nlease = \"{lease}\"\nquota = {quota}\n"));
        }
        fs::write(&config, text).expect("written");
        let mut command = Command::new(binary());
        command.arg("--home").arg(self.folder.path().join("relay")).args(["--json", "relay", "--config"]).arg(config);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("the relay starts");
        let (heard, stderr) = (self.said.clone(), BufReader::new(child.stderr.take().expect("piped")));
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                eprintln!("relay: {line}");
                heard.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut first).expect("a line");
        let told: Value = serde_json::from_str(&first).expect("JSON");
        assert_eq!(told["leases"], leases.len());
        self.address = told["addresses"][0].as_str().expect("an address").to_owned();
        self.child = Some(child);
    }

    fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it was running");
            child.wait().expect("it ends");
        }
    }

    pub(super) fn process(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    /// Fails if the relay has ended or a part of it has panicked.
    pub(super) fn is_well(&mut self) {
        let ended = self.child.as_mut().and_then(|child| child.try_wait().expect("it is ours"));
        assert!(ended.is_none(), "the relay has ended: {ended:?}");
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(!said.iter().any(|line| line.contains("panicked")), "{said:?}");
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Eve with a circle of her own, of which the relay knows what she says.
pub(super) fn customer(relay: RelayId) -> Member {
    Member {
        device: DeviceSecret::from_seed([0xe5; 32]),
        person: PersonSecret::from_seed([0xe4; 32]),
        tag: Tag::from_bytes([0xe7; 16]),
        epoch: EpochSecret::from_bytes([0xe6; 32]),
        grant: RecordId::of(b"a grant that nobody looks at"),
        position: Position::default(),
        lamport: 1,
        relay: Some(relay),
    }
}

/// Terms under this number, by which she comes in.
pub(super) fn terms(eve: &Member, number: u64) -> Terms {
    let relay = eve.relay.expect("at a relay");
    Terms {
        number,
        gate_keys: vec![eve.epoch.relay_gate_key(&relay)],
        retired: Vec::new(),
        doors: Vec::new(),
        admins: vec![Admin { key: admin_secret(&eve.device, &eve.tag, &relay).public(), sealed: None }],
        stewards: [0; 32],
        horizon: Slot(0),
    }
}

/// What she hands to the operator.
pub(super) fn lease(eve: &Member) -> String {
    let relay = eve.relay.expect("at a relay");
    Lease { tag: eve.tag, fp_key: [0xe8; 32], relay, terms: terms(eve, 1) }.to_string()
}
