// A firm that applies.

/** "mot mot mot …", of exactly `length` characters. */
export const words = (length, word = 'mot') => `${word} `.repeat(length).slice(0, length - 1) + '.'

/** Every answer of a complete application that is accepted, with these changed (`undefined`: not given). */
export function applicant(changes = {}) {
  return {
    raison_sociale: 'Fonderies du Lez',
    siren: '732829320',
    date_creation_jour: '15',
    date_creation_mois: '3',
    date_creation_annee: '2010',
    chiffre_affaires: '1200000',
    effectif: '12',
    departement: '34',
    code_postal: '34000',
    secteur: 'autre',
    activite: 'Nous fondons des pièces de bronze pour les musées.',
    themes: ['numerique', 'energetique'],
    projet: `Remplacer nos fours à gaz par des fours à induction. ${words(240)}`,
    motivation: `Le contrat de gaz se termine cette année. ${words(120)}`,
    attentes: `Un avis franc sur notre calendrier. ${words(80)}`,
    prenom: 'Jeanne',
    nom: 'Durand-Lavoisier',
    fonction: 'Gérante',
    habilite: 'oui',
    courriel: 'jeanne@fonderies.example',
    ...changes,
  }
}

/** Fields that must be answered, in the form's order. */
export const REQUIRED = [
  'raison_sociale', 'siren', 'date_creation', 'chiffre_affaires', 'effectif', 'departement', 'code_postal', 'secteur',
  'activite', 'themes', 'projet', 'motivation', 'attentes', 'prenom', 'nom', 'fonction', 'habilite', 'courriel',
]

/** Every name the form is known to send; the one more that is on the page is the trap for robots. */
export const KNOWN = new Set([
  ...Object.keys(applicant()), 'theme_autre', 'conflits', 'telephone', 'reseaux', 'amenagement', 'token',
])

/** `[name, value]` pairs; several choices repeat the name. */
export function pairs(fields) {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => [value].flat().map((each) => [name, each]))
}

/** A url-encoded body. A string is taken as it is: some tests are about bodies that nobody should send. */
export function encode(fields) {
  if (typeof fields === 'string' || Buffer.isBuffer(fields)) return fields
  return new URLSearchParams(Array.isArray(fields) ? fields : pairs(fields)).toString()
}

/** What a browser would send after reading `answers`, the canonical ones: the date in three boxes again. */
export function wire(answers) {
  const { date_creation: date, ...others } = answers
  const [annee, mois, jour] = date.split('-')
  return { ...others, date_creation_jour: jour, date_creation_mois: mois, date_creation_annee: annee }
}
