//! Who changed what, a sentence each.

use commonplace_node::answer::{Author, LogLine};

use super::screen::{Screen, clean};
use super::whole::DOT;

/// When, who, what, and whether it counts.
pub(super) fn of(line: &LogLine, screen: &Screen) -> String {
    let somebody = || screen.text.get("cli-somebody");
    // Not `author`: most languages have other words for what you did than for what they did.
    let named = |author: &Author| {
        let name = clean(&author.name);
        if author.me { screen.text.with("cli-log-me", &[("name", name.into())]) } else { name }
    };
    let by = line.by.as_ref().map_or_else(somebody, named);
    let who = line.who.as_ref().map_or_else(somebody, named);
    let role = line.role.map(|role| screen.role(role)).unwrap_or_default();
    let words = line.words.as_deref().map(clean).unwrap_or_default();
    let item = line.item.map(|item| item.short()).unwrap_or_default();
    let values =
        [("by", by.into()), ("who", who.into()), ("role", role.into()), ("words", words.into()), ("item", item.into())];
    let said = screen.text.with(&format!("cli-log-{}", line.did.name()), &values);
    let mut lines = vec![format!("{}{DOT}{said}", screen.dim(&screen.when(line.at)))];
    if let Some(why) = &line.why {
        let why = screen.text.find(&format!("cli-void-{why}"), &[]).unwrap_or_else(|| clean(why));
        let void = screen.text.with("cli-log-void", &[("why", why.into())]);
        lines.push(format!("    {}", screen.warn(&void)));
    }
    if line.hidden > 0 {
        let hidden = screen.text.with("cli-log-hidden", &[("count", line.hidden.into())]);
        lines.push(format!("    {}", screen.warn(&hidden)));
    }
    if line.readable > 0 {
        let who = line.who.as_ref().or(line.by.as_ref()).map_or_else(somebody, named);
        let values = [("count", line.readable.into()), ("who", who.into())];
        lines.push(format!("    {}", screen.warn(&screen.text.with("cli-log-readable", &values))));
    }
    lines.join("\n")
}
