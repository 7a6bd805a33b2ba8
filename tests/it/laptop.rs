//! One person's laptop: a home, perhaps a running node, and commands.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::host::{Host, binary};

/// How long to wait for an event before the test is given up: a guard, never a measure.
const PATIENCE: Duration = Duration::from_secs(120);

/// Takes fields of these names out of an answer, however deep: what rightly differs from laptop to laptop.
pub(crate) fn leave_out(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !names.contains(&name.as_str()));
            fields.values_mut().for_each(|field| leave_out(field, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| leave_out(item, names)),
        _ => {}
    }
}

pub(crate) struct Laptop {
    pub(crate) name: &'static str,
    pub(crate) home: PathBuf,
    _folder: TempDir,
    host: Option<Host>,
    node: Option<Running>,
}

struct Running {
    child: Child,
    events: Receiver<Value>,
    /// Lines on its standard error so far.
    said: Arc<Mutex<Vec<String>>>,
}

impl Laptop {
    /// A laptop with a fresh home, in a network namespace or on this machine's own network.
    pub(crate) fn new(name: &'static str, host: Option<Host>) -> Self {
        let folder = TempDir::new().expect("a folder");
        let home = folder.path().join("home");
        let laptop = Self { name, home, _folder: folder, host, node: None };
        laptop.ok(&["init", "--name", name]);
        laptop
    }

    /// A further laptop of a person, made of their recovery words.
    pub(crate) fn restored(name: &'static str, host: Option<Host>, words: &str, more: &[&str]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let laptop = Self::at(name, host, folder.path().join("home"), folder);
        laptop.with_input(&[["restore", "--name", "Alice"].as_slice(), more].concat(), words);
        laptop
    }

    /// A laptop whose home lies there, or will; `folder` is removed with it.
    pub(crate) fn at(name: &'static str, host: Option<Host>, home: PathBuf, folder: TempDir) -> Self {
        Self { name, home, _folder: folder, host, node: None }
    }

    pub(crate) fn host(&self) -> &Host {
        self.host.as_ref().expect("a laptop on a network of its own")
    }

    /// Carries the laptop, whose node is at rest, to another place.
    pub(crate) fn carry_to(&mut self, host: Host) {
        assert!(self.node.is_none(), "{}'s node rests", self.name);
        self.host = Some(host);
    }

    /// A command on this laptop's home, for programs.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let program = binary();
        let mut command = match &self.host {
            Some(host) => host.command(&program),
            None => Command::new(program),
        };
        command.arg("--home").arg(&self.home).arg("--json").args(arguments).env("LANG", "C.UTF-8");
        command
    }

    /// Runs a command with this on its standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        child.stdin.take().expect("piped").write_all(input).expect("it reads");
        child.wait_with_output().expect("it ends")
    }

    /// Runs a command that must go well: what it printed, a value a line.
    pub(crate) fn with_input(&self, arguments: &[&str], input: &str) -> Vec<Value> {
        let output = self.run_with(arguments, input.as_bytes());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {}: {said}", self.name, arguments.join(" "));
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        printed.lines().map(|line| serde_json::from_str(line).expect("one JSON value a line")).collect()
    }

    /// Begins a command that takes its time.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary starts")
    }

    pub(crate) fn ok(&self, arguments: &[&str]) -> Vec<Value> {
        self.with_input(arguments, "")
    }

    /// The one value that a command prints.
    pub(crate) fn one(&self, arguments: &[&str]) -> Value {
        let mut values = self.ok(arguments);
        assert_eq!(values.len(), 1, "{}: one value of {}", self.name, arguments.join(" "));
        values.remove(0)
    }

    /// Starts a command without waiting for it.
    pub(crate) fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary starts")
    }

    /// Starts a node on this home and waits until it says so.
    pub(crate) fn start(&mut self, more: &[&str]) {
        let mut arguments = vec!["run"];
        arguments.extend(more);
        let mut child = self
            .command(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the node starts");
        let said = Arc::new(Mutex::new(Vec::new()));
        let (heard, stderr) = (said.clone(), BufReader::new(child.stderr.take().expect("piped")));
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                eprintln!("{line}");
                heard.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, events) = sync_channel(100_000);
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if let Ok(event) = serde_json::from_str(&line)
                    && sender.send(event).is_err()
                {
                    break;
                }
            }
        });
        self.node = Some(Running { child, events, said });
        self.wait_for("started", |event| event["event"] == "started");
    }

    /// Waits for an event. The name is for the one who reads why the test failed.
    pub(crate) fn wait_for(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let running = self.node.as_ref().expect("a running node");
        loop {
            match running.events.recv_timeout(PATIENCE) {
                Ok(event) if wanted(&event) => return event,
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => panic!("{} waits in vain for: {what}", self.name),
                Err(RecvTimeoutError::Disconnected) => panic!("{}'s node ended while waiting for: {what}", self.name),
            }
        }
    }

    /// Asks until the answer is right, each time after some event has come: no time is waited for.
    pub(crate) fn until<T>(&self, what: &str, mut ask: impl FnMut(&Self) -> Option<T>) -> T {
        loop {
            if let Some(answer) = ask(self) {
                return answer;
            }
            self.wait_for(what, |event| event["event"] != "receiving");
        }
    }

    /// What the running node has said on its standard error.
    pub(crate) fn said(&self) -> Vec<String> {
        let running = self.node.as_ref().expect("a running node");
        running.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The process of the running node.
    pub(crate) fn process(&self) -> u32 {
        self.node.as_ref().expect("a running node").child.id()
    }

    /// Fails if the node has ended or a part of it has panicked.
    pub(crate) fn is_well(&mut self) {
        let (name, running) = (self.name, self.node.as_mut().expect("a running node"));
        let ended = running.child.try_wait().expect("its state");
        let said = running.said.lock().unwrap_or_else(PoisonError::into_inner).join("\n");
        assert!(ended.is_none() && !said.contains("panicked"), "{name}'s node: {ended:?}: {said}");
    }

    /// Ends the node as a power cut does.
    pub(crate) fn kill(&mut self) {
        let mut running = self.node.take().expect("a running node");
        running.child.kill().expect("it was running");
        running.child.wait().expect("it ends");
    }
}

impl Drop for Laptop {
    fn drop(&mut self) {
        if let Some(mut running) = self.node.take() {
            // Gone already is as good.
            let _ended = running.child.kill();
            let _ended = running.child.wait();
        }
    }
}

/// Every file below a folder, by relative path, with its bytes.
pub(crate) fn files(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut all = std::collections::BTreeMap::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                todo.push(path);
            } else if path.is_file() {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                all.insert(name, std::fs::read(&path).expect("readable"));
            }
        }
    }
    all
}
