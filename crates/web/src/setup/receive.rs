//! Files out of a form, within bounds.

use super::kept::Files;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use care::program::Table;
use std::time::Duration;

/// How many bytes of files are taken at once.
pub(super) const LARGEST: usize = 64 << 20;

/// How many bytes more are read, and not kept, so that whoever sends too much is told.
const PATIENCE: usize = 4 * LARGEST;

/// How long sending may take: a connection that has died must not keep others out.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// How many names of files that are not of the format are remembered.
const NAMES: usize = 20;

/// What a form brought.
#[derive(Default)]
pub(super) struct Received {
    pub(super) files: Files,
    /// Files that are not of the format.
    pub(super) ignored: Vec<String>,
}

/// Why nothing of it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CannotTake {
    /// No file came along, or none that is of the format; these others did.
    Nothing(Vec<String>),
    /// Two files of one name.
    Twice(Table),
    /// More than is taken at once.
    TooLarge,
    /// It ended in the middle, or took too long.
    Broken,
}

pub(super) async fn receive(request: Request) -> Result<Received, CannotTake> {
    let Ok(form) = Multipart::from_request(request, &()).await else {
        return Err(CannotTake::Nothing(Vec::new()));
    };
    let received = tokio::time::timeout(LONGEST, files(form)).await;
    let received = received.unwrap_or(Err(CannotTake::Broken))?;
    if received.files.is_empty() {
        return Err(CannotTake::Nothing(received.ignored));
    }
    Ok(received)
}

async fn files(mut form: Multipart) -> Result<Received, CannotTake> {
    let (mut received, mut taken, mut problem) = (Received::default(), 0, None);
    while let Some(field) = form.next_field().await.map_err(|_| CannotTake::Broken)? {
        let name = field.file_name().map(own_name).unwrap_or_default();
        let table = table(&name);
        if table.is_none() && !name.is_empty() && received.ignored.len() < NAMES {
            received.ignored.push(name);
        }
        if let Some(twice) = table.filter(|table| received.files.contains_key(table)) {
            problem.get_or_insert(CannotTake::Twice(twice));
        }
        let keeps = table.is_some() && problem.is_none();
        let bytes = read(field, &mut taken, keeps).await?;
        if taken > LARGEST {
            problem = Some(CannotTake::TooLarge);
            received.files.clear();
        }
        if let Some(table) = table.filter(|_| problem.is_none()) {
            received.files.insert(table, bytes);
        }
    }
    problem.map_or(Ok(received), Err)
}

/// Reads a file. What goes beyond the bounds is read and not kept.
async fn read(mut field: Field<'_>, taken: &mut usize, keeps: bool) -> Result<Vec<u8>, CannotTake> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| CannotTake::Broken)? {
        *taken = taken.saturating_add(chunk.len());
        if *taken > LARGEST {
            bytes = Vec::new();
        } else if keeps {
            bytes.extend_from_slice(&chunk);
        }
        if *taken > PATIENCE {
            return Err(CannotTake::TooLarge);
        }
    }
    Ok(bytes)
}

/// The name of a file without the folders before it, as some browsers send them.
fn own_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|letter| !letter.is_control()).take(100).collect()
}

/// The table of a file, by its name in the format.
fn table(name: &str) -> Option<Table> {
    name.strip_suffix(".csv").and_then(|name| name.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_name_in_the_format() {
        let of = |name: &str| table(&own_name(name));
        assert_eq!(of("clients.csv"), Some(Table::Clients));
        assert_eq!(of("alder-street/clients.csv"), Some(Table::Clients));
        assert_eq!(of("C:\\files\\doses.csv"), Some(Table::Doses));
        for name in ["", "Clients.csv", "clients.xlsx", "clients.csv.csv", "clients"] {
            assert_eq!(of(name), None, "{name}");
        }
    }
}
