//! The site as it is being served, replaced whole at each good build.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use authoring::diagnostics::Diagnostic;
use bytes::Bytes;
use form_handler::{
    bundle::{Bundle, FILE_NAME},
    handler::Handler,
    store::sqlite::SqliteStore,
};
use serde::de::DeserializeOwned;
use tokio::sync::watch;

use super::{
    data_dir::Data,
    files::{Files, stored::Stored},
    form,
    options::{ServeError, ServeOptions},
};
use crate::site::generated_urls;

/// One build.
#[derive(Clone, Default)]
pub struct Live {
    /// The public files.
    pub files: Files,
    /// One for each form.
    pub handlers: Vec<Arc<Handler<SqliteStore>>>,
    /// The path of the host below which the site stands, such as `/projet`; empty at its root.
    pub base_path: String,
    /// The site's security headers.
    pub headers: Vec<(String, String)>,
    /// What keeps the newest content from being built; then everything else is of the last good build.
    pub diagnostics: Arc<[Diagnostic]>,
    /// Differs from every other build's.
    pub build: u64,
}

impl Live {
    /// Files by path below `dist/`, as they are served.
    pub fn of_files(
        files: &BTreeMap<String, Stored>,
        options: &ServeOptions,
        data: &Data,
    ) -> Result<Self, ServeError> {
        let bundles = match files.get(&format!("handler/{FILE_NAME}")) {
            Some(json) => Bundle::read(&json.bytes()?)?.each(),
            None => Vec::new(),
        };
        let handlers = bundles.into_iter().map(|bundle| form::handler(bundle, data, options));
        Ok(Self {
            files: public(files),
            handlers: handlers.collect::<Result<_, _>>()?,
            headers: said(files, "headers.json"),
            base_path: said(files, generated_urls::BASE_PATH),
            ..Self::default()
        })
    }
}

/// What a file says for whoever serves the site; nothing where it is not there.
fn said<T: DeserializeOwned + Default>(files: &BTreeMap<String, Stored>, path: &str) -> T {
    let json = files.get(path).and_then(|json| json.bytes().ok());
    json.and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

/// What readers may see.
pub fn public(files: &BTreeMap<String, Stored>) -> Files {
    let files = files.iter();
    let files = files.filter(|(path, _)| generated_urls::is_for_readers(path));
    let public = files.filter_map(|(path, bytes)| {
        Some((path.strip_prefix("public/")?.to_owned(), bytes.clone()))
    });
    Arc::new(public.collect())
}

/// Whether browsers are told of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    /// Each page carries a script that waits for the next build.
    Yes,
    /// Pages are served byte for byte.
    No,
}

/// The current build, and who waits for the next.
pub struct Broadcast {
    current: RwLock<Live>,
    builds: watch::Sender<u64>,
    reload: Reload,
}

impl Broadcast {
    /// Starts with one build.
    pub fn new(current: Live, reload: Reload) -> Self {
        let builds = watch::Sender::new(current.build);
        Self { current: RwLock::new(current), builds, reload }
    }

    /// As it is now; stays whole while a request uses it.
    pub fn current(&self) -> Live {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves another build from now on, and tells the browsers.
    pub fn replace(&self, current: Live) {
        let build = current.build;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = current;
        self.builds.send_replace(build);
    }

    /// Whether browsers are told of changes.
    pub fn reloads(&self) -> bool {
        self.reload == Reload::Yes
    }

    /// Waits until another build than `build` is served; `false` if that takes longer than `patience`.
    pub async fn changes_after(&self, build: u64, patience: Duration) -> bool {
        let mut builds = self.builds.subscribe();
        let changed = builds.wait_for(|&current| current != build);
        tokio::time::timeout(patience, changed).await.is_ok()
    }

    /// The page with the script that waits for the next build; a page without a body has it too, as that of a
    /// template that is still empty.
    pub fn with_reload(&self, current: &Live, html: &str) -> String {
        if self.reload == Reload::No {
            return html.to_owned();
        }
        let (before, after) = html.split_at(html.rfind("</body>").unwrap_or(html.len()));
        let build = current.build;
        let script = format!("<script src=\"/_serve/reload.js?build={build}\" async></script>");
        [before, &script, after].concat()
    }

    /// As [`with_reload`](Self::with_reload); bytes that need no script are not copied.
    pub fn with_reload_bytes(&self, current: &Live, html: &Bytes) -> Bytes {
        match (self.reload, std::str::from_utf8(html)) {
            (Reload::Yes, Ok(html)) => self.with_reload(current, html).into(),
            _ => html.clone(),
        }
    }
}
