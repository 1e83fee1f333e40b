//! Passwords: Argon2id, with the parameters that OWASP names as its minimum (19 MiB, two passes).
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kit::Problem;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// In characters.
pub(crate) const SHORTEST: usize = 10;
const LONGEST: usize = 200;
/// The commonest passwords of this length and more, and the ones that manuals of the trade recommend.
const COMMON: [&str; 12] = [
    "1234567890",
    "12345678910",
    "0123456789",
    "qwertyuiop",
    "password12",
    "password123",
    "passwordpassword",
    "iloveyou12",
    "changeme12",
    "changeme123",
    "letmein1234",
    "administrator",
];

/// Each hash holds 19 MiB for its while: two at once, the others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Refuses what is easily guessed, in words for the person at the field.
pub(crate) fn check(field: &str, password: &str, user_name: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Problem::field(field, format!("must have at least {SHORTEST} characters")));
    }
    if length > LONGEST {
        return Err(Problem::field(field, format!("must have at most {LONGEST} characters")));
    }
    let lower = password.to_lowercase();
    let one_letter = password.chars().all(|c| password.starts_with(c));
    if one_letter || COMMON.contains(&lower.as_str()) {
        return Err(Problem::field(field, "is among the passwords that everybody tries first"));
    }
    if !user_name.is_empty() && lower == user_name.to_lowercase() {
        return Err(Problem::field(field, "must not be the user name"));
    }
    Ok(())
}

/// The hash to keep.
pub(crate) async fn hash(password: String) -> Result<String, Problem> {
    blocking(move || {
        argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|_| Problem::Internal)
    })
    .await?
}

/// Whether it is the password; without a hash it takes as long and says no, so that names cannot be told apart by time.
pub(crate) async fn matches(password: String, hash: Option<String>) -> Result<bool, Problem> {
    static NOBODY: LazyLock<String> = LazyLock::new(|| {
        argon2().hash_password(b"nobody has this password").map(|hash| hash.to_string()).expect("fixed parameters")
    });
    blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let verified =
            PasswordHash::new(&hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        verified && known
    })
    .await
}

/// The same at once, for many people with one password: demonstrations and tests.
pub fn hash_now(password: &str) -> String {
    argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()).expect("fixed parameters")
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("within the algorithm's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Problem::Internal)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| Problem::Internal)
}
