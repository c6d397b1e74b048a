//! Whose signatures in the journal count.

use form_handler::{
    crypto::{
        recipients::{ListedRecipient, fingerprint, is_development},
        signing::PublicKey,
    },
    store::journal::author::{Authors, KnownAuthor},
};

use super::Identities;

/// The people of `content/recipients.toml`, those who have left too: what they signed before stays true. And this
/// machine's development identities, which sign as well and are on no list.
///
/// Whose `sign` is missing there, or still a placeholder, is not known.
pub fn known(listed: &[ListedRecipient], own: &Identities) -> Authors {
    let development =
        own.public.iter().zip(&own.authors).filter(|(key, _)| is_development(&key.to_string()));
    let development = development
        .map(|(_, author)| (author.fingerprint().clone(), KnownAuthor::present(author.public())));
    let listed = listed.iter().filter_map(|person| {
        let key: age::x25519::Recipient = person.key.as_deref()?.parse().ok()?;
        let sign: PublicKey = person.sign.as_deref()?.parse().ok()?;
        Some((fingerprint(&key), KnownAuthor { key: sign, until: person.until_day().ok()? }))
    });
    development.chain(listed).collect()
}

#[cfg(test)]
mod tests {
    use age::x25519::Identity;
    use form_handler::{
        crypto::recipients::new_development_identity, store::journal::author::Author,
    };

    use super::*;

    fn listed(
        identity: &Identity,
        sign: Option<&Identity>,
        until: Option<&str>,
    ) -> ListedRecipient {
        ListedRecipient {
            key: Some(identity.to_public().to_string()),
            sign: sign.map(|identity| Author::of(identity).public().to_string()),
            until: until.map(str::to_owned),
            ..Default::default()
        }
    }

    fn own(identities: &[&Identity]) -> Identities {
        let mut own = Identities::default();
        for identity in identities {
            own.public.push(identity.to_public());
            own.authors.push(Author::of(identity));
        }
        own
    }

    #[test]
    fn the_list_says_who_signs_with_what_and_until_when() {
        let [ada, bob, cleo] = std::array::from_fn(|_| Identity::generate());
        let list = [
            listed(&ada, Some(&ada), None),
            listed(&bob, None, None),
            listed(&cleo, Some(&cleo), Some("2026-11-28")),
            ListedRecipient::default(),
        ];

        let authors = known(&list, &own(&[&bob]));

        let of = |identity: &Identity| authors.named(&fingerprint(&identity.to_public())).copied();
        let known = |identity: &Identity| KnownAuthor::present(Author::of(identity).public());
        assert_eq!(of(&ada), Some(known(&ada)));
        assert_eq!(of(&bob), None, "a key of one's own that is on no list proves nothing");
        let until = "2026-11-28".parse().ok();
        assert_eq!(
            of(&cleo),
            Some(KnownAuthor { until, ..known(&cleo) }),
            "so that old acts verify"
        );
    }

    #[test]
    fn a_development_identity_signs_as_well() {
        let development = new_development_identity();

        let authors = known(&[], &own(&[&development]));

        let author = Author::of(&development);
        let known = Some(KnownAuthor::present(author.public()));
        assert_eq!(authors.named(author.fingerprint()).copied(), known);
    }
}
