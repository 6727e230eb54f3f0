//! A rule that says no.

/// What a rule answers when it says no: never client data, always a way on.
pub trait Refusal: std::fmt::Debug + Send + Sync {
    /// A stable code such as `attendance.not_started`, for tests, logs and translations.
    fn code(&self) -> &'static str;
    /// What was refused, in a sentence without client data.
    fn headline(&self) -> String;
    /// What the person can do next.
    fn remedy(&self) -> String;
}
