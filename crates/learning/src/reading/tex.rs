//! Formulas: TeX as Unicode, where that says the same. What it does not know it leaves as its author wrote it, so that nothing
//! is lost and nothing is made up.

mod signs;

use self::signs::SIGNS;

/// Longest formula that is turned into signs, in bytes; a longer one is shown as it stands.
const LONGEST: usize = 4 * 1024;
/// Deepest braces that are followed.
const DEEPEST: usize = 16;

/// A formula in signs, on one line or, where its author broke it, on several.
pub(super) fn shown(source: &str) -> String {
    if source.len() > LONGEST {
        return source.trim().to_owned();
    }
    let mut reader = Reader { rest: source, depth: 0 };
    let mut out = String::new();
    while !reader.rest.is_empty() {
        reader.sequence(&mut out);
        // A brace that closes nothing stands for itself.
        if let Some(rest) = reader.rest.strip_prefix('}') {
            out.push('}');
            reader.rest = rest;
        }
    }
    tidied(&out)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Everything up to a brace that closes, or the end.
    fn sequence(&mut self, out: &mut String) {
        while let Some(c) = self.rest.chars().next() {
            match c {
                '}' => return,
                '^' | '_' => {
                    self.rest = &self.rest[1..];
                    let argument = self.argument();
                    out.push_str(&script(&argument, c));
                }
                _ => out.push_str(&self.atom()),
            }
        }
    }

    /// One sign, one command with what belongs to it, or one pair of braces.
    fn atom(&mut self) -> String {
        let Some(c) = self.rest.chars().next() else { return String::new() };
        match c {
            '{' => self.braces(),
            '\\' => self.command(),
            '&' | '~' => {
                self.rest = &self.rest[1..];
                " ".into()
            }
            '-' => {
                self.rest = &self.rest[1..];
                "−".into()
            }
            '\'' => {
                self.rest = &self.rest[1..];
                "′".into()
            }
            _ => {
                self.rest = &self.rest[c.len_utf8()..];
                if c.is_whitespace() { " ".into() } else { c.to_string() }
            }
        }
    }

    fn braces(&mut self) -> String {
        let mut out = String::new();
        if self.depth == DEEPEST {
            out.push_str(std::mem::take(&mut self.rest));
            return out;
        }
        self.rest = &self.rest[1..];
        self.depth += 1;
        self.sequence(&mut out);
        self.depth -= 1;
        self.rest = self.rest.strip_prefix('}').unwrap_or(self.rest);
        out
    }

    /// What a command or a script takes: a pair of braces or one sign.
    fn argument(&mut self) -> String {
        self.rest = self.rest.trim_start();
        if self.rest.starts_with('}') { String::new() } else { self.atom() }
    }

    /// Braces whose content is words.
    fn words(&mut self) -> String {
        self.rest = self.rest.trim_start();
        let Some(inside) = self.rest.strip_prefix('{') else { return self.argument() };
        let end = inside.find('}').unwrap_or(inside.len());
        self.rest = inside.get(end + 1..).unwrap_or_default();
        inside[..end].to_owned()
    }

    /// `[3]` behind a command.
    fn option(&mut self) -> Option<&'a str> {
        let inside = self.rest.strip_prefix('[')?;
        let end = inside.find(']')?;
        self.rest = &inside[end + 1..];
        Some(&inside[..end])
    }

    fn command(&mut self) -> String {
        let after = &self.rest[1..];
        let length = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        if length == 0 {
            let Some(sign) = after.chars().next() else {
                self.rest = "";
                return "\\".into();
            };
            self.rest = &after[sign.len_utf8()..];
            return match sign {
                '\\' => "\n".into(),
                ',' | ':' | ';' | ' ' | '>' => " ".into(),
                '!' => String::new(),
                '|' => "‖".into(),
                other => other.to_string(),
            };
        }
        let name = &after[..length];
        self.rest = &after[length..];
        self.named(name)
    }

    fn named(&mut self, name: &str) -> String {
        if self.depth == DEEPEST {
            return format!("\\{name}");
        }
        self.depth += 1;
        let shown = self.known(name);
        self.depth -= 1;
        shown
    }

    fn known(&mut self, name: &str) -> String {
        if let Some(sign) = sign(name) {
            // The space behind a command ends its name and is not shown.
            self.rest = self.rest.trim_start();
            return sign.into();
        }
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let (above, below) = (self.argument(), self.argument());
                fraction(&above, &below)
            }
            "binom" | "dbinom" | "tbinom" => {
                let (above, below) = (self.argument(), self.argument());
                format!("C({above}, {below})")
            }
            "sqrt" => {
                let root = self.option().map_or_else(String::new, |index| script(&shown(index), '^'));
                let of = self.argument();
                format!("{root}√{}", grouped(&of))
            }
            "text" | "textrm" | "textit" | "textbf" | "mbox" | "mathrm" | "operatorname" | "textsf" | "texttt"
            | "mathsf" | "mathtt" => self.words(),
            "mathbf" | "boldsymbol" | "mathit" | "bm" | "displaystyle" | "textstyle" | "limits" | "nolimits" => {
                if name.ends_with("style") || name.ends_with("limits") { String::new() } else { self.argument() }
            }
            "mathbb" => self.argument().chars().map(double_struck).collect(),
            "mathcal" | "mathscr" => self.argument().chars().map(script_letter).collect(),
            "left" | "right" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl" | "Bigr" | "middle" => {
                self.rest = self.rest.trim_start();
                // A dot is a bracket that is not shown.
                self.rest = self.rest.strip_prefix('.').unwrap_or(self.rest);
                String::new()
            }
            "begin" | "end" => {
                let environment = self.words();
                if name == "begin" && matches!(environment.as_str(), "array" | "tabular") {
                    drop(self.argument());
                }
                String::new()
            }
            "hat" | "bar" | "overline" | "vec" | "dot" | "ddot" | "tilde" | "underline" => {
                let of = self.argument();
                accented(&of, name)
            }
            "overset" | "stackrel" => {
                let (above, of) = (self.argument(), self.argument());
                format!("{of}{}", script(&above, '^'))
            }
            "label" | "tag" | "nonumber" | "notag" => {
                if name == "label" {
                    drop(self.words());
                }
                String::new()
            }
            unknown if self.rest.starts_with('{') => format!("\\{unknown}{{{}}}", self.argument()),
            unknown => format!("\\{unknown}"),
        }
    }
}

/// Raised or lowered, if every sign can be; in brackets behind the sign for it otherwise.
pub(super) fn script(argument: &str, which: char) -> String {
    let argument: String = argument.chars().filter(|c| !c.is_whitespace()).collect();
    let turned = if which == '^' { raised } else { lowered };
    match argument.chars().map(turned).collect::<Option<String>>() {
        Some(script) => script,
        None if argument.chars().count() == 1 => format!("{which}{argument}"),
        None => format!("{which}({argument})"),
    }
}

fn fraction(above: &str, below: &str) -> String {
    let usual = match (above.trim(), below.trim()) {
        ("1", "2") => Some('½'),
        ("1", "3") => Some('⅓'),
        ("2", "3") => Some('⅔'),
        ("1", "4") => Some('¼'),
        ("3", "4") => Some('¾'),
        _ => None,
    };
    usual.map_or_else(|| format!("{}/{}", grouped(above), grouped(below)), String::from)
}

/// In brackets, unless it is one thing anyway.
fn grouped(of: &str) -> String {
    let of = of.trim();
    let one = of.chars().all(|c| c.is_alphanumeric() || raised_back(c) || c == '.' || c == '′');
    let bracketed = of.starts_with('(') && of.find(')') == Some(of.len() - 1);
    if one || bracketed { of.to_owned() } else { format!("({of})") }
}

fn raised_back(c: char) -> bool {
    matches!(c, '⁰'..='ₜ' | '¹' | '²' | '³' | 'ᵃ'..='ᵪ')
}

fn accented(of: &str, name: &str) -> String {
    let mark = match name {
        "hat" => '\u{302}',
        "bar" | "overline" => '\u{304}',
        "vec" => '\u{20d7}',
        "dot" => '\u{307}',
        "ddot" => '\u{308}',
        "tilde" => '\u{303}',
        _ => '\u{332}',
    };
    let mut letters = of.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => format!("{letter}{mark}"),
        _ => format!("{name}({of})"),
    }
}

/// Spaces as a reader expects them: one around relations, none doubled, lines without ends of spaces.
fn tidied(out: &str) -> String {
    let mut spaced = String::with_capacity(out.len());
    for c in out.chars() {
        if is_relation(c) {
            spaced.extend([' ', c, ' ']);
        } else {
            spaced.push(c);
        }
    }
    let lines = spaced.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn is_relation(c: char) -> bool {
    matches!(
        c,
        '=' | '<'
            | '>'
            | '≤'
            | '≥'
            | '≠'
            | '≈'
            | '≡'
            | '∈'
            | '∉'
            | '⊂'
            | '⊆'
            | '⊃'
            | '⊇'
            | '→'
            | '⇒'
            | '⇔'
            | '↦'
            | '∝'
            | '∼'
            | '≅'
            | '≪'
            | '≫'
            | '⟶'
            | '↔'
            | '←'
            | '⇐'
    )
}

fn raised(c: char) -> Option<char> {
    const PLAIN: &str = "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW′*∘βγδθφχ";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ′*°ᵝᵞᵟᶿᵠᵡ";
    PLAIN.chars().zip(RAISED.chars()).find(|(plain, _)| *plain == c).map(|(_, raised)| raised)
}

fn lowered(c: char) -> Option<char> {
    const PLAIN: &str = "0123456789+-−=()aehijklmnoprstuvxβγρφχ";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";
    PLAIN.chars().zip(LOWERED.chars()).find(|(plain, _)| *plain == c).map(|(_, lowered)| lowered)
}

/// Whether a sign stands above or below the line: such signs are of one face, or they would dance.
pub fn is_script(c: char) -> bool {
    matches!(c, '⁰'..='ₜ' | '¹' | '²' | '³' | 'ᴬ'..='ᵪ' | 'ᶜ' | 'ᶠ' | 'ᶻ' | 'ᶿ' | 'ʰ'..='ʸ' | 'ˡ'..='ˣ' | 'ⱼ' | 'ⱽ')
}

fn double_struck(c: char) -> char {
    match c {
        'C' => 'ℂ',
        'H' => 'ℍ',
        'N' => 'ℕ',
        'P' => 'ℙ',
        'Q' => 'ℚ',
        'R' => 'ℝ',
        'Z' => 'ℤ',
        other => other,
    }
}

fn script_letter(c: char) -> char {
    match c {
        'B' => 'ℬ',
        'E' => 'ℰ',
        'F' => 'ℱ',
        'H' => 'ℋ',
        'I' => 'ℐ',
        'L' => 'ℒ',
        'M' => 'ℳ',
        'R' => 'ℛ',
        other => other,
    }
}

/// A command that is one sign, or a word that TeX sets upright.
fn sign(name: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_school_writes_can_be_read() {
        for (source, expected) in [
            ("E = mc^2", "E = mc²"),
            ("x_{1}+x_{2}=-b", "x₁+x₂ = −b"),
            (r"\frac{1}{2} g t^2", "½ g t²"),
            (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x = (−b ± √(b²−4ac))/2a"),
            (r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}", "∑ᵢ₌₁ⁿ i = (n(n+1))/2"),
            (r"\sqrt[3]{x}", "³√x"),
            (r"\forall x \in \mathbb{R}: x^2 \ge 0", "∀x ∈ ℝ: x² ≥ 0"),
            (r"2\pi r", "2πr"),
            (r"\text{speed} = \frac{\text{way}}{\text{time}}", "speed = way/time"),
            (r"\left( a \right)", "( a )"),
            (r"\vec{v} \cdot \hat{n}", "v\u{20d7} ·n\u{302}"),
            (r"6\,\text{CO}_2 \rightarrow \text{O}_2", "6 CO₂ → O₂"),
            (r"e^{i\pi}", "e^(iπ)"),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }

    #[test]
    fn lines_stay_lines_and_what_is_not_known_stays_as_written() {
        assert_eq!(shown(r"\begin{aligned} a &= b \\ c &= d \end{aligned}"), "a = b\nc = d");
        assert_eq!(shown(r"\unheard{x^2}"), r"\unheard{x²}");
        assert_eq!(shown("a } b"), "a } b");
        assert_eq!(shown(r"\"), r"\");
        assert_eq!(shown("x^"), "x");
    }

    #[test]
    fn hostile_formulas_end() {
        for source in
            ["{".repeat(4_000), "^".repeat(4_000), r"\frac".repeat(800), r"\sqrt[".repeat(600), "_{".repeat(2_000)]
        {
            assert!(shown(&source).len() < 64 * 1024);
        }
        let long = "x^2".repeat(LONGEST);
        assert_eq!(shown(&long), long);
    }
}
