//! Options of `plan`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use application_form::reference::Reference;

use super::{FormatArgs, PlaceArgs, TEMPLATE, acts::ActArgs, reference, whole};

/// What can be done with a plan of hearings.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum PlanCommand {
    #[command(
        about = "Cherche le meilleur plan d'un problème et l'écrit en JSON",
        help_template = TEMPLATE,
        after_help = SOLVE_HELP
    )]
    Solve(SolveArgs),
    #[command(
        about = "Vérifie qu'un plan respecte toutes les règles, et qu'aucun n'est meilleur",
        help_template = TEMPLATE,
        after_help = CHECK_HELP
    )]
    Check(CheckPlanArgs),
    #[command(
        about = "Dit pourquoi une entreprise n'a pas de place, ou ce que coûterait une autre date",
        help_template = TEMPLATE,
        after_help = EXPLAIN_HELP
    )]
    Explain(ExplainArgs),
    #[command(about = "Propose le meilleur plan pour les entreprises retenues", help_template = TEMPLATE, after_help = PROPOSE_HELP)]
    Propose(ProposeArgs),
    #[command(about = "Accepte le plan proposé : les entreprises placées sont programmées", help_template = TEMPLATE, after_help = ACCEPT_HELP)]
    Accept(AcceptPlanArgs),
    #[command(about = "Laisse le prochain plan changer la place d'une entreprise", help_template = TEMPLATE)]
    Unlock(LockArgs),
    #[command(about = "Fixe de nouveau la place d'une entreprise", help_template = TEMPLATE)]
    Lock(LockArgs),
    #[command(about = "Propose quels pairs siègent à quelle audition, d'après leurs jours", help_template = TEMPLATE)]
    Panels(PanelsArgs),
}

const PROPOSE_HELP: &str = "\
Les places déjà acceptées sont fixées, jusqu'à ce que « plan unlock » les libère. Une annulation libère une place et ne \
déplace personne d'autre. Avec --format json, le plan est celui qu'écrit « plan solve », et « --problem » écrit le \
problème : « plan check » les vérifie.

Codes de sortie : 0 un plan est écrit, 1 aucun plan n'est possible, 2 trop d'auditions sont laissées au choix.";

const ACCEPT_HELP: &str = "\
Sans fichier, le plan est cherché de nouveau et accepté. Avec un fichier que « plan propose --format json » a écrit, ce \
plan-là est accepté, s'il répond encore à ce qui est connu. Si quelqu'un a agi entre-temps, rien n'est enregistré.";

/// Options of `plan propose`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ProposeArgs {
    #[arg(long, help = "Écrit le problème au lieu du plan, en JSON")]
    pub problem: bool,
    #[command(flatten)]
    pub format: FormatArgs,
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// Options of `plan accept`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct AcceptPlanArgs {
    #[arg(
        value_name = "PLAN",
        help = "Le plan, comme « plan propose --format json » l'a écrit [par défaut\u{a0}: cherché de nouveau]"
    )]
    pub plan: Option<PathBuf>,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `plan unlock` and `plan lock`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct LockArgs {
    #[arg(value_name = "RÉFÉRENCE", value_parser = reference, help = "L'entreprise")]
    pub reference: Reference,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `plan panels`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct PanelsArgs {
    #[arg(
        long,
        value_name = "NOMBRE",
        value_parser = whole(1..=1000),
        help = "Au moins tant de pairs [par défaut\u{a0}: quorum de content/secretariat.toml]"
    )]
    pub min: Option<u32>,
    #[arg(
        long,
        value_name = "NOMBRE",
        value_parser = whole(1..=1000),
        help = "Au plus tant de pairs [par défaut\u{a0}: deux de plus]"
    )]
    pub max: Option<u32>,
    #[arg(long, help = "Note ces pairs dans les auditions, au lieu de les proposer seulement")]
    pub accept: bool,
    #[command(flatten)]
    pub act: ActArgs,
}

const SOLVE_HELP: &str = "\
Exemple : secretariat plan solve probleme.json > plan.json

Le problème dit quelles entreprises attendent, quelles auditions pourraient se tenir, et les règles. Le plan place le \
plus d'entreprises, puis les plus anciennes, puis mêle les secteurs, et ainsi de suite dans l'ordre de rules.order ; \
il dit de chaque entreprise sans place pourquoi elle n'en a pas, et ce qui lui en donnerait une. Le même problème, \
écrit dans un autre ordre, donne exactement le même plan. Rien n'est lu ni écrit d'autre que ces fichiers.

Un problème est un objet JSON : version (1), timezone (Europe/Paris) ; \
rules : slot_minutes, firms_min, firms_max, same_sector_max, quorum, order ; \
hearings, chacune avec id, starts (2021-06-17T09:00), gap_minutes, break_after, break_minutes, access, panel, \
hold (auto, yes, no), locked (place fixée par référence) ; \
firms, chacune avec ref, received_at (2021-06-01T10:42:00Z), sector, needs, excludes, recuses, cannot, prefers, was, \
expires (2022-06-01), treated. Le README en montre un.

Au plus 8 auditions laissées au choix (hold: auto). Le plan considère les 120 entreprises les plus \
anciennes, et nomme les autres dans not_taken.

Codes de sortie : 0 un plan est écrit, 1 aucun plan n'est possible, 2 le problème est mal écrit (chaque champ est nommé).";

const CHECK_HELP: &str = "\
Exemple : secretariat plan check probleme.json plan.json --all-sets

Écrit {\"ok\":true,\"broken\":[]}, ou les règles que le plan ne respecte pas : problem, hold, once, size, sector, excluded, \
quorum, access, cannot, expires, untreated, lock, slots, values, optimal. La vérification n'emploie rien de ce qui a \
trouvé le plan. Sans --all-sets, elle prouve qu'aucun plan n'est meilleur pour les auditions que celui-ci tient ; \
avec, pour tous les choix d'auditions, et « sets » dit combien.

Codes de sortie : 0 le plan est bon, 1 il ne l'est pas, 2 un fichier est mal écrit.";

const EXPLAIN_HELP: &str = "\
Exemple : secretariat plan explain probleme.json plan.json BDP-7K2M-94X4 --format text

Sans place : pour chaque audition, la première raison ; les entreprises plus anciennes qui prennent toutes les places \
possibles ; chaque changement qui, seul, lui en donnerait une sans en retirer à une plus ancienne, vérifié en cherchant \
le plan à nouveau. Placée : ce que vaudrait le meilleur plan si elle venait à une autre audition.

Le plan est vérifié d'abord : s'il n'est pas bon, rien n'est expliqué.

Codes de sortie : 0 expliqué, 1 le plan n'est pas bon, 2 un fichier est mal écrit, ou aucune entreprise n'a cette référence.";

/// Options of `plan solve`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct SolveArgs {
    #[arg(value_name = "PROBLÈME", help = "Le problème, en JSON")]
    pub problem: PathBuf,
}

/// Options of `plan check`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct CheckPlanArgs {
    #[arg(value_name = "PROBLÈME", help = "Le problème, en JSON")]
    pub problem: PathBuf,
    #[arg(value_name = "PLAN", help = "Le plan, comme « plan solve » l'a écrit")]
    pub plan: PathBuf,
    #[arg(
        long,
        help = "Cherche aussi le meilleur plan de chaque autre choix d'auditions, au plus 256"
    )]
    pub all_sets: bool,
}

/// Options of `plan explain`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ExplainArgs {
    #[arg(value_name = "PROBLÈME", help = "Le problème, en JSON")]
    pub problem: PathBuf,
    #[arg(value_name = "PLAN", help = "Le plan, comme « plan solve » l'a écrit")]
    pub plan: PathBuf,
    #[arg(value_name = "RÉFÉRENCE", help = "L'entreprise, comme le problème la nomme")]
    pub reference: String,
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "json",
        hide_default_value = true,
        hide_possible_values = true,
        help = "json (pour un programme) ou text (pour lire) [par défaut\u{a0}: json]"
    )]
    pub format: ExplainFormat,
}

/// What `plan explain` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ExplainFormat {
    Json,
    Text,
}
