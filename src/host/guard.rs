//! What the server answers at all, and what it refuses: decided from the head of a request alone.

use std::net::IpAddr;

use hyper::header::HOST;
use hyper::{Method, Request, StatusCode};
use percent_encoding::percent_decode_str;

/// Longer addresses are nobody's.
const LONGEST: usize = 8 * 1024;

/// A request that is not answered, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub status: StatusCode,
    pub reason: String,
}

fn refuse(status: StatusCode, reason: impl Into<String>) -> Refusal {
    Refusal { status, reason: reason.into() }
}

/// The path that a request asks for, decoded, from its first slash on.
pub(super) fn path<B>(request: &Request<B>) -> Result<String, Refusal> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(refuse(StatusCode::METHOD_NOT_ALLOWED, "a preview can be read, and that is all"));
    }
    if request.uri().path_and_query().is_some_and(|path| path.as_str().len() > LONGEST) {
        return Err(refuse(StatusCode::URI_TOO_LONG, "the address is too long"));
    }
    host(request)?;
    let path = percent_decode_str(request.uri().path()).decode_utf8();
    let path = path.map_err(|_| refuse(StatusCode::BAD_REQUEST, "the address is not UTF-8"))?;
    let leaves = path.split(['/', '\\']).any(|part| part == "..");
    if leaves || !path.starts_with('/') || path.contains(char::is_control) {
        return Err(refuse(StatusCode::BAD_REQUEST, "the address leads out of the site"));
    }
    Ok(path.into_owned())
}

/// Some other site's name can be made to lead to this machine, and that site's pages could then read this
/// one through the reader's browser. So only numbers and this machine's own name are answered.
fn host<B>(request: &Request<B>) -> Result<(), Refusal> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(first), None) = (hosts.next(), hosts.next()) else {
        return Err(refuse(StatusCode::BAD_REQUEST, "a request must name one host"));
    };
    let whole = request.uri().authority().map(|authority| Some(authority.as_str()));
    let mut names = [first.to_str().ok()].into_iter().chain(whole);
    if let Some(name) = names.find(|name| !name.is_some_and(is_ours)) {
        let reason = format!(
            "this is a preview, and answers to `localhost` and to addresses in numbers, not to `{}`",
            name.unwrap_or("?")
        );
        return Err(refuse(StatusCode::FORBIDDEN, reason));
    }
    Ok(())
}

fn is_ours(host: &str) -> bool {
    let without_port = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = without_port.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uri: &str, host: &str, expect: Result<&str, u16>) {
        let request = Request::builder().uri(uri).header(HOST, host).body(()).unwrap();
        let got = path(&request);
        assert_eq!(got.as_deref().map_err(|refusal| refusal.status.as_u16()), expect, "{uri} {host}");
    }

    #[test]
    fn hosts_of_this_machine_are_answered() {
        for host in
            ["localhost", "LOCALHOST:1111", "127.0.0.1", "127.0.0.1:80", "[::1]:1111", "192.168.1.7:1"]
        {
            check("/", host, Ok("/"));
        }
        check("http://localhost:1111/a", "localhost:1111", Ok("/a"));
    }

    #[test]
    fn other_names_are_not() {
        for host in
            ["example.com", "example.com:1111", "localhost.example.com", "127.0.0.1.nip.io", "", ":80"]
        {
            check("/", host, Err(403));
        }
        check("http://example.com/", "localhost", Err(403));
    }

    #[test]
    fn addresses_are_decoded_once() {
        check("/2024/caf%C3%A9.html?q=1", "localhost", Ok("/2024/café.html"));
        check("/%252e%252e/a", "localhost", Ok("/%2e%2e/a"));
        check("/caf%E9", "localhost", Err(400));
        check("/..%2fa", "localhost", Err(400));
        check("/a/..%5cb", "localhost", Err(400));
        check("/a%00b", "localhost", Err(400));
        check(&format!("/{}", "a".repeat(LONGEST)), "localhost", Err(414));
    }
}
