//! Which provider's domain is meant by one that looks like it.

use strsim::damerau_levenshtein;

/// The domain among `known` that is meant, if `domain` is none of them and looks mistyped.
///
/// A domain is a provider's name and an ending. Of a provider's own name, any other ending is a mistake if the
/// provider has one address for all countries (`gmail.fr`); otherwise those that are no country's
/// (`orange.com`), or lack a letter of one of the provider's (`hotmail.cm`): `hotmail.be` and `proton.ch` are real. Of
/// a name with one letter too many, missing, wrong
/// or exchanged with the next, the ending must be one of the provider's, or nearly.
pub(super) fn meant<'a>(domain: &str, known: &'a [String]) -> Option<&'a str> {
    let domain = domain.to_lowercase();
    if known.contains(&domain) {
        return None;
    }
    let (name, ending) = domain.split_once('.')?;
    let parts = known.iter().filter_map(|known| {
        let (name, ending) = known.split_once('.')?;
        Some(Provider { domain: known, name, ending })
    });
    let of_name = |name: &str| -> Vec<Provider<'a>> {
        parts.clone().filter(|provider| provider.name == name).collect()
    };
    let same = of_name(name);
    if !same.is_empty() {
        return match same.as_slice() {
            [only] if !is_of_a_country(only.ending) => Some(only.domain),
            [only] if !is_of_a_country(ending) => Some(only.domain),
            several => nearest(ending, several),
        };
    }
    let near = parts
        .clone()
        .map(|provider| (damerau_levenshtein(name, provider.name), provider.name))
        .filter(|&(mistakes, name)| mistakes <= allowed(name))
        .min()?;
    let providers = of_name(near.1);
    let exact = providers.iter().find(|provider| provider.ending == ending);
    exact.map(|provider| provider.domain).or_else(|| nearest(ending, &providers))
}

/// A domain in its parts.
#[derive(Clone, Copy)]
struct Provider<'a> {
    domain: &'a str,
    /// `hotmail`
    name: &'a str,
    /// `co.uk`
    ending: &'a str,
}

/// The domain whose ending is one mistake away, where that is no country's own.
fn nearest<'a>(ending: &str, providers: &[Provider<'a>]) -> Option<&'a str> {
    providers
        .iter()
        .filter(|provider| {
            let is_cut = ending.len() < provider.ending.len();
            let is_mistake = is_cut || !is_of_a_country(ending);
            is_mistake && damerau_levenshtein(ending, provider.ending) == 1
        })
        .map(|provider| provider.domain)
        .next()
}

/// Two mistakes in a short name make another name: `ovh` is not `sfr`; in a shorter one, one does.
fn allowed(name: &str) -> usize {
    match name.len() {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    }
}

/// Whether an ending, or the last part of it, is a country's.
fn is_of_a_country(ending: &str) -> bool {
    let last = ending.rsplit('.').next().unwrap_or(ending);
    COUNTRIES.split(' ').any(|country| country == last)
}

/// The endings of countries (IANA's root zone database, those in use).
const COUNTRIES: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br \
    bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz \
    ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw \
    gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw \
    ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu \
    mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt \
    pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc \
    td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws \
    ye yt za zm zw";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_one_country_is_no_mistake_of_another() {
        let known =
            ["gmail.com", "orange.fr", "hotmail.com", "hotmail.fr", "proton.me"].map(str::to_owned);
        for (domain, suggestion) in [
            ("gmail.fr", Some("gmail.com")),
            ("gmail.co", Some("gmail.com")),
            ("orange.com", Some("orange.fr")),
            ("orange.rf", Some("orange.fr")),
            ("orange.es", None),
            ("hotmail.be", None),
            ("hotmail.con", Some("hotmail.com")),
            ("hotmail.cm", Some("hotmail.com")),
            ("hotmial.fr", Some("hotmail.fr")),
            ("proton.ch", None),
            ("GMAIL.COM", None),
            ("gmail", None),
        ] {
            assert_eq!(meant(domain, &known), suggestion, "{domain}");
        }
    }
}
