//! The icons: Lucide (ISC licence), only those used, as a font.

use iced::widget::Text;
use iced::{Font, Theme};

use crate::widget::text;

const LUCIDE: Font = Font::with_name("lucide");

/// An icon by what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Icon {
    /// The program itself, and reading.
    BookOpen,
    /// A tag.
    Bookmark,
    /// Writing.
    Feather,
    /// Changing.
    Pencil,
    /// Something new.
    Plus,
    /// Searching.
    Search,
    /// Away with it.
    Close,
    /// Done.
    Check,
    /// To where one came from.
    Back,
    /// People.
    Users,
    /// Inviting.
    UserPlus,
    /// Somebody is nearby.
    Wifi,
    /// Nobody is nearby.
    WifiOff,
    /// A ticket.
    Ticket,
    /// Copying.
    Copy,
    /// A question.
    Question,
    /// A note.
    Note,
    /// A helpful vote.
    Helpful,
    /// A comment.
    Comment,
    /// An attachment.
    Attachment,
    /// Light.
    Sun,
    /// Dark.
    Moon,
    /// Settings.
    Settings,
    /// Keys.
    Keyboard,
    /// A passage.
    Quote,
    /// Something needs attention.
    Warning,
    /// A device.
    Laptop,
    /// An accepted answer.
    Accepted,
    /// A picture.
    Image,
    /// History.
    History,
    /// Something to know.
    Info,
    /// A circle.
    Circle,
    /// Kept whatever happens.
    Pin,
    /// To where one came from, where lines run from right to left.
    Forward,
    /// A relay.
    Relay,
    /// Sealed.
    Lock,
    /// Less of something.
    Minus,
    /// Into a file.
    Save,
    /// Once more.
    Refresh,
    /// All that can be done.
    More,
    /// Further up.
    Up,
    /// Further down.
    Down,
    /// Strong words.
    Bold,
    /// Emphasised words.
    Italic,
    /// Code.
    Code,
    /// A link.
    Link,
    /// A heading.
    Heading,
    /// A list.
    Bullets,
    /// A list with numbers.
    Numbers,
    /// Tasks.
    Tasks,
    /// A table.
    Table,
    /// Something is wrong.
    Flag,
    /// Shown to few.
    Hide,
    /// Shown to all.
    Show,
    /// Taken back.
    TakeBack,
    /// A meeting.
    Calendar,
    /// A card to learn by.
    Card,
    /// Where it is.
    Place,
}

impl Icon {
    /// Its place in the font (code points of lucide-static 1.62).
    const fn glyph(self) -> char {
        match self {
            Self::BookOpen => '\u{e05f}',
            Self::Bookmark => '\u{e060}',
            Self::Feather => '\u{e0be}',
            Self::Pencil => '\u{e1f9}',
            Self::Plus => '\u{e13d}',
            Self::Search => '\u{e151}',
            Self::Close => '\u{e1b2}',
            Self::Check => '\u{e06c}',
            Self::Back => '\u{e048}',
            Self::Users => '\u{e1a4}',
            Self::UserPlus => '\u{e1a2}',
            Self::Wifi => '\u{e1ae}',
            Self::WifiOff => '\u{e1af}',
            Self::Ticket => '\u{e20f}',
            Self::Copy => '\u{e09e}',
            Self::Question => '\u{e568}',
            Self::Note => '\u{e0cc}',
            Self::Helpful => '\u{e18a}',
            Self::Comment => '\u{e117}',
            Self::Attachment => '\u{e12d}',
            Self::Sun => '\u{e178}',
            Self::Moon => '\u{e11e}',
            Self::Settings => '\u{e154}',
            Self::Keyboard => '\u{e284}',
            Self::Quote => '\u{e239}',
            Self::Warning => '\u{e193}',
            Self::Laptop => '\u{e1cd}',
            Self::Accepted => '\u{e226}',
            Self::Image => '\u{e0f6}',
            Self::History => '\u{e1f5}',
            Self::Info => '\u{e0f9}',
            Self::Circle => '\u{e100}',
            Self::Pin => '\u{e259}',
            Self::Forward => '\u{e049}',
            Self::Relay => '\u{e153}',
            Self::Lock => '\u{e10b}',
            Self::Minus => '\u{e11c}',
            Self::Save => '\u{e14d}',
            Self::Refresh => '\u{e145}',
            Self::More => '\u{e0b6}',
            Self::Up => '\u{e070}',
            Self::Down => '\u{e06d}',
            Self::Bold => '\u{e05d}',
            Self::Italic => '\u{e0fb}',
            Self::Code => '\u{e093}',
            Self::Link => '\u{e102}',
            Self::Heading => '\u{e384}',
            Self::Bullets => '\u{e106}',
            Self::Numbers => '\u{e1d1}',
            Self::Tasks => '\u{e1d0}',
            Self::Table => '\u{e17d}',
            Self::Flag => '\u{e0d1}',
            Self::Hide => '\u{e0bb}',
            Self::Show => '\u{e0ba}',
            Self::TakeBack => '\u{e2a1}',
            Self::Calendar => '\u{e063}',
            Self::Card => '\u{e529}',
            Self::Place => '\u{e0f5}',
        }
    }

    /// The icon at a size in pixels; it takes the colour of the text around it.
    pub(crate) fn at<'a>(self, size: f32) -> Text<'a, Theme> {
        text(self.glyph()).font(LUCIDE).size(size).line_height(1.0)
    }
}
