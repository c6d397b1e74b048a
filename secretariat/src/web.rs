//! `open`: the office in the person's own browser, on this machine only.
//!
//! ```text
//! browser ─ connections ─ gate ──────────── office (one thread) ─ pages ─ template ─ response
//!                          host, session,    keys, applications
//!                          origin, token
//! ```
//!
//! Each module imports only those above it in this list:
//!
//! * [`security`] tells who asks.
//! * [`request`], [`response`] are what pages are asked and what they answer.
//! * [`connections`] bounds what the other end may take.
//! * [`instance`] keeps a folder for one office, and finds the running one.
//! * [`template`] makes HTML.
//! * [`desk`] holds the keys, and wipes them.
//! * [`pages`] is what one sees.
//! * [`gate`] lets in.
//!
//! No page has a script; none loads anything. No address and no title names a firm or a person.

use std::{io, path::Path, sync::Arc};

use jiff::Timestamp;
use tokio::{net::TcpListener, runtime::Runtime};

use crate::{
    cli::args::open::{IDLE, OpenArgs},
    context::{Completion, Context},
    error::Error,
};

pub mod security;
pub mod request;
pub mod response;
pub mod connections;
pub mod instance;
pub mod template;
pub mod desk;
pub mod pages;
pub mod gate;

use desk::{DeskSettings, DeskThread};
use gate::Gate;
use instance::{Instance, Start, write_door};

/// What enters from outside.
pub struct Surroundings<'a> {
    /// What time it is.
    pub clock: fn() -> Timestamp,
    /// Opens a file in the person's browser.
    pub browser: fn(&Path) -> io::Result<()>,
    /// Serves.
    pub runtime: &'a Runtime,
}

/// Opens the office and keeps it until somebody ends it; if one is open for that folder, leads to it.
pub fn open(
    args: OpenArgs,
    surroundings: Surroundings<'_>,
    context: &mut Context<'_>,
) -> Result<Completion, Error> {
    let no_browser = args.no_browser;
    let idle = args.idle.unwrap_or(IDLE);
    let settings =
        DeskSettings { args, idle, clock: surroundings.clock, work_factor: context.work_factor };
    let folder = settings.folder();
    let door = Door { folder: &folder, browser: (!no_browser).then_some(surroundings.browser) };
    let taken =
        Instance::take(&folder).map_err(|source| Error::File { path: folder.clone(), source })?;
    match taken {
        Start::Running(running) => {
            let link = running.link().map_err(Error::AlreadyOpen)?;
            door.show(&link, context)?;
        }
        Start::First(instance) => {
            surroundings.runtime.block_on(serve(settings, instance, &door, context))?;
        }
    }
    Ok(Completion::Done)
}

async fn serve(
    settings: DeskSettings,
    instance: Instance,
    door: &Door<'_>,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    let (addr, clock) = (settings.args.addr, settings.clock);
    let failed = |source| Error::Listen { addr, source };
    let listener = TcpListener::bind(addr).await.map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    instance.announce(addr).map_err(|source| Error::File { path: door.folder.into(), source })?;
    // The office's own: it waits for the store, and nobody waits for that here.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let gate = Gate::new(addr, clock, DeskThread::start(settings, runtime), instance);
    door.show(&gate.link(), context)?;
    let ended = Arc::clone(&gate);
    let stop = async move {
        tokio::select! {
            () = ended.quit.notified() => {}
            () = told_to_stop() => {}
        }
    };
    connections::serve(listener, gate.router(), stop).await;
    Ok(())
}

/// Some systems say that a browser opens where there is none.
const OPENS: &str = "\
Le bureau s'ouvre dans votre navigateur. La page « Quitter » le ferme, et Ctrl+C ici.
Si rien ne s'ouvre, « secretariat open --no-browser » dans une autre fenêtre donne l'adresse à ouvrir.";

/// How the person gets in.
struct Door<'a> {
    folder: &'a Path,
    /// `None`: the link is shown instead.
    browser: Option<fn(&Path) -> io::Result<()>>,
}

impl Door<'_> {
    fn show(&self, link: &str, context: &mut Context<'_>) -> Result<(), Error> {
        let Some(browser) = self.browser else { return line(link, context) };
        let opened = write_door(self.folder, link).and_then(|page| browser(&page));
        if opened.is_ok() {
            return line(OPENS, context);
        }
        // A machine without a browser, or without a screen.
        context.note(
            "aucun navigateur ne s'est ouvert : ouvrez cette adresse dans les deux minutes",
        )?;
        line(link, context)
    }
}

/// At once: whoever started the program waits for it.
fn line(text: &str, context: &mut Context<'_>) -> Result<(), Error> {
    writeln!(context.out, "{text}")?;
    context.out.flush()?;
    Ok(())
}

/// Ctrl-C, or what a session of the system sends at its end.
async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
