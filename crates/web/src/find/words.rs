//! What somebody looks for, as words.

/// The words of a search. All of them must fit, in any order, each at the beginning of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sought(Vec<String>);

impl Sought {
    pub(super) fn new(words: &str) -> Self {
        Self(words.to_lowercase().split_whitespace().map(str::to_owned).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in small letters.
    pub(super) fn each(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there is enough of it to look for a name: with a letter alone half the program would be shown.
    pub(super) fn may_name(&self) -> bool {
        self.0.iter().any(|word| word.chars().count() > 1)
    }

    /// Whether a text has a word for each of those sought.
    pub(super) fn fits(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.missing(&text).is_empty()
    }

    /// What is still sought where a text has the rest.
    pub(super) fn rest(&self, text: &str) -> Self {
        let text = text.to_lowercase();
        Self(self.missing(&text).into_iter().cloned().collect())
    }

    fn missing(&self, text: &str) -> Vec<&String> {
        self.0.iter().filter(|word| !begins_a_word(text, word)).collect()
    }
}

fn begins_a_word(text: &str, beginning: &str) -> bool {
    let before = |at| text.get(..at).and_then(|before| before.chars().next_back());
    text.match_indices(beginning).any(|(at, _)| before(at).is_none_or(|letter| !letter.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_sought_begins_a_word_of_what_is_found() {
        let fits = |words: &str| Sought::new(words).fits("Evening A · Coping skills · Tuesday, October 13");
        assert!(fits("evening") && fits("TUE eve") && fits("cop 13") && fits("") && fits("skills a"));
        assert!(!fits("vening") && !fits("evening b"));
    }

    #[test]
    fn what_one_text_lacks_may_stand_in_another() {
        let rest = Sought::new("tue eve").rest("Tuesday");
        assert!(rest.fits("Evening A") && !rest.is_empty());
        assert!(Sought::new("tue").rest("Tuesday").is_empty());
    }

    #[test]
    fn one_letter_looks_for_nobody() {
        assert!(!Sought::new("a b").may_name() && Sought::new("al").may_name());
    }
}
