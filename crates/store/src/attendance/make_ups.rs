//! Which missed session a booked day in a track is for.

use crate::db::{Param, statements};
use crate::program::{Columns, minute, shown};
use crate::{Failure, Fault, Records};
use care::attendance::{BookedMakeUp, MakesUp};
use care::privacy::{Actor, Denied, Scope, Write};
use kernel::{ClientNumber, TrackNumber};

statements! {
    BOOK = "insert into make_ups (organization_id, client_number, track_number, on_date, makes_up_date, makes_up_start_minute, \
            booked_at, booked_by) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    FORGET = "delete from make_ups where organization_id = $1 and client_number = $2 and track_number = $3 and on_date = $4";
}

impl Records<'_, Write> {
    /// Notes what a booked day is for. The seat itself is a membership, saved by [`save_edit`](Records::save_edit).
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for this person, or not somebody's who signed in.
    pub fn book_make_up(&mut self, booked: &BookedMakeUp) -> Result<(), Failure> {
        let Actor::User(user, _) = self.permit().access().actor else { return Err(Denied.into()) };
        let mut row = self.make_up_key(booked)?;
        row.extend([
            shown(booked.makes_up.date),
            Param::maybe(booked.makes_up.start.map(minute)),
            Param::Int(self.permit().decided_at().as_microsecond()),
            Param::shown(user),
        ]);
        self.connection.run(&BOOK, &row)?;
        Ok(())
    }

    /// Forgets what a day was booked for: it is no longer booked.
    ///
    /// # Errors
    /// [`Denied`] when the permit is not for this person.
    pub fn forget_make_up(&mut self, booked: &BookedMakeUp) -> Result<(), Failure> {
        let key = self.make_up_key(booked)?;
        self.connection.run(&FORGET, &key)?;
        Ok(())
    }

    fn make_up_key(&mut self, booked: &BookedMakeUp) -> Result<Vec<Param<'static>>, Failure> {
        let Scope::Client(_, client) = self.permit().access().scope else { return Err(Denied.into()) };
        if self.client_number(client)? != booked.client {
            return Err(Denied.into());
        }
        Ok(vec![
            self.organization(),
            Param::text(booked.client.to_string()),
            Param::text(booked.track.to_string()),
            Param::shown(booked.date),
        ])
    }
}

/// A row of a mixed answer.
pub(crate) fn booked(columns: &mut Columns<'_>) -> Result<BookedMakeUp, Fault> {
    Ok(BookedMakeUp {
        client: columns.parsed("client_number", ClientNumber::new)?,
        track: columns.parsed("track_number", TrackNumber::new)?,
        date: columns.date("on_date")?,
        makes_up: MakesUp {
            date: columns.maybe_date("makes_up_date")?,
            start: columns.maybe_time("makes_up_start_minute")?,
        },
    })
}
