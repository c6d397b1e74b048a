//! Addresses that stand in the prose as they are, which GitHub Flavored Markdown makes links of: `https://…`,
//! `www.…` and `name@host.example` (its specification, "Autolinks (extension)").
//!
//! Two things are otherwise: `www.` leads to `https:`, since this site links to nothing unencrypted, and what
//! the author escaped (`https\://…`), or a value of the content brought in, stays text.

mod address;

use std::{mem, ops::Range};

use authoring::typography::OPAQUE;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{Block, Piece, Role};
use address::{Address, Kind};

/// Makes links of the addresses in a complete block of the Markdown `text`. Returns whether there was any.
pub(super) fn make(block: &mut Block<'_>, text: &str) -> bool {
    let found = addresses(block, text);
    if found.is_empty() {
        return false;
    }
    let prose = mem::take(&mut block.prose);
    let mut found = found.into_iter().peekable();
    for piece in mem::take(&mut block.pieces) {
        let Event::Text(written) = &piece.event else {
            add(block, piece, &prose);
            continue;
        };
        let (start, mut done) = (piece.at, piece.at);
        let end = if piece.role == Role::Prose { start + written.len() } else { start };
        while let Some(address) = found.next_if(|address| address.span.end <= end) {
            let within = |range: Range<usize>| part(&piece, range.start - start..range.end - start);
            // An address over several pieces is written by the last of them.
            let first = address.span.start.max(start);
            if done < first {
                add(block, within(done..first), &prose);
            }
            add_link(block, &address, within(first..address.span.end), &prose);
            done = address.span.end;
        }
        let left = found.peek().map_or(end, |address| address.span.start.min(end));
        if done < left {
            let rest = part(&piece, done - start..left - start);
            add(block, rest, &prose);
        } else if piece.role != Role::Prose {
            add(block, piece, &prose);
        }
    }
    true
}

/// In their order; none inside a link.
fn addresses(block: &Block<'_>, text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    let pieces = &block.pieces;
    while at < pieces.len() {
        let run = pieces[at..].iter().take_while(|piece| is_prose(piece)).count();
        if run > 0 && depth == 0 {
            let end = pieces.get(at + run).map_or(block.prose.len(), |piece| piece.at);
            address::find(&block.prose, pieces[at].at..end, &mut found);
        }
        at += run;
        match pieces.get(at).map(|piece| &piece.event) {
            Some(Event::Start(Tag::Link { .. })) => depth += 1,
            Some(Event::End(TagEnd::Link)) => depth = depth.saturating_sub(1),
            Some(Event::InlineHtml(html)) if is_anchor(html, "<a") => depth += 1,
            Some(Event::InlineHtml(html)) if is_anchor(html, "</a") => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        at += 1;
    }
    found.retain(|address| {
        // In the brackets of a link, `[text](https://a b.example)`, it is told that there is none.
        let is_of_link = block.prose[..address.span.start].ends_with("](");
        block.literal(text, address.sign.start, &block.prose[address.sign.clone()]).is_some()
            && !is_of_link
    });
    found
}

fn is_prose(piece: &Piece<'_>) -> bool {
    piece.role == Role::Prose && matches!(piece.event, Event::Text(_))
}

fn is_anchor(html: &str, tag: &str) -> bool {
    html.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
        && !html[tag.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '-')
}

/// Adds a piece at the end, and its part of the prose.
fn add<'t>(block: &mut Block<'t>, piece: Piece<'t>, prose: &str) {
    let at = block.prose.len();
    match (&piece.event, piece.role) {
        (Event::Text(text), Role::Prose) => block.prose.push_str(text),
        (_, Role::Prose) => block.prose.push_str(&prose[piece.at..=piece.at]),
        (_, Role::StandIn(symbol)) => block.prose.push(symbol),
        (_, Role::Nothing) => {}
    }
    block.pieces.push(Piece { at, ..piece });
}

/// Adds a link in the place of an address, whose end is `last`: it is no sentence, and stands aside.
fn add_link<'t>(block: &mut Block<'t>, address: &Address, last: Piece<'t>, prose: &str) {
    let shown = &prose[address.span.clone()];
    let (link_type, url) = match address.kind {
        Kind::Host => (LinkType::Autolink, format!("https://{shown}")),
        // As written, `www.…` is the name of a file beside this one: who follows it says what was meant.
        Kind::Url | Kind::Bracketed => (LinkType::Autolink, shown.to_owned()),
        Kind::Email => (LinkType::Email, shown.to_owned()),
    };
    let (dest_url, shown) = (CowStr::from(url), CowStr::from(shown.to_owned()));
    let tag = Tag::Link { link_type, dest_url, title: "".into(), id: "".into() };
    // Without an escape in it, which would be longer, it is as long as what is shown.
    let span = last.span.end.saturating_sub(shown.len())..last.span.end;
    for (event, role) in [
        (Event::Start(tag), Role::StandIn(OPAQUE)),
        (Event::Text(shown), Role::Nothing),
        (Event::End(TagEnd::Link), Role::Nothing),
    ] {
        let (target, span) = (span.clone(), span.clone());
        add(block, Piece { event, span, target, role, at: 0 }, prose);
    }
}

/// A part of a piece of text.
fn part<'t>(piece: &Piece<'t>, range: Range<usize>) -> Piece<'t> {
    let Event::Text(text) = &piece.event else { unreachable!("only texts are parted") };
    let start = piece.span.start;
    let is_plain = piece.span.len() == text.len();
    let span = if is_plain { start + range.start..start + range.end } else { piece.span.clone() };
    let at = piece.at + range.start;
    let text = match text {
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        text => CowStr::from(text[range].to_owned()),
    };
    Piece { event: Event::Text(text), span, target: 0..0, role: piece.role, at }
}
