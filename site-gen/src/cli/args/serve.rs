//! What `serve` is asked for.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use form_handler::crypto::recipients::Fingerprint;

/// Of `serve`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct ServeArgs {
    /// The folder that holds all words, data and rules.
    #[arg(long, default_value = "content", value_name = "FOLDER")]
    pub content: PathBuf,
    /// Where applications, development keys and the secret are kept; made if it is not there.
    #[arg(long, default_value = ".data", value_name = "FOLDER")]
    pub data: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT", value_parser = address)]
    pub addr: SocketAddr,
    /// Serves dist/ as `build` left it, with the headers of production. Rebuilds nothing, reads no content/.
    #[arg(long)]
    pub as_deployed: bool,
    /// Looks at every file once a second, for a folder whose file system tells of no change: some shared and
    /// network folders, virtual machines.
    #[arg(long, conflicts_with_all = ["as_deployed", "production"])]
    pub poll: bool,
    /// Shows each image as it is, and makes no others of it when they are asked for.
    #[arg(long, conflicts_with_all = ["as_deployed", "production"])]
    pub no_images: bool,
    /// Limits how often one address may send, as production does.
    #[arg(long)]
    pub limits: bool,
    /// Serves dist/ to the public: takes the form only from pages at `base_url`, limits how often one
    /// address may send, and answers GET /healthz. Does not start with a placeholder, a development key or
    /// fewer than two recipients, and makes neither keys nor a secret.
    #[arg(long, conflicts_with_all = ["as_deployed", "content"])]
    pub production: bool,
    /// The form's secret, 32 random bytes or more in base64; if not given, the `secret` that systemd has
    /// loaded (`LoadCredential=`). To make one: (umask 077; head -c 48 /dev/urandom | base64 -w0 > secret)
    #[arg(long, value_name = "FILE", requires = "production")]
    pub secret: Option<PathBuf>,
    /// The key by which applications are signed, made by `secretariat keys signing`; if not given, the
    /// `signing-key` that systemd has loaded.
    #[arg(long, value_name = "FILE", requires = "production")]
    pub signing_key: Option<PathBuf>,
    /// Who of the office may reach the applications at /bureau/store, over HTTPS, sealed as they are: the list that
    /// infra/one-machine/office keeps; if not given, the `office` that systemd has loaded. Without one, or with
    /// nobody on it, there is no such address.
    #[arg(long, value_name = "FILE", requires = "production")]
    pub office: Option<PathBuf>,
    /// The proxy in front, such as 127.0.0.1: who sends is the last address in its X-Forwarded-For.
    /// From anyone else, that header counts for nothing.
    #[arg(long, value_name = "ADDRESS", requires = "production")]
    pub trusted_proxy: Option<IpAddr>,
    /// The fingerprint of a key that was not on the list of recipients used last, once its owner has read it out.
    /// What is sent is sealed to no such key before.
    #[arg(long, value_name = "FINGERPRINT", num_args = 1.., requires = "production")]
    pub accept: Vec<Fingerprint>,
    /// Listens at an address that other machines can reach, too. Between them and this server must be a
    /// proxy that adds HTTPS.
    #[arg(long, requires = "production")]
    pub public: bool,
    /// Takes this machine's clock for right, once: after it was wrong, or after 40 days without a server, the
    /// applications' file believes no clock by itself, and nothing is deleted, nor in production confirmed.
    #[arg(long)]
    pub accept_clock: bool,
}

/// An address to listen at. A name is none: it may stand for several.
fn address(text: &str) -> Result<SocketAddr, String> {
    let port = text.rsplit(':').next().filter(|port| port.parse::<u16>().is_ok()).unwrap_or("8080");
    let help = || format!("write an address in digits and a port, such as 127.0.0.1:{port}");
    text.parse().map_err(|_| help())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_told_with_one() {
        for (text, expect) in [
            ("127.0.0.1:8000", Ok("127.0.0.1:8000")),
            ("[::1]:0", Ok("[::1]:0")),
            ("localhost:3000", Err(" 127.0.0.1:3000")),
            (":3000", Err(" 127.0.0.1:3000")),
            ("3000", Err(" 127.0.0.1:3000")),
            ("127.0.0.1", Err(" 127.0.0.1:8080")),
            ("127.0.0.1:99999", Err(" 127.0.0.1:8080")),
        ] {
            let found = address(text).map(|found| found.to_string());
            match expect {
                Ok(expect) => assert_eq!(found.as_deref(), Ok(expect)),
                Err(expect) => assert!(found.unwrap_err().ends_with(expect), "{text}"),
            }
        }
    }
}
