//! How shelf, list, page and dialogs share the window.

use iced::widget::{Stack, column, container, mouse_area, opaque, row, space, stack};
use iced::{Element, Fill, Shrink, alignment};

use commonplace_node::answer::{Circle, Membership};
use commonplace_node::command::RoleName;

use super::{Desk, Dialog, Message, Page};
use crate::icon::Icon;
use crate::preferences::Preferences;
use crate::screen::circles::{self, Circles};
use crate::screen::items;
use crate::screen::shelf::{self, Chosen};
use crate::screen::{DIALOG_SCROLL, keys};
use crate::theme::style;
use crate::theme::{measure, size, space as gap};
use crate::ui::Ui;
use crate::ui::parts::{hairline, slot, title, upright};
use crate::widget::{Aim, Around, Veil};

impl Desk {
    /// The whole window. `looks` is what somebody chose of its looks, for the settings.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, looks: &Preferences) -> Element<'a, Message> {
        // Each has its place whether it is there or not: what stands below would lose its focus and where it was scrolled to.
        let page = column![slot(self.trouble(ui)), slot(self.knock_view(ui))]
            .push(container(self.panes(ui, looks)).height(Fill))
            .push(hairline(&ui.colors))
            .push(self.status_line(ui));
        let page = Around::new(page, Veil(self.dialog.is_some()));
        let mut layers = stack![Around::new(page, Aim(Message::Aimed))];
        match &self.dialog {
            Some(Dialog::Menu(menu)) => {
                layers = menu.layers(ui, Message::Menu, Message::Close).into_iter().fold(layers, Stack::push);
            }
            Some(dialog) => layers = layers.push(over(ui, dialog, self.dialog_view(ui, dialog))),
            None => {}
        }
        if let Some(toast) = self.toast(ui) {
            layers = layers.push(toast);
        }
        layers.into()
    }

    fn panes<'a>(&'a self, ui: &'a Ui, looks: &Preferences) -> Element<'a, Message> {
        // Writing has the window to itself.
        if let Page::Editor(editor) = &self.page {
            return editor.view(ui).map(Message::Editor);
        }
        let shelf = shelf::view(ui, self.circles(), self.chosen()).map(Message::Shelf);
        let mut panes = vec![shelf, upright(&ui.colors).into()];
        let beside = matches!(
            self.page,
            Page::Blank
                | Page::Home
                | Page::Note(_)
                | Page::Card(_)
                | Page::Question(_)
                | Page::Dispute(_)
                | Page::Meeting(_)
                | Page::QuickVote(_)
        );
        let has_list = self.list.is_some() && beside && !self.waits();
        let alone = !ui.is_wide();
        match (has_list, alone, matches!(self.page, Page::Blank)) {
            (true, true, true) => panes.push(self.list_view(ui)),
            (true, false, _) => {
                panes.push(container(self.list_view(ui)).width(measure::LIST).into());
                panes.push(upright(&ui.colors).into());
                panes.push(self.page_view(ui, looks));
            }
            _ => panes.push(self.page_view(ui, looks)),
        }
        if ui.right_to_left() {
            panes.reverse();
        }
        row(panes).into()
    }

    fn chosen(&self) -> Chosen {
        match (&self.page, &self.list) {
            (Page::People(_), _) => Chosen::People,
            (Page::Settings(_), _) => Chosen::Settings,
            (_, Some(list)) => Chosen::Circle(list.circle()),
            (_, None) => Chosen::Circles,
        }
    }

    fn list_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let (Some(list), Some(circle)) = (&self.list, self.circle()) else { return space().into() };
        let chosen = self.item();
        // Beside a question, answering is the one thing to do, and beside a quick vote what comes next in it.
        let filled = matches!(self.dialog, None | Some(Dialog::Menu(_)))
            && !matches!(self.page, Page::Question(_) | Page::QuickVote(_));
        list.view(ui, circle, chosen, filled).map(Message::List)
    }

    fn page_view<'a>(&'a self, ui: &'a Ui, looks: &Preferences) -> Element<'a, Message> {
        match &self.page {
            Page::Circles => circles::view(ui, self.circles_shown()).map(Message::Home),
            Page::Blank | Page::Home => self.home_view(ui),
            Page::Note(page) => page.view(ui, self.around()).map(Message::Note),
            Page::Card(page) => page.view(ui, self.around()).map(Message::Card),
            Page::Review(page) => match self.circles().iter().find(|circle| circle.id == page.circle()) {
                Some(circle) => page.view(ui, &circle.title).map(Message::Review),
                None => space().into(),
            },
            Page::Question(page) => page.view(ui, self.around()).map(Message::Question),
            Page::Dispute(page) => page.view(ui, self.around()).map(Message::Dispute),
            Page::Disputes(page) => match self.circles().iter().find(|circle| circle.id == page.circle()) {
                Some(circle) => page.view(ui, &circle.title).map(Message::Disputes),
                None => space().into(),
            },
            Page::Meeting(page) => page.view(ui, self.around()).map(Message::Meeting),
            Page::Meetings(page) => match self.circles().iter().find(|circle| circle.id == page.circle()) {
                Some(circle) => page.view(ui, &circle.title, circle.may_write()).map(Message::Meetings),
                None => space().into(),
            },
            Page::Pairs(page) => match self.circles().iter().find(|circle| circle.id == page.circle()) {
                Some(circle) => page.view(ui, &circle.title, circle.may_write()).map(Message::Pairs),
                None => space().into(),
            },
            Page::QuickVote(page) => page.view(ui, self.around()).map(Message::QuickVote),
            Page::Editor(editor) => editor.view(ui).map(Message::Editor),
            Page::Circle(page) => match self.circles().iter().find(|circle| circle.id == page.circle()) {
                Some(circle) => page.view(ui, circle).map(Message::Circle),
                None => space().into(),
            },
            Page::People(people) => people.view(ui, &self.health).map(Message::People),
            Page::Settings(settings) => settings.view(ui, looks, &self.me).map(Message::Settings),
        }
    }

    /// What the open note or question stands in.
    pub(super) fn around(&self) -> items::Around {
        let role = self.circle().and_then(|circle| circle.role);
        let moderates = matches!(role, Some(RoleName::Steward | RoleName::Facilitator));
        let writes = self.circle().is_some_and(Circle::may_write);
        items::Around { behind: !self.trail.is_empty() || self.reviewing.is_some(), moderates, writes }
    }

    /// What the circle has for one, while nothing of it is open.
    fn home_view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let (Some(home), Some(circle)) = (&self.home, self.circle()) else { return space().into() };
        if circle.state == Membership::Pending {
            return home.waiting(ui, circle, &self.health.peers).map(Message::CircleHome);
        }
        let status = self.health.circles.iter().find(|one| one.id == circle.id);
        home.view(ui, circle, status, !ui.is_wide()).map(Message::CircleHome)
    }

    fn circles_shown(&self) -> Circles<'_> {
        Circles {
            circles: self.circles.as_deref(),
            status: &self.health.circles,
            peers: &self.health.peers,
            seen_as: self.health.name.as_deref(),
            name: &self.me.name,
        }
    }

    fn dialog_view<'a>(&'a self, ui: &'a Ui, dialog: &'a Dialog) -> Element<'a, Message> {
        let (key, content) = match dialog {
            Dialog::Bring(bring) => {
                (if bring.is_import() { "bring" } else { "attach" }, bring.view(ui).map(Message::Bring))
            }
            Dialog::Export(export) => ("export", export.view(ui).map(Message::Export)),
            Dialog::Save(save) => ("save-as", save.view(ui).map(Message::Save)),
            Dialog::Palette(palette) => ("palette", palette.view(ui).map(Message::Palette)),
            Dialog::Search(search) => ("search-all", search.view(ui, self.circles()).map(Message::Search)),
            // It has layers of its own.
            Dialog::Menu(_) => ("key-menu", space().into()),
            Dialog::Found(found) => ("found", found.view(ui).map(Message::Found)),
            Dialog::BeginVote(vote) => ("vote", vote.view(ui).map(Message::BeginVote)),
            Dialog::Join(join) => ("join", join.view(ui).map(Message::Join)),
            Dialog::Invite(invite) => {
                let asks = self.knocks.first().and_then(|knock| knock.node.as_deref());
                ("invite", invite.view(ui, asks).map(Message::Invite))
            }
            Dialog::Knock(knock) => ("knock", knock.view(ui, self.circles()).map(Message::Knock)),
            Dialog::Leave(leave) => ("link", leave.view(ui).map(Message::Leave)),
            Dialog::Offer(offer) => ("offer", offer.view(ui).map(Message::Offer)),
            Dialog::Keys => ("keys", keys::view(ui)),
        };
        let heading = match dialog {
            Dialog::Invite(invite) => self.circles().iter().find(|circle| circle.id == invite.circle()),
            _ => None,
        };
        let heading = heading.map_or_else(
            || ui.text.get(key),
            |circle| ui.text.with("invite-into", &[("circle", circle.title.as_str().into())]),
        );
        let heading = title(&heading, size::HEADING);
        let close = ui.tool(Icon::Close, ui.text.get("close"), Message::Close);
        let head = ui.across([ui.placed(heading).into(), close]);
        column![head, content].spacing(gap::M).into()
    }
}

/// A sheet over the page; pressing beside it puts it away.
fn over<'a>(ui: &Ui, dialog: &Dialog, content: Element<'a, Message>) -> Element<'a, Message> {
    // What changes its height with every letter stays where it begins.
    let (width, height) = match dialog {
        Dialog::Palette(_) | Dialog::Search(_) => (measure::DIALOG_WIDE, alignment::Vertical::Top),
        Dialog::Bring(_) | Dialog::Export(_) | Dialog::Save(_) | Dialog::Keys => {
            (measure::DIALOG_WIDE, alignment::Vertical::Center)
        }
        _ => (measure::DIALOG, alignment::Vertical::Center),
    };
    // In a low window a dialog scrolls instead of losing its end.
    let content = ui.scroll(container(content).padding(gap::L)).id(DIALOG_SCROLL).height(Shrink);
    let sheet = container(content).max_width(width).style(style::sheet(ui.colors));
    let scrim = container(opaque(sheet))
        .width(Fill)
        .height(Fill)
        .padding(gap::L)
        .align_x(alignment::Horizontal::Center)
        .align_y(height)
        .style(style::ground_of(ui.colors.scrim));
    opaque(mouse_area(container(scrim).width(Fill).height(Fill)).on_press(Message::Close))
}
