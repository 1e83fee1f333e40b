//! Somebody at a browser: pages, forms and the cookies between them.
use crate::{
    app::{PASSWORD, TestApp},
    multipart::{self, Part},
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use std::collections::BTreeMap;
use url::form_urlencoded;

/// A browser with its cookies.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
}

/// A page that came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl<'a> Browser<'a> {
    /// Nobody's yet.
    pub fn new(app: &'a TestApp) -> Browser<'a> {
        Browser { app, cookies: BTreeMap::new() }
    }

    /// At the browser of somebody who signs in with the password of all test users.
    pub async fn of(app: &'a TestApp, user_name: &str) -> Browser<'a> {
        let mut browser = Browser::new(app);
        browser.post("/sign-in", &[("user_name", user_name), ("password", PASSWORD)]).await.leads_to("/");
        browser
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, &[]).await
    }

    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        self.send(Method::POST, path, form).await
    }

    /// Sends a form with files in it.
    pub async fn post_form(&mut self, path: &str, parts: &[Part<'_>]) -> Page {
        self.request(Method::POST, path, multipart::KIND, multipart::body(parts)).await
    }

    /// Chooses a file in the form of a page and sends it; a file without a name is none.
    pub async fn upload(&mut self, path: &str, name: &str, content: &str) -> Page {
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        let body = format!("--edge\r\n{head}\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--edge--\r\n");
        self.request(Method::POST, path, "multipart/form-data; boundary=edge", Body::from(body)).await
    }

    async fn send(&mut self, method: Method, path: &str, form: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.request(method, path, "application/x-www-form-urlencoded", Body::from(body)).await
    }

    async fn request(&mut self, method: Method, path: &str, kind: &str, body: Body) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin")
            .body(body)
            .unwrap();
        let response = self.app.send(request).await;
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.take(cookie.to_str().unwrap());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    fn take(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

impl Page {
    /// The page, if it has this status; otherwise the test fails and shows it.
    #[track_caller]
    pub fn expect(self, status: u16) -> Page {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// That it sends its reader on to there.
    #[track_caller]
    pub fn leads_to(self, path: &str) -> Page {
        let page = self.expect(303);
        assert_eq!(page.headers[header::LOCATION], path);
        page
    }

    /// Where it sends its reader.
    #[track_caller]
    pub fn location(&self) -> String {
        assert_eq!(self.status.as_u16(), 303, "{}", self.text);
        self.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    /// The word of the form on it that counts once.
    #[track_caller]
    pub fn once(&self) -> String {
        self.text.split_once(r#"name="once" value=""#).unwrap().1.split_once('"').unwrap().0.to_owned()
    }

    /// That it says so.
    #[track_caller]
    pub fn says(self, words: &str) -> Page {
        assert!(self.text.contains(words), "{words:?} is not in {}", self.text);
        self
    }

    /// That it does not say so.
    #[track_caller]
    pub fn hides(self, words: &str) -> Page {
        assert!(!self.text.contains(words), "{words:?} is in {}", self.text);
        self
    }
}
