//! Hosts in network namespaces: a bridge with no route to anywhere, and laptops on cables that can be pulled.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// What this machine lacks for runs in network namespaces; none when it has everything.
pub(crate) fn lacking() -> Option<String> {
    for (tool, package) in [("ip", "iproute2"), ("tcpdump", "tcpdump"), ("nft", "nftables")] {
        if Command::new(tool).arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            return Some(format!("the Debian package {package} is not installed"));
        }
    }
    let name = format!("cpx{}", std::process::id());
    if !quietly(&["netns", "add", &name]) {
        return Some("making network namespaces needs root".into());
    }
    quietly(&["netns", "del", &name]);
    None
}

fn quietly(arguments: &[&str]) -> bool {
    Command::new("ip")
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn ip(arguments: &[&str]) {
    let output = Command::new("ip").args(arguments).output().expect("ip runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "ip {}: {said}", arguments.join(" "));
}

/// A switch without a way out. Laptops plug into it; dropping it takes everything down.
pub(crate) struct Lan {
    namespace: String,
    /// The first three numbers of its addresses.
    network: &'static str,
    hosts: u8,
    router: Option<Router>,
    /// Routers of homes that stand on it.
    homes: Vec<String>,
}

/// What stands between two networks; it has the address 254 in both.
#[derive(Clone)]
struct Router {
    _namespace: std::rc::Rc<Namespace>,
}

/// A namespace that is gone with its last user.
struct Namespace(String);

impl Drop for Namespace {
    fn drop(&mut self) {
        quietly(&["netns", "del", &self.0]);
    }
}

/// How a router between a home and the internet writes addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nat {
    /// It keeps the port of a connection as most home routers do: holes can be punched.
    KeepsPorts,
    /// It takes a port at random for each connection: nobody can say which, so that no hole can be punched.
    RandomPorts,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Lan {
    pub(crate) fn new() -> Self {
        Self::of("10.77.0")
    }

    /// A switch with addresses that the internet carries.
    pub(crate) fn internet() -> Self {
        Self::of("203.0.113")
    }

    /// A switch whose laptops have these three numbers at the beginning of their addresses.
    pub(crate) fn of(network: &'static str) -> Self {
        let namespace = format!("cp{}n{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        ip(&["netns", "add", &namespace]);
        let lan = Self { namespace, network, hosts: 0, router: None, homes: Vec::new() };
        lan.ip(&["link", "add", "sw", "type", "bridge", "mcast_snooping", "0", "forward_delay", "0"]);
        lan.ip(&["link", "set", "sw", "up"]);
        lan
    }

    fn ip(&self, arguments: &[&str]) {
        let mut all = vec!["-n", self.namespace.as_str()];
        all.extend(arguments);
        ip(&all);
    }

    /// A laptop with an address on this network and no route to anywhere else.
    pub(crate) fn host(&mut self) -> Host {
        self.hosts += 1;
        let namespace = format!("{}h{}", self.namespace, self.hosts);
        let port = format!("p{}", self.hosts);
        ip(&["netns", "add", &namespace]);
        let host = Host::of(namespace, &port, &self.namespace);
        self.ip(&["link", "add", &port, "type", "veth", "peer", "name", "eth0", "netns", host.name()]);
        self.ip(&["link", "set", &port, "master", "sw", "up"]);
        let address = format!("{}.{}/24", self.network, self.hosts);
        for arguments in [
            &["link", "set", "lo", "up"][..],
            &["addr", "add", &address, "dev", "eth0"],
            &["link", "set", "eth0", "up"],
        ] {
            host.ip(arguments);
        }
        if self.router.is_some() {
            host.ip(&["route", "add", "default", "via", &format!("{}.254", self.network)]);
        }
        host
    }

    /// Puts a router between two networks. It passes packets on and no multicast, as routers do. Laptops that are plugged
    /// in from now on know it.
    pub(crate) fn join(&mut self, other: &mut Self) {
        let name = format!("{}r", self.namespace);
        ip(&["netns", "add", &name]);
        for (number, lan) in [&*self, &*other].into_iter().enumerate() {
            let (port, own) = (format!("r{number}"), format!("eth{number}"));
            lan.ip(&["link", "add", &port, "type", "veth", "peer", "name", &own, "netns", &name]);
            lan.ip(&["link", "set", &port, "master", "sw", "up"]);
            ip(&["-n", &name, "addr", "add", &format!("{}.254/24", lan.network), "dev", &own]);
            ip(&["-n", &name, "link", "set", &own, "up"]);
        }
        ip(&["netns", "exec", &name, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"]);
        let router = Router { _namespace: std::rc::Rc::new(Namespace(name)) };
        (self.router, other.router) = (Some(router.clone()), Some(router));
    }

    /// A laptop in a home of its own, behind a router that lets nobody in who was not asked.
    pub(crate) fn host_behind(&mut self, nat: Nat) -> Host {
        self.hosts += 1;
        let number = self.hosts;
        let (router, port) = (format!("{}r{number}", self.namespace), format!("p{number}"));
        let namespace = format!("{}h{number}", self.namespace);
        ip(&["netns", "add", &router]);
        ip(&["netns", "add", &namespace]);
        self.homes.push(router.clone());
        self.ip(&["link", "add", &port, "type", "veth", "peer", "name", "out", "netns", &router]);
        self.ip(&["link", "set", &port, "master", "sw", "up"]);
        ip(&["-n", &router, "link", "add", "in", "type", "veth", "peer", "name", "eth0", "netns", &namespace]);
        let outside = format!("{}.{number}/24", self.network);
        let (inside, home) = (format!("192.168.{number}.1"), format!("192.168.{number}.2/24"));
        for arguments in [
            &["link", "set", "lo", "up"][..],
            &["addr", "add", &outside, "dev", "out"],
            &["addr", "add", &format!("{inside}/24"), "dev", "in"],
            &["link", "set", "out", "up"],
            &["link", "set", "in", "up"],
        ] {
            ip(&[&["-n", router.as_str()], arguments].concat());
        }
        let host = Host::of(namespace, "in", &router);
        for arguments in [
            &["link", "set", "lo", "up"][..],
            &["addr", "add", &home, "dev", "eth0"],
            &["link", "set", "eth0", "up"],
            &["route", "add", "default", "via", &inside],
        ] {
            host.ip(arguments);
        }
        rewrite(&router, nat);
        host
    }

    /// Lets laptops reach the switch and not each other, as guest networks do, or lets them again.
    pub(crate) fn isolate(&self, on: bool) {
        for number in 1..=self.hosts {
            let state = if on { "on" } else { "off" };
            let namespace = &self.namespace;
            let output = Command::new("bridge")
                .args(["-n", namespace, "link", "set", "dev", &format!("p{number}"), "isolated", state])
                .output()
                .expect("bridge runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }

    /// Everything that passes the switch, into a file, until the returned process is killed. Each packet is written as
    /// it comes: otherwise the kernel keeps up to a second of them back, which may be the whole trace.
    pub(crate) fn capture(&self, file: &Path) -> std::process::Child {
        let mut child = Command::new("ip")
            .args(["netns", "exec", &self.namespace, "tcpdump", "-i", "sw", "--immediate-mode", "-U", "-s", "0", "-w"])
            .arg(file)
            .stderr(Stdio::piped())
            .spawn()
            .expect("tcpdump starts");
        // It listens once it has said so.
        let stderr = child.stderr.take().expect("piped");
        let mut lines = std::io::BufRead::lines(std::io::BufReader::new(stderr));
        let listening = lines.by_ref().map_while(Result::ok).any(|line| line.contains("listening on"));
        assert!(listening, "tcpdump listens");
        // Keeps the pipe open until tcpdump ends, so that its last words do not kill it.
        std::thread::spawn(move || lines.for_each(drop));
        child
    }
}

impl Drop for Lan {
    fn drop(&mut self) {
        for router in &self.homes {
            quietly(&["netns", "del", router]);
        }
        quietly(&["netns", "del", &self.namespace]);
    }
}

/// Makes a namespace a router: what goes out gets its address, and only what answers comes in.
fn rewrite(router: &str, nat: Nat) {
    let ports = if nat == Nat::RandomPorts { "fully-random" } else { "" };
    let rules = format!(
        "table ip nat {{
            chain post {{
                type nat hook postrouting priority 100
                oifname \"out\" masquerade {ports}
            }}
        }}
        table ip filter {{
            chain forward {{
                type filter hook forward priority 0; policy drop;
                ct state established,related accept
                iifname \"in\" accept
            }}
            chain input {{
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                iifname {{ \"lo\", \"in\" }} accept
            }}
        }}"
    );
    let run = |program: &str, arguments: &[&str], input: &str| {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", router, program]).args(arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().expect("it starts");
        std::io::Write::write_all(&mut child.stdin.take().expect("piped"), input.as_bytes()).expect("it reads");
        assert!(child.wait().expect("it ends").success(), "{program} on a router");
    };
    run("nft", &["-f", "-"], &rules);
    run("sh", &["-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"], "");
}

/// A laptop. Several programs may run on one.
#[derive(Clone)]
pub(crate) struct Host {
    namespace: std::sync::Arc<Namespace>,
    port: String,
    lan: String,
}

impl Host {
    fn of(namespace: String, port: &str, lan: &str) -> Self {
        Self { namespace: std::sync::Arc::new(Namespace(namespace)), port: port.to_owned(), lan: lan.to_owned() }
    }

    fn name(&self) -> &str {
        &self.namespace.0
    }

    pub(crate) fn ip(&self, arguments: &[&str]) {
        let mut all = vec!["-n", self.name()];
        all.extend(arguments);
        ip(&all);
    }

    /// Lets no more out of this laptop than so many megabits a second.
    pub(crate) fn slow_down(&self, megabits: u32) {
        let rate = format!("{megabits}mbit");
        let shaped = Command::new("ip")
            .args(["netns", "exec", self.name(), "tc", "qdisc", "add", "dev", "eth0", "root", "tbf"])
            .args(["rate", &rate, "burst", "256kb", "latency", "50ms"])
            .status();
        assert!(shaped.is_ok_and(|status| status.success()), "tc limits {rate}");
    }

    /// Pulls the cable out of the switch.
    pub(crate) fn unplug(&self) {
        ip(&["-n", &self.lan, "link", "set", &self.port, "down"]);
    }

    /// Puts it back.
    pub(crate) fn plug(&self) {
        ip(&["-n", &self.lan, "link", "set", &self.port, "up"]);
    }

    /// Drops what comes in and fits this, as a firewall does: `udp dport 5353`.
    pub(crate) fn firewall(&self, matching: &str) {
        let rules = format!(
            "add table inet wall; add chain inet wall in {{ type filter hook input priority 0; }}; add rule inet wall in {matching} drop"
        );
        let status = self.command(Path::new("nft")).arg(&rules).status().expect("nft runs");
        assert!(status.success(), "{rules}");
    }

    /// A command that runs on this laptop.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", self.name()]).arg(program);
        command
    }
}

/// The binary under test: the one that `COMMONPLACE_BIN` names, or else this workspace's, built if it is not up to date.
pub(crate) fn binary() -> PathBuf {
    static BUILT: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    if let Some(given) = std::env::var_os("COMMONPLACE_BIN") {
        return given.into();
    }
    BUILT
        .get_or_init(|| {
            let target = std::env::current_exe().expect("this test has a path");
            let profile = target.ancestors().nth(2).expect("target/debug/deps/it").to_owned();
            let mut build = Command::new(env!("CARGO"));
            // The program as a test of its own package needs it, of the whole workspace: with the same features as
            // `cargo test --workspace` has built it already. `cargo build -p` would build all of libp2p and iced again.
            build.args(["test", "--quiet", "--offline", "--workspace", "--no-run", "--test", "played"]);
            if profile.ends_with("release") {
                build.arg("--release");
            }
            let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
            let built = build.current_dir(root).env("CARGO_TARGET_DIR", profile.parent().expect("target")).status();
            assert!(built.expect("cargo runs").success(), "the binary builds");
            profile.join("commonplace")
        })
        .clone()
}
