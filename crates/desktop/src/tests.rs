//! Stories of people at the window.

mod attachments;
mod book;
mod cards;
mod choosing;
mod circle;
mod closing;
mod desk;
mod disputes;
mod drafts;
#[path = "tests/fake.rs"]
mod fake;
mod first;
mod home;
mod identity;
mod joining;
mod judging;
mod keyboard;
mod late;
mod library;
mod looks;
mod meetings;
mod opening;
mod page;
mod pairs;
mod pictures;
mod reading;
mod revising;
mod rooms;
mod running;
#[path = "tests/sample.rs"]
#[allow(dead_code, reason = "shared with the preview, which shows more of it")]
mod sample;
mod seeking;
mod selecting;
mod voting;
mod waiting;
mod window;
mod writing;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::Membership;
use commonplace_node::command::Command;

use self::fake::{World, person};
use self::window::Window;

/// Alice's home with one circle, two notes and a question of hers that Bob has answered.
struct Story {
    world: World,
    circle: CircleId,
    osmosis: RecordId,
    question: RecordId,
    answer: RecordId,
}

fn story() -> Story {
    let mut world = World::of("Alice");
    let circle = world.add_circle("Cell biology", Membership::Joined, 3);
    let alice = world.me();
    let osmosis = world.add_note(circle, alice.clone(), "Osmosis", "Water *moves* to where salt is.", 60);
    world.add_note(circle, person("Bob"), "Enzymes", "They are **catalysts**.", 7_200);
    let question = world.add_question(circle, alice, "Why does salt attract water?", "I do not see it.", 600);
    let answer = world.add_answer(question, person("Bob"), "It does not: water spreads out.", 300);
    Story { world, circle, osmosis, question, answer }
}

/// The window of that home, in its circle.
fn in_circle(world: World) -> Window {
    let mut window = Window::open(world);
    window.click("Cell biology");
    window
}

/// Commands other than those that read.
fn written(window: &Window) -> Vec<Command> {
    let writes = |command: &&Command| {
        matches!(
            command,
            Command::NoteNew { .. }
                | Command::NoteEdit { .. }
                | Command::Ask { .. }
                | Command::Answer { .. }
                | Command::Revise { .. }
                | Command::Accept { .. }
                | Command::Vote { .. }
                | Command::QuickVoteNew { .. }
                | Command::QuickVoteChoose { .. }
                | Command::QuickVoteUncover { .. }
                | Command::QuickVoteAgain { .. }
                | Command::Comment { .. }
                | Command::Flag { .. }
                | Command::Hide { .. }
                | Command::Retract { .. }
                | Command::CircleNew { .. }
                | Command::CircleJoin { .. }
                | Command::CircleJoinNearby { .. }
                | Command::CircleJoinCode { .. }
                | Command::CircleInviteCode { .. }
                | Command::CircleAdmit { .. }
                | Command::PairingRefuse { .. }
                | Command::CircleRole { .. }
                | Command::CircleRemove { .. }
                | Command::CircleSet { .. }
                | Command::CircleLeave { .. }
                | Command::CircleUninvite { .. }
                | Command::BundleRead { .. }
                | Command::BundleHave { .. }
                | Command::BundleWrite { .. }
                | Command::Backup { .. }
                | Command::DeviceRevoke { .. }
                | Command::DeviceLink { .. }
                | Command::DeviceLinkCode { .. }
                | Command::DeviceBecome { .. }
                | Command::DeviceBecomeCode { .. }
                | Command::BlobFetch { .. }
                | Command::BlobCancel { .. }
                | Command::Pin { .. }
                | Command::CircleQuota { room: Some(_), .. }
                | Command::Unpin { .. }
        )
    };
    window.double.world().asked.iter().filter(writes).cloned().collect()
}
