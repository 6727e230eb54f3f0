//! Somebody in front of a browser: keeps the cookie, sends forms, reads what comes back.

use crate::clinic::TestClinic;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, header};
use std::cell::RefCell;
use tower::ServiceExt;

pub(crate) struct Browser<'c> {
    clinic: &'c TestClinic,
    cookie: RefCell<Option<String>>,
    /// Headers of every request.
    headers: RefCell<Vec<(&'static str, String)>>,
}

/// What came back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Fails unless the page was given with this status.
    #[track_caller]
    pub(crate) fn with(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.words());
        self
    }

    /// What is read of a page, for the message of a test that fails.
    pub(crate) fn words(&self) -> String {
        let text = self.text();
        let main = text.split_once("id=\"main\"").map_or(text, |(_, main)| main);
        let words = main.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words.trim());
        let words = words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ");
        words.chars().take(1_000).collect()
    }

    /// Whether all of these words stand on the page.
    pub(crate) fn says(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.text().contains(word))
    }

    /// The list item of a person.
    #[track_caller]
    pub(crate) fn card(&self, client: &str) -> &str {
        let text = self.text();
        let from = text.find(&format!("<li class=\"pc\" id=\"p-{client}\"")).expect("their card");
        let rest = &text[from..];
        &rest[..rest.find("</li>").unwrap() + "</li>".len()]
    }

    /// Every hidden field of a part of the page, read as a browser reads it.
    pub(crate) fn all_hidden(part: &str) -> Vec<(String, String)> {
        let fields = part.split("<input type=\"hidden\" name=\"").skip(1);
        let field = |text: &str| {
            let (name, rest) = text.split_once("\" value=\"")?;
            let value =
                rest.split('"').next()?.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<");
            Some((name.to_owned(), value.replace("&#62;", ">").replace("&#38;", "&")))
        };
        fields.filter_map(field).collect()
    }

    /// The title in the browser's tab.
    pub(crate) fn title(&self) -> &str {
        let text = self.text();
        let title = text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
        title.map(|(title, _)| title).unwrap_or_default()
    }
}

/// A form as a browser sends it.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl<'c> Browser<'c> {
    pub(crate) fn new(clinic: &'c TestClinic) -> Self {
        Self { clinic, cookie: RefCell::default(), headers: RefCell::default() }
    }

    /// Sends a header with every request from now on.
    pub(crate) fn always(self, name: &'static str, value: &str) -> Self {
        self.headers.borrow_mut().push((name, value.to_owned()));
        self
    }

    pub(crate) fn cookie(&self) -> Option<String> {
        self.cookie.borrow().clone()
    }

    pub(crate) fn keep(&self, cookie: Option<String>) {
        *self.cookie.borrow_mut() = cookie;
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path, ""))
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request("POST", path, form(fields)))
    }

    /// A form sent by htmx: the page stays where it is.
    pub(crate) fn fragment(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = self.request("POST", path, form(fields));
        request.headers_mut().insert("hx-request", "true".parse().unwrap());
        self.send(request)
    }

    /// What changes of a page, read again.
    pub(crate) fn again(&self, path: &str) -> Answer {
        let mut request = self.request("GET", path, "");
        request.headers_mut().insert("hx-request", "true".parse().unwrap());
        self.send(request)
    }

    pub(crate) fn request(&self, method: &str, path: &str, body: impl Into<Body>) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "clinic.example");
        if method == "POST" {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in &*self.headers.borrow() {
            request = request.header(*name, value);
        }
        if let Some(cookie) = &*self.cookie.borrow() {
            request = request.header(header::COOKIE, cookie);
        }
        request.body(body.into()).unwrap()
    }

    /// Only how an answer begins: a stream never ends.
    pub(crate) fn opens(&self, path: &str) -> u16 {
        let request = self.request("GET", path, "");
        self.clinic.runtime.block_on(self.clinic.router.clone().oneshot(request)).unwrap().status().as_u16()
    }

    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.clinic.runtime.block_on(async {
            let answer = self.clinic.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = answer.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Answer { status: parts.status.as_u16(), headers: parts.headers, body }
        });
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let ends = pair.ends_with('=');
            self.keep((!ends).then(|| pair.to_owned()));
        }
        answer
    }
}
