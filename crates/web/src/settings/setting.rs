//! What the pages of the setting need to know of a kind of row.

use super::parts::{Section, Wrong};
use crate::fields::Fields;
use care::privacy::Write;
use care::program::{Editable, Program};
use kernel::{Refusal, TrackNumber};
use store::accounts::SignedIn;
use store::{Failure, Records};

/// The words and addresses of a kind of row.
#[derive(Debug)]
pub(crate) struct Page {
    /// Where its list is.
    pub(crate) list: &'static str,
    /// Which way of the navigation leads there.
    pub(crate) way: &'static str,
    /// What its list is called.
    pub(crate) many: &'static str,
    /// "Add a site"
    pub(crate) add: &'static str,
    /// "Save the site"
    pub(crate) save: &'static str,
    /// "Take the site out"
    pub(crate) take_out: &'static str,
    /// Why it may be taken out at all, and what keeps it.
    pub(crate) keeps: &'static str,
}

/// What refers to a row, and where it is looked after.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    pub(crate) words: String,
    pub(crate) to: Option<String>,
}

/// A row of the setting.
pub(crate) trait Setting: Editable + Send + Sync + 'static {
    /// Its words and addresses.
    const PAGE: Page;

    /// Its record number.
    fn number(&self) -> &str;

    /// What it is called, for the page of the row: initials at most in a title are its concern.
    fn called(&self) -> String;

    /// The rows that stand.
    fn rows(schedule: &Program) -> &[Self];

    /// The row as a form carries it.
    fn pairs(&self) -> Vec<(&'static str, String)>;

    /// What a new row begins with.
    fn fresh(schedule: &Program) -> Vec<(&'static str, String)>;

    /// Its form.
    fn form(fields: &Fields, schedule: &Program, is_new: bool) -> Vec<Section>;

    /// What a form says.
    ///
    /// # Errors
    /// What is wrong with it.
    fn read(fields: &Fields, schedule: &Program) -> Result<Self, Wrong>;

    /// What the rules say against a change, and at which field.
    fn against(
        _before: &Self,
        _after: &Self,
        _schedule: &Program,
    ) -> Option<(&'static str, Box<dyn Refusal>)> {
        None
    }

    /// The tracks that get another clock by a change.
    fn moved(_before: &Self, _after: &Self, _schedule: &Program) -> Vec<TrackNumber> {
        Vec::new()
    }

    /// At which field it is said that what would stand contradicts what is on record.
    fn contradicted(_before: &Self, _after: &Self) -> Option<&'static str> {
        None
    }

    /// What of the schedule refers to it.
    fn uses(&self, schedule: &Program, by: &SignedIn) -> Vec<Use>;

    /// What else refers to it.
    ///
    /// # Errors
    /// The database's.
    fn named(&self, _records: &mut Records<'_, Write>) -> Result<Vec<(String, u32)>, Failure> {
        Ok(Vec::new())
    }

    /// Where its form is.
    fn address(&self) -> String {
        format!("{}/{}", Self::PAGE.list, super::segment(self.number()))
    }

    /// Where one lands when it is saved.
    fn home(&self) -> String {
        Self::PAGE.list.to_owned()
    }
}
