//! Words of people's states, as several pages say them.
use crate::modules::people::model::insurance::Lack;
use kit::T;

/// What is wrong with somebody's liability insurance.
pub(super) fn insurance_lack(t: T, lack: Lack) -> &'static str {
    match lack {
        Lack::Missing => t.people_insurance_missing(),
        Lack::Expired => t.people_insurance_expired(),
    }
}
