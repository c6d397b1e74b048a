//! Keys that nothing reads, and what was meant by them.

use super::Table;
use crate::diagnostics::suggest;

/// A key that another program reads, and what is written here instead.
#[derive(Clone, Copy, Debug)]
pub enum ForeignKey {
    /// The key of that name here: `lastmod` is `updated`.
    Is(&'static str, &'static str),
    /// Something else, as a sentence that begins small.
    Means(&'static str, &'static str),
}

impl ForeignKey {
    /// Its name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Is(name, _) | Self::Means(name, _) => name,
        }
    }
}

impl Table<'_> {
    /// Says where values of the author's own go, for whoever writes a key that is none.
    pub fn own_values_below(&self, name: &'static str) {
        self.own_values.set(name);
    }

    /// Says what keys of other programs are here, for whoever is used to them.
    pub fn foreign_keys(&self, keys: &'static [ForeignKey]) {
        self.foreign_keys.set(keys);
    }

    /// Notes every key that nobody asked for. It is about the value that it was meant for, if one is near.
    pub fn finish(self) {
        let (known, asked) = (self.known.take(), self.asked.take());
        if asked.iter().all(|asked| *asked) {
            return;
        }
        let mut known: Vec<&str> = known.lines().collect();
        known.sort_unstable();
        for ((key, _), _) in self.entries.iter().zip(asked).filter(|(_, asked)| !asked) {
            // Of a key that is there twice, the first was asked for.
            if known.binary_search(&key.name.as_str()).is_ok() {
                continue;
            }
            let message = format!("unknown key `{}`", key.name);
            let mut error = self.source.error(self.codes.unknown, key.span.clone(), message);
            let (meant, help) = self.meant(&key.name, &known);
            error.about = meant.map(|meant| self.path_of(meant));
            self.diagnostics.push(error.help(help));
        }
    }

    /// The key that an unknown one was meant for, if that can be told, and what to do.
    fn meant<'k>(&self, name: &str, known: &[&'k str]) -> (Option<&'k str>, String) {
        let foreign = self.foreign_keys.get().iter().find(|key| key.name() == name);
        if let Some(ForeignKey::Is(_, ours)) = foreign {
            let meant = known.iter().copied().find(|known| known == ours);
            return (meant, format!("did you mean `{ours}`?"));
        }
        let meant = suggest::nearest(name, known.iter().copied());
        if let (None, Some(ForeignKey::Means(_, help))) = (meant, foreign) {
            return (None, (*help).to_owned());
        }
        let mut help = suggest::help(name, known.iter().copied());
        let own_values = self.own_values.get();
        if meant.is_none() && !own_values.is_empty() {
            help = format!("a value of your own stands below `{own_values}`; {help}");
        }
        (meant, help)
    }
}
