//! `keys`: makes a key, and shows the public half of one.

use std::io;

use age::x25519::Identity;
use form_handler::crypto::recipients::{fingerprint, is_development};

use crate::{
    cli::args::{NewKeyArgs, ShowKeysArgs},
    context::Context,
    error::Error,
    identity::{self, create::create},
};

/// Makes a key, writes its secret half and says what to do with the public one.
pub fn new(args: &NewKeyArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let identity = create(args, context)?;
    tell(&identity, args, context)?;
    Ok(())
}

/// Shows the public halves of an identity file.
pub fn show(args: &ShowKeysArgs, context: &mut Context<'_>) -> Result<(), Error> {
    let identities = identity::read(args.identity.path(), context.passphrases)?;
    for key in &identities.public {
        let text = key.to_string();
        let kind = if is_development(&text) { "  (clé d'essai, non protégée)" } else { "" };
        writeln!(context.out, "{text}  {}{kind}", fingerprint(key))?;
    }
    Ok(())
}

fn tell(identity: &Identity, args: &NewKeyArgs, context: &mut Context<'_>) -> io::Result<()> {
    let key = identity.to_public();
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
Clé secrète  : {path} ({protection})

À faire maintenant :

1. Copiez ce fichier sur une clé USB que vous rangez ailleurs.
   {loss}, vous ne pourrez plus ouvrir aucune candidature,
   et personne ne pourra vous aider.

2. Envoyez les lignes suivantes à qui s'occupe du site ; elles vont dans content/recipients.toml
   (la clé publique n'est pas un secret) :

   [[recipient]]
   role = \"secrétariat\"
   name = \"Prénom Nom\"
   key = \"{key}\"

3. Vérifiez l'empreinte avec cette personne au téléphone, une fois le site publié : la page
   « Vos données » doit montrer la même.",
        fingerprint(&key)
    )
}
