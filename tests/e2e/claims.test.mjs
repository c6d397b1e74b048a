// What no page may say, because it is not true, not known, or not for us to promise.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { read, readAll } from './words.mjs'
import { VERIFICATION } from './places.mjs'

const site = await Site.open()
const pages = await readAll()
const sent = async (changes) => read((await site.post(VERIFICATION, site.applicant(changes))).body).said
const received = (await site.get(`/candidature/recue/${await site.apply(site.applicant())}`)).expect(200)
const texts = [
  ...pages.map(({ address, said }) => [address, said]),
  ['errors', await sent({ siren: '1', themes: [] })],
  ['stop', await sent({ effectif: '2', chiffre_affaires: '1', departement: 'autre', date_creation_annee: '2024' })],
  ['check', await sent({ code_postal: '30000' })],
  ['received', read(received.body).said],
]

// What must not be claimed; the words that would claim it; why; such a claim, which the words must catch.
const CLAIMS = [
  ['the look of the State', /\b(République française|Marianne|gouv\.fr|ministère|préfecture)\b/i, 'it is no service of the State', 'Un service de la République française'],
  ['to be a public service', /(?<!(pas|ni|est-ce) )\bun service public\b/i, 'it is an initiative of networks and organisations', 'Le Bureau est un service public.'],
  ['money', /(?<!ni )\b(subvention(né|s)?|primes?|bourses?|financements?|chèques?)\b/i, 'nothing of the kind is offered', 'Une subvention pour votre projet'],
  ['a loan or a label', /(?<!ni )\b(prêts?|labels?(?! à la clé)|labellis\w+|certification)\b(?! (\?|à vous))/i, 'nothing of the kind is offered', 'Un prêt à taux zéro'],
  ['a binding or expert opinion', /\bavis (d'experts?|contraignant|juridique|conforme)|\b(nos|des) experts\b/i, 'peers give their point of view', 'Un avis d\'experts'],
  ['that everyone is heard', /\b(toutes les (entreprises|candidatures) (sont|seront) (reçues|entendues|auditionnées)|vous serez (reçu|auditionné|entendu|convoqué)|nous vous recevrons)/i, 'five or six firms are', 'Toutes les candidatures seront entendues.'],
  ['a delay for the answer', /\b(réponse|contact\w*|rappel\w*) (sous|dans les|d'ici|en) \d|\bsous (quinze|huit|\d+) jours\b|\b(48|72) ?h(eures)?\b/i, 'none was announced', 'Une réponse sous 15 jours'],
  ['an exact date', /\b\d{1,2}(er)? (juin|juillet|septembre|octobre|novembre|décembre) 2021\b/i, '“early June 2021” is all that is known', 'Première audition le 3 juin 2021'],
  ['a place', /\b(rue|avenue|boulevard|salle) (de|du|des)\b|(?<!\p{L})à (Montpellier|Nîmes|Béziers)/iu, 'none is known', 'Les auditions ont lieu à Montpellier.'],
  ['“in person” as certain', /\ben (présence|présentiel)\b(?! si possible)/i, 'it was said “if possible”', 'Les auditions ont lieu en présence.'],
  ['the five presidents at every hearing', /cinq président\w* (siègent|siégeront|seront là)(?! à la première)/i, 'they sit at the first', 'Les cinq présidents siègent à chaque audition.'],
  ['that the scheme lasts, or is extended', /(?<!\p{L})(permanente?|pérenn\p{L}+|désormais dans toute|étendu à toute)/iu, 'it is an experiment, then assessed', 'Un dispositif pérenne'],
  ['results and figures', /\b(taux de (réussite|satisfaction)|entreprises (déjà )?(accompagnées|aidées))\b|\b\d+ ?%/i, 'none is known', 'Déjà 40 entreprises accompagnées'],
  ['testimonials', /\b(témoigna\w+|ils nous font confiance)\b/i, 'none was given', 'Témoignages'],
  ['only firms in difficulty', /(?<!pas )réservée?s? aux entreprises en difficulté/i, 'it is above all for turning points', 'Un service réservé aux entreprises en difficulté'],
  ['no firms in difficulty', /(?<!\p{L}|pas )(exclu|refus|écart)\p{L}* (les|des) entreprises en difficulté/iu, 'they may come', 'Le Bureau exclut les entreprises en difficulté.'],
  ['a closed list of turning points', /\b(uniquement|seulement|exclusivement) (pour|à) (la|une) (transition|démarche)/i, 'every list ends in “other”', 'Uniquement pour la transition numérique'],
  ['perfect secrecy', /\b(de bout en bout|end-to-end|anonym\w*|personne ne peut (les )?lire|nobody can read|inviolable)\b/i, 'the receiving program sees the answers for an instant', 'Vos réponses sont anonymes.'],
  ['conformity', /\b(totalement|partiellement|entièrement) conforme|\bconforme (au|aux) (RGAA|WCAG)|RGAA compliant/i, 'no audit was made', 'Site totalement conforme'],
  ['words of a person', /»,? (dit|explique|déclare|confie|affirme|selon)\b|\b(déclare|confie|explique|affirme)-t-(il|elle)\b/i, 'the site paraphrases', '« Venez », explique le président.'],
  ['that a firm is rejected', /\b(inéligible|rejetée?s?|recalée?s?|ineligible)\b/i, 'one is told kindly', 'Entreprise inéligible'],
]

for (const [what, pattern, why, claim] of CLAIMS) {
  test(`no page claims ${what}: ${why}`, () => {
    assert.match(claim, pattern, 'a pattern that finds nothing protects nothing')
    for (const [where, text] of texts) {
      const found = text.match(pattern)
      assert.ok(!found, `${where}: “…${found && text.slice(Math.max(0, found.index - 60), found.index + 80)}…”`)
    }
  })
}

test('every list of turning points ends in another one', () => {
  for (const { address, text } of pages.filter((each) => /transition numérique|digital or energy transition/i.test(each.text))) {
    assert.match(text, /transition organisationnelle(…| ;)? (ou )?un autre|Transition organisationnelle Autre|or another one/i, address)
  }
})

test('no page shows the logo of a network: the only images are the site’s own drawings', () => {
  for (const { address, document } of pages) {
    assert.deepEqual([...document.querySelectorAll('img, picture, object, embed, iframe')].map(({ outerHTML }) => outerHTML), [], address)
  }
})
