//! A rule that said no.

/// What a rule refuses, said so that the person in front of it knows what to do. Carries no client data: it may be
/// written to a log.
pub trait Refusal: std::fmt::Debug + Send + Sync + 'static {
    /// A stable code, such as `attendance.not_begun`.
    fn code(&self) -> &'static str;

    /// What is refused and why, in one sentence.
    fn headline(&self) -> String;

    /// What to do instead.
    fn remedy(&self) -> String;
}
