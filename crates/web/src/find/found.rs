//! What was found.

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is; `None` where this person's roles do not open it.
    pub(super) to: Option<String>,
    pub(super) icon: &'static str,
    pub(super) words: String,
    /// What tells it from others of these words.
    pub(super) beside: String,
    /// More of it, on a line of its own.
    pub(super) under: String,
    /// The keys that lead there without looking for it.
    pub(super) keys: &'static str,
}

impl Found {
    pub(super) fn new(to: impl Into<String>, icon: &'static str, words: impl Into<String>) -> Self {
        Self {
            to: Some(to.into()),
            icon,
            words: words.into(),
            beside: String::new(),
            under: String::new(),
            keys: "",
        }
    }

    pub(super) fn beside(self, beside: impl Into<String>) -> Self {
        Self { beside: beside.into(), ..self }
    }
}

/// Things of one kind.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// For ids on the page.
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) all: Vec<Found>,
    /// What else holds of it, such as that there are more.
    pub(super) note: &'static str,
}

/// All that was found, by kind; empty kinds are not shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Everything {
    pub(super) groups: Vec<Group>,
}

impl Everything {
    pub(super) fn add(&mut self, group: Group) {
        if !group.all.is_empty() {
            self.groups.push(group);
        }
    }

    /// "7 found", for those who do not see the list change.
    pub(super) fn said(&self) -> String {
        match self.groups.iter().map(|group| group.all.len()).sum::<usize>() {
            0 => "Nothing found".to_owned(),
            many => format!("{many} found"),
        }
    }
}
