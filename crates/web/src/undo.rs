//! What somebody just did, said once on their next page, and the way back from it.

use crate::answer::{Answer, No, go};
use crate::app::App;
use crate::guard::By;
use crate::shell::Said;
use axum::Router;
use axum::extract::State;
use axum::routing::post;
use care::attendance::BookedMakeUp;
use care::curriculum::CurriculumEdit;
use care::packs::RuleChange;
use care::privacy::{Scope, Write};
use care::program::Edit;
use care::staff::OutDays;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use store::accounts::{Sealed, SignedIn};
use store::{Failure, Records};

/// How long the last change can be taken back. What is said about it goes sooner.
const KEPT: SignedDuration = SignedDuration::from_mins(10);

/// The address of the form that takes the last change back.
const UNDO: &str = "/undo";

const TAKEN_BACK: &str = "Taken back. Everything is as it was before.";

pub(crate) fn routes() -> Router<App> {
    Router::new().route(UNDO, post(do_undo).get(home))
}

/// A change that was saved.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The scope it was made in.
    pub(crate) scope: Scope,
    /// The rows.
    pub(crate) edit: Edit,
    /// The make-ups that were booked with it, or no longer are.
    pub(crate) make_up: Option<MakeUp>,
    /// A number of the program's rules: what stood, and what stands.
    pub(crate) rule: Option<(Option<RuleChange>, Option<RuleChange>)>,
    /// Topics and rotations.
    pub(crate) curriculum: CurriculumEdit,
    /// Days on which somebody is out, put on record or taken back with it.
    pub(crate) out: Option<Out>,
    /// The page it was made from.
    pub(crate) back: String,
}

/// What becomes of make-ups beside their seats.
#[derive(Clone, Debug)]
pub(crate) enum MakeUp {
    Booked(Vec<BookedMakeUp>),
    Released(Vec<BookedMakeUp>),
}

/// What becomes of days on which a member of staff is out.
#[derive(Clone, Debug)]
pub(crate) enum Out {
    Added(OutDays),
    TakenBack(OutDays),
}

impl Out {
    fn make(&self, records: &mut Records<'_, Write>) -> Result<(), Failure> {
        match self {
            Self::Added(days) => records.add_out_days(days),
            Self::TakenBack(days) => records.take_back_out_days(days),
        }
    }

    fn reversed(self) -> Self {
        match self {
            Self::Added(days) => Self::TakenBack(days),
            Self::TakenBack(days) => Self::Added(days),
        }
    }
}

impl Change {
    /// A change of rows alone.
    pub(crate) fn new(scope: Scope, edit: Edit, back: impl Into<String>) -> Self {
        let curriculum = CurriculumEdit::default();
        Self { scope, edit, make_up: None, rule: None, curriculum, out: None, back: back.into() }
    }

    /// A change of the curriculum alone.
    pub(crate) fn of_curriculum(scope: Scope, curriculum: CurriculumEdit, back: impl Into<String>) -> Self {
        Self { curriculum, ..Self::new(scope, Edit::default(), back) }
    }

    /// Makes it, inside the transaction of a write in its scope.
    pub(crate) fn make(&self, records: &mut Records<'_, Write>) -> Result<(), Failure> {
        if !self.curriculum.is_empty() {
            records.teach(&self.curriculum)?;
        }
        if let Some((before, after)) = &self.rule {
            records.change_rule(before.as_ref(), after.as_ref())?;
        }
        if let Some(out) = &self.out {
            out.make(records)?;
        }
        records.apply(&self.edit)?;
        match &self.make_up {
            Some(MakeUp::Booked(all)) => all.iter().try_for_each(|booked| records.book_make_up(booked)),
            Some(MakeUp::Released(all)) => all.iter().try_for_each(|booked| records.forget_make_up(booked)),
            None => Ok(()),
        }
    }

    fn reversed(&self) -> Self {
        let make_up = self.make_up.clone().map(|make_up| match make_up {
            MakeUp::Booked(booked) => MakeUp::Released(booked),
            MakeUp::Released(booked) => MakeUp::Booked(booked),
        });
        let rule = self.rule.clone().map(|(before, after)| (after, before));
        let (curriculum, out) = (self.curriculum.reversed(), self.out.clone().map(Out::reversed));
        Self { edit: self.edit.reversed(), make_up, rule, curriculum, out, ..self.clone() }
    }
}

/// The last thing that each sign-in did, in the memory of this process.
#[derive(Debug, Default)]
pub(crate) struct LastDone(Mutex<BTreeMap<Sealed, Done>>);

#[derive(Debug)]
struct Done {
    at: Timestamp,
    /// Until it is said.
    words: Option<String>,
    change: Option<Change>,
    /// The page of a change that was taken back.
    taken_back: Option<String>,
}

impl LastDone {
    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<Sealed, Done>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, by: &SignedIn, done: Done) {
        self.with(|all| {
            all.retain(|_, earlier| done.at.duration_since(earlier.at) < KEPT);
            all.insert(by.token().clone(), done);
        });
    }

    /// What was asked for stands already: the last change in the same scope can still be taken back, and where nothing
    /// was said of it yet, that is what is said.
    fn already(&self, by: &SignedIn, scope: Scope, (at, words): (Timestamp, String)) {
        self.with(|all| {
            let last = all.get_mut(by.token());
            let last = last.filter(|done| done.change.as_ref().is_some_and(|change| change.scope == scope));
            match last {
                Some(done) => _ = done.words.get_or_insert(words),
                None => {
                    _ = all.insert(
                        by.token().clone(),
                        Done { at, words: Some(words), change: None, taken_back: None },
                    )
                }
            }
        });
    }

    /// What is still to be said to this sign-in, once.
    pub(crate) fn say(&self, by: &SignedIn) -> Option<Said> {
        self.with(|all| {
            let done = all.get_mut(by.token())?;
            let undo = done.change.is_some().then(|| UNDO.to_owned());
            done.words.take().map(|words| Said { words, undo })
        })
    }

    fn take(&self, by: &SignedIn, now: Timestamp) -> Option<Change> {
        let (change, at) =
            self.with(|all| all.get_mut(by.token()).map(|done| (done.change.take(), done.at)))?;
        change.filter(|_| now.duration_since(at) < KEPT)
    }

    /// The page of what this sign-in has just taken back, which says so: as after a button that was pressed twice.
    fn taken_back(&self, by: &SignedIn) -> Option<String> {
        self.with(|all| {
            let done = all.get_mut(by.token())?;
            let back = done.taken_back.clone()?;
            done.words.get_or_insert_with(|| TAKEN_BACK.to_owned());
            Some(back)
        })
    }
}

/// Saves a change that a rule builds from what stands, and goes back to its page, which says it and offers the way back.
pub(crate) async fn save(
    app: &App,
    by: &SignedIn,
    scope: Scope,
    words: impl Into<String>,
    build: impl Fn(&mut Records<'_, Write>) -> Result<Change, Failure> + Send + 'static,
) -> Answer {
    let change = app.clinic.write(by, scope, app.now(), move |records| {
        let change = build(records)?;
        change.make(records)?;
        Ok(change)
    });
    let change = change.await?;
    let back = change.back.clone();
    said(app, by, words, Some(change));
    go(&back)
}

/// Notes what was done, for the next page to say.
pub(crate) fn said(app: &App, by: &SignedIn, words: impl Into<String>, change: Option<Change>) {
    app.done.put(by, Done { at: app.now(), words: Some(words.into()), change, taken_back: None });
}

/// Says on the next page that what was asked for is so already: a form that was sent twice did what it was to do.
pub(crate) fn already(app: &App, by: &SignedIn, scope: Scope, words: impl Into<String>) {
    app.done.already(by, scope, (app.now(), words.into()));
}

async fn home(By(by): By) -> Answer {
    go(crate::shell::home(&by))
}

async fn do_undo(State(app): State<App>, By(by): By) -> Answer {
    let Some(change) = app.done.take(&by, app.now()) else {
        let back = app.done.taken_back(&by);
        return back.map_or_else(|| Err(No::Refused(Box::new(TooLate))), |back| go(&back));
    };
    let back = change.reversed();
    let (scope, to) = (back.scope, back.back.clone());
    app.clinic.write(&by, scope, app.now(), move |records| back.make(records)).await?;
    let words = Some(TAKEN_BACK.to_owned());
    app.done.put(&by, Done { at: app.now(), words, change: None, taken_back: Some(to.clone()) });
    go(&to)
}

/// There is nothing to take back any more.
#[derive(Debug)]
struct TooLate;

impl kernel::Refusal for TooLate {
    fn code(&self) -> &'static str {
        "undo.too_late"
    }

    fn headline(&self) -> String {
        "This can no longer be taken back here.".to_owned()
    }

    fn remedy(&self) -> String {
        "A change can be taken back for ten minutes, and only the last one. Change it on its own page instead.".to_owned()
    }
}
