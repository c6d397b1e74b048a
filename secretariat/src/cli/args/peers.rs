//! Options of `peers` and `hearings`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FormatArgs, PlaceArgs, TEMPLATE, acts::ActArgs};
use crate::{
    cli::words::{DayAnswer, HearingHold},
    text::day::Day,
};

/// What can be done with peers.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Peers {
    #[command(about = "Ajoute des pairs", help_template = TEMPLATE, after_help = PEER_HELP)]
    Add(FromArgs),
    #[command(about = "Change des pairs : le fichier remplace ce qu'on savait", help_template = TEMPLATE, after_help = PEER_HELP)]
    Edit(FromArgs),
    #[command(about = "Liste les pairs", help_template = TEMPLATE)]
    List(RosterArgs),
    #[command(about = "Efface un pair, et ce que le journal dit de lui", help_template = TEMPLATE)]
    Remove(RosterIdArgs),
    #[command(about = "Note quels jours un pair peut venir", help_template = TEMPLATE)]
    Days(DaysArgs),
}

/// What can be done with hearings.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Hearings {
    #[command(about = "Ajoute des auditions possibles", help_template = TEMPLATE, after_help = HEARING_HELP)]
    Add(FromArgs),
    #[command(about = "Change des auditions : le fichier remplace ce qu'on savait", help_template = TEMPLATE, after_help = HEARING_HELP)]
    Edit(FromArgs),
    #[command(about = "Liste les auditions", help_template = TEMPLATE)]
    List(RosterArgs),
    #[command(about = "Annule une audition : qui y avait une place n'en a plus, et personne d'autre ne bouge", help_template = TEMPLATE)]
    Cancel(RosterIdArgs),
    #[command(about = "Dit si une audition se tient", help_template = TEMPLATE)]
    Hold(HoldArgs),
}

const PEER_HELP: &str = "\
Le fichier est un objet JSON, ou une liste : id, name, network, siren (ou null), sector, \
days ({\"2021-06-17\":\"yes\"} ; yes, if_needed ou no), most (auditions, au plus), links (mandats, participations, clients, \
fournisseurs, concurrents), signed (jour où l'engagement a été signé, ou null) ; s'ils sont connus : firm, department, email.";

const HEARING_HELP: &str = "\
Le fichier est un objet JSON, ou une liste : id, starts (2021-06-17T09:00, à Paris), gap_minutes, break_after, \
break_minutes, access, panel (identifiants de pairs), hold (auto, yes, no), locked (place fixée par référence) ; \
place, ou video (une liste d'un lien par créneau : deux entreprises n'ont jamais le même).";

/// Options of what takes a file.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct FromArgs {
    #[arg(long, value_name = "FICHIER", help = "En JSON")]
    pub from: PathBuf,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of a list.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RosterArgs {
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of what is done with one of them.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct RosterIdArgs {
    #[arg(value_name = "IDENTIFIANT", help = "Par exemple p1 ou a1")]
    pub id: String,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `peers days`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct DaysArgs {
    #[arg(value_name = "IDENTIFIANT", help = "Le pair")]
    pub id: String,
    #[arg(
        long = "set",
        value_name = "JOUR=RÉPONSE,…",
        required = true,
        value_delimiter = ',',
        value_parser = day_answer,
        help = "Par exemple 2021-06-17=yes ; yes, if_needed ou no"
    )]
    pub days: Vec<(Day, DayAnswer)>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `hearings hold`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct HoldArgs {
    #[arg(value_name = "IDENTIFIANT", help = "L'audition")]
    pub id: String,
    #[arg(
        value_name = "yes|no|auto",
        hide_possible_values = true,
        help = "yes : elle se tient ; no : elle ne se tient pas ; auto : le plan en décide"
    )]
    pub hold: HearingHold,
    #[command(flatten)]
    pub act: ActArgs,
}

fn day_answer(typed: &str) -> Result<(Day, DayAnswer), &'static str> {
    const EXPECTED: &str = "attendu un jour et une réponse, par exemple 2021-06-17=yes";
    let (day, answer) = typed.split_once('=').ok_or(EXPECTED)?;
    let day = day.trim().parse().map_err(|_| EXPECTED)?;
    let answer = clap::ValueEnum::from_str(answer.trim(), false);
    Ok((day, answer.map_err(|_| "les réponses sont yes, if_needed et no")?))
}
