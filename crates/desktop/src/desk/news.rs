//! What the node tells, and what is read again because of it.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::{Answer, Circle, Nearby, Peer};
use commonplace_node::command::{self, Command};
use commonplace_node::event::Event;
use commonplace_node::node::Node;
use iced::Task;

use super::{Desk, Dialog, Message, Page, Toast};
use crate::ask::{self, All};
use crate::notices::{MEETINGS, Notice};
use crate::screen::attachments::{Attachments, Part};
use crate::screen::open::Open as _;
use crate::screen::people::Health;
use crate::ui::card::Item;

/// What is being read, and what the status line knows from events alone.
#[derive(Debug, Default)]
pub(super) struct News {
    circles: Reading,
    health: Reading,
    /// Records received in the session under way, and how many are expected.
    pub(super) receiving: Option<(u64, Option<u64>)>,
    /// Whether anything was received since the last tick: a session may end without a word.
    is_receiving: bool,
    /// Something that needs a person.
    pub(super) trouble: Option<String>,
}

/// One reading at a time; what changes meanwhile is read by the next.
#[derive(Debug, Default)]
struct Reading {
    busy: bool,
    again: bool,
}

impl Reading {
    fn begin(&mut self) -> bool {
        self.again = self.busy;
        !std::mem::replace(&mut self.busy, true)
    }

    fn end(&mut self) -> bool {
        self.busy = false;
        std::mem::take(&mut self.again)
    }
}

impl Desk {
    /// Reads everything again that the window shows.
    pub(super) fn read_all(&mut self) -> Task<Message> {
        let list = match &mut self.list {
            Some(list) => list.changed(&self.reach).map(Message::List),
            None => Task::none(),
        };
        let home = self.read_home();
        Task::batch([self.read_circles(), self.read_health(), list, home, self.read_page()])
    }

    /// While it is in sight; whoever comes back to it has it read again.
    pub(super) fn read_home(&mut self) -> Task<Message> {
        if !matches!(self.page, Page::Blank | Page::Home) {
            return Task::none();
        }
        self.home.as_mut().map_or_else(Task::none, |home| home.read(&self.reach).map(Message::CircleHome))
    }

    pub(super) fn read_circles(&mut self) -> Task<Message> {
        if self.news.circles.begin() { self.reach.all(Command::CircleList, Message::Circles) } else { Task::none() }
    }

    pub(super) fn read_health(&mut self) -> Task<Message> {
        if !self.news.health.begin() {
            return Task::none();
        }
        Task::perform(health(self.reach.node.clone()), |health| Message::Health(Box::new(health)))
    }

    pub(super) fn read_page(&self) -> Task<Message> {
        match &self.page {
            Page::Note(page) => page.load(&self.reach).map(Message::Note),
            Page::Card(page) => page.load(&self.reach).map(Message::Card),
            Page::Question(page) => page.load(&self.reach).map(Message::Question),
            Page::Dispute(page) => page.load(&self.reach).map(Message::Dispute),
            Page::Disputes(page) => page.load(&self.reach).map(Message::Disputes),
            Page::Meeting(page) => page.load(&self.reach).map(Message::Meeting),
            Page::Meetings(page) => page.load(&self.reach).map(Message::Meetings),
            Page::Pairs(page) => page.load(&self.reach).map(Message::Pairs),
            Page::QuickVote(page) => page.load(&self.reach).map(Message::QuickVote),
            Page::Circle(page) => page.load(&self.reach).map(Message::Circle),
            _ => Task::none(),
        }
    }

    pub(super) fn circles_came(&mut self, circles: All<Circle>) -> Task<Message> {
        let again = self.news.circles.end();
        match circles {
            Ok(circles) => self.circles = Some(circles),
            Err(error) => self.toast = Some(Toast::Sentence(error)),
        }
        let next = if again { self.read_circles() } else { Task::none() };
        Task::batch([self.watch_circles(), next])
    }

    /// Sees what is new in the circles, for whoever looks elsewhere.
    fn watch_circles(&mut self) -> Task<Message> {
        let (news, look) = self.watch.circles(self.circles.as_deref().unwrap_or_default());
        self.notices.extend(news);
        let ask = |(circle, questions): (CircleId, bool)| {
            let list = Command::QuestionList { circle: circle.into(), open: false, page: command::Page::FIRST };
            let asked = self.reach.all(list, move |questions| Message::Watched(circle, questions));
            let asked = if questions { asked } else { Task::none() };
            let page = command::Page { skip: 0, take: MEETINGS };
            let list = Command::MeetingList { circle: circle.into(), page };
            let meetings = self.reach.all(list, move |meetings| Message::WatchedMeetings(circle, meetings));
            let list = Command::PairList { circle: circle.into() };
            let pairs = self.reach.all(list, move |pairs| Message::WatchedPairs(circle, pairs));
            Task::batch([asked, meetings, pairs])
        };
        Task::batch(look.into_iter().map(ask))
    }

    pub(super) fn health_came(&mut self, health: Health) -> Task<Message> {
        let again = self.news.health.end();
        self.health = health;
        let lonely = match &self.page {
            Page::People(people) => people.read(&self.health, &self.reach).map(Message::People),
            _ => Task::none(),
        };
        let next = if again { self.read_health() } else { Task::none() };
        Task::batch([lonely, next])
    }

    /// Time has passed.
    pub(super) fn tick(&mut self) -> Task<Message> {
        if !std::mem::take(&mut self.news.is_receiving) {
            self.news.receiving = None;
        }
        match &mut self.page {
            Page::Review(page) => page.tick(self.reach.host.now(), &self.reach).map(Message::Review),
            _ => Task::none(),
        }
    }

    /// The node tells something.
    pub(super) fn heard(&mut self, event: Event) -> Task<Message> {
        match event {
            Event::Changed { circle, threads } => self.changed(circle, &threads),
            // Whatever is open may be made from what is disputed.
            Event::Disputed { disputes, .. } => self.disputed(&disputes),
            Event::PeerUp { .. } | Event::PeerMoved { .. } | Event::Met { .. } | Event::Listening { .. } => {
                Task::batch([self.read_health(), self.look_nearby()])
            }
            Event::Pairing(pairing) => self.paired(pairing),
            Event::PeerDown { .. } | Event::Synced { .. } => {
                self.news.receiving = None;
                if let Some(attachments) = self.attachments_mut() {
                    attachments.settle();
                }
                Task::batch([self.read_circles(), self.read_health(), self.look_nearby()])
            }
            Event::Receiving { received, expected, .. } => {
                self.news.receiving = Some((received, expected));
                self.news.is_receiving = true;
                Task::none()
            }
            Event::Joined { circle, title } => {
                self.toast = Some(Toast::Joined(title));
                self.notices.push(Notice::LetIn);
                // Whoever still looks at the ticket wants to go in.
                if matches!(&self.dialog, Some(Dialog::Join(join)) if join.pending() == Some(circle)) {
                    return self.joined(circle);
                }
                let anew = self.list.as_ref().is_some_and(|list| list.circle() == circle);
                if anew { self.read_all() } else { self.read_circles() }
            }
            Event::Refused { why, .. } => {
                self.toast = Some(Toast::Told(why));
                self.read_circles()
            }
            Event::BlobHere { .. } | Event::BlobGone { .. } => Task::batch([self.read_page(), self.read_health()]),
            Event::BlobProgress { blob, here, rate, peers, .. } => {
                if let Some(attachments) = self.attachments_mut() {
                    attachments.progressed(blob, Part { here, rate, peers });
                }
                Task::none()
            }
            Event::Trouble { text } => {
                self.news.trouble = Some(text);
                self.read_health()
            }
            // This device is another one, or reads only from now on: everything shown may depend on it.
            Event::Relay { .. } | Event::Relaying { .. } => self.read_health(),
            Event::NewDevice { .. } | Event::DeviceRevoked { .. } | Event::Removed { .. } => self.read_all(),
            Event::DraftChanged { key } => Task::batch([self.draft_changed(&key), self.read_home()]),
            Event::Started { .. } | Event::Ready => self.read_all(),
            // Of settings, and that it is wanted, the window itself hears.
            Event::AttachProgress { .. }
            | Event::Rebuilding { .. }
            | Event::Stopping
            | Event::SettingsChanged
            | Event::ShowWindow { .. }
            | Event::Serving { .. } => Task::none(),
        }
    }

    /// Those of the page that is open, if it has any.
    fn attachments_mut(&mut self) -> Option<&mut Attachments> {
        match &mut self.page {
            Page::Note(page) => Some(page.attachments_mut()),
            Page::Question(page) => Some(page.attachments_mut()),
            _ => None,
        }
    }

    /// What lies open is before somebody: it is not new any more, on no laptop of theirs.
    pub(super) fn mark_read(&self) -> Task<Message> {
        let Some(item) = self.item() else { return Task::none() };
        self.reach.done(Command::MarkRead { item: item.id().into() }, |_| Message::Marked)
    }

    /// Another laptop has written or ended a draft: whoever has it open sees so.
    fn draft_changed(&self, key: &str) -> Task<Message> {
        match &self.page {
            Page::Editor(editor) => editor.look_again(key, &self.reach).map(Message::Editor),
            Page::Note(page) => page.look_again(key, &self.reach).map(Message::Note),
            Page::Card(page) => page.look_again(key, &self.reach).map(Message::Card),
            Page::Question(page) => page.look_again(key, &self.reach).map(Message::Question),
            Page::Dispute(page) => page.look_again(key, &self.reach).map(Message::Dispute),
            Page::Meeting(page) => page.look_again(key, &self.reach).map(Message::Meeting),
            Page::QuickVote(page) => page.look_again(key, &self.reach).map(Message::QuickVote),
            Page::Pairs(page) => page.look_again(key, &self.reach).map(Message::Pairs),
            _ => Task::none(),
        }
    }

    fn changed(&mut self, circle: CircleId, threads: &[RecordId]) -> Task<Message> {
        let list = match &mut self.list {
            Some(list) if list.circle() == circle => {
                let list = list.changed(&self.reach).map(Message::List);
                Task::batch([list, self.read_home()])
            }
            _ => Task::none(),
        };
        let open = self.item().map(Item::id);
        let all = match &self.page {
            Page::Meetings(page) => page.circle() == circle,
            Page::Pairs(page) => page.circle() == circle,
            // What was said to a dispute is said in the thread of what it disputes.
            Page::Dispute(_) => true,
            _ => false,
        };
        let concerned = all || open.is_some_and(|open| threads.is_empty() || threads.contains(&open));
        let review = match &mut self.page {
            Page::Review(page) if page.circle() == circle => page.look_again(&self.reach).map(Message::Review),
            _ => Task::none(),
        };
        let page = if concerned { Task::batch([self.read_page(), self.mark_read()]) } else { Task::none() };
        Task::batch([list, page, review, self.read_circles(), self.read_health()])
    }
}

/// How things are, as far as the node says; what it does not say is left empty.
async fn health(node: Node) -> Health {
    let mut health = Health::default();
    for answer in ask::answers(&node, Command::Status { circle: None }).await.unwrap_or_default() {
        match answer {
            Answer::Status(status) => health.status = Some(status),
            Answer::CircleStatus(circle) => health.circles.push(circle),
            _ => {}
        }
    }
    health.peers = ask::all::<Peer>(node.clone(), Command::Peers).await.unwrap_or_default();
    let nearby = ask::all::<Nearby>(node, Command::Nearby).await.unwrap_or_default();
    // The node has it always, and others see it where there is a network.
    let me = nearby.into_iter().find(|node| node.me && health.has_network());
    health.name = me.map(|node| node.name);
    health
}
