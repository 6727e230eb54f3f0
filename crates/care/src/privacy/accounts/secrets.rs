//! What a password and a PIN must be.

use kernel::Refusal;

/// The shortest password. Length is what counts; no rule about its letters.
///
/// **Source:** NIST SP 800-63B-4, 3.1.1.2, asks for 15 characters where a password stands alone and for 8 beside another
/// factor. Ours lies between: accounts pause after a few wrong ones.
pub const SHORTEST_PASSWORD: usize = 12;

/// How many digits a PIN has. It only brings a hidden screen back, and five wrong ones end the sign-in.
pub const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// Why a password or a PIN stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotChoose {
    /// The password that is asked for first is another.
    WrongPassword,
    /// The new password is too short.
    ShortPassword,
    /// The two new ones differ.
    Differ,
    /// The PIN is not 4 to 8 digits.
    NoPin,
    /// The PIN is the first that anybody would try.
    PlainPin,
}

impl Refusal for CannotChoose {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword => "account.wrong_password",
            Self::ShortPassword => "account.short_password",
            Self::Differ => "account.passwords_differ",
            Self::NoPin => "account.no_pin",
            Self::PlainPin => "account.plain_pin",
        }
    }

    fn headline(&self) -> String {
        match self {
            Self::WrongPassword => "That is not the password you have now.".to_owned(),
            Self::ShortPassword => format!("Choose a password of at least {SHORTEST_PASSWORD} characters."),
            Self::Differ => "The two new passwords do not match.".to_owned(),
            Self::NoPin => {
                format!("Choose a PIN of {} to {} digits.", PIN_DIGITS.start(), PIN_DIGITS.end())
            }
            Self::PlainPin => "Choose a PIN that is harder to guess.".to_owned(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::WrongPassword => "Type it again. After several tries there is a pause of a few minutes.",
            Self::ShortPassword => "Several words that only you would put together are easy to remember.",
            Self::Differ => "Type the same new password twice.",
            Self::NoPin => "Digits only, without spaces.",
            Self::PlainPin => "Not one digit again and again, and no row such as 1234 or 9876.",
        }
        .to_owned()
    }
}

/// Whether a password, typed twice, may be chosen.
///
/// # Errors
/// [`CannotChoose::ShortPassword`], [`CannotChoose::Differ`].
pub fn may_choose_password(password: &str, again: &str) -> Result<(), CannotChoose> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(CannotChoose::ShortPassword);
    }
    if password == again { Ok(()) } else { Err(CannotChoose::Differ) }
}

/// Whether a PIN may be chosen.
///
/// # Errors
/// [`CannotChoose::NoPin`], [`CannotChoose::PlainPin`].
pub fn may_choose_pin(pin: &str) -> Result<(), CannotChoose> {
    let digits: Option<Vec<u32>> = pin.chars().map(|digit| digit.to_digit(10)).collect();
    let digits = digits.filter(|digits| PIN_DIGITS.contains(&digits.len())).ok_or(CannotChoose::NoPin)?;
    let goes = |step: fn(u32) -> u32| digits.iter().zip(digits.iter().skip(1)).all(|(a, b)| step(*a) == *b);
    if goes(|digit| digit) || goes(|digit| (digit + 1) % 10) || goes(|digit| (digit + 9) % 10) {
        return Err(CannotChoose::PlainPin);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_typed_twice() {
        assert_eq!(may_choose_password("eleven char", "eleven char"), Err(CannotChoose::ShortPassword));
        assert_eq!(may_choose_password("twelve chars", "twelve charz"), Err(CannotChoose::Differ));
        assert_eq!(may_choose_password("żółta łódka 1", "żółta łódka 1"), Ok(()));
    }

    #[test]
    fn a_pin_is_four_to_eight_digits_and_no_row() {
        for pin in ["", "123", "123456789", "12a4", "12 45", "١٢٣٥"] {
            assert_eq!(may_choose_pin(pin), Err(CannotChoose::NoPin), "{pin}");
        }
        for pin in ["0000", "99999999", "1234", "4321", "7890", "0987"] {
            assert_eq!(may_choose_pin(pin), Err(CannotChoose::PlainPin), "{pin}");
        }
        for pin in ["2580", "1235", "00001", "27182818"] {
            assert_eq!(may_choose_pin(pin), Ok(()), "{pin}");
        }
    }
}
