//! Where a hearing is: in a place, or by video with a link a slot.

use planner::json::{
    fields::{Fields, Mistakes},
    mistake::{FieldFault, quoted},
    tree::JsonNode,
};

use crate::journal::act::VideoLinks;

/// What is wrong with where it is, of what could be read: people meet in a place or by video, and each firm has a link of
/// its own, where it meets nobody else. `slots`: so many firms at most; `None` if nobody knows.
pub fn check(
    fields: &Fields<'_>,
    place: Option<&String>,
    video: Option<&VideoLinks>,
    slots: Option<u32>,
    mistakes: &Mistakes,
) {
    let is_given = |key| fields.any(key).is_some_and(|node| !matches!(node, JsonNode::Null));
    let note = |key: &str, expected, found: String| {
        mistakes.note(fields.path(key), FieldFault::Kind { expected, found });
    };
    match (is_given("place"), is_given("video")) {
        (true, true) => {
            note("video", "un lieu ou une vidéo, pas les deux", "les deux".into());
        }
        (false, false) => note("place", "un lieu, ou des liens pour la vidéo", "rien".into()),
        _ => {}
    }
    // A place stands in calendars, which are copied to other people's machines.
    if let Some(place) = place.filter(|place| place.contains("://")) {
        note("place", "un lieu, et les liens dans « video »", quoted(place));
    }
    let (None, Some(video)) = (place, video) else { return };
    let found = match video {
        VideoLinks::Shared(_) => 1,
        VideoLinks::PerSlot(links) => links.len(),
    };
    if let Some(slots) = slots.filter(|slots| found < *slots as usize) {
        let expected = "un lien par entreprise, autant qu'une audition en a";
        note("video", expected, format!("{found} lien(s) pour {slots}"));
    }
    if let VideoLinks::PerSlot(links) = video {
        for (at, link) in links.iter().enumerate() {
            if let Some(first) = links[..at].iter().position(|other| is_one_room(other, link)) {
                let first = format!("le lien n° {}", first + 1);
                let fault = FieldFault::Twice { found: quoted(link), first };
                mistakes.note(format!("{}[{at}]", fields.path("video")), fault);
            }
        }
    }
}

/// Whether both links lead to the same place: capitals in a name of a machine, and a slash at the end, change nothing.
fn is_one_room(one: &str, other: &str) -> bool {
    let plain = |link: &str| {
        let (scheme, rest) = link.split_once("://").unwrap_or(("", link));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_end_matches('/').to_owned();
        (scheme.to_lowercase(), host.to_lowercase(), path)
    };
    plain(one) == plain(other)
}
