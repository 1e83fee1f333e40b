//! Which questions are asked.
use crate::{Bench, Outcome, READERS, Server, bare::Bare, http, load};
use serde_json::{Value, json};
use std::path::Path;

const PAGE: &str = "/work-requests";
const LIST: &str = "/api/v1/work-requests";

/// The plain list for each reader, as page and as JSON, and what its statements cost alone.
pub async fn readers(bench: &Bench, server: &Server, file: Option<&Path>) -> Outcome<()> {
    let bare = match file {
        Some(file) => Some(Bare::open(file).await?),
        None => None,
    };
    for reader in &READERS {
        let token = server.sign_in(reader.user_name)?;
        let (cookie, bearer) = (format!("caretaker={token}"), format!("Bearer {token}"));
        let page = load::get_warm(bench, server, PAGE, &format!("Cookie: {cookie}"))?;
        let list = load::get_warm(bench, server, LIST, &format!("Authorization: {bearer}"))?;
        println!("{:<22} page {page}   JSON {list}", reader.what);
        if let Some(bare) = &bare {
            let page_alone = bare.per_second(PAGE, ("cookie", &cookie), bench.seconds.min(2)).await?;
            let list_alone = bare.per_second(LIST, ("authorization", &bearer), bench.seconds.min(2)).await?;
            let ratio = |alone: f64, with: f64| format!("{alone:>7.0}/s bare, {:>4.2} of it", with / alone);
            println!(
                "{:<22} page {:<26} JSON {}",
                "",
                ratio(page_alone, page.per_second),
                ratio(list_alone, list.per_second)
            );
        }
    }
    one(bench, server, &format!("Authorization: Bearer {}", server.sign_in("")?))
}

/// The plain list of who may see everything, and one request.
pub fn administrator(bench: &Bench, server: &Server) -> Outcome<()> {
    let token = server.sign_in("")?;
    let bearer = format!("Authorization: Bearer {token}");
    let page = load::get_warm(bench, server, PAGE, &format!("Cookie: caretaker={token}"))?;
    let list = load::get_warm(bench, server, LIST, &bearer)?;
    println!("{:<22} page {page}   JSON {list}", "any (administrator)");
    one(bench, server, &bearer)
}

/// One request as JSON.
fn one(bench: &Bench, server: &Server, bearer: &str) -> Outcome<()> {
    let first = newest(server, bearer, "")?;
    let one = load::get(bench, server, &format!("{LIST}/{}", first["id"]), bearer)?;
    println!("{:<22} JSON {one}", "one request");
    Ok(())
}

/// Opening new ones.
pub fn create(bench: &Bench, server: &Server) -> Outcome<()> {
    let bearer = format!("Authorization: Bearer {}", server.sign_in("")?);
    let first = newest(server, &bearer, "")?;
    let body = json!({"title": "A tap drips", "building_id": first["building_id"], "request_type_id": first["request_type_id"]});
    let create = load::post(bench, server, LIST, &bearer, &body.to_string())?;
    println!("{:<22} POST {create}", "create, durable");
    Ok(())
}

/// Each single filter and sort, and the pairs that people use, beside the plain list.
pub fn filters(bench: &Bench, server: &Server) -> Outcome<()> {
    let short =
        Bench { seconds: bench.seconds.min(2), caretaker: bench.caretaker.clone(), folder: bench.folder.clone() };
    for reader in &READERS {
        let token = server.sign_in(reader.user_name)?;
        let bearer = format!("Authorization: Bearer {token}");
        let Ok(example) = newest(server, &bearer, "") else { continue };
        let plain = load::get_warm(&short, server, LIST, &bearer)?;
        println!("{}: plain {plain}; times as long:", reader.what);
        for (name, query) in questions(&example) {
            // who may not know a due date cannot sort by it: such answers say nothing of speed
            let found = load::get(&short, server, &format!("{LIST}?{query}"), &bearer)?;
            let ratio = plain.per_second / found.per_second;
            if found.refused == 0 {
                println!("    {name:<24} {ratio:>6.2}   p99 {:>6.1} ms", found.p99_ms);
            }
        }
    }
    Ok(())
}

fn newest(server: &Server, bearer: &str, query: &str) -> Outcome<Value> {
    let answer = http::get(&server.address, &format!("{LIST}?limit=1{query}"), &format!("{bearer}\r\n"))?;
    let answer: Value = serde_json::from_str(&answer)?;
    Ok(answer["items"][0].clone())
}

fn questions(example: &Value) -> Vec<(&'static str, String)> {
    let (kind, place) = (&example["request_type_id"], &example["building_id"]);
    let (requester, assignee, number) = (&example["requested_by"], 40, &example["number"]);
    vec![
        ("oldest", "sort=oldest".into()),
        ("by due date", "sort=due".into()),
        ("by change", "sort=updated".into()),
        ("open", "state=open".into()),
        ("on hold", "state=on_hold".into()),
        ("finalized", "state=finalized".into()),
        ("type", format!("request_type_id={kind}")),
        ("building", format!("building_id={place}")),
        ("assignee", format!("assignee_id={assignee}")),
        ("requester", format!("requested_by={requester}")),
        ("overdue", "due=overdue".into()),
        ("no due date", "due=none".into()),
        ("opened since", "opened_from=2026-01-01".into()),
        ("word", "q=leak".into()),
        ("rare word", "q=projector".into()),
        ("two words", "q=leak+room".into()),
        ("number", format!("q={number}")),
        ("word, open", "q=leak&state=open".into()),
        ("two words, open", "q=leak+room&state=open".into()),
        ("open by due date", "state=open&sort=due".into()),
        ("building, on hold", format!("building_id={place}&state=on_hold")),
        ("assignee, open", format!("assignee_id={assignee}&state=open")),
        ("type, open", format!("request_type_id={kind}&state=open")),
    ]
}
