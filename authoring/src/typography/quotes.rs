//! Straight double quotes, paired: which ones open, which ones close.

use super::{LINE, after, before, is_space};

/// The side of a pair on which a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    Opening,
    Closing,
}

/// The paired quotes of a block by position, in order. One without a partner (`5"`) is not among them.
pub(super) fn pair(text: &str) -> Vec<(usize, Quote)> {
    let mut open: Vec<usize> = Vec::new();
    let mut paired = Vec::new();
    for (at, _) in text.match_indices('"') {
        match open.last() {
            Some(&opening) if opening + 1 < at && may_close(text, at) => {
                open.pop();
                paired.extend([(opening, Quote::Opening), (at, Quote::Closing)]);
            }
            _ if may_open(text, at) => open.push(at),
            _ => {}
        }
    }
    paired.sort_unstable_by_key(|&(at, _)| at);
    paired
}

fn may_open(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|previous| {
        is_space(previous)
            || matches!(
                previous,
                LINE | '(' | '[' | '{' | '«' | '»' | '"' | '\'' | '’' | '-' | '–' | '—' | '/'
            )
    })
}

fn may_close(text: &str, at: usize) -> bool {
    after(text, at + 1).is_none_or(|next| {
        is_space(next)
            || matches!(
                next,
                LINE | ')' | ']' | '}' | '«' | '»' | '"' | '\'' | '’' | '-' | '–' | '—' | '/'
            )
            || matches!(next, '.' | '…' | ',' | ';' | ':' | '!' | '?')
    })
}
