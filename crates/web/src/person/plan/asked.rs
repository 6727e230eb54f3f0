//! What a form changes is read with: the person's file, the seats of the weeks it is about, today.

use super::*;
use care::admissions::titration::seats_until;
use care::program::Moment;
use jiff::civil::Date;
use kernel::Week;
use store::clients::File;
use store::schedule::Board;

/// What stands, read in one transaction.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) file: File,
    pub(super) board: Board,
    pub(super) today: Date,
}

/// Reads under the permit to change, so that whoever may not save is shown nothing, and asks that it be for treatment. The seats are those from a day on:
/// the Monday after today where none is given.
pub(super) async fn asked(app: &App, by: &SignedIn, who: Who, from: Option<Date>) -> Result<Asked, No> {
    let now = app.now();
    let opened = app.clinic.write(by, who.scope(by), now, move |records| {
        let today = records.schedule()?.date_of(Moment::Exact(now));
        let from = from.unwrap_or_else(|| next_monday(today));
        let file = records.file(from.min(Week::of(today).monday()))?.in_reach();
        let board = records.board_of(&file.tracks(), from, seats_until(from))?;
        Ok(Asked { file, board, today })
    });
    let opened = opened.await?;
    treats(by)?;
    Ok(opened)
}

/// Where a change usually begins: a week is counted from its Monday.
pub(super) fn next_monday(today: Date) -> Date {
    Week::of(today).next().monday()
}

/// Whether somebody may change authorizations and nothing else of a person.
fn pays_only(by: &SignedIn) -> bool {
    use care::privacy::{Purpose, ScopeKind};
    by.roles().purpose(ScopeKind::Client, true) == Purpose::Payment
}

/// Where somebody's role changes authorizations only.
#[derive(Debug)]
pub(super) struct AuthorizationsOnly;

impl kernel::Refusal for AuthorizationsOnly {
    fn code(&self) -> &'static str {
        "plan.authorizations_only"
    }

    fn headline(&self) -> String {
        "This is for those who treat this person.".to_owned()
    }

    fn remedy(&self) -> String {
        "Your role changes authorizations. Ask their therapist or the director for everything else."
            .to_owned()
    }
}

/// Lets through whoever may change more than authorizations.
pub(super) fn treats(by: &SignedIn) -> Result<(), No> {
    if pays_only(by) { Err(No::Refused(Box::new(AuthorizationsOnly))) } else { Ok(()) }
}

/// A page, or the form once more with what kept it from being saved.
pub(super) enum Kept {
    Saved(axum::response::Response),
    /// Somebody else changed the rows meanwhile.
    Stale,
    /// What would stand contradicts itself.
    Refused(String),
}

/// What became of saving, where the form can say it itself.
pub(super) fn kept(answer: Answer) -> Result<Kept, No> {
    match answer {
        Ok(response) => Ok(Kept::Saved(response)),
        Err(No::Stale) => Ok(Kept::Stale),
        Err(No::Refused(why)) => Ok(Kept::Refused(format!("{} {}", why.headline(), why.remedy()))),
        Err(other) => Err(other),
    }
}

/// What is said above a form whose rows somebody else changed first.
pub(super) const STALE: &str = "Somebody else changed this first. Nothing of theirs was overwritten. Look at what stands now, \
                                and save again if what you chose still holds.";
