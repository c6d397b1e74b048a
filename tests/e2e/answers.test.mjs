// What each answer is read as, or refused for: the same in JSON and on the page.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { words } from './applicant.mjs'
import { plain } from './answer.mjs'

const site = await Site.open()
const VERIFICATION = '/candidature/verification'

/** These answers are accepted, and read as `answers`; the page shows each of `shown`. */
function accepted(name, changes, answers = {}, ...shown) {
  test(`accepted: ${name}`, async () => {
    const fields = site.applicant(changes)

    const { json } = (await site.check(fields)).expect(200)
    const page = (await site.post(VERIFICATION, fields)).expect(200)

    assert.equal(json.outcome, 'check', JSON.stringify(json))
    for (const [field, value] of Object.entries(answers)) assert.deepEqual(json.answers[field], value)
    assert.doesNotMatch(page.title, /^Erreur/)
    for (const text of shown) assert.ok(page.text.includes(text), `no “${text}” on the page: ${page.text}`)
    await nothingIsStored()
  })
}

/** These answers are refused, `field` for one of the `reasons`, and for nothing else. */
function refused(name, changes, field, ...reasons) {
  test(`refused: ${name}`, async () => {
    const fields = site.applicant(changes)

    const answer = (await site.check(fields)).expect(422)
    const page = (await site.post(VERIFICATION, fields)).expect(422)

    assert.deepEqual([...new Set(answer.json.errors.map((error) => error.field))], [field])
    assert.ok(reasons.includes(answer.json.errors[0].reason), JSON.stringify(answer.json.errors))
    assert.match(page.title, /^Erreur :/)
    assert.ok(page.text.includes(plain(answer.json.errors[0].message)), `the page does not say: ${answer.body}`)
    assert.match(page.body, new RegExp(`href="?#[^" >]*${field}`), 'the summary links to the field')
    await nothingIsStored()
  })
}

/** These answers are read, but the firm cannot apply now, because of `rules`. */
function stopped(name, changes, ...rules) {
  test(`stopped: ${name}`, async () => {
    const fields = site.applicant(changes)

    const { json } = (await site.check(fields)).expect(200)
    const page = (await site.post(VERIFICATION, fields)).expect(200)

    assert.equal(json.outcome, 'stop', JSON.stringify(json))
    assert.deepEqual(json.reasons.map(({ rule }) => rule), rules)
    assert.match(page.text, /Modifier mes réponses/)
    assert.doesNotMatch(`${page.title} ${page.text}`, /inéligible|^Erreur/i)
    for (const { message } of json.reasons) assert.ok(page.text.includes(plain(message)), message)
    await nothingIsStored()
  })
}

const nothingIsStored = async () => assert.equal(await site.stored(), 0)

// Turnover.
stopped('299 999 euros', { chiffre_affaires: '299999' }, 'chiffre_affaires')
accepted('300 000 euros', { chiffre_affaires: '300000' }, { chiffre_affaires: '300000' }, '300 000')
accepted('no-break spaces', { chiffre_affaires: '300\u00a0000' }, { chiffre_affaires: '300000' })
accepted('narrow no-break spaces and €', { chiffre_affaires: '1\u202f200\u202f000\u00a0€' }, { chiffre_affaires: '1200000' })
accepted('“300.000” is three hundred thousand', { chiffre_affaires: '300.000' }, { chiffre_affaires: '300000' }, '300 000')
accepted('“1.234.567”', { chiffre_affaires: '1.234.567' }, { chiffre_affaires: '1234567' })
accepted('“300000,00”', { chiffre_affaires: '300000,00' }, { chiffre_affaires: '300000' })
accepted('“1,2 M€”', { chiffre_affaires: '1,2 M€' }, { chiffre_affaires: '1200000' }, '1 200 000')
accepted('“1,234 M€”', { chiffre_affaires: '1,234 M€' }, { chiffre_affaires: '1234000' }, '1 234 000')
accepted('“450 k€”', { chiffre_affaires: '450 k€' }, { chiffre_affaires: '450000' })
accepted('“12.500 k€”', { chiffre_affaires: '12.500 k€' }, { chiffre_affaires: '12500000' }, '12 500 000')
accepted('“0,850 M€”, “€ HT”', { chiffre_affaires: '0,850 M€ HT' }, { chiffre_affaires: '850000' })
accepted('“1250000.00”', { chiffre_affaires: '1250000.00' }, { chiffre_affaires: '1250000' })
refused('a turnover with taxes', { chiffre_affaires: '300 000 € TTC' }, 'chiffre_affaires', 'malformed')
accepted('a million million', { chiffre_affaires: '1000000000000' }, { chiffre_affaires: '1000000000000' })
refused('a euro more than that', { chiffre_affaires: '1000000000001' }, 'chiffre_affaires', 'out_of_range')
refused('cents: “300,5”', { chiffre_affaires: '300,5' }, 'chiffre_affaires', 'not_whole')
refused('a fraction of a euro in M€', { chiffre_affaires: '1,2345678 M€' }, 'chiffre_affaires', 'not_whole')
refused('a negative turnover', { chiffre_affaires: '-300000' }, 'chiffre_affaires', 'out_of_range', 'malformed')
refused('a turnover in letters', { chiffre_affaires: 'un million' }, 'chiffre_affaires', 'malformed')

// Employees.
stopped('2 employees', { effectif: '2' }, 'effectif')
accepted('3 employees', { effectif: '3' }, { effectif: '3' })
accepted('a space in the number of employees', { effectif: '1 200' }, { effectif: '1200' })
accepted('“12 salariés”', { effectif: '12 salariés' }, { effectif: '12' })
refused('half an employee', { effectif: '3,5' }, 'effectif', 'not_whole', 'malformed')

// Territory.
stopped('another department', { departement: 'autre', code_postal: '75001' }, 'territoire')
stopped('everything at once', { effectif: '1', chiffre_affaires: '1', departement: 'autre', code_postal: '75001' },
  'chiffre_affaires', 'effectif', 'territoire')
accepted('CEDEX', { code_postal: '34961 CEDEX 2' }, { code_postal: '34961' }, '34961')
accepted('a postal code with its town', { code_postal: 'F-34000 Montpellier' }, { code_postal: '34000' })
refused('four digits of postal code', { code_postal: '3400' }, 'code_postal', 'wrong_length', 'malformed')

// SIREN.
accepted('spaces, dots and dashes in a SIREN', { siren: '732 829\u00a0320' }, { siren: '732829320' })
accepted('narrow no-break spaces in a SIREN', { siren: '732\u202f829\u202f320' }, { siren: '732829320' })
accepted('a SIRET typed as a SIREN', { siren: '732 829 320 00074' }, { siren: '732829320' })
accepted('La Poste', { siren: '356000000' }, { siren: '356000000' })
accepted('a SIRET of La Poste', { siren: '35600000000001' }, { siren: '356000000' })
accepted('a SIREN as letterheads print it', { siren: 'RCS Montpellier B 732 829 320' }, { siren: '732829320' })
accepted('a VAT number', { siren: 'FR 44 732829320' }, { siren: '732829320' })
refused('a SIRET cut short', { siren: '732 829 320 0007' }, 'siren', 'wrong_length')
refused('nine zeros', { siren: '000000000' }, 'siren', 'check_digit', 'malformed', 'out_of_range')
refused('a mistyped SIREN', { siren: '732829321' }, 'siren', 'check_digit')
refused('eight digits', { siren: '73282932' }, 'siren', 'wrong_length')
refused('a SIRET with a mistyped end', { siren: '73282932000075' }, 'siren', 'check_digit', 'wrong_length')

// Dates.
accepted('a month by its name', { date_creation_jour: '1er', date_creation_mois: 'août' }, { date_creation: '2010-08-01' })
accepted('a whole date in the first box', { date_creation_jour: '12 mars 2009', date_creation_mois: '', date_creation_annee: '' },
  { date_creation: '2009-03-12' })
refused('the 31st of April', { date_creation_jour: '31', date_creation_mois: '4' }, 'date_creation', 'not_a_date')
refused('month 13', { date_creation_mois: '13' }, 'date_creation', 'not_a_date', 'out_of_range')
refused('no month', { date_creation_mois: '' }, 'date_creation', 'missing')
refused('a year to come', { date_creation_annee: '2999' }, 'date_creation', 'in_the_future')

// Choices.
accepted('an other theme that is named but not ticked', { theme_autre: 'La reprise par les salariés' },
  { themes: ['numerique', 'energetique', 'autre'], theme_autre: 'La reprise par les salariés' })
refused('an other theme without a name', { themes: ['autre'] }, 'theme_autre', 'missing')
refused('an unknown theme', { themes: ['subventions'] }, 'themes', 'unknown_choice')
refused('no network and one', { reseaux: ['aucun', 'digital_113'] }, 'reseaux', 'conflicting_choices')
refused('no answer and one', { reseaux: ['ne_pas_repondre', 'digital_113'] }, 'reseaux', 'conflicting_choices')
accepted('two networks', { reseaux: ['digital_113', 'leader_occitanie'] }, { reseaux: ['digital_113', 'leader_occitanie'] })
refused('no power to represent the firm', { habilite: undefined }, 'habilite', 'missing')

// Text.
const thumb = '👍🏽' // one character, two code points
const stack = 'q\u0301\u0302\u0303\u0304' // one character, five code points
accepted('CRLF and tabs', { projet: `Un\r\ndeux\ttrois\rquatre ${words(200)}` },
  { projet: `Un\ndeux trois\nquatre ${words(200)}` })
accepted('150 emoji', { raison_sociale: thumb.repeat(150) }, { raison_sociale: thumb.repeat(150) })
refused('151 emoji', { raison_sociale: thumb.repeat(151) }, 'raison_sociale', 'too_long')
accepted('150 letters with a combining accent', { raison_sociale: 'e\u0301'.repeat(150) }, { raison_sociale: 'é'.repeat(150) })
refused('150 letters with four accents each', { raison_sociale: stack.repeat(150) }, 'raison_sociale', 'too_long')
accepted('a project of 4 000 characters', { projet: words(4000) }, { projet: words(4000) })
refused('a project of 4 001 characters', { projet: words(4001) }, 'projet', 'too_long')
accepted('a project of 200 characters', { projet: words(200) }, { projet: words(200) })
refused('a project of 199 characters', { projet: words(199) }, 'projet', 'too_short')
accepted('a NUL, dropped', { activite: 'Nous fondons du bronze\u0000 et du laiton.' }, { activite: 'Nous fondons du bronze et du laiton.' })
accepted('what turns the reading direction, dropped', { activite: 'Nous fondons \u202edu bronze\u202c.' }, { activite: 'Nous fondons du bronze.' })
accepted('zero-width joiners', { activite: 'Une famille : 👨‍👩‍👧, du bronze.' }, { activite: 'Une famille : 👨‍👩‍👧, du bronze.' })
accepted('a name around an address', { courriel: 'Jeanne Durand <jeanne@exemple.fr>.' }, { courriel: 'jeanne@exemple.fr' })
refused('an address without @', { courriel: 'jeanne.example' }, 'courriel', 'malformed')
accepted('a telephone number with its extension', { telephone: 'Tél. 04 67 00 00 00 poste 12' }, {}, '04 67 00 00 00 poste 12')
refused('two telephone numbers', { telephone: '04 67 00 00 00 / 06 12 34 56 78' }, 'telephone', 'malformed')
refused('a telephone number with letters', { telephone: 'appelez-moi' }, 'telephone', 'malformed')
accepted('a telephone number, as typed', { telephone: '+33 (0)4.67.00.00.00' }, { telephone: '+33 (0)4.67.00.00.00' }, '+33 (0)4.67.00.00.00')

test('a single answer that comes twice is an error of the page: values are kept', async () => {
  const body = `nom=Martin&${new URLSearchParams(Object.entries(site.applicant({ themes: 'numerique' })))}`

  const answer = (await site.check(body)).expect(422)
  const page = (await site.post(VERIFICATION, body)).expect(422)

  assert.ok(answer.json.errors.some((error) => error.reason === 'repeated_field'), answer.body)
  assert.match(page.text, /formulaire a changé/i)
  assert.match(page.body, /Fonderies du Lez/, 'values are kept')
  await nothingIsStored()
})

test('an unknown name is an error for programs, and dropped where an extension may have added it', async () => {
  const body = `couleur=bleu&${new URLSearchParams(Object.entries(site.applicant({ themes: 'numerique' })))}`

  const answer = (await site.check(body)).expect(422)
  const page = (await site.post(VERIFICATION, body)).expect(200)

  assert.deepEqual(answer.json.errors.map(({ field, reason }) => [field, reason]), [['couleur', 'unknown_field']])
  assert.doesNotMatch(page.body, /couleur|bleu/)
  await nothingIsStored()
})

test('errors come before a stop, all of them, in the order of the form', async () => {
  const fields = site.applicant({ siren: '732829321', effectif: '2', courriel: '', nom: undefined })

  const { json } = (await site.check(fields)).expect(422)

  assert.deepEqual(json.errors.map(({ field, reason }) => [field, reason]),
    [['siren', 'check_digit'], ['nom', 'missing'], ['courriel', 'missing']])
})

test('warned, not refused: a postal code of another department, a mistyped e-mail domain', async () => {
  const fields = site.applicant({ code_postal: '30000', courriel: 'jeanne@gmial.com' })

  const { json } = (await site.check(fields)).expect(200)
  const page = (await site.post(VERIFICATION, fields)).expect(200)

  assert.equal(json.outcome, 'check')
  assert.deepEqual(json.warnings.map(({ field }) => field).sort(), ['code_postal', 'courriel'])
  for (const { message } of json.warnings) assert.ok(page.text.includes(plain(message)), message)
  assert.match(page.text, /gmail\.com/)
})
