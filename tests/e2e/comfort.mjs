// What the script of the form adds, the same in every browser.

import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { references, test } from './harness.mjs'
import { MODIFICATION, deployed, inFront } from './places.mjs'

const BOX = '#brouillon'
const VERIFY = '.application [type="submit"]'
const SEND = 'form[data-unsent] [type="submit"]'
const MODIFY = `form[action$="${MODIFICATION}"] > .buttons button`
const [SAVE, LOAD] = ['.draft button', '.draft button + button']

/** Each begins with a tab in which nothing was done, on the empty form. */
export const CASES = {
  async 'the newer text of a draft wins when an error page is reloaded'(tab, site) {
    await tab.put(site.applicant({ siren: '1', nom: 'Ancien' }))
    await tab.click(BOX)
    await tab.follow(VERIFY)
    assert.equal(await tab.value('nom'), 'Ancien')

    await tab.write('nom', 'Nouveau')
    for (let times = 0; times < 2; times += 1) {
      await tab.reload()
      assert.equal(await tab.value('nom'), 'Nouveau')
      assert.equal(await tab.value('siren'), '1')
      assert.equal((await tab.draft()).get('nom'), 'Nouveau')
    }
  },

  async 'the newer text of a draft wins when the page to modify answers is reloaded'(tab, site) {
    await tab.put(site.applicant({ nom: 'Ancien', themes: ['numerique'] }))
    await tab.click(BOX)
    await tab.follow(VERIFY)
    await tab.follow(MODIFY)

    await tab.write('nom', 'Nouveau')
    await tab.run(() => { for (const box of document.querySelectorAll('[name="themes"]')) box.click() })
    await tab.reload()

    assert.equal(await tab.value('nom'), 'Nouveau')
    assert.doesNotMatch(await tab.value('themes'), /numerique/, 'a box that was unticked stays so')
  },

  async 'loading a page writes nothing into the draft'(tab, site) {
    await tab.put(site.applicant({ siren: ' 732 829 320', effectif: '' }))
    await tab.click(BOX)
    const kept = async () => String(await tab.draft())
    const before = await kept()

    await tab.follow(VERIFY)
    assert.equal(await kept(), before, 'the error page')
    await tab.open('/candidater/')
    assert.equal(await kept(), before, 'the form again')
    await tab.write('effectif', '12')
    const written = await kept()
    await tab.follow(VERIFY)
    await tab.follow(MODIFY)
    assert.equal(await kept(), written, 'the page to modify answers, where they stand as they were read')
    assert.equal(await tab.value('siren'), '732829320')
  },

  async 'what was sent since is newer than the draft'(tab, site) {
    await tab.put(site.applicant({ nom: 'Ancien' }))
    await tab.click(BOX)
    await tab.follow(VERIFY)
    // As a button of the check page may do.
    await tab.run(() => { for (const field of document.querySelectorAll('[type="hidden"][name="nom"]')) field.value = 'Nouveau' })
    await tab.follow(MODIFY)

    assert.equal(await tab.value('nom'), 'Nouveau')
    await tab.reload()
    assert.equal(await tab.value('nom'), 'Nouveau')
    await tab.write('prenom', 'Anne')
    assert.equal((await tab.draft()).get('nom'), 'Nouveau')
  },

  async 'Back and Forward show the newest text of the draft'(tab, site) {
    await tab.put(site.applicant({ siren: '1', nom: 'Premier' }))
    await tab.click(BOX)
    await tab.follow(VERIFY)
    await tab.write('nom', 'Deuxième')

    await tab.back()
    await tab.until(() => document.querySelector('[name="nom"]').value === 'Deuxième')
    await tab.write('nom', 'Troisième')
    await tab.forward()
    await tab.until(() => document.querySelector('[name="nom"]').value === 'Troisième')
    assert.equal((await tab.draft()).get('nom'), 'Troisième')
  },

  async 'a copy in a file, and back on another day'(tab, site) {
    for (const name of readdirSync(tab.downloads)) rmSync(join(tab.downloads, name))
    const answers = site.applicant({ raison_sociale: 'Fonderies « du Lez »', reseaux: ['digital_113', 'leader_occitanie'], conflits: 'M. Untel,\nla « Société »\n\n& Cie' })
    await tab.put({ ...answers, complement: 'robot' })
    await tab.click(SAVE)
    const { name, text } = await tab.downloaded()

    assert.doesNotMatch(name, /lez|fonderies|732829320/i)
    assert.match(name, /\.json$/)
    const copy = JSON.parse(text)
    assert.deepEqual(Object.keys(copy), ['form', 'answers'])
    assert.deepEqual(copy.answers.reseaux, answers.reseaux)
    for (const left of ['habilite', 'complement', 'token']) assert.ok(!(left in copy.answers), left)

    await tab.open('/contact/')
    await tab.open('/candidater/')
    await tab.put({ nom: 'Autre', themes: 'responsable', habilite: 'oui' })
    assert.equal(await read(tab, text), 'Vos réponses sont reprises du fichier. Relisez-les avant de continuer.')
    for (const [field, value] of Object.entries({ ...answers, habilite: '' })) assert.equal(await tab.value(field), [value].flat().join(), field)
    const rest = String(500 - answers.conflits.length)
    assert.ok((await tab.run(() => document.querySelector('[name="conflits"] + .count').textContent)).endsWith(rest), 'it is counted')
    assert.ok(await tab.asks())
    assert.equal(await tab.draft(), undefined, 'no draft that was not asked for')

    await tab.click(BOX)
    await read(tab, JSON.stringify({ ...copy, answers: { ...copy.answers, nom: 'Martin', habilite: 'oui', complement: 'x', token: 'x', inconnu: 'x' } }))
    assert.equal((await tab.draft()).get('nom'), 'Martin', 'the draft follows')
    for (const left of ['habilite', 'complement', 'token', 'inconnu']) assert.equal(await tab.value(left), '', left)
  },

  async 'a file that is no copy of this form is refused, and changes nothing'(tab) {
    await tab.put({ nom: 'Durand' })
    const form = await tab.run(() => document.querySelector('.application').dataset.form)
    const answers = { nom: 'Martin' }
    for (const text of [
      '', 'nom=Martin', '{', 'null', '[]', '"texte"', '12', '{}', JSON.stringify({ answers }), JSON.stringify({ form }),
      JSON.stringify({ form: 'contact', answers }), JSON.stringify({ form: [form], answers }), JSON.stringify({ form, answers: null }),
      JSON.stringify({ form, answers, more: 'x'.repeat(2 ** 20) }),
    ]) {
      await tab.run(() => { document.querySelector('.draft [role="status"]').textContent = '' })
      const said = await read(tab, text)
      assert.equal(said, 'Ce fichier n’est pas une copie de ce formulaire. Vos réponses n’ont pas changé.', text.slice(0, 80))
      assert.equal(await tab.value('nom'), 'Durand', text.slice(0, 80))
    }
    await read(tab, JSON.stringify({ form, answers }))
    assert.equal(await tab.value('nom'), 'Martin')
  },

  async 'a date, and all else that was typed, is there after Back'(tab, site) {
    const answers = site.applicant()
    await tab.put(answers)
    await tab.write('date_creation_annee', '1998')
    await tab.open('/contact/')
    await tab.back()

    for (const [name, value] of Object.entries({ ...answers, date_creation_annee: '1998' })) {
      assert.equal(await tab.value(name), [value].flat().join(), name)
    }
    await tab.follow(VERIFY)
    await tab.back()
    assert.equal(await tab.value('date_creation_annee'), '1998')
  },

  async 'leaving asks only while something is unsent'(tab, site) {
    assert.equal(await tab.asks(), false)
    await tab.write('nom', 'D')
    assert.ok(await tab.asks())
    await tab.press('Backspace')
    assert.equal(await tab.asks(), false, 'nothing is left of it')

    await tab.put(site.applicant())
    assert.ok(await tab.asks())
    await tab.follow(VERIFY)
    assert.ok(await tab.asks(), 'the check page')
    await tab.follow(SEND)
    assert.equal(await tab.asks(), false, 'it is received')
  },

  async 'Enter goes from each question to the next, and sends nothing'(tab) {
    const hints = await tab.run(() => [...new Set([...document.querySelectorAll('.application input[name]')].map((each) => each.enterKeyHint))])
    assert.deepEqual(hints, ['next'])
    await tab.run(() => document.querySelector('[name="departement"][value="30"]').click())
    await tab.run(() => document.querySelector('[name="raison_sociale"]').focus())
    const way = []
    while (way.at(-1) !== 'secteur') {
      await tab.press('Enter')
      way.push(await tab.run(() => document.activeElement.name))
      if (way.at(-1) === 'departement') assert.equal(await tab.run(() => document.activeElement.value), '30', 'the choice that was made')
    }
    assert.deepEqual(way, ['siren', 'date_creation_jour', 'date_creation_mois', 'date_creation_annee', 'chiffre_affaires', 'effectif', 'departement', 'code_postal', 'secteur'])
    await tab.run(() => document.querySelector('[name="themes"]').focus())
    await tab.press('Enter')
    assert.equal(await tab.run(() => document.activeElement.name), 'theme_autre')
    await tab.write('conflits', 'a')
    await tab.press('Enter')
    await tab.type('[name="conflits"]', 'b')
    assert.equal((await tab.value('conflits')).replaceAll('\r', ''), 'a\nb', 'in a longer text it is a new line')
    assert.equal(await tab.run(() => location.pathname), '/candidater/')
  },

  async 'a link of the error summary leads into the first answer that is wrong'(tab, site) {
    await tab.put(site.applicant({ date_creation_mois: '13', departement: undefined, secteur: '', themes: undefined, projet: 'court', habilite: undefined }))
    await tab.follow(VERIFY)
    await tab.until(() => document.activeElement?.className === 'error-summary')

    const links = await tab.run(() => [...document.querySelectorAll('.error-summary a')].map((link) => link.hash))
    assert.deepEqual(links, ['#date_creation_mois', '#departement', '#secteur', '#themes', '#projet', '#habilite'])
    for (const hash of links) {
      await tab.click(`.error-summary a[href="${hash}"]`)
      await tab.until((id) => document.activeElement.id === id && location.hash === `#${id}`, hash.slice(1))
      const seen = await tab.run(() => document.activeElement.closest('.field').querySelector('.error-message').getBoundingClientRect().top)
      assert.ok(seen >= 0, `the message of ${hash} is in sight`)
    }
  },

  async 'only the confirmation of what was sent ends the draft'(tab, site) {
    const received = `/candidature/recue/${await site.apply(site.applicant({ raison_sociale: 'Une autre firme' }))}`
    await tab.put(site.applicant({ nom: 'Martin' }))
    await tab.click(BOX)
    await tab.open(received)
    assert.equal((await tab.draft()).get('nom'), 'Martin', 'any address that is well formed')
    await tab.open('/candidater/')
    await tab.follow(VERIFY)
    await tab.run((path) => { setTimeout(() => { location.href = path }) }, received)
    await tab.until(() => document.querySelector('[data-received]') !== null)
    assert.ok(await tab.draft(), 'nor when it is opened from the check page')

    await tab.back()
    await tab.follow(SEND)
    assert.equal(references(await tab.run(() => document.body.innerText)).length, 1)
    assert.equal(await tab.draft(), undefined)
    assert.equal(await tab.run(() => sessionStorage.length), 0)
  },

  async 'after Stop, the button can be pressed again after a second, and says so'(tab, site, hold) {
    await tab.put(site.applicant())
    await tab.click(BOX)
    const { tries } = hold
    hold.on = true
    await tab.run((button) => {
      document.querySelector(button).click()
      window.held = document.querySelector(button).ariaDisabled
      setTimeout(() => {
        document.querySelector(button).click() // Held: the first is still under way.
        stop()
      }, 600)
    }, VERIFY)
    const said = await tab.until(() => document.querySelector('.application [data-again]').textContent)
    assert.match(said, /appuyer à nouveau/)
    assert.deepEqual(await tab.run((button) => [window.held, document.querySelector(button).ariaDisabled], VERIFY), ['true', null])
    assert.equal(hold.tries, tries + 1)
    assert.ok(await tab.asks(), 'nothing was sent: leaving asks again')
    hold.on = false
    await tab.follow(VERIFY)
    assert.equal(await tab.run(() => document.querySelectorAll('[name="token"]').length), 2, 'the check page')
  },
}

/** Gives a file to the button that reads one; what is said of it. */
async function read(tab, text) {
  await tab.run((contents, button) => {
    const files = new DataTransfer()
    files.items.add(new File([contents], 'copie.json'))
    // The browser's own window, which no test can see, is opened by an input that stands nowhere.
    let input
    HTMLInputElement.prototype.click = function () { input = this }
    document.querySelector(button).click()
    document.querySelector('.draft [role="status"]').textContent = ''
    input.files = files.files
    input.dispatchEvent(new Event('change'))
  }, text, LOAD)
  return tab.until(() => document.querySelector('.draft [role="status"]').textContent)
}

/** Runs all of them in one browser. */
export async function comfort(browser) {
  const site = await deployed() // With the security policy of production.
  const hold = await inFront(site)
  const { arrive } = await browser()
  for (const [name, body] of Object.entries(CASES)) {
    test(name, async () => {
      const tab = await arrive(hold.url)
      try {
        await tab.goto(`${hold.url}/candidater/`)
        await body(tab, site, hold)
      } finally {
        hold.on = false
        await tab.leave()
      }
    })
  }
}
