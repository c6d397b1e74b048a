//! An editor, as the server sees it.

use std::{
    io::{BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value as Json, json};
use url::Url;

use crate::harness::{Site, command};

/// A client, and the server that it talks to.
pub(super) struct Editor {
    site: Site,
    pub(super) server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    requests: i32,
    /// What was told last of each file.
    told: Vec<(String, Json)>,
    is_over: Arc<AtomicBool>,
}

impl Editor {
    pub(super) fn open(site: Site) -> Self {
        let mut server = command(&site);
        let server = server.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = server.spawn().unwrap();
        let (input, output) = (server.stdin.take().unwrap(), server.stdout.take().unwrap());
        let root = Url::from_directory_path(site.home()).unwrap();
        let output = BufReader::new(output);
        let (told, is_over) = (Vec::new(), Arc::default());
        let mut editor = Self { site, server, input, output, requests: 0, told, is_over };
        // A test that waits for an answer which never comes must end.
        let (id, is_over) = (editor.server.id().to_string(), Arc::clone(&editor.is_over));
        thread::spawn(move || {
            thread::sleep(Duration::from_mins(2));
            if !is_over.load(Ordering::Relaxed) {
                let _ = std::process::Command::new("kill").arg(id).status();
            }
        });
        let told =
            editor.ask("initialize", json!({ "rootUri": root.as_str(), "capabilities": {} }));
        assert_eq!(told["capabilities"]["positionEncoding"], "utf-16");
        editor.tell("initialized", json!({}));
        editor
    }

    pub(super) fn uri(&self, path: &str) -> String {
        let file = self.site.home().canonicalize().unwrap().join("content").join(path);
        Url::from_file_path(file).unwrap().into()
    }

    pub(super) fn tell(&mut self, method: &str, params: Json) {
        let message = Notification { method: method.to_owned(), params };
        Message::from(message).write(&mut self.input).unwrap();
        self.input.flush().unwrap();
    }

    /// The answer; what is told meanwhile is noted.
    pub(super) fn ask(&mut self, method: &str, params: Json) -> Json {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        Message::from(request).write(&mut self.input).unwrap();
        loop {
            match Message::read(&mut self.output).unwrap().expect("the server answers") {
                Message::Response(response) if response.id == id => {
                    let failed = || json!({ "error": response.response_kind_error() });
                    return response.result_or(failed);
                }
                Message::Notification(Notification { params, .. }) => {
                    let uri = params["uri"].as_str().unwrap().to_owned();
                    self.told.retain(|(known, _)| *known != uri);
                    self.told.push((uri, params["diagnostics"].clone()));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    /// Where `‸` stands in a file that is now typed without it.
    pub(super) fn type_in(&mut self, path: &str, text: &str) -> Json {
        let at = text.find('‸').unwrap_or(text.len());
        let before = &text[..at];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |line| line + 1);
        let character = before[start..].encode_utf16().count();
        let text = text.replacen('‸', "", 1);
        let document = json!({ "uri": self.uri(path), "version": 2 });
        let changes = json!([{ "text": text }]);
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
        json!({ "textDocument": document, "position": { "line": line, "character": character } })
    }

    /// What is wrong with a file, by what was told of it last.
    pub(super) fn wrong(&mut self, path: &str) -> Vec<(String, String)> {
        // An answer comes after all that was typed before.
        self.ask("textDocument/hover", json!({ "textDocument": { "uri": self.uri(path) }, "position": { "line": 0, "character": 0 } }));
        let uri = self.uri(path);
        let told = self.told.iter().find(|(known, _)| *known == uri);
        let told = told.and_then(|(_, told)| told.as_array().cloned()).unwrap_or_default();
        let line = |told: &Json| {
            let range = &told["range"];
            let [start, end] =
                ["start", "end"].map(|end| range[end]["character"].as_u64().unwrap());
            format!("{}:{start}-{end}", range["start"]["line"])
        };
        told.iter().map(|told| (told["code"].as_str().unwrap().to_owned(), line(told))).collect()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// What `lsp-server` knows of an answer, in both of its forms.
trait Answer {
    fn response_kind_error(&self) -> Json;
    fn result_or(&self, failed: impl Fn() -> Json) -> Json;
}

impl Answer for lsp_server::Response {
    fn response_kind_error(&self) -> Json {
        let told = serde_json::to_value(self).unwrap();
        told["error"]["message"].clone()
    }

    fn result_or(&self, failed: impl Fn() -> Json) -> Json {
        let told = serde_json::to_value(self).unwrap();
        told.get("result").cloned().unwrap_or_else(failed)
    }
}
