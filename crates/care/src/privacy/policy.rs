//! The table: who reaches how far. `docs/PERMISSIONS.md` is this table printed, and a test holds the two together.

use super::{Actor, Purpose, Reach, Roles, ScopeKind};
use crate::staff::Role;

/// How far an actor reaches into a kind of scope, for a purpose, to read or to change it. Somebody with several roles
/// reaches as far as the one that reaches furthest.
pub fn reach(actor: Actor, kind: ScopeKind, purpose: Purpose, changes: bool) -> Reach {
    match actor {
        Actor::Operator => all_if(match purpose {
            Purpose::Operations => true,
            Purpose::Audit => !changes,
            Purpose::Treatment | Purpose::Payment => false,
        }),
        Actor::Job => all_if(purpose == Purpose::Operations),
        Actor::User(_, roles) => {
            let each = roles.iter().filter(|role| purpose_of(*role) == purpose);
            each.map(|role| of_role(role, kind, changes)).max().unwrap_or(Reach::Nothing)
        }
    }
}

fn all_if(allowed: bool) -> Reach {
    if allowed { Reach::All } else { Reach::Nothing }
}

impl Roles {
    /// The purpose for which these roles reach furthest into a kind of scope.
    pub fn purpose(self, kind: ScopeKind, changes: bool) -> Purpose {
        let furthest = self.iter().max_by_key(|role| of_role(*role, kind, changes));
        furthest.map_or(Purpose::Treatment, purpose_of)
    }
}

/// What each role looks at people's records for.
const fn purpose_of(role: Role) -> Purpose {
    match role {
        Role::Director | Role::Administrator | Role::FrontDesk => Purpose::Operations,
        Role::Admissions | Role::Facilitator | Role::PrimaryTherapist | Role::Medical => Purpose::Treatment,
        Role::Utilization => Purpose::Payment,
        Role::Auditor => Purpose::Audit,
    }
}

/// Reading is no more than the role needs (45 CFR 164.502(b), minimum necessary); changing is less.
fn of_role(role: Role, kind: ScopeKind, changes: bool) -> Reach {
    use {Reach::*, Role::*, ScopeKind::*};
    match (kind, changes) {
        // Everything at once is for the command line and for jobs, and for a director who brings files.
        (Organization, _) => match role {
            Director => All,
            Admissions | Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk | Auditor
            | Administrator => Nothing,
        },
        (Client, false) => match role {
            Director | Admissions | Medical | Utilization | Auditor => All,
            Facilitator | PrimaryTherapist => Own,
            FrontDesk | Administrator => Nothing,
        },
        // Payment changes authorizations only: the store holds it to that.
        (Client, true) => match role {
            Director | Admissions | Utilization => All,
            Facilitator | PrimaryTherapist => Own,
            Medical | FrontDesk | Auditor | Administrator => Nothing,
        },
        (Session, false) => match role {
            Director | Admissions | Medical | FrontDesk | Auditor => All,
            Facilitator | PrimaryTherapist => Own,
            Utilization | Administrator => Nothing,
        },
        (Session, true) => match role {
            Director => All,
            Facilitator | PrimaryTherapist => Own,
            Admissions | Medical | Utilization | FrontDesk | Auditor | Administrator => Nothing,
        },
        // Whoever leads groups may step in for a colleague; that is on record, with the reason.
        (Cover, _) => match role {
            Director | Facilitator | PrimaryTherapist => All,
            Admissions | Medical | Utilization | FrontDesk | Auditor | Administrator => Nothing,
        },
        (Day, false) => match role {
            Director | Admissions | Medical | FrontDesk | Utilization | Auditor => All,
            Facilitator | PrimaryTherapist => Own,
            Administrator => Nothing,
        },
        (People, false) => match role {
            Director | Admissions | Medical | FrontDesk | Facilitator | PrimaryTherapist => All,
            Utilization | Auditor | Administrator => Nothing,
        },
        (People, true) => match role {
            Director | Admissions => All,
            Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk | Auditor | Administrator => {
                Nothing
            }
        },
        (Census, false) => match role {
            Director | Admissions | Medical | Utilization | Auditor => All,
            Facilitator | PrimaryTherapist => Own,
            FrontDesk | Administrator => Nothing,
        },
        // How many come to a group is nobody's record.
        (Schedule, false) => match role {
            Director | Admissions | Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk
            | Auditor => All,
            Administrator => Nothing,
        },
        (Schedule, true) => match role {
            Director => All,
            Admissions | Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk | Auditor
            | Administrator => Nothing,
        },
        (Desk, false) => match role {
            Director | Admissions | FrontDesk | Auditor => All,
            Facilitator | PrimaryTherapist | Medical | Utilization | Administrator => Nothing,
        },
        (Desk, true) => match role {
            Director | Admissions | FrontDesk => All,
            Facilitator | PrimaryTherapist | Medical | Utilization | Auditor | Administrator => Nothing,
        },
        (Settings, false) => match role {
            Director | Administrator | Auditor => All,
            Admissions | Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk => Nothing,
        },
        (Settings, true) => match role {
            Director | Administrator => All,
            Admissions | Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk | Auditor => {
                Nothing
            }
        },
        (Accounts, false) => match role {
            Administrator | Auditor => All,
            Director | Admissions | Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk => {
                Nothing
            }
        },
        (Accounts, true) => match role {
            Administrator => All,
            Director | Admissions | Facilitator | PrimaryTherapist | Medical | Utilization | FrontDesk
            | Auditor => Nothing,
        },
        (Account, _) => Own,
        (Day | Census, true) => Nothing,
    }
}

/// The table as `docs/PERMISSIONS.md` shows it.
pub fn permissions_page() -> String {
    let mut page = String::from(
        "# Who may do what\n\n\
         Printed from `care::privacy` by `EVENKEEL_WRITE=1 cargo test -p care permissions`; a change of the code shows here.\n\
         *own*: a session one leads or stands in for, a client one treats or has in a group, one's own part of a day,\n\
         one's own account. What a row does not allow answers as if it were not there, and the attempt is on record.\n\n\
         | who | for | of what | read | change |\n| --- | --- | --- | --- | --- |\n",
    );
    let user = kernel::UserId::new(Default::default());
    let actors = [("the command line", Actor::Operator), ("a job", Actor::Job)].into_iter();
    let roles =
        Role::ALL.iter().map(|role| (role.as_str(), Actor::User(user, [*role].into_iter().collect())));
    for (name, actor) in actors.chain(roles) {
        for purpose in Purpose::ALL {
            for kind in ScopeKind::ALL {
                let (read, change) =
                    (reach(actor, *kind, *purpose, false), reach(actor, *kind, *purpose, true));
                if (read, change) != (Reach::Nothing, Reach::Nothing) {
                    let row =
                        format!("| {name} | {purpose} | {kind} | {} | {} |\n", said(read), said(change));
                    page.push_str(&row);
                }
            }
        }
    }
    page
}

fn said(reach: Reach) -> &'static str {
    match reach {
        Reach::Nothing => "",
        Reach::Own => "own",
        Reach::All => "all",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests")]

    #[test]
    fn the_permissions_page_is_the_table_in_force() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/PERMISSIONS.md");
        let page = super::permissions_page();
        if std::env::var_os("EVENKEEL_WRITE").is_some() {
            std::fs::write(file, &page).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap(), page, "docs/PERMISSIONS.md is out of date");
    }
}
