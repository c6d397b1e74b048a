//! `keys`: makes a key, and shows the public half of one.

use std::{io, path::Path};

use age::x25519::Identity;
use form_handler::{
    crypto::recipients::{fingerprint, is_development},
    store::journal::author::Author,
};
use jiff::tz::TimeZone;
use serde_json::json;

use crate::{
    cli::args::{
        OutputFormat,
        keys::{NewKeyArgs, NewSigningKeyArgs, PassphraseArgs, ShowKeysArgs},
    },
    context::Context,
    error::Error,
    identity::{
        self,
        create::{create, is_free},
        passphrase::{ChangeError, Protection, change, try_out},
        signing_key,
    },
};

pub mod who;
pub mod rehearse;

/// Makes a key, writes its secret half and says what to do with the public one.
pub fn new(args: &NewKeyArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let is_protected = !args.no_passphrase;
    if args.dry_run {
        is_free(&args.out)?;
        return Ok(would_make(&args.out, is_protected, args.format.format, context)?);
    }
    let identity = create(args, context)?;
    match args.format.format {
        OutputFormat::Text => tell(&identity, args, context)?,
        OutputFormat::Json => {
            let key = identity.to_public();
            let made = json!({
                "dry_run": false,
                "file": args.out.display().to_string(),
                "protected": is_protected,
                "key": key.to_string(),
                "fingerprint": fingerprint(&key).to_string(),
                "sign": Author::of(&identity).public().to_string(),
            });
            writeln!(context.out, "{made:#}")?;
        }
    }
    Ok(())
}

/// Where a key would be made.
fn would_make(
    path: &Path,
    is_protected: bool,
    format: OutputFormat,
    context: &mut Context<'_>,
) -> io::Result<()> {
    let file = path.display();
    match format {
        OutputFormat::Text => {
            let by =
                if is_protected { "protégée par une phrase de passe" } else { "NON protégée" };
            writeln!(context.out, "la clé secrète, {by}, irait dans {file} ; rien n'a été créé")
        }
        OutputFormat::Json => {
            let made =
                json!({"dry_run": true, "file": file.to_string(), "protected": is_protected});
            writeln!(context.out, "{made:#}")
        }
    }
}

/// Makes the service's key for signatures, and says what to do with both halves.
pub fn signing(args: &NewSigningKeyArgs, context: &mut Context<'_>) -> Result<(), Error> {
    if args.dry_run {
        signing_key::is_free(&args.out)?;
        return Ok(would_make(&args.out, false, args.format.format, context)?);
    }
    let key = signing_key::create(&args.out)?.public();
    let path = args.out.display();
    // The day in UTC, as it is compared with a time of receipt.
    let from = context.now.to_zoned_datetime(TimeZone::UTC).date();
    if args.format.format == OutputFormat::Json {
        let made = json!({
            "dry_run": false,
            "file": path.to_string(),
            "protected": false,
            "public": key.to_string(),
            "from": from.to_string(),
        });
        writeln!(context.out, "{made:#}")?;
        return Ok(());
    }
    writeln!(
        context.out,
        "\
Clé publique : {key}
Clé secrète  : {path} (NON protégée : qui lit ce fichier écrit des candidatures à la place du service)

À faire maintenant :

1. Envoyez les lignes suivantes à qui s'occupe du site ; elles vont à la fin de content/signing.toml
   (la clé publique n'est pas un secret). Une clé déjà listée y reste : elle prouve les candidatures
   reçues avant celle-ci.

   [[key]]
   public = \"{key}\"
   from = {from}

2. Donnez la clé secrète au service, une fois ces lignes en place et le site construit à nouveau :
   sur une machine : sudo infra/one-machine/install --signing-key {path}
   sur AWS : infra/deploy STAGE --signing-key {path}, la première fois ;
   ensuite, infra/rotate-secret STAGE --signing-key {path}

3. Effacez ensuite ce fichier. S'il se perd, créez une autre clé : aucune candidature n'en dépend."
    )?;
    Ok(())
}

/// Shows the public halves of an identity file.
pub fn show(args: &ShowKeysArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let identities = identity::read(&args.identity.paths(), context.passphrases)?;
    let keys = identities.public.iter().zip(&identities.authors);
    if args.format.format == OutputFormat::Json {
        let keys = keys.map(|(key, author)| {
            json!({
                "key": key.to_string(),
                "fingerprint": fingerprint(key).to_string(),
                "sign": author.public().to_string(),
                "development": is_development(&key.to_string()),
            })
        });
        writeln!(context.out, "{:#}", keys.collect::<serde_json::Value>())?;
        return Ok(());
    }
    for (key, author) in keys {
        let text = key.to_string();
        let kind = if is_development(&text) { "  (clé d'essai, non protégée)" } else { "" };
        writeln!(context.out, "{text}  {}  {}{kind}", fingerprint(key), author.public())?;
    }
    Ok(())
}

/// Changes the passphrase of an identity file, or takes it away.
pub fn passphrase(args: &PassphraseArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let paths = args.identity.paths();
    let [path] = paths.as_slice() else { return Err(ChangeError::Several.into()) };
    let (protection, done) = if args.no_passphrase {
        (Protection::None, "n'a plus de phrase de passe : qui le lit ouvre les candidatures")
    } else {
        (Protection::Passphrase, "a une nouvelle phrase de passe")
    };
    if args.dry_run {
        try_out(path, context)?;
    } else {
        change(path, protection, context)?;
    }
    let file = path.display();
    match args.format.format {
        OutputFormat::Json => {
            let protected = protection == Protection::Passphrase;
            let (dry_run, file) = (args.dry_run, file.to_string());
            let changed = json!({"dry_run": dry_run, "file": file, "protected": protected});
            writeln!(context.out, "{changed:#}")?;
        }
        OutputFormat::Text if args.dry_run => {
            writeln!(context.out, "{file} s'ouvre ; rien n'a été changé")?;
        }
        OutputFormat::Text => writeln!(
            context.out,
            "{file} {done} ; les copies que vous avez rangées ailleurs gardent l'ancienne"
        )?,
    }
    Ok(())
}

fn tell(identity: &Identity, args: &NewKeyArgs, context: &mut Context<'_>) -> io::Result<()> {
    let key = identity.to_public();
    let sign = Author::of(identity).public();
    let path = args.out.display();
    let (protection, loss) = if args.no_passphrase {
        ("NON protégée : qui lit ce fichier ouvre les candidatures", "Sans lui")
    } else {
        ("protégée par votre phrase de passe", "Sans lui et sa phrase de passe")
    };
    writeln!(
        context.out,
        "\
Clé publique : {key}
Empreinte    : {}
Signature    : {sign}
Clé secrète  : {path} ({protection})

À faire maintenant :

1. Copiez ce fichier sur une clé USB que vous rangez ailleurs.
   {loss}, vous ne pourrez plus ouvrir aucune candidature,
   et personne ne pourra vous aider.

2. Envoyez les lignes suivantes à qui s'occupe du site ; elles vont dans content/recipients.toml
   (ce que vous publiez ainsi n'est pas un secret) :

   [[recipient]]
   role = \"secrétariat\"
   name = \"Prénom Nom\"
   key = \"{key}\"
   sign = \"{sign}\"

3. Vérifiez l'empreinte avec cette personne au téléphone, une fois le site publié : la page
   « Vos données » doit montrer la même.",
        fingerprint(&key)
    )
}
