//! With the allocator of the Lambda and the secretariat, nothing of an application stays in memory once it is
//! confirmed.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails should stop")]

#[expect(dead_code, reason = "the other tests use the rest")]
#[path = "../it/test_service.rs"]
mod test_service;

use std::{
    alloc::System,
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
};

use test_service::{TestService, answers};
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// In two halves, so that the search does not find itself.
const MARKER: [&str; 2] = ["Zqmoti", "vation"];

/// How often the marker stands in what this process may write to.
fn copies() -> usize {
    let mut memory = File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut count = 0;
    for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let [from, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
        let mut part = vec![0; usize::try_from(to - from).unwrap()];
        memory.seek(SeekFrom::Start(from)).unwrap();
        if memory.read_exact(&mut part).is_err() {
            continue;
        }
        for start in part.windows(MARKER[0].len()).enumerate() {
            let (at, text) = start;
            let is_marker = text == MARKER[0].as_bytes()
                && part[at + text.len()..].starts_with(MARKER[1].as_bytes());
            count += usize::from(is_marker);
        }
    }
    count
}

#[tokio::test]
async fn what_was_sent_does_not_stay_in_memory() {
    let service = TestService::new();
    let typed = MARKER.concat();
    assert!(copies() > 0, "the search finds what is there");
    let project = format!("{typed} ").repeat(20);
    let answers = answers().with("prenom", &typed).with("projet", &project);
    let checked = service.checked(answers).await;

    let sent = service.post_json("envoi", &checked).await;

    let status = sent.0.status().as_u16();
    drop((typed, project, checked, sent));
    assert_eq!((status, copies()), (201, 0));
}
