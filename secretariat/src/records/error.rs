//! Why a store gave nothing, and what to do about it.

use std::path::PathBuf;

use form_handler::store::{https::client::HttpsError, sqlite::SqliteError};

use super::access::AccessError;
use crate::identity::IdentityError;

/// Why a store gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// There is no such database.
    #[error("pas de candidatures dans {} : ce fichier n'existe pas", .0.display())]
    Absent(PathBuf),
    /// Others can read it, and that cannot be changed.
    #[error("d'autres comptes de cet ordinateur peuvent lire {}, et cela ne peut pas être changé d'ici", .0.display())]
    Exposed(PathBuf),
    /// It is another database, or another file.
    #[error("{} n'est pas une base de candidatures", .0.display())]
    Foreign(PathBuf),
    /// It was made by a later version of this program.
    #[error("{} vient d'une version plus récente de ce programme", .0.display())]
    Later(PathBuf),
    /// Something stopped in the middle of a write.
    #[error("{} n'est pas complet : une écriture a été interrompue et ne peut pas être reprise d'ici", .0.display())]
    Unfinished(PathBuf),
    /// It is on a disk of another computer.
    #[error("{} est sur un lecteur réseau : deux ordinateurs qui y écrivent abîmeraient la base sans que rien ne le dise", .0.display())]
    NetworkDrive(PathBuf),
    /// The access to it does not open.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The key that would open it does not.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// AWS is not set up on this machine.
    #[error("aucune région AWS n'est indiquée")]
    NoRegion,
    /// The store failed.
    #[error("la base de candidatures ne répond pas (message technique : {})", causes(.0.as_ref()))]
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
    /// AWS failed, or refused; mostly for what this machine has not set up.
    #[error("la table DynamoDB n'a pas pu être lue (message technique : {})", causes(.0.as_ref()))]
    Aws(Box<dyn std::error::Error + Send + Sync>),
    /// The site failed, or refused.
    #[error("{} (message technique : {})", of_site(.0.as_ref()).0, causes(.0.as_ref()))]
    Site(Box<dyn std::error::Error + Send + Sync>),
}

/// What is wrong with a site, and what to do.
fn of_site(
    error: &(dyn std::error::Error + Send + Sync + 'static),
) -> (&'static str, &'static str) {
    const UPDATE: &str = "mettez à jour celui des deux qui est en retard";
    const WAIT: &str = "attendez une minute, puis recommencez : rien ne se fait deux fois";
    let first: &dyn std::error::Error = error;
    let mut causes = std::iter::successors(Some(first), |error| error.source());
    let Some(why) = causes.find_map(|cause| cause.downcast_ref::<HttpsError>()) else {
        return ("une candidature du site est illisible", "reprenez une sauvegarde de la base");
    };
    match why {
        HttpsError::Unreachable(_) | HttpsError::BrokenOff(_) | HttpsError::TooSlow(_) => (
            "le site ne répond pas",
            "vérifiez la connexion à internet et l'adresse, puis recommencez : rien ne se fait deux fois",
        ),
        HttpsError::NotAdmitted => (
            "le site ne vous laisse pas entrer",
            "demandez un autre accès à la personne qui s'occupe du site : le vôtre a été retiré, ou remplacé",
        ),
        HttpsError::Absent => (
            "le site ne donne de candidatures à personne",
            "vérifiez l'adresse ; la personne qui s'occupe du site peut vous donner un accès",
        ),
        HttpsError::Redirected => (
            "le site renvoie à une autre adresse, où ce programme n'envoie pas votre accès",
            "demandez un accès qui dise la bonne adresse à la personne qui s'occupe du site",
        ),
        HttpsError::OtherVersion => ("le site et ce programme n'ont pas la même version", UPDATE),
        HttpsError::Status(_) | HttpsError::NotAReply => {
            ("le site répond autre chose que ce qui lui est demandé", UPDATE)
        }
        HttpsError::TooLong => (
            "ce qui est demandé au site, ou ce qu'il répond, est trop long",
            "dites-le à la personne qui s'occupe du site",
        ),
        HttpsError::OtherJournal => (
            "quelqu'un a écrit dans le journal du site pendant la restauration",
            "recommencez quand personne d'autre n'y travaille",
        ),
        HttpsError::Unavailable => ("la base de candidatures du site ne répond pas", WAIT),
    }
}

/// The texts of an error and of everything behind it, on one line.
fn causes(error: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    let first: &dyn std::error::Error = error;
    std::iter::successors(Some(first), |error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" : ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

impl RecordsError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Absent(_) | Self::Foreign(_) => {
                "indiquez la base avec --store sqlite:FICHIER ; « cargo run » en crée une à .data/applications.db"
            }
            Self::Unfinished(_) => {
                "copiez-le dans un dossier où vous pouvez écrire, avec le fichier « -journal » qui se trouve à côté"
            }
            Self::Exposed(_) => "copiez ce fichier dans un dossier à vous, et lisez la copie",
            Self::Later(_) => "mettez ce programme à jour",
            Self::NoRegion => {
                "indiquez-la avec AWS_REGION=eu-west-3, ou dans le profil AWS que désigne AWS_PROFILE"
            }
            Self::Aws(_) => {
                "connectez-vous à AWS, par exemple avec « aws sso login », choisissez le profil avec AWS_PROFILE, et vérifiez la région et le nom de la table"
            }
            Self::NetworkDrive(_) => {
                "copiez ce fichier sur cet ordinateur pour le lire ; pour y travailler à plusieurs, demandez un accès au site (--store https://SITE/bureau/store)"
            }
            Self::Site(error) => of_site(error.as_ref()).1,
            Self::Access(error) => error.help(),
            Self::Identity(error) => return error.help(),
            Self::Unavailable(_) => return None,
        };
        Some(help.to_owned())
    }
}

impl From<SqliteError> for RecordsError {
    fn from(error: SqliteError) -> Self {
        match error {
            SqliteError::Absent(path) => Self::Absent(path),
            SqliteError::Exposed { path, .. } => Self::Exposed(path),
            SqliteError::Foreign(path) => Self::Foreign(path),
            SqliteError::Later(path) => Self::Later(path),
            SqliteError::Unfinished(path) => Self::Unfinished(path),
            other => Self::Unavailable(Box::new(other)),
        }
    }
}
