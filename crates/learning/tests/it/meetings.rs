//! Stories of meetings.

use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use commonplace_learning::body::Unfit;
use commonplace_learning::meeting::{self, Comer, Comes, Details, Meeting, NotYours};
use commonplace_learning::summary::MeetingRow;
use commonplace_learning::{FoldError, Standing, comment, moderation};

use crate::people::{Desk, alice, bob, eve, fatima, meet};

const THURSDAY: Timestamp = Timestamp::from_millis(1_796_320_800_000);
const FRIDAY: Timestamp = Timestamp::from_millis(1_796_407_200_000);

fn plan(desk: &mut Desk, title: &str) -> RecordId {
    let new = Details { title: title.to_owned(), when: Some(THURSDAY), place: "Room 12".into(), ..Details::default() };
    desk.write(meeting::compose(new).expect("fits"))
}

fn seen(desk: &Desk) -> Meeting {
    Meeting::fold(&desk.entries()).expect("the meeting is here")
}

fn change(desk: &mut Desk, how: impl FnOnce(&mut Details)) -> RecordId {
    let mut to = seen(desk).details();
    how(&mut to);
    let content = seen(desk).change(&desk.person, desk.standing, to).expect("may");
    desk.write(content)
}

fn come(desk: &mut Desk, comes: Comes) {
    let content = seen(desk).come(&desk.person, comes).expect("fits");
    desk.write(content);
}

#[test]
fn everybody_says_whether_they_come_and_changes_their_mind() {
    let (mut alice, mut bob) = (alice(), bob());
    plan(&mut alice, "Membranes");
    meet(&mut alice, &mut bob);
    come(&mut alice, Comes::Yes);
    come(&mut bob, Comes::Maybe);
    meet(&mut alice, &mut bob);
    let row = MeetingRow::fold(&alice.entries()).expect("a meeting");
    assert_eq!((row.yes, row.maybe, row.no), (1, 1, 0));
    come(&mut bob, Comes::No);
    meet(&mut alice, &mut bob);
    assert_eq!(seen(&alice).coming_of(&bob.person).map(|comer| comer.comes), Some(Comes::No));
    come(&mut bob, Comes::None);
    assert_eq!(seen(&bob).coming_of(&bob.person), None, "taken back");
    assert_eq!(seen(&bob).count(Comes::Yes), 1, "that of others stays");
}

#[test]
fn who_said_yes_to_thursday_has_not_said_yes_to_friday() {
    let (mut alice, mut bob) = (alice(), bob());
    plan(&mut alice, "Membranes");
    meet(&mut alice, &mut bob);
    come(&mut bob, Comes::Yes);
    change(&mut alice, |details| details.when = Some(FRIDAY));
    meet(&mut alice, &mut bob);
    let of_bob = Comer { person: bob.person, comes: Comes::Yes, of_another_time: true };
    assert_eq!(seen(&alice).coming(), [of_bob]);
    assert_eq!(seen(&alice).count(Comes::Yes), 0);
    come(&mut bob, Comes::Yes);
    assert_eq!(seen(&bob).count(Comes::Yes), 1);
    change(&mut alice, |details| details.place = "Library".into());
    meet(&mut alice, &mut bob);
    assert_eq!(seen(&alice).count(Comes::Yes), 1, "another room is the same time");
}

#[test]
fn who_planned_it_and_who_moderates_change_it_and_both_versions_stand() {
    let (mut alice, mut fatima) = (alice(), fatima());
    plan(&mut alice, "Membranes");
    meet(&mut alice, &mut fatima);
    change(&mut alice, |details| details.place = "Library".into());
    change(&mut fatima, |details| details.when = Some(FRIDAY));
    meet(&mut alice, &mut fatima);
    let meeting = seen(&alice);
    assert_eq!(meeting.details().when, Some(FRIDAY), "that of the higher standing first");
    assert_eq!(meeting.changed_by(), Some(fatima.person));
    let [(by, also)] = &meeting.also()[..] else { panic!("{:?}", meeting.also()) };
    assert_eq!((*by, also.place.as_str()), (alice.person, "Library"), "and what was written apart is kept");
    // What is said with both in sight settles it.
    change(&mut alice, |details| details.place = "Library".into());
    meet(&mut alice, &mut fatima);
    assert_eq!(seen(&fatima).also(), []);
    assert_eq!(seen(&fatima).details().place, "Library");
    assert_eq!(seen(&fatima).details().when, Some(FRIDAY));
}

#[test]
fn a_change_by_anybody_else_counts_for_nothing() {
    let (mut alice, mut eve) = (alice(), eve());
    plan(&mut alice, "Membranes");
    meet(&mut alice, &mut eve);
    let off = Details { called_off: true, ..seen(&eve).details() };
    assert_eq!(seen(&eve).change(&eve.person, eve.standing, off.clone()), Err(NotYours::Neither));
    // A changed program writes it all the same; honest ones pass over it.
    let forged = seen(&eve).change(&alice.person, Standing::Learner, off).expect("as alice");
    eve.write(forged);
    meet(&mut alice, &mut eve);
    for desk in [&alice, &eve] {
        assert!(!seen(desk).details().called_off);
        assert_eq!(seen(desk).also(), []);
    }
    // Nor does she answer for somebody else: what she writes is her own.
    let forged = seen(&eve).come(&alice.person, Comes::No).expect("fits");
    eve.write(forged);
    assert_eq!(seen(&eve).coming_of(&alice.person), None);
}

#[test]
fn it_is_called_off_and_takes_place_again() {
    let (mut alice, mut fatima) = (alice(), fatima());
    plan(&mut alice, "Membranes");
    meet(&mut alice, &mut fatima);
    change(&mut fatima, |details| details.called_off = true);
    meet(&mut alice, &mut fatima);
    assert!(MeetingRow::fold(&alice.entries()).expect("a meeting").called_off);
    change(&mut alice, |details| details.called_off = false);
    meet(&mut alice, &mut fatima);
    assert!(!seen(&fatima).details().called_off);
}

#[test]
fn recaps_named_apart_are_both_kept_and_anybody_names_one() {
    let (mut alice, mut bob) = (alice(), bob());
    plan(&mut alice, "Membranes");
    meet(&mut alice, &mut bob);
    let (one, other) = (RecordId::from_bytes([1; 32]), RecordId::from_bytes([2; 32]));
    let by_alice = seen(&alice).recap(Some(one)).expect("fits");
    alice.write(by_alice);
    let by_bob = seen(&bob).recap(Some(other)).expect("fits");
    bob.write(by_bob);
    meet(&mut alice, &mut bob);
    let mut recaps = seen(&alice).recaps();
    recaps.sort_unstable();
    assert_eq!(recaps, [one, other]);
    let settled = seen(&bob).recap(Some(one)).expect("fits");
    bob.write(settled);
    meet(&mut alice, &mut bob);
    assert_eq!(seen(&alice).recaps(), [one]);
}

#[test]
fn what_its_author_takes_back_is_shown_to_nobody() {
    let (mut alice, mut bob) = (alice(), bob());
    let id = plan(&mut alice, "Membranes");
    alice.write(comment::compose(id, id, "Bring paper.").expect("fits"));
    assert!(seen(&alice).searchable_text().contains("Bring paper."));
    meet(&mut alice, &mut bob);
    bob.write(moderation::retract(id, id).expect("fits"));
    assert!(!MeetingRow::fold(&bob.entries()).expect("a meeting").retracted, "it is not his");
    alice.write(moderation::retract(id, id).expect("fits"));
    let row = MeetingRow::fold(&alice.entries()).expect("a meeting");
    assert!(row.retracted && row.title.is_empty() && row.when.is_none());
    assert!(Meeting::fold(&[]).is_err_and(|error| error == FoldError::NoRoot));
}

#[test]
fn a_meeting_needs_a_title_and_a_time_that_has_four_digits_to_its_year() {
    let none = meeting::compose(Details { when: Some(THURSDAY), ..Details::default() });
    assert_eq!(none, Err(Unfit::Empty("title")));
    let at = |millis| Details { title: "x".into(), when: Some(Timestamp::from_millis(millis)), ..Details::default() };
    assert_eq!(meeting::compose(at(limits::MEETING_WHEN_END + 1)), Err(Unfit::TooFar("time")));
    assert!(meeting::compose(at(limits::MEETING_WHEN_END)).is_ok());
}
