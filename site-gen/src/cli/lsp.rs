//! `site-gen lsp`: what an editor asks while its author types, over standard input and output (LSP 3.17).
//!
//! ```text
//! editor ─messages→ run ─┬─ workspace   the site as it would be with what is typed; what is wrong with it
//!                        ├─ cursor      what stands where the author is: a key, a link, a value, a component
//!                        └─ completion, navigation, rename, fixes   answers, each from these two
//! ```
//!
//! Messages are made as JSON where they are sent: of the protocol's four hundred types, a dozen are needed.

mod position;
mod workspace;
mod cursor;
mod completion;
mod navigation;
mod rename;
mod fixes;

use std::path::{Path, PathBuf};

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value as Json, json};
use url::Url;

use crate::content::config::time_zone::Today;
use workspace::Workspace;

/// Why the conversation ended before the editor ended it.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum LspError {
    #[error("the editor has gone, or does not speak the language server protocol")]
    Protocol(#[from] lsp_server::ProtocolError),
    #[error("cannot read or write the conversation")]
    Stream(#[from] std::io::Error),
    #[error("the editor has gone")]
    Gone,
}

/// Answers an editor until it says goodbye. `content` is the content folder, from the folder that the editor has open; `today` decides which pages are on the site.
///
/// # Errors
///
/// The editor goes without a goodbye.
pub fn run(content: &Path, today: Today) -> Result<(), LspError> {
    let (connection, threads) = Connection::stdio();
    let told = connection.initialize(capabilities())?;
    talk(&connection, &root(&told).join(content), today)?;
    drop(connection);
    threads.join()?;
    Ok(())
}

/// What the editor may ask for.
fn capabilities() -> Json {
    json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": { "openClose": true, "change": 1, "save": true },
        "completionProvider": { "triggerCharacters": ["/", "(", "#", ".", "<", "\""] },
        "hoverProvider": true,
        "definitionProvider": true,
        "renameProvider": { "prepareProvider": true },
        "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        "workspace": {
            "fileOperations": {
                "willRename": { "filters": [{ "scheme": "file", "pattern": { "glob": "**/*.md" } }] },
            },
        },
    })
}

/// The folder that the editor has open.
fn root(told: &Json) -> PathBuf {
    let uri = told["workspaceFolders"][0]["uri"].as_str().or(told["rootUri"].as_str());
    let path = uri.and_then(|uri| Url::parse(uri).ok()?.to_file_path().ok());
    path.or_else(|| told["rootPath"].as_str().map(PathBuf::from)).unwrap_or_default()
}

fn talk(connection: &Connection, content: &Path, today: Today) -> Result<(), LspError> {
    let mut workspace = Workspace::open(content, today);
    publish(connection, &mut workspace)?;
    while let Ok(message) = connection.receiver.recv() {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                // An answer is about what has been typed until then.
                publish(connection, &mut workspace)?;
                let response = answer(&workspace, request);
                connection.sender.send(response.into()).map_err(|_| LspError::Gone)?;
            }
            Message::Notification(notification) => note(&mut workspace, &notification),
            Message::Response(_) => {}
        }
        // Whoever types fast is answered once.
        if connection.receiver.is_empty() {
            publish(connection, &mut workspace)?;
        }
    }
    Err(LspError::Gone)
}

/// Takes over what has changed.
fn note(workspace: &mut Workspace, notification: &Notification) {
    let told = &notification.params;
    let document = &told["textDocument"];
    let Some(uri) = document["uri"].as_str() else {
        // Files that changed outside the editor.
        if notification.method == "workspace/didChangeWatchedFiles" {
            workspace.reread();
        }
        return;
    };
    match notification.method.as_str() {
        "textDocument/didOpen" => workspace.typed(uri, document["text"].as_str()),
        "textDocument/didChange" => {
            let last = told["contentChanges"].as_array().and_then(|all| all.last());
            workspace.typed(uri, last.and_then(|change| change["text"].as_str()));
        }
        "textDocument/didClose" => workspace.closed(uri),
        "textDocument/didSave" => workspace.reread_unless_typed(uri),
        _ => {}
    }
}

/// Builds what has changed, and tells what is wrong now: of each file that has mistakes, or had some.
fn publish(connection: &Connection, workspace: &mut Workspace) -> Result<(), LspError> {
    for (uri, diagnostics) in workspace.news() {
        let params = json!({ "uri": uri, "diagnostics": diagnostics });
        let method = "textDocument/publishDiagnostics".to_owned();
        let news = Notification { method, params };
        connection.sender.send(news.into()).map_err(|_| LspError::Gone)?;
    }
    Ok(())
}

fn answer(workspace: &Workspace, request: Request) -> Response {
    let Request { id, method, params } = request;
    let place = || cursor::Place::of(workspace, &params);
    let found = match method.as_str() {
        "textDocument/completion" => place().map(|place| completion::items(workspace, &place)),
        "textDocument/hover" => place().and_then(|place| navigation::hover(workspace, &place)),
        "textDocument/definition" => {
            place().and_then(|place| navigation::definition(workspace, &place))
        }
        "textDocument/prepareRename" => {
            place().and_then(|place| rename::prepare(workspace, &place))
        }
        "textDocument/rename" => match place().map(|place| {
            rename::edits(workspace, &place, params["newName"].as_str().unwrap_or_default())
        }) {
            Some(Err(why)) => return Response::new_err(id, ErrorCode::InvalidParams as i32, why),
            edits => edits.and_then(Result::ok),
        },
        "workspace/willRenameFiles" => Some(rename::edits_of_files(workspace, &params["files"])),
        "textDocument/codeAction" => Some(fixes::actions(workspace, &params)),
        _ => {
            let why = format!("site-gen does not answer `{method}`");
            return Response::new_err(id, ErrorCode::MethodNotFound as i32, why);
        }
    };
    Response::new_ok(id, found.unwrap_or(Json::Null))
}
