//! The format's bytes, computed by another program: other implementations are checked against the same.
//!
//! ```python
//! import hashlib, hmac, struct                                     # and Ed25519 from the package `cryptography`
//! prk = hmac.digest(bytes(32), secret, "sha256")                   # HKDF of RFC 5869 by hand: without salt, 32 zeros
//! key = Ed25519PrivateKey.from_private_bytes(hmac.digest(prk, b"bdp-journal-sign-1\x01", "sha256"))
//! commit = hashlib.sha256(body + salt + text).digest()
//! fields = [b"bdp-journal-1", prev, str(seq).encode(), at, by, body, commit, until]
//! hash = hashlib.sha256(b"".join(struct.pack(">I", len(field)) + field for field in fields)).digest()
//! sig = key.sign(hash)
//! ```

use age::x25519::Identity;

use super::{
    author::Author,
    body::{BodyId, BodyText, Commit},
    event::{Event, EventDraft, EventHash, Head},
};

/// Of the age specification's test vectors; `secret` is the 32 bytes that it spells.
const IDENTITY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

const FIRST_HASH: &str = "9b767b140b1ab547bec0cca7b343ae58dad93224666a4475fd96d9341493dd22";

fn author() -> Author {
    Author::of(&IDENTITY.parse::<Identity>().unwrap())
}

fn bytes<const N: usize>(hex: &str) -> [u8; N] {
    std::array::from_fn(|at| u8::from_str_radix(&hex[2 * at..][..2], 16).unwrap())
}

/// So many bytes that count up from the first.
fn counting<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|at| first + u8::try_from(at).unwrap())
}

#[track_caller]
fn check(event: &Event, hash: &str, sig: &str) {
    assert_eq!(event.hash.to_string(), hash);
    assert_eq!(event.fields_hash(), event.hash);
    assert_eq!(event.sig, bytes(sig));
}

#[test]
fn the_signing_key_is_derived_from_the_identity() {
    assert_eq!(author().fingerprint().as_str(), "e669ae85e3185682");
    assert_eq!(author().public().to_string(), "DyOXpcK4jMIw/ZBQf0nBpBqUz5dVTWWI+Mq8ngq75gA=");
}

#[test]
fn the_first_event_stands_on_zeros() {
    let body = BodyId(counting(0));
    let text = r#"{"v":1,"type":"note","ref":"BDP-3222-222S","data":{"text":"Appel à 10 h."}}"#;
    let commit = BodyText::with_salt(counting(0x20), text.into()).commit(body);
    let draft = EventDraft {
        at: "2021-06-10T08:00:00Z".parse().unwrap(),
        body,
        commit,
        until: "2022-06-30".parse().unwrap(),
    };

    let event = Event::sign(&draft, None, &author());

    let expected = "b6f501ab58259af31412daca1209c2b8abe2a34f2b092b63eaab724b0ddf2e96";
    assert_eq!(commit.to_string(), expected);
    assert_eq!((event.seq, event.prev), (0, EventHash::ZERO));
    check(
        &event,
        FIRST_HASH,
        "ee92eeec84ccd46a04903161d630743d42631e97fa394668b1bcddc1a7577c30\
         09ca6316d3e668dda7e681bbeec8a7af5ac978d4ac5f3427935e6610cc67a008",
    );
}

#[test]
fn the_next_event_stands_on_the_hash_before_and_counts_in_decimal() {
    let body = BodyId(counting(0xf0));
    let commit = BodyText::with_salt(counting(0xe0), br#"{"v":1}"#.to_vec()).commit(body);
    let draft = EventDraft {
        at: "2021-06-10T08:01:00Z".parse().unwrap(),
        body,
        commit,
        until: "2024-02-29".parse().unwrap(),
    };
    let before = Head { seq: 9, hash: EventHash(bytes(FIRST_HASH)) };

    let event = Event::sign(&draft, Some(before), &author());

    let expected = "85cee50b1c3abc9a5d4df132ceb148023ce8c2f62f79a4fa1c1db486c7ea49e3";
    assert_eq!(commit, Commit(bytes(expected)));
    assert_eq!((event.seq, event.prev), (10, before.hash));
    check(
        &event,
        "3236f2ef1844901272ab8759baf94148497000f0b4753c04cbe1163f6e9bfa70",
        "c5d45c893a5b4d563c48b16b079d8a75bf156f3d464d2d124989abc1209dfe4f\
         540da24454965e84710c8b4444552a2c667849ff5c6ca03d0351b8a17b4c3308",
    );
}
