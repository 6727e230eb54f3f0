//! A form's fields, in the order they came, a name as often as it stands.

use crate::answer::No;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use kernel::Text;

/// The longest line somebody may write into a form.
const LONGEST: usize = 1_000;

/// How the names of fields begin that are carried along for another form.
pub(crate) const CARRIED: &str = "carried.";

/// What a form said.
#[derive(Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

/// Names only: what is written may be about a person.
impl std::fmt::Debug for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Fields {
    pub(crate) fn parse(form: &[u8]) -> Self {
        Self(form_urlencoded::parse(form).into_owned().collect())
    }

    /// The first value of a name; empty where it is absent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// The values of a name.
    pub(crate) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
    }

    /// What somebody wrote in a few words: one line, no longer than a line should be.
    pub(crate) fn words(&self, name: &str) -> Option<Text> {
        let words = self.get(name).split_whitespace().collect::<Vec<_>>().join(" ");
        Text::new(&words.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect::<String>())
    }

    /// The fields that this form carried along for another.
    pub(crate) fn carried(&self) -> Self {
        let pairs = self.0.iter();
        Self(
            pairs
                .filter_map(|(name, value)| Some((name.strip_prefix(CARRIED)?.to_owned(), value.clone())))
                .collect(),
        )
    }

    /// Every field, to be carried on by another form.
    pub(crate) fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = No;

    async fn from_request(request: Request, state: &S) -> Result<Self, No> {
        let bytes = Bytes::from_request(request, state).await.map_err(|_| No::TooLarge)?;
        Ok(Self::parse(&bytes))
    }
}
