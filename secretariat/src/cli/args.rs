//! The command line.

use clap::{Parser, Subcommand};

pub mod backup;
pub mod export;
pub mod format;
pub mod keys;
pub mod kit;
pub mod reseal;
pub mod list;
pub mod journal;
pub mod acts;
pub mod peers;
pub mod treat;
pub mod outbox;
pub mod convoke;
pub mod plan;
pub mod register;
pub mod held;
mod location;
mod place;
mod typed;
pub mod open;

use acts::{
    AccessArgs, AmendArgs, DecideArgs, EraseArgs, FollowUpArgs, NoteArgs, QuarantineArgs,
    RecuseMeArgs, ReplaceArgs, RightsArgs, TodayArgs, UndoArgs,
};
use backup::{BackupArgs, RestoreArgs};
use convoke::{AnswerArgs, ConvokeArgs};
use export::ExportArgs;
pub use format::{FormatArgs, OutputFormat};
use held::HeldCommand;
use journal::Journal;
use keys::Keys;
use kit::KitArgs;
use list::{ListArgs, ShowArgs};
pub use location::{Location, NotALocation, StoreUrl, is_access};
use open::OpenArgs;
use outbox::Outbox;
use peers::{Hearings, Peers};
pub use place::{ContentArgs, DATABASE, FormArgs, IDENTITY, IdentityArgs, PlaceArgs, StoreArgs};
use plan::PlanCommand;
use register::RegisterArgs;
use reseal::ResealArgs;
use treat::{DatesArgs, ExcludeArgs, NeedsArgs, RecuseArgs};
use typed::{reference, said, whole};

/// clap's own is English.
const TEMPLATE: &str = "{about-with-newline}\nUsage : {usage}\n\n{all-args}{after-help}";

/// What the program does without a word.
pub const OFFICE: [&str; 2] = ["secretariat", "open"];

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "secretariat",
    bin_name = "secretariat",
    about = "Ouvre les candidatures reçues, sur votre ordinateur, avec votre clé.",
    help_template = TEMPLATE,
    subcommand_help_heading = "Commandes",
    subcommand_value_name = "COMMANDE",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    after_help = "Chaque commande a son aide : secretariat list --help\n\n\
        Codes de sortie : 0 fait, 1 quelque chose n'a pas pu se faire, 2 commande mal écrite."
)]
#[expect(missing_docs, reason = "the help says it")]
pub struct Secretariat {
    #[command(subcommand)]
    pub invocation: Option<Invocation>,
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help = "Affiche cette aide")]
    pub help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = "Affiche la version")]
    pub version: Option<bool>,
}

/// What the program is started for.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Invocation {
    #[command(about = "Ouvre le bureau dans votre navigateur ; c'est ce que fait le programme sans commande", help_template = TEMPLATE)]
    Open(OpenArgs),
    #[command(flatten)]
    Command(Command),
}

impl Secretariat {
    /// What was asked for; without a word, the office.
    pub fn invocation(self) -> Invocation {
        self.invocation.unwrap_or_else(|| {
            let open = Self::parse_from(OFFICE);
            open.invocation.expect("`open` is one")
        })
    }
}

/// What can be asked.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "the help says it")]
pub enum Command {
    #[command(
        about = "Crée votre clé, ou montre sa partie publique",
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true
    )]
    Keys {
        #[command(subcommand)]
        command: Keys,
    },
    #[command(about = "Liste les candidatures reçues", help_template = TEMPLATE)]
    List(ListArgs),
    #[command(about = "Affiche une candidature, dans l'ordre du formulaire", help_template = TEMPLATE)]
    Show(ShowArgs),
    #[command(about = "Dit ce qui attend, par ordre d'urgence", help_template = TEMPLATE)]
    Today(TodayArgs),
    #[command(about = "Décide d'une ou de plusieurs candidatures", help_template = TEMPLATE)]
    Decide(DecideArgs),
    #[command(about = "Dit si un robot a envoyé une candidature à vérifier", help_template = TEMPLATE)]
    Quarantine(QuarantineArgs),
    #[command(about = "Note un appel, un document ou une remarque", help_template = TEMPLATE)]
    Note(NoteArgs),
    #[command(about = "Reprend le dernier acte sur une candidature", help_template = TEMPLATE)]
    Undo(UndoArgs),
    #[command(about = "Vous déporte d'une candidature : une autre personne en décide", help_template = TEMPLATE)]
    RecuseMe(RecuseMeArgs),
    #[command(about = "Met une candidature à la place d'une autre de la même entreprise", help_template = TEMPLATE)]
    Replace(ReplaceArgs),
    #[command(about = "Note ce que l'entreprise est devenue", help_template = TEMPLATE)]
    Followup(FollowUpArgs),
    #[command(about = "Retire une candidature, à la demande de la personne", help_template = TEMPLATE)]
    Withdraw(RightsArgs),
    #[command(about = "Corrige des réponses, à la demande de la personne", help_template = TEMPLATE)]
    Amend(AmendArgs),
    #[command(about = "Écrit la copie de ses données qu'une personne demande", help_template = TEMPLATE)]
    Access(AccessArgs),
    #[command(about = "Garde une candidature sans plus s'en servir", help_template = TEMPLATE)]
    Restrict(RightsArgs),
    #[command(about = "Lève cette limitation", help_template = TEMPLATE)]
    Lift(RightsArgs),
    #[command(about = "Note que la personne s'oppose, ce qui demande une décision", help_template = TEMPLATE)]
    Object(RightsArgs),
    #[command(about = "Efface des candidatures, et ce que le journal en dit", help_template = TEMPLATE)]
    Erase(EraseArgs),
    #[command(
        about = "Montre les courriers, et note ce qu'ils deviennent ; le programme n'envoie rien",
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true
    )]
    Outbox {
        #[command(subcommand)]
        command: Outbox,
    },
    #[command(about = "Prépare les courriers qui appellent à une audition", help_template = TEMPLATE)]
    Convoke(ConvokeArgs),
    #[command(about = "Note si une entreprise ou un pair vient à l'audition", help_template = TEMPLATE)]
    Answer(AnswerArgs),
    #[command(
        about = "Tient la liste des pairs",
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true
    )]
    Peers {
        #[command(subcommand)]
        command: Peers,
    },
    #[command(
        about = "Tient la liste des auditions possibles",
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true
    )]
    Hearings {
        #[command(subcommand)]
        command: Hearings,
    },
    #[command(about = "Dit quels pairs ne siègent pas à l'audition d'une entreprise", help_template = TEMPLATE)]
    Exclude(ExcludeArgs),
    #[command(about = "Note qu'un pair se retire pendant l'audition d'une entreprise", help_template = TEMPLATE)]
    Recuse(RecuseArgs),
    #[command(about = "Dit ce qu'il faut prévoir pour l'audition d'une entreprise", help_template = TEMPLATE)]
    Needs(NeedsArgs),
    #[command(about = "Note à quelles auditions une entreprise ne peut pas venir, ou préfère venir", help_template = TEMPLATE)]
    Dates(DatesArgs),
    #[command(
        about = "Montre et vérifie le journal : qui a fait quoi",
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true
    )]
    Journal {
        #[command(subcommand)]
        command: Journal,
    },
    #[command(
        about = "Écrit toutes les candidatures, ouvertes, pour un tableur ou un programme",
        help_template = TEMPLATE,
        after_help = export::EXPORT_HELP
    )]
    Export(ExportArgs),
    #[command(
        about = "Met toutes les candidatures, scellées, dans un seul fichier scellé",
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true
    )]
    Backup(BackupArgs),
    #[command(about = "Remet une sauvegarde dans une base vide", help_template = TEMPLATE)]
    Restore(RestoreArgs),
    #[command(
        about = "Referme tout pour les destinataires actuels : qui arrive peut lire, qui est parti non",
        help_template = TEMPLATE
    )]
    Reseal(ResealArgs),
    #[command(
        about = "Prépare le dossier qu'une personne du bureau copie sur son ordinateur",
        help_template = TEMPLATE
    )]
    Kit(KitArgs),
    #[command(flatten)]
    Held(HeldCommand),
    #[command(about = "Écrit le registre des traitements (RGPD 30), d'après le contenu du site", help_template = TEMPLATE)]
    Register(RegisterArgs),
    #[command(
        about = "Cherche, vérifie, explique et accepte un plan d'auditions",
        help_template = TEMPLATE,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true
    )]
    Plan {
        #[command(subcommand)]
        command: PlanCommand,
    },
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Secretariat::command().debug_assert();
    }

    #[test]
    fn without_a_word_the_office_opens() {
        let args = Secretariat::try_parse_from(["secretariat"]).unwrap();

        let Invocation::Open(open) = args.invocation() else { panic!("it is `open`") };

        assert!(!open.no_browser && open.idle.is_none() && open.addr.port() == 0);
    }

    #[test]
    fn who_has_to_say_something_says_something() {
        for line in [
            "note BDP-3222-222S",
            "undo BDP-3222-222S --reason",
            "quarantine BDP-3222-222S release --reason",
            "followup BDP-3222-222S --skip",
            "decide BDP-3222-222S --as retained --by",
            "decide BDP-3222-222S --as undecided --by Marie --reason",
            "journal accept --reason",
            "list --search",
            "outbox returned decision-BDP-3222-222S --reason",
        ] {
            for (text, is_said) in [("", false), (" \t", false), ("texte", true)] {
                let words = ["secretariat"].into_iter().chain(line.split(' ')).chain([text]);
                let read = Secretariat::try_parse_from(words);
                assert_eq!(read.is_ok(), is_said, "{line} {text:?}: {read:?}");
            }
        }
    }
}
