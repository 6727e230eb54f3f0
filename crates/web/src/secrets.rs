//! Passwords, PINs and tokens.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;

/// Argon2id with 19 MiB, two passes, one lane: OWASP's least for it.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// Hashes a password or a PIN. Takes tens of milliseconds.
///
/// `None` when the machine gives no randomness.
pub fn hash(secret: &str) -> Option<String> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).ok()?;
    hasher().hash_password_with_salt(secret.as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

/// Whether a secret is the one of a hash. Takes as long for a hash that is not there.
pub fn verify(secret: &str, hash: Option<&str>) -> bool {
    static NOBODYS: LazyLock<String> = LazyLock::new(|| self::hash("nobody's").unwrap_or_default());
    let known = hash.unwrap_or(&NOBODYS);
    let matches = hasher().verify_password(secret.as_bytes(), known).is_ok();
    matches && hash.is_some()
}

/// A secret of 256 random bits, for a sign-in or an invitation.
///
/// `None` when the machine gives no randomness.
pub fn draw() -> Option<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_verified_by_its_own_hash_and_by_no_other() {
        let hashed = hash("a good long password").unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(verify("a good long password", Some(&hashed)) && !verify("another", Some(&hashed)));
        assert!(!verify("nobody's", None) && !verify("x", Some("not a hash")));
        assert_ne!(hash("a good long password").unwrap(), hashed);
    }

    #[test]
    fn no_secret_is_drawn_twice() {
        assert!(draw().is_some_and(|one| one.len() == 64 && draw() != Some(one)));
    }
}
