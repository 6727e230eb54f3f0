//! Where one can go and what one can begin, by role: the one list of it. A page in the navigation is told in `shell`; what
//! a page lets one begin gets a line here.

use super::found::Found;
use super::words::Sought;
use crate::shell;
use care::privacy::Roles;
use care::staff::Role;
use store::accounts::SignedIn;

/// Something that can be begun.
#[derive(Clone, Copy, Debug)]
struct Act {
    to: &'static str,
    icon: &'static str,
    words: &'static str,
    /// Other words by which it is found.
    also: &'static str,
    /// Whose it is. The page it leads to asks for its own permit all the same.
    who: &'static [Role],
}

const ACTS: &[Act] = &[
    Act {
        to: "/clients/new",
        icon: "user-plus",
        words: "Add a person",
        also: "new client admit intake",
        who: &[Role::Director, Role::Admissions],
    },
    Act {
        to: "/schedule/new",
        icon: "calendar-plus",
        words: "Add a session",
        also: "new group track weekly",
        who: &[Role::Director],
    },
    Act {
        to: "/curriculum/topics/new",
        icon: "layers-2",
        words: "Add a topic",
        also: "new curriculum rotation",
        who: &[Role::Director, Role::Administrator],
    },
    Act {
        to: "/risk/huddle",
        icon: "printer",
        words: "Print the morning huddle sheet",
        also: "calls team meeting today",
        who: &[
            Role::Director,
            Role::Admissions,
            Role::Medical,
            Role::Facilitator,
            Role::PrimaryTherapist,
            Role::Auditor,
        ],
    },
    Act {
        to: "/setup",
        icon: "list-checks",
        words: "Set up the program",
        also: "first steps begin site room staff track import files",
        who: &[Role::Director, Role::Administrator],
    },
    Act {
        to: "/staff/new",
        icon: "user-plus",
        words: "Add somebody to the staff",
        also: "new colleague facilitator therapist hire",
        who: &[Role::Director, Role::Administrator],
    },
    Act {
        to: "/users#add",
        icon: "key-round",
        words: "Add an account",
        also: "new user login invite colleague",
        who: &[Role::Administrator],
    },
    Act {
        to: "/account",
        icon: "lock",
        words: "Change your password or PIN",
        also: "secret hide screen",
        who: Role::ALL,
    },
    Act {
        to: "/account",
        icon: "sun-moon",
        words: "Choose light or dark",
        also: "colours theme night",
        who: Role::ALL,
    },
];

/// The pages of somebody's roles.
pub(super) fn pages(by: &SignedIn, sought: &Sought) -> Vec<Found> {
    let ways = shell::ways(by).into_iter();
    let fits = ways.filter(|way| sought.fits(&format!("{} {}", way.name, way.also)));
    fits.map(|way| Found { keys: way.key, ..Found::new(way.to, way.icon, way.name) }).collect()
}

/// What their roles can begin.
pub(super) fn acts(roles: Roles, sought: &Sought) -> Vec<Found> {
    let theirs = ACTS.iter().filter(|act| act.who.iter().any(|role| roles.contains(*role)));
    let fits = theirs.filter(|act| sought.fits(&format!("{} {}", act.words, act.also)));
    fits.map(|act| Found::new(act.to, act.icon, act.words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_begun_follows_from_the_role() {
        let words = |role: Role, sought: &str| -> Vec<String> {
            let found = acts([role].into_iter().collect(), &Sought::new(sought));
            found.into_iter().map(|found| found.words).collect()
        };
        assert_eq!(
            words(Role::Director, "new"),
            ["Add a person", "Add a session", "Add a topic", "Add somebody to the staff"]
        );
        assert_eq!(words(Role::Admissions, "new"), ["Add a person"]);
        assert_eq!(words(Role::Facilitator, "new"), [""; 0]);
        assert_eq!(words(Role::Facilitator, "pin"), ["Change your password or PIN"]);
    }
}
