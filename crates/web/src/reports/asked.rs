//! Which weeks somebody asks for.

use crate::components::{Field, Problems};
use crate::fields::Fields;
use care::census::Report;
use jiff::civil::Date;
use kernel::Week;

/// The most weeks of one report: a year.
pub(super) const MOST: i64 = 53;

/// What an address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The page.
    Page,
    /// The file.
    File,
    /// What the file's columns mean, as a file.
    Codebook,
}

/// The last part of an address: `dose`, `dose.csv`, `dose-codebook.csv`.
pub(super) fn what(name: &str) -> Option<(Report, What)> {
    let (name, what) = match name.strip_suffix(".csv") {
        None => (name, What::Page),
        Some(name) => match name.strip_suffix("-codebook") {
            None => (name, What::File),
            Some(name) => (name, What::Codebook),
        },
    };
    Some((name.parse().ok()?, what))
}

/// The weeks as they were written, and what they are.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    from: String,
    until: String,
    from_error: Option<String>,
    until_error: Option<String>,
    /// The first and the last week; none while something is to be put right.
    pub(super) span: Option<(Week, Week)>,
    /// Which week of them the page shows.
    pub(super) shown: Option<Week>,
    /// Which part of that week's rows.
    pub(super) page: usize,
}

impl Asked {
    /// `from` and `until`, or `week` alone; this week where nothing is said.
    pub(super) fn of(fields: &Fields, today: Date) -> Self {
        let this = Week::of(today).to_string();
        let said = |name: &str, otherwise: &str| {
            let said = fields.get(name);
            if said.is_empty() { otherwise.to_owned() } else { said.to_owned() }
        };
        let from = said("from", &said("week", &this));
        let until = said("until", &from);
        let (first, last) = (week(&from), week(&until));
        let unread = |week: Option<Week>| {
            week.is_none().then(|| "Write a week as 2026-W40, or any day in it as 2026-10-01.".to_owned())
        };
        let from_error = unread(first);
        let until_error = if until == from && from_error.is_some() { None } else { unread(last) };
        let span = first.zip(last);
        let until_error = until_error.or_else(|| span.and_then(|(from, until)| too_much(from, until)));
        let span = span.filter(|_| from_error.is_none() && until_error.is_none());
        let shown = span.map(|(from, until)| week(fields.get("at")).unwrap_or(from).clamp(from, until));
        let page = fields.get("page").parse().unwrap_or(1);
        Self { from, until, from_error, until_error, span, shown, page }
    }

    /// Whether it is of more than one week.
    pub(super) fn several(&self) -> bool {
        self.span.is_some_and(|(from, until)| from != until)
    }

    pub(super) fn fields(&self) -> [Field; 2] {
        let hint = "2026-W40, or any day of the week";
        [
            Field::new("from", "First week")
                .value(&*self.from)
                .hint(hint)
                .required()
                .error(self.from_error.clone()),
            Field::new("until", "Last week").value(&*self.until).hint(hint).error(self.until_error.clone()),
        ]
    }

    pub(super) fn problems(&self) -> Problems {
        Problems::of(self.fields().iter().map(Field::problem))
    }

    /// An address of this span.
    pub(super) fn address(&self, name: &str) -> String {
        match self.span {
            Some((from, until)) if from == until => format!("/reports/{name}?week={from}"),
            Some((from, until)) => format!("/reports/{name}?from={from}&until={until}"),
            None => format!("/reports/{name}"),
        }
    }

    /// The page of a week of it.
    pub(super) fn week(&self, report: Report, week: Week) -> String {
        format!("{}&at={week}", self.address(report.as_str()))
    }
}

fn week(said: &str) -> Option<Week> {
    said.to_uppercase().parse().ok().or_else(|| said.parse::<Date>().ok().map(Week::of))
}

/// Why a span cannot be: it ends before it begins, or holds too much.
fn too_much(from: Week, until: Week) -> Option<String> {
    let weeks = i64::from((until.monday() - from.monday()).get_days()) / 7 + 1;
    if weeks < 1 {
        Some(format!("The last week is before the first. Choose {from} or a later one."))
    } else if weeks > MOST {
        let last = from.monday().saturating_add(jiff::Span::new().days((MOST - 1) * 7));
        Some(format!(
            "These are {weeks} weeks, and a report holds at most {MOST}. Ask for it in parts: the first ends with {}.",
            Week::of(last)
        ))
    } else {
        None
    }
}

/// The weeks of a span, in order.
pub(super) fn weeks((from, until): (Week, Week)) -> impl Iterator<Item = Week> {
    std::iter::successors(Some(from), |week| Some(week.next()))
        .take_while(move |week| *week <= until)
        .take(usize::try_from(MOST).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn asked(query: &str) -> Asked {
        Asked::of(&Fields::parse(query.as_bytes()), date(2026, 10, 13))
    }

    fn span(query: &str) -> Option<String> {
        asked(query).span.map(|(from, until)| format!("{from} {until}"))
    }

    #[test]
    fn a_span_is_read_from_weeks_or_days_and_is_this_week_where_nothing_is_said() {
        assert_eq!(span("").unwrap(), "2026-W42 2026-W42");
        assert_eq!(span("week=2026-W40").unwrap(), "2026-W40 2026-W40");
        assert_eq!(span("from=2026-w39&until=2026-10-01").unwrap(), "2026-W39 2026-W40");
        assert_eq!(span("from=2025-W42&until=2026-W41").unwrap(), "2025-W42 2026-W41");
    }

    #[test]
    fn what_cannot_be_is_said_at_its_field_and_nothing_is_computed() {
        let words = |query: &str| -> Vec<_> {
            asked(query).problems().all.into_iter().map(|problem| (problem.to, problem.words)).collect()
        };
        let long = words("from=2016-W40&until=2026-W40");
        assert_eq!(long[0].0, "until");
        assert!(
            long[0].1.starts_with("These are 522 weeks") && long[0].1.ends_with("with 2017-W40."),
            "{long:?}"
        );
        assert!(words("from=2026-W40&until=2026-W39")[0].1.contains("before the first"));
        assert_eq!(words("from=soon").len(), 1);
        assert_eq!(words("from=soon&until=later").len(), 2);
        assert_eq!((span("from=soon"), span("from=2016-W40&until=2026-W40")), (None, None));
        assert_eq!(weeks(asked("from=2025-W42&until=2026-W41").span.unwrap()).count(), 52);
    }

    #[test]
    fn an_address_names_a_report_its_file_or_its_codebook() {
        assert_eq!(what("dose"), Some((Report::Dose, What::Page)));
        assert_eq!(what("short.csv"), Some((Report::Short, What::File)));
        assert_eq!(what("census-codebook.csv"), Some((Report::Census, What::Codebook)));
        assert_eq!((what("money"), what("dose.txt"), what("")), (None, None, None));
    }
}
