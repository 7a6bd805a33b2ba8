//! Learning in pairs on pages: saying one's skills, and what is said of a pair.

use commonplace_node::answer::PersonSkills;

use super::*;

impl Laptop {
    fn my_skills(&self) -> PersonSkills {
        match self.ask(Command::SkillList { circle: self.circle.into() }).into_iter().next() {
            Some(Answer::PersonSkills(skills)) => skills,
            other => panic!("skills: {other:?}"),
        }
    }
}

#[test]
fn skills_are_said_in_a_form_and_stand_there_the_next_time() {
    let laptop = Laptop::new(Language::English);
    let page = laptop.open("pairs");
    assert!(page.contains("Name one thing that you can help with"), "{page}");
    let fields = [
        ("offers", "Osmosis: 3\nDrawing <cells>: 4"),
        ("needs", "Essay plans: 4"),
        ("free", "thu-evening"),
        ("free", "sun-morning"),
        ("capacity", "1"),
        ("speaks", "tr"),
    ];
    let got = laptop.fill("pairs", "do/skills/on/pairs", &fields);
    assert_eq!(got.header("location"), format!("{}pairs?said=skilled", laptop.base()));
    let said = laptop.my_skills();
    assert_eq!((said.offers.len(), said.needs[0].level, said.free.len()), (2, 4, 2));
    assert_eq!((said.capacity, said.languages), (1, vec!["tr".to_owned()]));
    let page = laptop.open("pairs?said=skilled");
    assert!(page.contains("Osmosis: 3\nDrawing &lt;cells&gt;: 4"), "{page}");
    assert!(page.contains("value=\"thu-evening\" checked") && page.contains("Your skills are saved"), "{page}");
    assert!(laptop.open("").contains("All pairs and your skills"));
}

#[test]
fn what_is_refused_comes_back_with_its_reason_at_the_field() {
    let laptop = Laptop::new(Language::English);
    let got = laptop.fill("pairs", "do/skills/on/pairs", &[("offers", "Osmosis: lots"), ("needs", "Graphs: 2")]);
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("For a level choose one of: 1, 2, 3, 4"), "{}", got.text);
    assert!(
        got.text.contains("Osmosis: lots") && got.text.contains("Graphs: 2"),
        "nothing typed is lost: {}",
        got.text
    );
    assert!(got.text.contains("aria-invalid"), "{}", got.text);
    assert!(laptop.my_skills().offers.is_empty());
}
