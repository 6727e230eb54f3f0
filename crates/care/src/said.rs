//! Days, numbers and languages as a sentence of a rule says them.

use jiff::civil::Date;
use jiff::fmt::strtime;
use kernel::Language;

/// "Tue Oct 13"
pub(crate) fn day(date: Date) -> String {
    strtime::format("%a %b %-d", date).unwrap_or_else(|_| date.to_string())
}

/// "Oct 13, 2026", where the year may be another.
pub(crate) fn date(date: Date) -> String {
    strtime::format("%b %-d, %Y", date).unwrap_or_else(|_| date.to_string())
}

/// "1 day", "3 days": the word is one that takes an s.
pub(crate) fn count(many: u32, word: &str) -> String {
    format!("{many} {word}{}", if many == 1 { "" } else { "s" })
}

/// The name of a language that programs here often speak, otherwise its tag.
pub(crate) fn language(language: &Language) -> &str {
    match primary(language) {
        "ar" => "Arabic",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "ht" => "Haitian Creole",
        "ko" => "Korean",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        _ => language.as_str(),
    }
}

/// The part of a tag that names the language itself: `es` of `es-MX`.
pub(crate) fn primary(language: &Language) -> &str {
    language.as_str().split('-').next().unwrap_or_default()
}
