//! The preview's server: connections, and what is at each address.
//!
//! It is meant for the people of one newsroom and must not fall to a broken or hostile client: how many
//! there are, how long they may take and how much they may send are bounded.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpStream;
use tokio::sync::{Notify, Semaphore};
use tokio_io_timeout::TimeoutStream;

use crate::article::Status;
use crate::site::{Answer, Overview, Preview};

use super::body::Body;
use super::desk::{Answered, Desk, Event};
use super::pages::{self, Pages};
use super::reload::{self, Open};
use super::reply::{HTML, Reply};
use super::{guard, reply};

/// So many clients at once; others wait until one of them has gone.
const CLIENTS: usize = 256;
/// So many of them may be pages that wait for news.
const OPEN_PAGES: usize = 64;
/// A client must have sent the head of a request by then, and takes no longer between two.
const PATIENCE: Duration = Duration::from_secs(10);
/// A client must take what it is sent.
const STALLED: Duration = Duration::from_secs(10);
/// The head of a request has no more bytes.
const HEAD: usize = 16 * 1024;
/// So long whoever is being answered when the server ends may take.
const FAREWELL: Duration = Duration::from_secs(2);
/// So many threads wait for surveys and disks at most.
const WAITING: usize = 32;

/// Why the server cannot run.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {reason}")]
pub struct Error {
    pub address: SocketAddr,
    pub reason: String,
}

/// A place at which requests arrive, and wait until somebody serves them.
pub struct Listener {
    socket: std::net::TcpListener,
    pub address: SocketAddr,
}

impl Listener {
    /// Listens; if the port is taken, on one that is free.
    pub fn bind(interface: IpAddr, port: u16) -> Result<Self, Error> {
        let wanted = SocketAddr::new(interface, port);
        let failed = |error: std::io::Error| Error { address: wanted, reason: error.to_string() };
        let socket = std::net::TcpListener::bind(wanted)
            .or_else(|_| std::net::TcpListener::bind(SocketAddr::new(interface, 0)))
            .map_err(failed)?;
        socket.set_nonblocking(true).map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        Ok(Self { socket, address })
    }
}

/// Ends a server from anywhere.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// The server answers whom it is answering, and ends.
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

/// How a preview is served.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether it shows drafts, which must be marked.
    pub drafts: bool,
    /// Whether the system is not to be asked what changes.
    pub poll: bool,
}

/// What all connections share.
struct Server {
    desk: Arc<Desk>,
    pages: Pages,
    open_pages: Arc<Semaphore>,
}

/// Serves the preview until it is stopped. Events come from several threads.
pub fn serve(
    listener: Listener,
    preview: Arc<Preview>,
    options: Options,
    stop: &Stop,
    tell: impl Fn(Event) + Send + Sync + 'static,
) -> Result<(), Error> {
    let Listener { socket, address } = listener;
    let failed = |reason: String| Error { address, reason };
    let mut threads = tokio::runtime::Builder::new_current_thread();
    let runtime = threads.enable_io().enable_time().max_blocking_threads(WAITING).build();
    let runtime = runtime.map_err(|error| failed(error.to_string()))?;
    let desk = Desk::new(preview, options.drafts, Arc::new(tell)).map_err(failed)?;
    let pages = Pages::new().map_err(failed)?;
    let open_pages = Arc::new(Semaphore::new(OPEN_PAGES));
    let server = Arc::new(Server { desk: Arc::clone(&desk), pages, open_pages });
    desk.open(options.poll);
    runtime.block_on(async {
        let socket = tokio::net::TcpListener::from_std(socket).map_err(|error| failed(error.to_string()))?;
        let graceful = Arc::new(GracefulShutdown::new());
        let accepting = tokio::spawn(accept(socket, server, Arc::clone(&graceful)));
        stop.0.notified().await;
        accepting.abort();
        // Only then nobody else holds it.
        let _ = accepting.await;
        desk.close();
        if let Some(graceful) = Arc::into_inner(graceful) {
            let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
        }
        Ok(())
    })?;
    // Whoever waits for a survey must not keep us.
    runtime.shutdown_background();
    Ok(())
}

/// Takes in clients, one after the other, as there is room.
async fn accept(socket: tokio::net::TcpListener, server: Arc<Server>, graceful: Arc<GracefulShutdown>) {
    let room = Arc::new(Semaphore::new(CLIENTS));
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else { return };
        let Ok((stream, client)) = socket.accept().await else {
            // There are no files left to open, say. It passes.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let server = Arc::clone(&server);
        let is_own = is_own(&stream, client.ip());
        let service = service_fn(move |request| {
            let server = Arc::clone(&server);
            async move { Ok::<_, std::convert::Infallible>(server.respond(request, is_own).await) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .title_case_headers(true)
            .header_read_timeout(PATIENCE)
            .max_header_size(HEAD)
            .serve_connection(TokioIo::new(bounded(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client who went away is no fault of ours.
            let _ = connection.await;
            drop(permit);
        });
    }
}

/// Whether a client is on the machine on which the preview runs.
fn is_own(stream: &TcpStream, client: IpAddr) -> bool {
    let client = client.to_canonical();
    client.is_loopback() || stream.local_addr().is_ok_and(|own| own.ip().to_canonical() == client)
}

/// A connection that ends when its client takes nothing of what it is sent.
fn bounded(stream: TcpStream) -> std::pin::Pin<Box<TimeoutStream<TcpStream>>> {
    // Small answers are to be on their way at once.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(STALLED));
    Box::pin(stream)
}

impl Server {
    async fn respond<B>(&self, request: Request<B>, is_own: bool) -> Response<Body> {
        match guard::path(&request) {
            Ok(path) => match path.strip_prefix("/__backfile") {
                Some(own) if own.is_empty() || own.starts_with('/') => self.own(own, &request, is_own).await,
                _ => self.page(path, &request).await,
            },
            Err(guard::Refusal { status, reason }) => {
                let mut response = Reply::text(status, format!("{reason}\n")).respond(request.headers());
                if status == StatusCode::METHOD_NOT_ALLOWED {
                    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
                }
                // What else it sends is not worth reading.
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                response
            }
        }
    }

    /// A page or a file of the site.
    async fn page<B>(&self, path: String, request: &Request<B>) -> Response<Body> {
        let Some(Answered { answer, tag, base }) = self.desk.answer(path).await else { return failed() };
        let script = |mark| self.script(&tag, &base, mark);
        let reply = match answer {
            Answer::Page { file, bytes, mark } if reply::kind_of(&file) == HTML => {
                Reply::html(StatusCode::OK, with_script(bytes, &script(mark)))
            }
            Answer::Page { file, bytes, .. } => Reply::bytes(&file, bytes),
            Answer::Embedded { file, bytes } => Reply::bytes(&file, bytes),
            Answer::OnDisk { file, path } => match Reply::file(&file, &path) {
                Ok(reply) => reply,
                Err(error) => Reply::text(StatusCode::NOT_FOUND, format!("{error}\n")),
            },
            Answer::Folder => return moved(request),
            Answer::Nothing { mut page, hidden } => {
                page.extend(hidden.iter().flat_map(|hidden| pages::note(hidden).into_bytes()));
                Reply::html(StatusCode::NOT_FOUND, with_script(page, &script(None)))
            }
            Answer::Fault(problems) => {
                self.desk.tell_fault(&problems);
                let page = with_script(self.pages.fault(&problems), &script(None));
                Reply::html(StatusCode::INTERNAL_SERVER_ERROR, page)
            }
            Answer::Outside(name) => {
                let text = format!("{name} is a link that leads out of the archive: it is not shown here\n");
                Reply::text(StatusCode::FORBIDDEN, text)
            }
        };
        reply.respond(request.headers())
    }

    /// The preview's own addresses; `path` is what follows the name that they all have.
    async fn own<B>(&self, path: &str, request: &Request<B>, is_own: bool) -> Response<Body> {
        if path == "/reload.js" {
            return Reply::bytes("reload.js", reload::SCRIPT).respond(request.headers());
        }
        if path == "/events" {
            return self.events(request);
        }
        if !is_own {
            let text = "only the machine on which the preview runs is shown this\n".to_owned();
            return Reply::text(StatusCode::FORBIDDEN, text).respond(request.headers());
        }
        if path.is_empty() {
            return moved(request);
        }
        let (preview, path) = (Arc::clone(&self.desk.preview), path.to_owned());
        match tokio::task::spawn_blocking(move || own_page(&preview, &path)).await {
            Ok(Own::Overview(overview)) => Reply::html(StatusCode::OK, self.pages.overview(&overview)),
            Ok(Own::Other(reply)) => reply,
            Err(_) => return failed(),
        }
        .respond(request.headers())
    }

    /// The channel of an open page.
    fn events<B>(&self, request: &Request<B>) -> Response<Body> {
        let open = request.uri().query().and_then(Open::parse);
        let permit = Arc::clone(&self.open_pages).try_acquire_owned();
        let (Some(open), Ok(permit), Some(news)) = (open, permit, self.desk.listen()) else {
            let text = "no channel is free, or no page is named\n".to_owned();
            return Reply::text(StatusCode::SERVICE_UNAVAILABLE, text).respond(request.headers());
        };
        let desk = Arc::clone(&self.desk);
        let mut response = Response::new(reload::channel(desk, open, news, permit));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// The script that keeps a page up to date.
    fn script(&self, tag: &str, base: &str, mark: Option<Status>) -> String {
        let mark = mark.map_or(String::new(), |status| format!(" data-mark=\"{}\"", status.as_str()));
        let drafts = if self.desk.drafts { " data-drafts" } else { "" };
        let files = self.desk.files.last();
        let base = html_escape::encode_double_quoted_attribute(base);
        format!(
            "<script src=\"/__backfile/reload.js\" data-tag=\"{tag}\" data-files=\"{files}\" \
             data-base=\"{base}\"{mark}{drafts}></script>"
        )
    }
}

/// A page with a script before the end of its body.
fn with_script(mut page: Vec<u8>, script: &str) -> Vec<u8> {
    let end = memchr::memmem::rfind(&page, b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.bytes());
    page
}

/// A page of the preview's own.
enum Own {
    Overview(Overview),
    Other(Reply),
}

fn own_page(preview: &Preview, path: &str) -> Own {
    Own::Other(match path {
        "/" => return Own::Overview(preview.overview()),
        "/drafts" => Reply::bytes("drafts.json", serde_json::json!(preview.shown_drafts()).to_string()),
        other => match other.strip_prefix("/source/").and_then(|file| preview.source(file)) {
            Some(text) => Reply { kind: reply::TEXT, ..Reply::bytes("", text) },
            None => Reply::text(StatusCode::NOT_FOUND, "there is no such page\n".to_owned()),
        },
    })
}

/// Sends the client on to the same address with a slash at its end.
fn moved<B>(request: &Request<B>) -> Response<Body> {
    let query = request.uri().query().map_or(String::new(), |query| format!("?{query}"));
    let location = format!("{}/{query}", request.uri().path());
    let mut response = Reply::text(StatusCode::PERMANENT_REDIRECT, String::new()).respond(request.headers());
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Something went wrong that should not have.
fn failed() -> Response<Body> {
    let text = "the page could not be made; the terminal says more\n".to_owned();
    Reply::text(StatusCode::INTERNAL_SERVER_ERROR, text).respond(&header::HeaderMap::new())
}
