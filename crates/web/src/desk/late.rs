//! The form for somebody who calls that they will be late.

use crate::components::{Choice, Choices, Field, Kind, Problems};
use crate::fields::Fields;
use care::attendance::arrivals::Came;
use kernel::{Refusal, TimeOfDay};

/// What most people say.
const MINUTES: [u16; 5] = [10, 15, 20, 30, 45];

/// Its fields, and what is wrong with them.
#[derive(Clone, Debug)]
pub(super) struct LateForm {
    pub(super) problems: Problems,
    /// The stretch it is about.
    pub(super) start: String,
    pub(super) minutes: Choices,
    pub(super) time: Field,
    pub(super) words: Field,
}

/// Nothing says when they will be here.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoTime;

impl Refusal for NoTime {
    fn code(&self) -> &'static str {
        "arrivals.no_time"
    }

    fn headline(&self) -> String {
        "Nothing says when they will be here.".to_owned()
    }

    fn remedy(&self) -> String {
        "Choose how late they will be, or give a time such as 6:20 pm.".to_owned()
    }
}

impl LateForm {
    pub(super) fn new(start: TimeOfDay, said: Option<(&Fields, String)>) -> Self {
        let value = |name: &str| said.as_ref().map_or("", |(fields, _)| fields.get(name)).to_owned();
        let (minutes, error) = (value("minutes"), said.as_ref().map(|(_, error)| error.clone()));
        let choice = |many: &u16| Choice {
            short: format!("{many} min"),
            ..Choice::new(many.to_string(), format!("About {many} minutes late"), many.to_string() == minutes)
        };
        let label = format!("How long after {}", start.spoken());
        let minutes = Choices::new("minutes", &label, MINUTES.iter().map(choice).collect());
        let time =
            Field::new("time", "Or the time they gave").kind(Kind::Time).value(value("time")).error(error);
        Self {
            problems: Problems::of([time.problem()]),
            start: start.to_string(),
            minutes,
            time,
            words: Field::new("words", "In a few words").value(value("words")),
        }
    }

    /// What it says. A time that was written outweighs a number of minutes.
    pub(super) fn read(fields: &Fields) -> Result<Came, NoTime> {
        let start: TimeOfDay = fields.get("for").parse().map_err(|()| NoTime)?;
        let after =
            |minutes: u16| start.minute_of_day().checked_add(minutes).and_then(TimeOfDay::from_minute_of_day);
        let expected = match fields.get("time") {
            "" => fields.get("minutes").parse().ok().and_then(after),
            time => time.parse().ok(),
        };
        Ok(Came::LateCall { start, expected: expected.ok_or(NoTime)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_outweighs_the_minutes_and_one_of_them_is_needed() {
        let read = |form: &str| LateForm::read(&Fields::parse(form.as_bytes()));
        let late = |expected: &str| Came::LateCall {
            start: "18:00".parse().unwrap(),
            expected: expected.parse().unwrap(),
        };
        assert_eq!(read("for=18:00&minutes=15&time=").unwrap(), late("18:15"));
        assert_eq!(read("for=18:00&minutes=15&time=18:40").unwrap(), late("18:40"));
        for nothing in [
            "for=18:00",
            "for=18:00&time=soon",
            "minutes=15",
            "for=23:50&minutes=15",
            "for=18:00&minutes=99999",
        ] {
            assert!(read(nothing).is_err(), "{nothing}");
        }
    }
}
