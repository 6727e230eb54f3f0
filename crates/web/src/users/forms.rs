//! What a form says about an account.

use crate::fields::Fields;
use care::privacy::Roles;
use care::privacy::accounts::{CannotChangeAccount, Login, may_have};
use care::staff::Role;
use kernel::{Refusal, Text};

/// The roles that were ticked.
pub(super) fn roles(fields: &Fields, name: &str) -> Roles {
    fields.all(name).filter_map(|role| role.parse().ok()).collect()
}

/// An account that is to be made.
#[derive(Clone, Debug)]
pub(super) struct Adding {
    pub(super) name: Text,
    pub(super) login: Login,
    pub(super) roles: Roles,
}

impl Adding {
    pub(super) fn parse(fields: &Fields) -> Result<Self, CannotChangeAccount> {
        let name = fields.words("name").ok_or(CannotChangeAccount::NameMissing)?;
        let login = Login::new(fields.get("login"))?;
        let roles = roles(fields, "role");
        may_have(roles)?;
        Ok(Self { name, login, roles })
    }
}

/// What was typed, to be shown again beside what is wrong with it.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) login: String,
    pub(super) roles: Vec<Choice>,
    pub(super) wrong: Option<Wrong>,
}

/// A role that can be ticked.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) code: &'static str,
    pub(super) label: &'static str,
    pub(super) chosen: bool,
}

/// What is wrong, and in which field.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pub(super) headline: String,
    pub(super) remedy: String,
    pub(super) name: bool,
    pub(super) login: bool,
    pub(super) roles: bool,
}

impl Wrong {
    pub(super) fn of(refusal: &dyn Refusal) -> Self {
        let is = |refusals: &[CannotChangeAccount]| refusals.iter().any(|one| one.code() == refusal.code());
        Self {
            headline: refusal.headline(),
            remedy: refusal.remedy(),
            name: is(&[CannotChangeAccount::NameMissing]),
            login: is(&[CannotChangeAccount::LoginNotUsable, CannotChangeAccount::LoginTaken]),
            roles: is(&[CannotChangeAccount::NoRole]),
        }
    }
}

impl Typed {
    pub(super) fn nothing() -> Self {
        Self { name: String::new(), login: String::new(), roles: choices(Roles::default()), wrong: None }
    }

    pub(super) fn again(fields: &Fields, refusal: &dyn Refusal) -> Self {
        Self {
            name: fields.get("name").to_owned(),
            login: fields.get("login").to_owned(),
            roles: choices(roles(fields, "role")),
            wrong: Some(Wrong::of(refusal)),
        }
    }
}

impl Typed {
    pub(super) fn bad_name(&self) -> bool {
        self.wrong.as_ref().is_some_and(|wrong| wrong.name)
    }

    pub(super) fn bad_login(&self) -> bool {
        self.wrong.as_ref().is_some_and(|wrong| wrong.login)
    }

    pub(super) fn bad_roles(&self) -> bool {
        self.wrong.as_ref().is_some_and(|wrong| wrong.roles)
    }

    pub(super) fn why(&self) -> &str {
        self.wrong.as_ref().map_or("", |wrong| wrong.headline.as_str())
    }
}

/// Every role, and whether it is one of these.
pub(super) fn choices(roles: Roles) -> Vec<Choice> {
    let choice = |role: &Role| Choice {
        code: role.as_str(),
        label: super::label(*role),
        chosen: roles.contains(*role),
    };
    Role::ALL.iter().map(choice).collect()
}
