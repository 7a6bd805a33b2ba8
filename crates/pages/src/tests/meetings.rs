//! Meetings on pages: when and where, who comes, and the form in which one says so oneself.

use commonplace_node::command::Comes;

use super::*;

impl Laptop {
    fn meeting(&self, title: &str, when: &str) -> RecordId {
        self.written(Command::MeetingNew {
            circle: self.circle.into(),
            title: title.into(),
            when: Some(Zone::ahead(60).moment(when).expect("a time")),
            place: "Room <12>".into(),
            agenda: "## Work\n\nBring a *potato*.".into(),
        })
    }

    fn my_answer(&self, id: RecordId) -> Option<Comes> {
        match self.ask(Command::MeetingShow { meeting: id.into() }).pop() {
            Some(Answer::Meeting(meeting)) => meeting.row.my_answer,
            other => panic!("a meeting: {other:?}"),
        }
    }
}

#[test]
fn the_home_begins_with_the_next_meeting_and_it_is_answered_there() {
    let laptop = Laptop::new(Language::English);
    let later = laptop.meeting("Later", "2099-12-10 18:00");
    let id = laptop.meeting("Membranes", "2099-12-03 18:00");
    let home = laptop.open("");
    assert!(home.contains("Next meeting") && home.contains("Thursday, 3 December 2099, 18:00"), "{home}");
    assert!(home.contains("datetime=\"2099-12-03T17:00:00Z\""), "the moment itself, for programs: {home}");
    assert!(home.contains("Room &lt;12&gt;") && !home.contains("Later"), "{home}");
    let got = laptop.fill("", &format!("do/come/{id}/on/"), &[("value", "yes")]);
    assert_eq!(got.header("location"), format!("{}?said=came", laptop.base()));
    assert_eq!(laptop.my_answer(id), Some(Comes::Yes));
    let page = laptop.open(&format!("meeting/{id}?said=came"));
    assert!(page.contains("One comes: you") && page.contains("aria-pressed=\"true\""), "{page}");
    assert!(page.contains("<em>potato</em>"), "{page}");
    let act = format!("do/come/{id}/on/meeting/{id}");
    laptop.fill(&format!("meeting/{id}"), &act, &[("value", "none")]);
    assert_eq!(laptop.my_answer(id), None);
    let all = laptop.open("meetings");
    assert!(all.find("Membranes") < all.find("Later"), "the earliest first: {all}");
    assert!(laptop.open("search?q=potato").contains(&format!("meeting/{later}")));
}

#[test]
fn what_is_called_off_or_over_is_not_answered_and_what_came_of_it_is_led_to() {
    let laptop = Laptop::new(Language::English);
    let over = laptop.meeting("Salt", "2020-12-03 18:00");
    let title = "Recap".to_owned();
    let recap = laptop.written(Command::MeetingTell { meeting: over.into(), title, text: "We weighed.".into() });
    let page = laptop.open(&format!("meeting/{over}"));
    assert!(!page.contains("do/come"), "{page}");
    assert!(page.contains(&format!("note/{recap}")), "{page}");
    assert!(!laptop.open("").contains("Next meeting"));
    assert_eq!(laptop.send(&format!("meeting/{recap}"), None, &[]).status, StatusCode::NOT_FOUND, "a note is none");
}

#[test]
fn a_link_by_name_leads_to_a_question_where_no_note_has_its_title() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why salt");
    let got = laptop.send("link?name=Why%20salt&title=1", None, &[]);
    assert_eq!(got.header("location"), format!("{}question/{question}", laptop.base()));
    let note = laptop.note("Why salt", "So.");
    let got = laptop.send("link?name=Why%20salt&title=1", None, &[]);
    assert_eq!(got.header("location"), format!("{}note/{note}", laptop.base()));
}
