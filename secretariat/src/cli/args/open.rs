//! Options of `open`.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use clap::Args;

use super::{ContentArgs, IdentityArgs, StoreArgs};

/// How long the office stays open while nobody does anything, unless told otherwise.
pub const IDLE: Duration = Duration::from_mins(15);

/// Options of `open`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct OpenArgs {
    #[arg(
        long,
        value_name = "ADRESSE",
        default_value = "127.0.0.1:0",
        hide_default_value = true,
        value_parser = loopback,
        help = "Où répondre, sur cet ordinateur seulement ; 0 : un port libre [par défaut\u{a0}: 127.0.0.1:0]"
    )]
    pub addr: SocketAddr,
    #[arg(
        long,
        help = "N'ouvre pas de navigateur : la première ligne affichée est l'adresse à ouvrir"
    )]
    pub no_browser: bool,
    /// `None`: [`IDLE`].
    #[arg(
        long,
        value_name = "MINUTES",
        value_parser = minutes,
        help = "Après combien de minutes sans rien faire le bureau se referme [par défaut\u{a0}: 15]"
    )]
    pub idle: Option<Duration>,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub identity: IdentityArgs,
    #[command(flatten)]
    pub content: ContentArgs,
}

/// Only this machine: what is shown is open.
fn loopback(text: &str) -> Result<SocketAddr, &'static str> {
    let addr = text.parse().map_err(|_| "attendu 127.0.0.1:PORT")?;
    match addr {
        SocketAddr::V4(v4) if *v4.ip() == Ipv4Addr::LOCALHOST => Ok(addr),
        _ => Err("le bureau ne répond que sur cet ordinateur : 127.0.0.1:PORT"),
    }
}

/// Up to a day. Tenths are for trying it out.
fn minutes(text: &str) -> Result<Duration, &'static str> {
    let minutes: f64 = text.parse().map_err(|_| "attendu un nombre de minutes")?;
    if (0.01..=1440.0).contains(&minutes) {
        Ok(Duration::from_secs_f64(minutes * 60.0))
    } else {
        Err("attendu de 1 minute à 1440")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_an_address() {
        assert_eq!(loopback("127.0.0.1:0"), Ok(SocketAddr::from(([127, 0, 0, 1], 0))));
        for text in
            ["0.0.0.0:80", "127.0.0.2:80", "[::1]:80", "192.168.1.2:80", "localhost:80", "x"]
        {
            assert!(loopback(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_pause_has_bounds() {
        assert_eq!(minutes("15"), Ok(IDLE));
        assert_eq!(minutes("0.05"), Ok(Duration::from_secs(3)));
        for text in ["0", "-1", "1441", "NaN", "inf", "", "x"] {
            assert!(minutes(text).is_err(), "{text}");
        }
    }
}
