//! What somebody signs in with.

use super::CannotChangeAccount;
use crate::staff::StaffMember;
use kernel::Text;

/// How many characters a login has.
const LOGIN_LENGTH: std::ops::RangeInclusive<usize> = 3..=64;

/// What somebody signs in with: 3 to 64 characters of `a` to `z`, digits, `.`, `-`, `_` and `@`.
///
/// ```
/// use care::privacy::accounts::Login;
/// assert_eq!(Login::new(" Ana.Ruiz@Alder ").map(|login| login.to_string()), Ok("ana.ruiz@alder".to_owned()));
/// assert!(Login::new("an").is_err() && Login::new("ana ruiz").is_err() && Login::new("ana/ruiz").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Login(Text);

impl Login {
    /// A login as somebody typed it; capitals become small letters.
    ///
    /// # Errors
    /// [`CannotChangeAccount::LoginNotUsable`] when it is too short or too long, or has other characters in it.
    pub fn new(typed: &str) -> Result<Self, CannotChangeAccount> {
        let login = typed.trim().to_ascii_lowercase();
        let usable = |letter: char| letter.is_ascii_alphanumeric() || ".-_@".contains(letter);
        let fits = LOGIN_LENGTH.contains(&login.len()) && login.chars().all(usable);
        let login = Text::new(&login).filter(|_| fits);
        login.map(Self).ok_or(CannotChangeAccount::LoginNotUsable)
    }

    /// As it is stored.
    pub const fn text(&self) -> &Text {
        &self.0
    }

    /// What a member of staff could sign in with, the most natural first: their name, then their name and a number.
    pub fn suggested(staff: &StaffMember) -> impl Iterator<Item = Self> + use<> {
        let plain = |text: &str| text.chars().filter_map(plain).collect::<String>();
        let (first, last) = (plain(staff.first_name.as_str()), plain(staff.last_name.as_str()));
        let name = match (first.as_str(), last.as_str()) {
            ("", "") => plain(staff.number.as_str()),
            (one, "") | ("", one) => one.to_owned(),
            (first, last) => format!("{first}.{last}"),
        };
        let name: String = name.chars().take(56).collect();
        let name = if name.len() < *LOGIN_LENGTH.start() { format!("staff.{name}") } else { name };
        let numbered = (2..=1_000).map({
            let name = name.clone();
            move |number| format!("{name}.{number}")
        });
        std::iter::once(name).chain(numbered).filter_map(|login| Self::new(&login).ok())
    }
}

/// The login.
impl std::fmt::Display for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A letter of a name as a login can have it; none for what is no letter, or of another script.
fn plain(letter: char) -> Option<char> {
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    let plain = match letter {
        'a'..='z' | '0'..='9' | '-' => letter,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ş' | 'š' => 's',
        'ţ' | 'ť' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => return None,
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::Role;

    fn siobhan() -> StaffMember {
        StaffMember {
            number: kernel::StaffNumber::new("ST07").unwrap(),
            first_name: Text::new("Siobhán").unwrap(),
            last_name: Text::new("O'Neil Łuk").unwrap(),
            credential: Text::new("LCSW").unwrap(),
            licence: crate::staff::Licence {
                licensed: crate::staff::Licensed::No,
                number: None,
                state: None,
                expires: None,
            },
            roles: [Role::Facilitator].into(),
            modalities: Default::default(),
            languages: Default::default(),
        }
    }

    #[test]
    fn a_login_is_told_without_capitals() {
        for login in ["abc", "A.b-c_d@e9", &"x".repeat(64)] {
            assert_eq!(Login::new(login).unwrap().to_string(), login.to_lowercase());
        }
        for login in ["", "ab", "a b", "ana\n", "añа", "a/b", &"x".repeat(65)] {
            let login = if login == "ana\n" { "an\na" } else { login };
            assert_eq!(Login::new(login), Err(CannotChangeAccount::LoginNotUsable), "{login:?}");
        }
    }

    #[test]
    fn a_login_is_suggested_from_a_name_and_the_next_has_a_number() {
        let mut staff = siobhan();
        let first = |staff: &StaffMember| {
            Login::suggested(staff).take(2).map(|login| login.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(first(&staff), ["siobhan.oneilluk", "siobhan.oneilluk.2"]);
        staff.first_name = Text::new("明").unwrap();
        staff.last_name = Text::new("李").unwrap();
        assert_eq!(first(&staff), ["st07", "st07.2"]);
        staff.first_name = Text::new("X").unwrap();
        assert_eq!(first(&staff), ["staff.x", "staff.x.2"]);
        staff.last_name = Text::new(&"x".repeat(90)).unwrap();
        assert_eq!(Login::suggested(&staff).count(), 1_000);
    }
}
