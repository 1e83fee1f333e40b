//! What it costs to see beforehand whom a change to a user type touches.
use crate::{Outcome, Server, http};
use serde_json::Value;
use std::time::Instant;

/// The user type that most people of a demonstration have.
const MOST_PEOPLE: &str = "facilitron.order_originator";

/// They would read what is in their buildings instead of their own, and could edit all of it.
const CHANGE: &str = r#"{"grants": {"work.maintenance.read": "buildings", "work.maintenance.update": "buildings"}}"#;

pub fn of_a_user_type(server: &Server) -> Outcome<()> {
    let bearer = format!("authorization: Bearer {}\r\n", server.sign_in("")?);
    let types: Value = serde_json::from_str(&http::get(&server.address, "/api/v1/user-types?limit=200", &bearer)?)?;
    let most = types["items"].as_array().into_iter().flatten().find(|one| one["builtin"] == MOST_PEOPLE);
    let path = format!("/api/v1/user-types/{}/preview", most.ok_or("there is no such user type")?["id"]);
    let mut times = vec![];
    for _ in 0..3 {
        let started = Instant::now();
        http::post_as(&server.address, &path, &bearer, CHANGE)?;
        times.push(format!("{} ms", started.elapsed().as_millis()));
    }
    println!("preview of a user type over everybody who has it: {}", times.join(", "));
    Ok(())
}
