//! A plain server for a folder of files: enough to look at a built site, on this machine.

use std::fs::File;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response};

use crate::article::Url;

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {reason}")]
pub struct Error {
    pub address: SocketAddr,
    pub reason: String,
}

/// A server that listens.
pub struct Server {
    http: tiny_http::Server,
    folder: PathBuf,
    pub address: SocketAddr,
}

impl Server {
    /// Listens; if the port is taken, on one that is free.
    pub fn start(folder: &Path, interface: IpAddr, port: u16) -> Result<Self, Error> {
        let wanted = SocketAddr::new(interface, port);
        let any = SocketAddr::new(interface, 0);
        let http = tiny_http::Server::http(wanted)
            .or_else(|_| tiny_http::Server::http(any))
            .map_err(|error| Error { address: wanted, reason: error.to_string() })?;
        let address = http.server_addr().to_ip().unwrap_or(wanted);
        Ok(Self { http, folder: folder.to_owned(), address })
    }

    /// Answers requests until the process ends.
    pub fn run(&self) {
        for request in self.http.incoming_requests() {
            // A reader who went away is no fault of ours.
            let _ = self.answer(request);
        }
    }

    fn answer(&self, request: Request) -> std::io::Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return request.respond(Response::empty(405));
        }
        let path = request.url().split(['?', '#']).next().unwrap_or("/");
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        match self.find(&path) {
            Found::File(path) => request.respond(file(&path, 200)?),
            Found::Folder => {
                let location = format!("{}/", request.url().split('?').next().unwrap_or("/"));
                request.respond(with_header(Response::empty(308), "Location", &location))
            }
            Found::Nothing => {
                let page = self.folder.join("404.html");
                if page.is_file() {
                    request.respond(file(&page, 404)?)
                } else {
                    request.respond(Response::empty(404))
                }
            }
        }
    }

    /// What is at an address. Only clean addresses are looked up, so none leads out of the folder.
    fn find(&self, path: &str) -> Found {
        let Some(url) = Url::parse(path) else { return Found::Nothing };
        let file = self.folder.join(url.file());
        let real = file.canonicalize().ok().zip(self.folder.canonicalize().ok());
        match real {
            Some((real, folder)) if real.starts_with(&folder) && real.is_file() => Found::File(real),
            Some((real, folder)) if real.starts_with(&folder) && real.is_dir() => Found::Folder,
            _ => Found::Nothing,
        }
    }
}

enum Found {
    File(PathBuf),
    /// An address that lacks its last slash.
    Folder,
    Nothing,
}

fn file(path: &Path, status: u16) -> std::io::Result<Response<File>> {
    let kind = content_type(path.extension().and_then(|ending| ending.to_str()).unwrap_or(""));
    let response = Response::from_file(File::open(path)?).with_status_code(status);
    Ok(with_header(with_header(response, "Content-Type", kind), "Cache-Control", "no-cache"))
}

/// A response with a header more, unless its value cannot stand in one.
fn with_header<R: std::io::Read>(response: Response<R>, name: &str, value: &str) -> Response<R> {
    match Header::from_bytes(name, value) {
        Ok(header) => response.with_header(header),
        Err(()) => response,
    }
}

fn content_type(ending: &str) -> &'static str {
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}
