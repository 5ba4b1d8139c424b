//! The channel by which open pages learn that they are out of date.
//!
//! A page tells what it was when it was sent: a tag of its bytes. So nothing has to be remembered of it, and
//! a page that was asleep, or that a restarted server never sent, is dealt with like any other.

use std::sync::Arc;

use hyper::body::Bytes;
use percent_encoding::percent_decode_str;
use tokio::sync::{OwnedSemaphorePermit, broadcast, mpsc};
use tokio::time::{Duration, timeout};

use crate::fingerprint::Fingerprint;
use crate::site::Answer;

use super::body::Body;
use super::desk::Desk;
use super::files::Unseen;

/// What a page loads to be kept up to date.
pub(super) const SCRIPT: &str = include_str!("reload.js");

/// So often something is sent, so that whoever is between does not take the line for dead.
const PULSE: Duration = Duration::from_secs(15);

/// A page of which somebody wants to know whether it is as it was.
pub(super) struct Open {
    pub path: String,
    pub tag: String,
    /// The number of the last change of files that it has seen.
    pub files: u64,
}

impl Open {
    /// From the query of the channel's address.
    pub fn parse(query: &str) -> Option<Self> {
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let value = pairs.find(|(key, _)| *key == name)?.1;
            // The browser's path is encoded, and the query encodes that once more.
            Some(percent_decode_str(value).decode_utf8().ok()?.into_owned())
        };
        let path = value("page")?;
        let path = percent_decode_str(&path).decode_utf8().ok()?.into_owned();
        Some(Self { path, tag: value("tag")?, files: value("files")?.parse().ok()? })
    }
}

/// What tells whether two answers look the same.
pub(super) fn tag(answer: &Answer) -> String {
    let print = match answer {
        Answer::Page { bytes, .. } | Answer::Nothing { page: bytes, hidden: None } => Fingerprint::of(bytes),
        Answer::Nothing { page, hidden: Some(hidden) } => {
            Fingerprint::of_hash(&(page, &hidden.file, &hidden.title))
        }
        Answer::Fault(problems) => Fingerprint::of_value(problems),
        Answer::Embedded { .. } | Answer::OnDisk { .. } | Answer::Folder | Answer::Outside(_) => {
            Fingerprint::default()
        }
    };
    print.to_string()
}

/// The channel for one open page. It ends when the page is closed, or the server.
pub(super) fn channel(
    desk: Arc<Desk>,
    mut open: Open,
    mut news: broadcast::Receiver<()>,
    permit: OwnedSemaphorePermit,
) -> Body {
    let (send, receive) = mpsc::channel(8);
    tokio::spawn(async move {
        let _permit = permit;
        let say = |text: String| send.send(Ok(Bytes::from(text)));
        if say("retry: 500\n\n".to_owned()).await.is_err() {
            return;
        }
        loop {
            let message = message(&desk, &mut open).await;
            if say(message).await.is_err() {
                return;
            }
            loop {
                match timeout(PULSE, news.recv()).await {
                    Ok(Err(broadcast::error::RecvError::Closed)) => return,
                    // Some may have been missed; all is compared anyway.
                    Ok(_) => break,
                    Err(_) if say(":\n\n".to_owned()).await.is_err() => return,
                    Err(_) => {}
                }
            }
        }
    });
    Body::Pieces(receive, None)
}

/// What an open page must do: be loaded again, exchange files (those named, or all), or nothing.
async fn message(desk: &Arc<Desk>, open: &mut Open) -> String {
    if desk.answer(open.path.clone()).await.is_none_or(|answered| answered.tag != open.tag) {
        return "event: reload\ndata: \n\n".to_owned();
    }
    let (unseen, last) = desk.files.since(open.files);
    open.files = last;
    let files = match unseen {
        Unseen::Nothing => return ":\n\n".to_owned(),
        Unseen::Some(files) => Some(files),
        Unseen::All => None,
    };
    format!("event: files\ndata: {}\n\n", serde_json::json!([last, files]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_page_names_itself() {
        let open = Open::parse("page=%2F2024%2Fcaf%25C3%25A9.html&tag=0a&files=7").unwrap();
        assert_eq!((open.path.as_str(), open.tag.as_str()), ("/2024/café.html", "0a"));
        assert_eq!(open.files, 7);
        assert!(Open::parse("page=/&tag=0").is_none());
    }
}
