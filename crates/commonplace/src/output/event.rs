//! What a running node tells, one line each.

use commonplace_node::event::{Event, RelayNews, Way};
use commonplace_node::relay::words_of;

use super::address::{short, typed};
use super::row::short_peer;
use super::screen::{Screen, clean};

/// The line for an event; none for one that only matters to programs, unless `all` are wanted.
pub(super) fn line(event: &Event, screen: &Screen, all: bool) -> Option<String> {
    let text = &screen.text;
    Some(match event {
        Event::Started { name, .. } => text.with("cli-event-started", &[("name", clean(name).into())]),
        Event::Listening { addresses } => {
            text.with("cli-event-listening", &[("addresses", typed(addresses).join("  ").into())])
        }
        Event::Met { person, .. } => text.with("cli-event-met", &[("person", clean(person).into())]),
        Event::Synced { title, person, records, .. } => {
            let values =
                [("title", clean(title).into()), ("person", clean(person).into()), ("records", (*records).into())];
            screen.good(&text.with("cli-event-synced", &values))
        }
        Event::Joined { title, .. } => screen.good(&text.with("cli-joining-joined", &[("title", clean(title).into())])),
        Event::NewDevice { name, .. } => {
            screen.warn(&text.with("cli-event-new-device", &[("name", clean(name).into())]))
        }
        Event::Removed { title, by, at, .. } => screen.warn(&super::whole::removed(title, by.as_deref(), *at, screen)),
        Event::DeviceRevoked { title, .. } => {
            screen.warn(&text.with("cli-event-device-revoked", &[("title", clean(title).into())]))
        }
        Event::Refused { why, .. } => {
            let said = text.find(&format!("cli-join-{why}"), &[]);
            screen.warn(&said.unwrap_or_else(|| clean(why)))
        }
        Event::Pairing(pairing) => return super::pairing::event(pairing, screen, all),
        Event::Relay { title, relay, news, count, .. } => {
            let relay = clean(&short(relay));
            let values = [("title", clean(title).into()), ("relay", relay.into()), ("count", (*count).into())];
            match news {
                RelayNews::Holds => screen.good(&text.with("cli-event-relay-holds", &values)),
                RelayNews::Full => screen.warn(&text.with("cli-event-relay-full", &values)),
                RelayNews::Unknown => screen.warn(&text.with("cli-event-relay-unknown", &values)),
                RelayNews::Lost => screen.warn(&text.with("cli-event-relay-lost", &values)),
                RelayNews::Asked => screen.good(&text.with("cli-event-relay-asked", &values)),
                RelayNews::Without => screen.warn(&text.with("cli-event-relay-without", &values)),
                RelayNews::Forgot => screen.good(&text.with("cli-event-relay-forgot", &values)),
                RelayNews::Withheld => screen.warn(&text.with("cli-event-relay-withheld", &values)),
            }
        }
        Event::Relaying { peer, addresses, leases } => {
            let values = [("addresses", clean(&addresses.join("  ")).into()), ("leases", (*leases).into())];
            let words = text.with("cli-relay-words", &[("words", words_of(peer).into())]);
            format!("{}\n{words}", text.with("cli-event-relaying", &values))
        }
        Event::Serving { address, title, .. } => {
            let said = text.with("cli-event-serving", &[("title", clean(title).into())]);
            // On a line of its own, without the marks that fence a name in: it is copied as it stands.
            format!("{said}\n{}", clean(address))
        }
        Event::Rebuilding { percent } => text.with("cli-event-rebuilding", &[("percent", (*percent).into())]),
        Event::Ready => text.get("cli-event-ready"),
        Event::Trouble { text } => screen.warn(&clean(text)),
        Event::Stopping => text.get("cli-event-stopping"),
        frequent if all => of_frequent(frequent, screen),
        _ => return None,
    })
}

/// The line for an event that comes often.
pub(crate) fn of_frequent(event: &Event, screen: &Screen) -> String {
    let text = &screen.text;
    match event {
        Event::PeerUp { peer, address, .. } => {
            text.with("cli-event-peer-up", &[("peer", short_peer(peer).into()), ("address", clean(address).into())])
        }
        Event::PeerMoved { peer, way, .. } => {
            let key = match way {
                Way::Local => "cli-event-peer-local",
                Way::Direct => "cli-event-peer-direct",
                Way::Relayed => "cli-event-peer-relayed",
            };
            text.with(key, &[("peer", short_peer(peer).into())])
        }
        Event::PeerDown { peer } => text.with("cli-event-peer-down", &[("peer", short_peer(peer).into())]),
        Event::Receiving { received, .. } => text.with("cli-event-receiving", &[("count", (*received).into())]),
        Event::BlobHere { blob, .. } => text.with("cli-event-blob", &[("blob", blob.short().into())]),
        Event::BlobGone { blob, .. } => text.with("cli-event-blob-gone", &[("blob", blob.short().into())]),
        Event::BlobProgress { blob, here, of, rate, peers } => {
            let values = [
                ("blob", blob.short().into()),
                ("here", screen.size(*here).into()),
                ("of", screen.size(*of).into()),
                ("rate", screen.size(*rate).into()),
                ("peers", (*peers).into()),
            ];
            text.with("cli-event-blob-progress", &values)
        }
        Event::AttachProgress { name, done, of } => {
            let values =
                [("name", clean(name).into()), ("done", screen.size(*done).into()), ("of", screen.size(*of).into())];
            text.with("cli-event-attach-progress", &values)
        }
        Event::SettingsChanged => text.get("cli-event-settings"),
        Event::ShowWindow { .. } => text.get("cli-event-show-window"),
        Event::DraftChanged { key } => text.with("cli-event-draft", &[("draft", clean(key).into())]),
        Event::Changed { circle, .. } => text.with("cli-event-changed", &[("circle", circle.short().into())]),
        Event::Disputed { circle, .. } => text.with("cli-event-disputed", &[("circle", circle.short().into())]),
        other => format!("{other:?}"),
    }
}
