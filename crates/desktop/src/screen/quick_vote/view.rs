//! What one sees of a quick vote.

use commonplace_node::answer::{QuickVote, QuickVoteRound, Related};
use commonplace_node::sentence::{self, chose_otherwise, sealed};
use iced::widget::{Column, column, container, mouse_area, space};
use iced::{Center, Color, Element, Fill, FillPortion};

use super::{Message, Page};
use crate::icon::Icon;
use crate::screen::items::{self, Around, Of, Place, item_id};
use crate::screen::note::{inset, on_paper};
use crate::screen::{PAGE_SCROLL, comments, question};
use crate::theme::style::{self, Look};
use crate::theme::{SANS_MEDIUM, SERIF, leading, measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, label, meta, slot, title};
use crate::ui::time::ago;
use crate::widget::markdown::page::Beside;
use crate::widget::markdown::spans::WORD_JOINER;
use crate::widget::{Around as Hearing, Press, Select, direction, text};

impl Page {
    /// The page.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, around: Around) -> Element<'a, Message> {
        let Some(vote) = &self.vote else {
            return container(slot(self.items.refusal(ui))).padding(gap::L).into();
        };
        let mut sheet = column![inset(self.head(ui, vote, around))].spacing(gap::L).width(Fill);
        if let Some((round, earlier)) = vote.rounds.split_last() {
            sheet = sheet.push(inset(self.round(ui, vote, round)));
            if !earlier.is_empty() {
                let rounds = earlier.iter().rev().map(|round| before(ui, vote, round));
                let rounds = Column::with_children(rounds).spacing(gap::M);
                sheet = sheet.push(inset(ui.section("vote-earlier", rounds.into())));
            }
        }
        if !vote.followed_by.is_empty() {
            let links = vote.followed_by.iter().map(|next| related(ui, next));
            sheet = sheet.push(inset(ui.section("vote-followed-by", Column::with_children(links).into())));
        }
        if !vote.disputes.is_empty() {
            let lines = ui.dispute_lines(&vote.disputes, Message::Dispute);
            sheet = sheet.push(inset(ui.section("disputes", lines)));
        }
        let said = self.items.comments(ui, self.id, &vote.replies, around, |_| Beside::nothing());
        sheet = sheet.push(inset(said.map(Message::Items)));
        let select = Select::new(Message::Selected, WORD_JOINER);
        column![
            self.tools(ui, vote, around.behind),
            hairline(&ui.colors),
            ui.scroll(Hearing::new(on_paper(sheet), select)).id(PAGE_SCROLL)
        ]
        .into()
    }

    fn tools<'a>(&'a self, ui: &'a Ui, vote: &QuickVote, behind: bool) -> Element<'a, Message> {
        let mut parts: Vec<Element<'a, Message>> = Vec::new();
        if behind || !ui.is_wide() {
            parts.push(ui.tool(ui.back_icon(), ui.text.get("back"), Message::Back));
        }
        parts.push(ui.vote_state(vote.row.uncovered, &sealed(vote.row.chosen, vote.row.of, &ui.text)));
        parts.push(space::horizontal().into());
        let begin = Message::Items(items::Message::Comments(comments::Message::Begin(self.id)));
        parts.push(ui.icon_button(Icon::Comment, ui.text.get("comment"), Look::Quiet).on_press(begin).into());
        parts.push(items::more(ui, self.id).map(Message::Items));
        ui.toolbar(parts).spacing(gap::XXS).into()
    }

    fn head<'a>(&'a self, ui: &'a Ui, vote: &'a QuickVote, around: Around) -> Element<'a, Message> {
        let row = &vote.row;
        let by = ui.byline(&row.author, std::iter::once(ago(ui, row.created)));
        let mut head = column![
            direction::placed(title(&row.title, size::TITLE), &row.title),
            ui.beside_byline(by, row.on, row.author.me, &[]),
        ]
        .spacing(gap::S)
        .align_x(ui.start());
        if row.hidden {
            let of = Of { item: row.id, author: &row.author, hidden: true };
            head = head.push(items::hidden(ui, of, vote.why_hidden.as_ref(), around).map(Message::Items));
        }
        head = head.push(self.items.judged(ui, self.id).map(|judged| judged.map(Message::Items)));
        head = head.push(self.items.refusal(ui));
        head = head.push(ui.sources(&vote.sources, Message::Dispute));
        if let Some(about) = &vote.about {
            let note = about.title.clone().unwrap_or_else(|| ui.text.get("about-unknown"));
            let to = Message::About(about.note, about.quote.clone());
            head = head.push(question::passage(ui, note, about.quote.as_deref(), to));
        }
        if let Some(before) = vote.follows.as_ref().filter(|before| !before.title.is_empty()) {
            let words = ui.text.with("vote-after", &[("title", before.title.as_str().into())]);
            head = head.push(ui.button(words, Look::Link).on_press(Message::Open(before.id)));
        }
        let menu = Message::Items(items::Message::Menu(self.id, Place::Pointer));
        container(mouse_area(head).on_right_press(menu)).id(item_id(self.id)).width(Fill).into()
    }

    /// The round that it has come to.
    fn round<'a>(&'a self, ui: &'a Ui, vote: &'a QuickVote, round: &'a QuickVoteRound) -> Element<'a, Message> {
        let mut parts = Column::new().spacing(gap::S).align_x(ui.start()).width(Fill);
        if vote.rounds.len() > 1 {
            parts = parts.push(number_of(ui, round));
        }
        if vote.row.uncovered { self.uncovered(ui, parts, vote, round) } else { self.covered(ui, parts, vote, round) }
    }

    /// Where people choose.
    fn covered<'a>(
        &'a self,
        ui: &'a Ui,
        mut parts: Column<'a, Message>,
        vote: &'a QuickVote,
        round: &'a QuickVoteRound,
    ) -> Element<'a, Message> {
        // That names will be shown is said before somebody chooses.
        parts = parts.push(meta(ui.text.get("vote-promise"), &ui.colors));
        for (place, option) in vote.options.iter().enumerate() {
            parts = parts.push(choice(ui, place + 1, option, round.mine == Some(place + 1), vote.may_choose));
        }
        let key = match (vote.row.mine, round.mine) {
            (true, Some(_)) => "vote-chosen",
            (true, None) => "vote-chosen-elsewhere",
            (false, _) => "vote-keys",
        };
        if vote.may_choose {
            parts = parts.push(caption(ui.text.get(key), &ui.colors));
        }
        let count = ui.across([
            Icon::Lock.at(size::BODY).color(ui.colors.muted).into(),
            body(sealed(vote.row.chosen, vote.row.of, &ui.text)).into(),
        ]);
        let mut foot = vec![count.spacing(gap::XS).align_y(Center).into()];
        if !round.chosen.is_empty() {
            foot.push(caption(ui.names(&round.chosen), &ui.colors).into());
        }
        parts = parts.push(ui.across(foot).spacing(gap::S).wrap());
        if vote.leads {
            let waits = vote.row.of.saturating_sub(vote.row.chosen);
            // It ends the round for all of them, so it is the one thing to do only when all have chosen.
            let look = if waits == 0 { Look::Filled } else { Look::Outlined };
            let may = !self.busy && vote.row.chosen > 0;
            let show = ui.icon_button(Icon::Show, ui.text.get("vote-show"), look);
            let show = show.on_press(may.then_some(Message::Uncover));
            let early = (waits > 0).then(|| ui.text.with("vote-show-early", &[("count", waits.into())]));
            let early = early.map(|words| caption(words, &ui.colors).into());
            return parts.push(ui.across([show.into(), slot(early)]).spacing(gap::S).wrap()).into();
        }
        let words = ui.text.with("vote-waiting", &[("name", vote.row.author.name.as_str().into())]);
        parts.push(caption(words, &ui.colors)).into()
    }

    /// What was chosen, and to whom one should talk.
    fn uncovered<'a>(
        &'a self,
        ui: &'a Ui,
        mut parts: Column<'a, Message>,
        vote: &'a QuickVote,
        round: &'a QuickVoteRound,
    ) -> Element<'a, Message> {
        for place in 0..vote.options.len() {
            parts = parts.push(outcome(ui, vote, round, place));
        }
        let c = &ui.colors;
        if let Some(talk) = chose_otherwise(round, &vote.options, &ui.text) {
            parts = parts.push(ui.notice(Icon::Users, &talk, c.question, c.question_wash));
        } else if round.differs {
            parts = parts.push(ui.notice(Icon::Users, &ui.text.get("vote-differs"), c.question, c.question_wash));
        } else if let Some(key) = sentence::outcome(round) {
            parts = parts.push(ui.notice(Icon::Accepted, &ui.text.get(key), c.good, c.good_wash));
        }
        if round.changed_late {
            parts = parts.push(ui.notice(Icon::Info, &ui.text.get("vote-changed-late"), c.warn, c.warn_wash));
        }
        if !round.unopened.is_empty() {
            let words = ui.text.with("vote-unopened", &[("names", ui.names(&round.unopened).into())]);
            parts = parts.push(caption(words, c));
        }
        if !round.late.is_empty() {
            let words = ui.text.with("vote-late", &[("names", ui.names(&round.late).into())]);
            parts = parts.push(caption(words, c));
        }
        if vote.passed_over > 0 {
            let words = ui.text.with("vote-passed-over", &[("count", vote.passed_over.into())]);
            parts = parts.push(caption(words, c));
        }
        let card = ui.icon_button(Icon::Card, ui.text.get("card-make"), Look::Outlined).on_press(Message::Card);
        if !vote.leads {
            return parts.push(card).into();
        }
        let again = ui.icon_button(Icon::Refresh, ui.text.get("vote-again"), Look::Filled);
        let again = again.on_press((!self.busy).then_some(Message::Again));
        let alike = ui.icon_button(Icon::Tasks, ui.text.get("vote-alike"), Look::Outlined).on_press(Message::Alike);
        parts.push(ui.across([again.into(), alike.into(), card.into()]).spacing(gap::XS).wrap()).into()
    }
}

fn number_of<'a>(ui: &Ui, round: &QuickVoteRound) -> Element<'a, Message> {
    label(ui.text.with("vote-round", &[("round", usize::from(round.round).into())]), &ui.colors).into()
}

/// An option to choose, large, with the key that chooses it.
fn choice<'a>(ui: &Ui, number: usize, option: &'a str, mine: bool, may: bool) -> Element<'a, Message> {
    let c = &ui.colors;
    let words = text(option).font(SERIF).size(size::ROW_TITLE).line_height(leading::NORMAL);
    let mark: Element<'a, Message> = if mine {
        Icon::Check.at(size::READING).color(c.accent).into()
    } else {
        text(number.to_string()).font(SANS_MEDIUM).size(size::BODY).color(c.muted).into()
    };
    let mut parts: Vec<Element<'a, Message>> =
        vec![container(mark).width(gap::L).into(), container(direction::placed(words, option)).width(Fill).into()];
    if mine {
        parts.push(caption(ui.text.get("vote-mine"), c).wrapping(text::Wrapping::None).into());
    }
    // Chosen, it has a tick and a word besides, for whoever sees no difference of ground.
    let look = if mine { Look::Choice(true) } else { Look::Outlined };
    Press::new(ui.across(parts).spacing(gap::S).align_y(Center), style::press(ui.colors, look))
        .padding([gap::S, gap::M])
        .width(Fill)
        .on_press(may.then_some(Message::Choose(number)))
        .into()
}

/// How many chose an option, and who.
fn outcome<'a>(ui: &'a Ui, vote: &'a QuickVote, round: &'a QuickVoteRound, place: usize) -> Element<'a, Message> {
    let (c, option) = (&ui.colors, vote.options.get(place).map_or("", String::as_str));
    let count = round.counts.get(place).copied().unwrap_or_default();
    let words = text(option).font(SERIF).size(size::ROW_TITLE).line_height(leading::NORMAL);
    let counted = text(count.to_string()).font(SANS_MEDIUM).size(size::ROW_TITLE);
    let mut head: Vec<Element<'a, Message>> = vec![container(direction::placed(words, option)).width(Fill).into()];
    if round.mine == Some(place + 1) {
        head.push(ui.mark(ui.text.get("vote-mine"), c.accent, c.selected));
    }
    head.push(counted.into());
    let bar = share(ui, count, round.counts.iter().sum());
    let mut parts = column![ui.across(head).spacing(gap::S).align_y(Center), bar].spacing(gap::XXS).align_x(ui.start());
    let who = ui.names(round.opened.iter().filter(|one| one.option == place + 1).map(|one| &one.author));
    if !who.is_empty() {
        parts = parts.push(caption(who, c));
    }
    parts.width(Fill).into()
}

/// A part of all, from where lines of this language begin.
fn share<'a>(ui: &Ui, count: usize, all: usize) -> Element<'a, Message> {
    let part = |of: usize, ink: Color| -> Option<Element<'a, Message>> {
        let portion = u16::try_from(of).unwrap_or(u16::MAX);
        let part = container(space()).width(FillPortion(portion)).height(gap::XS);
        (of > 0).then(|| part.style(style::patch(ink, ink, measure::RADIUS_MARK)).into())
    };
    let rest = if all == 0 { 1 } else { all - count };
    let parts = [part(count, ui.colors.accent), part(rest, ui.colors.line)];
    ui.across(parts.into_iter().flatten()).spacing(2).into()
}

/// A round that is over, in few words.
fn before<'a>(ui: &'a Ui, vote: &'a QuickVote, round: &'a QuickVoteRound) -> Element<'a, Message> {
    let mut parts = column![number_of(ui, round)].spacing(gap::XXS).align_x(ui.start()).width(Fill);
    for (option, count) in vote.options.iter().zip(&round.counts).filter(|(_, count)| **count > 0) {
        let words = direction::placed(body(option.as_str()).color(ui.colors.muted), option);
        parts =
            parts.push(ui.across([container(words).width(Fill).into(), meta(count.to_string(), &ui.colors).into()]));
    }
    parts.into()
}

fn related<'a>(ui: &'a Ui, next: &'a Related) -> Element<'a, Message> {
    ui.icon_button(Icon::Tasks, next.title.clone(), Look::Link).on_press(Message::Open(next.id)).into()
}

impl Ui {
    /// How far a quick vote has come, as a mark.
    pub(crate) fn vote_state<'a, Message: 'a>(&self, uncovered: bool, sealed: &str) -> Element<'a, Message> {
        let c = &self.colors;
        if uncovered {
            self.mark(self.text.get("vote-uncovered"), c.good, c.good_wash)
        } else {
            self.mark(sealed.to_owned(), c.question, c.question_wash)
        }
    }
}
