//! The environment, read once.

use std::{fmt, path::PathBuf, str::FromStr};

use aws_credential_types::Credentials;
use form_handler::{
    crypto::{
        signing::SigningKey,
        token::{PreviousSecret, Secrets},
    },
    http::origin_secret::OriginSecrets,
};
use jiff::{SignedDuration, Timestamp};

/// How long a check page can be sent: whoever does not say until when the secret before is good means that.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Everything the environment says.
#[derive(Debug)]
pub struct Settings {
    /// `TABLE_NAME`.
    pub table: String,
    /// `COUNTERS_TABLE`.
    pub counters: String,
    /// `SECRET` and, until `SECRET_PREVIOUS_UNTIL` or for a day from the start, `SECRET_PREVIOUS`.
    pub secrets: Secrets,
    /// `SIGNING_KEY`.
    pub signing_key: SigningKey,
    /// `ORIGIN_SECRET` and, while the distribution learns another, `ORIGIN_SECRET_PREVIOUS`.
    pub origin_secrets: OriginSecrets,
    /// `BUNDLE_DIR`, or `handler/` in what was deployed.
    pub bundle: PathBuf,
    /// `AWS_REGION`, which Lambda sets.
    pub region: String,
    /// Of the function's role; Lambda sets them, and the process lives no longer than they do.
    pub credentials: Credentials,
    /// `AWS_ENDPOINT_URL_DYNAMODB`: something else than the region's own endpoint.
    pub endpoint: Option<String>,
}

/// What is wrong with the environment: every variable at once.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct Wrong(Vec<String>);

/// Notes what is wrong while the rest is read.
struct Reader<F> {
    variable: F,
    wrong: Vec<String>,
}

impl Settings {
    /// Reads the variables through `variable`. An empty one counts as missing.
    pub fn read(variable: impl Fn(&str) -> Option<String>, now: Timestamp) -> Result<Self, Wrong> {
        let mut reader = Reader { variable, wrong: Vec::new() };
        let table = reader.required("TABLE_NAME");
        let counters = reader.required("COUNTERS_TABLE");
        let current = reader.required("SECRET");
        let previous = reader.optional("SECRET_PREVIOUS");
        let until = reader.optional("SECRET_PREVIOUS_UNTIL").unwrap_or(now + A_DAY);
        let previous = previous.map(|secret| PreviousSecret { secret, until });
        let signing_key = reader.required("SIGNING_KEY");
        let origin_secret = reader.required("ORIGIN_SECRET");
        let previous_origin_secret = reader.optional("ORIGIN_SECRET_PREVIOUS");
        let region = reader.required("AWS_REGION");
        let key_id = reader.required::<String>("AWS_ACCESS_KEY_ID");
        let key = reader.required::<String>("AWS_SECRET_ACCESS_KEY");
        let session = reader.optional("AWS_SESSION_TOKEN");
        let endpoint = reader.optional("AWS_ENDPOINT_URL_DYNAMODB");
        if endpoint.as_ref().is_some_and(|url: &String| !is_http(url)) {
            let name = "AWS_ENDPOINT_URL_DYNAMODB";
            reader.wrong.push(format!("{name} is malformed: expected http:// or https://"));
        }
        let bundle = reader.optional::<PathBuf>("BUNDLE_DIR").or_else(|| {
            let root = reader.optional::<PathBuf>("LAMBDA_TASK_ROOT");
            root.map(|root| root.join("handler"))
        });
        if bundle.is_none() {
            reader.wrong.push("BUNDLE_DIR is missing, and so is LAMBDA_TASK_ROOT".to_owned());
        }
        match (table, counters, current, signing_key, origin_secret, bundle, region, key_id, key) {
            (
                Some(table),
                Some(counters),
                Some(current),
                Some(signing_key),
                Some(origin_secret),
                Some(bundle),
                Some(region),
                Some(key_id),
                Some(key),
            ) if reader.wrong.is_empty() => Ok(Self {
                table,
                counters,
                secrets: Secrets { current, previous },
                signing_key,
                origin_secrets: OriginSecrets {
                    current: origin_secret,
                    previous: previous_origin_secret,
                },
                bundle,
                region,
                credentials: Credentials::new(key_id, key, session, None, "environment"),
                endpoint,
            }),
            _ => Err(Wrong(reader.wrong)),
        }
    }
}

fn is_http(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

impl<F: Fn(&str) -> Option<String>> Reader<F> {
    fn required<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let text = (self.variable)(name).filter(|text| !text.is_empty());
        if text.is_none() {
            self.wrong.push(format!("{name} is missing"));
        }
        self.parsed(name, &text?)
    }

    fn optional<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let text = (self.variable)(name).filter(|text| !text.is_empty())?;
        self.parsed(name, &text)
    }

    /// The errors of secrets tell nothing of their text.
    fn parsed<T: FromStr<Err: fmt::Display>>(&mut self, name: &str, text: &str) -> Option<T> {
        text.parse().map_err(|cause| self.wrong.push(format!("{name} is malformed: {cause}"))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2021-06-01T08:00:00Z".parse().unwrap()
    }

    fn read(changes: &[(&str, &str)]) -> Result<Settings, String> {
        let secret = "a".repeat(44);
        let signing_key = format!("{}=", "A".repeat(43));
        let all = [
            ("TABLE_NAME", "applications"),
            ("COUNTERS_TABLE", "counters"),
            ("SECRET", &secret),
            ("SIGNING_KEY", &signing_key),
            ("ORIGIN_SECRET", "s3cret"),
            ("LAMBDA_TASK_ROOT", "/var/task"),
            ("AWS_REGION", "eu-west-3"),
            ("AWS_ACCESS_KEY_ID", "AKIA"),
            ("AWS_SECRET_ACCESS_KEY", "key"),
        ];
        let find = |list: &[(&str, &str)], name: &str| {
            list.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Settings::read(|name| find(changes, name).or_else(|| find(&all, name)), now())
            .map_err(|wrong| wrong.to_string())
    }

    #[test]
    fn what_lambda_sets_and_five_more_are_enough() {
        let settings = read(&[]).unwrap();

        assert_eq!(settings.bundle, PathBuf::from("/var/task/handler"));
        assert_eq!(settings.endpoint, None);
        assert!(settings.secrets.previous.is_none());
        assert!(settings.origin_secrets.previous.is_none());
        let rotated = read(&[("ORIGIN_SECRET_PREVIOUS", "bef0re")]).unwrap();
        assert!(rotated.origin_secrets.previous.is_some());
        let until =
            |changes: &[(&str, &str)]| read(changes).unwrap().secrets.previous.unwrap().until;
        let before = ("SECRET_PREVIOUS", "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=");
        assert_eq!(until(&[before]), now() + A_DAY);
        let end = "2021-06-01T12:00:00+02:00";
        assert_eq!(until(&[before, ("SECRET_PREVIOUS_UNTIL", end)]), end.parse().unwrap());
        let settings = read(&[("BUNDLE_DIR", "dist/handler")]).unwrap();
        assert_eq!(settings.bundle, PathBuf::from("dist/handler"));
    }

    #[test]
    fn every_missing_or_malformed_variable_is_named_at_once() {
        let wrong = read(&[
            ("TABLE_NAME", ""),
            ("COUNTERS_TABLE", ""),
            ("SECRET", "c2hvcnQ="),
            ("SECRET_PREVIOUS", "not base64!"),
            ("SECRET_PREVIOUS_UNTIL", "tomorrow"),
            ("SIGNING_KEY", "c2hvcnQ="),
            ("ORIGIN_SECRET", "two words"),
            ("ORIGIN_SECRET_PREVIOUS", "é"),
            ("LAMBDA_TASK_ROOT", ""),
            ("AWS_ENDPOINT_URL_DYNAMODB", "localhost:8000"),
        ]);

        insta::assert_snapshot!(wrong.unwrap_err().replace("; ", "\n"), @"
        TABLE_NAME is missing
        COUNTERS_TABLE is missing
        SECRET is malformed: expected 32 random bytes or more in base64, found 5
        SECRET_PREVIOUS is malformed: expected 32 random bytes or more in base64, found something that is not base64
        SECRET_PREVIOUS_UNTIL is malformed: failed to parse four digit integer as year: invalid digit, expected 0-9 but got t
        SIGNING_KEY is malformed: expected 32 bytes in base64, found 5
        ORIGIN_SECRET is malformed: expected letters, digits and other visible ASCII characters, found something else
        ORIGIN_SECRET_PREVIOUS is malformed: expected letters, digits and other visible ASCII characters, found something else
        AWS_ENDPOINT_URL_DYNAMODB is malformed: expected http:// or https://
        BUNDLE_DIR is missing, and so is LAMBDA_TASK_ROOT
        ");
    }

    #[test]
    fn what_may_be_missing_may_not_be_malformed() {
        for (name, value) in [
            ("SECRET_PREVIOUS", "c2hvcnQ="),
            ("SECRET_PREVIOUS_UNTIL", "tomorrow"),
            ("ORIGIN_SECRET_PREVIOUS", "é"),
            ("AWS_ENDPOINT_URL_DYNAMODB", "localhost:8000"),
        ] {
            let wrong = read(&[(name, value)]).unwrap_err();

            assert!(wrong.starts_with(&format!("{name} is malformed: ")), "{wrong}");
        }
    }

    #[test]
    fn no_message_shows_a_secret() {
        let wrong = read(&[("SECRET", "TWFycXVl"), ("ORIGIN_SECRET", "Marque é")]).unwrap_err();

        assert!(!wrong.contains("TWFycXVl") && !wrong.contains("Marque"), "{wrong}");
        let settings = format!("{:?}", read(&[]).unwrap());
        assert!(!settings.contains("s3cret") && !settings.contains("\"key\""), "{settings}");
    }
}
