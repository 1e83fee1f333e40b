//! As much of HTTP as these tests speak.
use serde_json::{Value, json};
use std::{
    io::{self, Read, Write},
    net::TcpStream,
};

/// What came back.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body of an answer that must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

/// A call on a connection of its own.
pub fn call(address: &str, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> io::Result<Answer> {
    let mut more = token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
    let body = body.map_or_else(String::new, Value::to_string);
    if !body.is_empty() {
        more.push_str("content-type: application/json\r\n");
    }
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(request(address, method, path, &more, &body).as_bytes())?;
    answer(&mut stream)
}

/// A whole request as it goes over the wire.
pub fn request(address: &str, method: &str, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
}

/// Everything until the other side closes.
pub fn answer(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = vec![];
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Answer { status, head, body: bytes[end + 4..].to_vec() })
}

/// Signs in, and answers the token.
pub fn sign_in(address: &str, user_name: &str, password: &str) -> String {
    let body = json!({"user_name": user_name, "password": password});
    let answer = call(address, "POST", "/api/v1/sessions", None, Some(&body)).unwrap().expect(201);
    answer["token"].as_str().unwrap().to_owned()
}
