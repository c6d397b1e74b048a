//! Options of `convoke` and `answer`.

use clap::Args;

use super::acts::ActArgs;
use crate::cli::words::ConvocationAnswer;

/// Options of `convoke`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct ConvokeArgs {
    #[arg(value_name = "AUDITION", help = "L'audition d'un plan accepté")]
    pub hearing: String,
    #[command(flatten)]
    pub act: ActArgs,
}

/// Options of `answer`.
#[derive(Debug, Args)]
#[expect(missing_docs, reason = "the help says it")]
pub struct AnswerArgs {
    #[arg(value_name = "RÉFÉRENCE|AUDITION", help = "La candidature ; pour un pair, l'audition")]
    pub about: String,
    #[arg(
        value_name = "yes|no|move",
        hide_possible_values = true,
        help = "yes : vient ; no : ne vient pas ; move : demande une autre date"
    )]
    pub answer: ConvocationAnswer,
    #[arg(long, value_name = "PAIR", help = "Le pair qui répond")]
    pub peer: Option<String>,
    #[command(flatten)]
    pub act: ActArgs,
}
