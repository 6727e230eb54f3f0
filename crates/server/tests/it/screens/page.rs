//! A page as a browser without scripts reads it: its forms, its links, and the words in it.

/// A tag or the text between two.
enum Piece<'p> {
    Opens(&'p str, Vec<(&'p str, String)>),
    Closes(&'p str),
    Text(&'p str),
}

/// What askama and the templates write for signs that mean something in HTML.
fn unescaped(text: &str) -> String {
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<")];
    let signs =
        signs.into_iter().chain([("&#62;", ">"), ("&nbsp;", "\u{a0}"), ("&#38;", "&"), ("&amp;", "&")]);
    signs.fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The attributes of a tag.
fn attributes(mut tag: &str) -> Vec<(&str, String)> {
    let mut all = Vec::new();
    loop {
        tag = tag.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if tag.is_empty() {
            return all;
        }
        let end = tag.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(tag.len());
        let (name, rest) = tag.split_at(end);
        tag = rest;
        let mut value = String::new();
        if let Some(rest) = rest.strip_prefix("=\"") {
            let (inside, after) = rest.split_once('"').expect("a value that ends");
            (value, tag) = (unescaped(inside), after);
        } else if let Some(rest) = rest.strip_prefix('=') {
            let (inside, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            (value, tag) = (unescaped(inside), after);
        }
        all.push((name, value));
    }
}

fn pieces(html: &str) -> Vec<Piece<'_>> {
    let (mut rest, mut all) = (html, Vec::new());
    while let Some(at) = rest.find('<') {
        if at > 0 {
            all.push(Piece::Text(&rest[..at]));
        }
        let (mut quoted, mut end) = (false, None);
        for (from, sign) in rest[at..].char_indices() {
            match sign {
                '"' => quoted = !quoted,
                '>' if !quoted => {
                    end = Some(at + from);
                    break;
                }
                _ => {}
            }
        }
        let end = end.expect("a tag that ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            all.push(Piece::Closes(name.trim()));
        } else if !tag.starts_with('!') {
            let (name, more) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
            all.push(Piece::Opens(name, attributes(more)));
        }
    }
    all.push(Piece::Text(rest));
    all
}

fn words(text: &str) -> String {
    unescaped(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Hidden,
    Box,
    Radio,
    Option,
    Button,
}

/// Something that a form may send.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) value: String,
    /// Whether it is ticked or chosen.
    pub(super) on: bool,
    /// Whether nobody can change it; a disabled one is not sent either.
    pub(super) fixed: bool,
    pub(super) disabled: bool,
    pub(super) most: Option<usize>,
    /// What stands on a button, or in an option.
    pub(super) label: String,
}

#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) action: String,
    pub(super) posts: bool,
    pub(super) controls: Vec<Control>,
}

/// A way to another page, by its words and by its label for those who hear it.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) to: String,
    pub(super) words: String,
    pub(super) label: String,
}

/// What was found in a page.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) forms: Vec<Form>,
    pub(super) links: Vec<Link>,
    /// The words of what is not around the page.
    pub(super) text: String,
}

/// What the reader is inside of.
#[derive(Default)]
struct Inside {
    form: bool,
    main: bool,
    disabled: bool,
    select: Option<(String, bool)>,
    /// A control whose value or label is the text that follows.
    text_of: Option<(Control, String)>,
    link: Option<(Link, String)>,
}

pub(super) fn read(html: &str, address: &str) -> Read {
    let (mut read, mut inside) = (Read::default(), Inside::default());
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => inside.text(text, &mut read),
            Piece::Opens(name, attributes) => inside.opens(name, &attributes, address, &mut read),
            Piece::Closes(name) => inside.closes(name, &mut read),
        }
    }
    read.text = read.text.split_whitespace().collect::<Vec<_>>().join(" ");
    read
}

impl Inside {
    fn text(&mut self, text: &str, read: &mut Read) {
        if self.main {
            read.text += &unescaped(text);
            read.text += " ";
        }
        if let Some((_, inner)) = &mut self.text_of {
            *inner += text;
        }
        if let Some((_, inner)) = &mut self.link {
            *inner += text;
        }
    }

    fn opens(&mut self, name: &str, attributes: &[(&str, String)], address: &str, read: &mut Read) {
        let get = |name| attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone());
        let has = |name| get(name).is_some();
        let control = |kind: Kind, disabled: bool| Control {
            kind,
            name: get("name").unwrap_or_default(),
            value: get("value").unwrap_or_default(),
            on: has("checked") || has("selected"),
            fixed: has("readonly"),
            disabled: disabled || has("disabled"),
            most: get("maxlength").map(|most| most.parse().unwrap()),
            label: get("aria-label").unwrap_or_default(),
        };
        match name {
            "main" => self.main = true,
            "a" => {
                let link = Link {
                    to: get("href").unwrap_or_default(),
                    words: String::new(),
                    label: get("aria-label").unwrap_or_default(),
                };
                self.link = Some((link, String::new()));
            }
            "form" => {
                assert!(!self.form, "a form in a form");
                self.form = true;
                let action = get("action").filter(|action| !action.is_empty());
                let posts = get("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
                let action = action.unwrap_or_else(|| address.to_owned());
                read.forms.push(Form { action, posts, controls: Vec::new() });
            }
            _ if !self.form => {}
            "fieldset" => self.disabled = has("disabled"),
            "input" => {
                let kind = match get("type").unwrap_or_default().as_str() {
                    "hidden" => Kind::Hidden,
                    "checkbox" => Kind::Box,
                    "radio" => Kind::Radio,
                    _ => Kind::Text,
                };
                let mut control = control(kind, self.disabled);
                if matches!(kind, Kind::Box | Kind::Radio) && !has("value") {
                    control.value = "on".to_owned();
                }
                self.put(control, read);
            }
            "textarea" => self.text_of = Some((control(Kind::Text, self.disabled), String::new())),
            "button" if get("type").is_none_or(|kind| kind == "submit") => {
                self.text_of = Some((control(Kind::Button, self.disabled), String::new()));
            }
            "select" => {
                self.select = Some((get("name").unwrap_or_default(), self.disabled || has("disabled")));
            }
            // Those of a list of suggestions stand in no select, and send nothing.
            "option" if self.select.is_some() => {
                let (name, disabled) = self.select.clone().expect("an option in a select");
                let own = control(Kind::Option, disabled);
                self.text_of = Some((Control { name, ..own }, String::new()));
                assert!(has("value"), "an option says what it sends");
            }
            _ => {}
        }
    }

    fn closes(&mut self, name: &str, read: &mut Read) {
        match name {
            "main" => self.main = false,
            "form" => self.form = false,
            "fieldset" => self.disabled = false,
            "a" => {
                let (mut link, inner) = self.link.take().expect("a link that was opened");
                link.words = words(&inner);
                read.links.push(link);
            }
            "textarea" => {
                if let Some((mut control, inner)) = self.text_of.take() {
                    control.value = unescaped(inner.strip_prefix('\n').unwrap_or(&inner));
                    self.put(control, read);
                }
            }
            "button" | "option" => {
                if let Some((mut control, inner)) = self.text_of.take() {
                    if control.label.is_empty() {
                        control.label = words(&inner);
                    }
                    self.put(control, read);
                }
            }
            "select" => {
                let (name, _) = self.select.take().expect("a select that was opened");
                let Some(form) = read.forms.last_mut().filter(|_| self.form) else { return };
                let options =
                    || form.controls.iter().filter(|one| one.kind == Kind::Option && one.name == name);
                if !options().any(|one| one.on) {
                    let first = form
                        .controls
                        .iter_mut()
                        .find(|one| one.kind == Kind::Option && one.name == name && !one.disabled);
                    first.into_iter().for_each(|one| one.on = true);
                }
            }
            _ => {}
        }
    }

    fn put(&self, control: Control, read: &mut Read) {
        if let Some(form) = read.forms.last_mut().filter(|_| self.form) {
            form.controls.push(control);
        }
    }
}

impl Form {
    fn named<'f>(&'f mut self, name: &'f str) -> impl Iterator<Item = &'f mut Control> {
        self.controls.iter_mut().filter(move |one| one.name == name && one.kind != Kind::Button)
    }

    /// Writes into a field, or chooses one of several.
    pub(super) fn put(mut self, name: &str, value: &str) -> Self {
        let there: Vec<String> =
            self.controls.iter().map(|one| format!("{}={}", one.name, one.value)).collect();
        let kind = self.named(name).next().map(|one| one.kind);
        match kind.unwrap_or_else(|| panic!("a field {name} among {there:?}")) {
            Kind::Text => {
                let one = self.named(name).next().unwrap();
                assert!(!one.fixed && !one.disabled, "{name} can be written in");
                assert!(one.most.is_none_or(|most| value.chars().count() <= most), "{name} takes {value}");
                one.value = value.to_owned();
            }
            Kind::Radio | Kind::Option => {
                self.named(name).for_each(|one| one.on = false);
                let one = self.named(name).find(|one| one.value == value);
                let one = one.unwrap_or_else(|| panic!("{name}={value} among {there:?}"));
                assert!(!one.disabled, "{name}={value} can be chosen");
                one.on = true;
            }
            kind @ (Kind::Hidden | Kind::Box | Kind::Button) => {
                panic!("{name} is {kind:?}, not to be written in")
            }
        }
        self
    }

    /// Ticks a box, or takes the tick away.
    fn tick_as(mut self, name: &str, value: &str, on: bool) -> Self {
        let there: Vec<String> =
            self.controls.iter().map(|one| format!("{}={}", one.name, one.value)).collect();
        let one = self.named(name).find(|one| one.kind == Kind::Box && one.value == value);
        let one = one.unwrap_or_else(|| panic!("a box {name}={value} among {there:?}"));
        assert!(!one.disabled && one.on != on, "{name}={value} can be changed to {on}");
        one.on = on;
        self
    }

    pub(super) fn tick(self, name: &str, value: &str) -> Self {
        self.tick_as(name, value, true)
    }

    pub(super) fn untick(self, name: &str, value: &str) -> Self {
        self.tick_as(name, value, false)
    }

    /// Ticks the one box of a name, whatever it sends.
    pub(super) fn tick_only(self, name: &str) -> Self {
        let values: Vec<_> =
            self.controls.iter().filter(|one| one.name == name).map(|one| one.value.clone()).collect();
        assert_eq!(values.len(), 1, "one box {name}");
        self.tick_as(name, &values[0], true)
    }

    /// What stands in a field.
    pub(super) fn value(&self, name: &str) -> &str {
        let sent = |one: &&Control| one.name == name && one.is_sent();
        self.controls
            .iter()
            .find(sent)
            .map(|one| one.value.as_str())
            .unwrap_or_else(|| panic!("a field {name}"))
    }

    /// Whether a button of this label is among its own.
    pub(super) fn has(&self, label: &str) -> bool {
        self.button(label).is_some()
    }

    fn button(&self, label: &str) -> Option<&Control> {
        // A first button without a place on the page only says what Enter does.
        self.controls.iter().rfind(|one| one.kind == Kind::Button && !one.disabled && one.label == label)
    }

    /// What a browser sends when the button is pressed.
    pub(super) fn sent(&self, label: &str) -> String {
        let pressed = self.button(label).unwrap();
        let mut text = form_urlencoded::Serializer::new(String::new());
        for one in &self.controls {
            let sends = one.is_sent() || (one.kind == Kind::Button && std::ptr::eq(one, pressed));
            if sends && !one.name.is_empty() {
                text.append_pair(&one.name, &one.value);
            }
        }
        text.finish()
    }
}

impl Control {
    const fn is_sent(&self) -> bool {
        match self.kind {
            _ if self.disabled => false,
            Kind::Text | Kind::Hidden => true,
            Kind::Box | Kind::Radio | Kind::Option => self.on,
            Kind::Button => false,
        }
    }
}
