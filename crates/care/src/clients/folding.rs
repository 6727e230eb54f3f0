//! Names, phone numbers and addresses as they are compared: without what people write in several ways.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Letters that are written with and without a mark, each behind what it is compared as. Letters of Greek and Cyrillic
/// are here because one of two ways to store them, letter and mark apart, loses its mark below.
const MARKED: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
    ("g", "ĝğġģǧ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıǐịỉ"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŋ"),
    ("o", "òóôõöøōŏőǒơọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųǔưụủứừửữự"),
    ("w", "ŵ"),
    ("y", "ýÿŷỳỵỷỹ"),
    ("z", "źżž"),
    ("α", "ά"),
    ("ε", "έ"),
    ("η", "ή"),
    ("ι", "ίϊΐ"),
    ("ο", "ό"),
    ("σ", "ς"),
    ("υ", "ύϋΰ"),
    ("ω", "ώ"),
    ("е", "ё"),
    ("и", "й"),
    ("і", "ї"),
];

fn marked() -> &'static BTreeMap<char, &'static str> {
    static LETTERS: OnceLock<BTreeMap<char, &'static str>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let pairs = MARKED.iter().flat_map(|(plain, marked)| marked.chars().map(move |one| (one, *plain)));
        pairs.collect()
    })
}

/// A name's words, in small letters, without accents. Spaces, hyphens and points part words; an apostrophe does not.
pub(super) fn words(name: &str) -> Vec<String> {
    name.split(parts).map(fold).filter(|word| !word.is_empty()).collect()
}

fn fold(word: &str) -> String {
    let letters = word.chars().filter(|letter| !is_left_out(*letter)).flat_map(char::to_lowercase);
    letters.filter(|letter| !is_left_out(*letter)).fold(String::new(), |mut folded, letter| {
        match marked().get(&letter) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(letter),
        }
        folded
    })
}

fn parts(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '.' | ',' | '/' | '_' | '(' | ')' | '"')
        || matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fb}' | '\u{b7}')
}

/// Marks of Latin, Greek and Cyrillic letters, vowel points of Arabic and Hebrew, which few people write, the line that
/// stretches Arabic words, apostrophes, and characters without a width. Vowel signs of Indic scripts are no such marks.
const fn is_left_out(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
        || matches!(letter, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
        || matches!(letter, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c7}')
        || matches!(letter, '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}')
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
}

/// The last ten digits of a phone number, without an extension; `None` for what cannot be one: fewer than seven digits,
/// or one digit only.
pub(super) fn phone(written: &str) -> Option<String> {
    let mut digits = Vec::new();
    for letter in written.chars() {
        digits.extend(digit(letter));
        if letter.is_alphabetic() && digits.len() >= 7 {
            break;
        }
    }
    let real = digits.len() >= 7 && digits.iter().any(|digit| Some(digit) != digits.first());
    let last = digits.get(digits.len().saturating_sub(10)..).unwrap_or_default();
    real.then(|| last.iter().map(u32::to_string).collect())
}

fn digit(letter: char) -> Option<u32> {
    let zero = match letter {
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return letter.to_digit(10),
    };
    u32::from(letter).checked_sub(u32::from(zero))
}

/// An e-mail address in small letters; `None` for what is none.
pub(super) fn email(written: &str) -> Option<String> {
    let address = written.trim().to_lowercase();
    let is_one = address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    is_one.then_some(address)
}

/// Whether one name becomes the other by one letter more, less or other, or by two neighbours that change places.
pub(super) fn one_edit_apart(one: &[char], two: &[char]) -> bool {
    let same = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let (one, two) = (one.get(same..).unwrap_or_default(), two.get(same..).unwrap_or_default());
    let same = one.iter().rev().zip(two.iter().rev()).take_while(|(one, two)| one == two).count();
    let rest = |name: &'_ [char]| name.len() - same;
    match (one.get(..rest(one)).unwrap_or_default(), two.get(..rest(two)).unwrap_or_default()) {
        ([_], [_]) | ([], [_]) | ([_], []) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, two: &str) -> bool {
        words(one) == words(two)
    }

    #[test]
    fn names_are_compared_without_case_accents_and_what_stands_between_words() {
        assert!(same("José", "JOSE") && same("Jose\u{301}", "José") && same("Nguyễn", "nguyen"));
        assert!(same("Jean-Luc", "jean luc") && same("O’Brien", "OBRIEN") && same("J. R.", "J R"));
        assert!(same("İbrahim", "ibrahim") && same("Strauß", "STRAUSS") && same("Łukasz", "Lukasz"));
        assert!(!same("Jose", "Josef") && !same("Jean Luc", "Jeanluc"));
        assert_eq!(words(" - . "), [""; 0]);
    }

    #[test]
    fn other_scripts_keep_their_letters_and_lose_only_optional_marks() {
        assert!(same("مُحَمَّد", "محمد") && same("محـــمد", "محمد") && !same("محمد", "محمود"));
        assert!(same("Андрей", "андреи\u{306}") && same("ΓΙΏΡΓΟΣ", "Γιώργος"));
        assert!(!same("सीता", "सिता"), "a vowel sign of its own is a letter");
        assert!(same("李 娜", "李 娜") && !same("李娜", "李那"));
    }

    #[test]
    fn phone_numbers_are_their_last_ten_digits() {
        let expected = Some("2125550142".to_owned());
        for written in ["+1 (212) 555-0142", "212.555.0142", "212 555 0142 ext. 12", "٢١٢٥٥٥٠١٤٢"] {
            assert_eq!(phone(written), expected, "{written}");
        }
        assert_eq!(phone("555-0142"), Some("5550142".to_owned()));
        assert_eq!([phone("none"), phone("911"), phone("000-000-0000"), phone("")], [None, None, None, None]);
    }

    #[test]
    fn an_address_is_one_in_any_case() {
        assert_eq!(email(" Ana.Diaz@Example.org "), Some("ana.diaz@example.org".to_owned()));
        assert_eq!([email("none"), email("@"), email("ana@")], [None, None, None]);
    }

    #[test]
    fn one_edit_is_a_letter_more_less_or_other_or_two_neighbours_swapped() {
        let apart = |one: &str, two: &str| {
            one_edit_apart(&one.chars().collect::<Vec<_>>(), &two.chars().collect::<Vec<_>>())
        };
        for (one, two) in [("anna", "ana"), ("ana", "anna"), ("ana", "ane"), ("maira", "maria"), ("", "a")] {
            assert!(apart(one, two), "{one} {two}");
        }
        for (one, two) in [("ana", "ana"), ("ana", "anneke"), ("abc", "cba"), ("", "ab"), ("abcd", "badc")] {
            assert!(!apart(one, two), "{one} {two}");
        }
    }

    proptest::proptest! {
        #[test]
        fn one_edit_apart_is_what_trying_every_edit_finds(one in "[abc]{0,5}", two in "[abc]{0,5}") {
            let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
            let mut edits = Vec::new();
            for at in 0..=one.len() {
                for letter in ['a', 'b', 'c'] {
                    let mut more = one.clone();
                    more.insert(at, letter);
                    edits.push(more);
                    if at < one.len() {
                        let mut other = one.clone();
                        other[at] = letter;
                        edits.push(other);
                    }
                }
                if at < one.len() {
                    let mut less = one.clone();
                    less.remove(at);
                    edits.push(less);
                }
                if at + 1 < one.len() {
                    let mut swapped = one.clone();
                    swapped.swap(at, at + 1);
                    edits.push(swapped);
                }
            }
            proptest::prop_assert_eq!(one_edit_apart(&one, &two), one != two && edits.contains(&two));
        }
    }
}
