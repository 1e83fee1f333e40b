//! As little HTTP as it takes to sign in.
use crate::Outcome;
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// The body of an answer, which must be a success.
pub fn get(address: &str, path: &str, headers: &str) -> Outcome<String> {
    send(address, &format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n"))
}

pub fn post(address: &str, path: &str, json: &str) -> Outcome<String> {
    with_body("POST", address, path, "", json)
}

pub fn post_as(address: &str, path: &str, headers: &str, json: &str) -> Outcome<String> {
    with_body("POST", address, path, headers, json)
}

pub fn patch(address: &str, path: &str, headers: &str, json: &str) -> Outcome<String> {
    with_body("PATCH", address, path, headers, json)
}

fn with_body(method: &str, address: &str, path: &str, headers: &str, json: &str) -> Outcome<String> {
    let head = "content-type: application/json\r\nconnection: close";
    let length = json.len();
    send(
        address,
        &format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\n{head}\r\n{headers}content-length: {length}\r\n\r\n{json}"
        ),
    )
}

fn send(address: &str, request: &str) -> Outcome<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    if !head.starts_with("HTTP/1.1 2") {
        return Err(format!("{}: {body}", head.lines().next().unwrap_or_default()).into());
    }
    // an answer in chunks is never one of those that are read here in full
    Ok(body.to_owned())
}
