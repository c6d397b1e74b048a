// What the script of the form adds, the same in every browser.

import assert from 'node:assert/strict'
import { BOX, COPIES, VERIFY } from './copies.mjs'
import { references, test, withForms } from './harness.mjs'
import { MODIFICATION, deployed, inFront } from './places.mjs'

const SEND = 'form[data-unsent] [type="submit"]'
const MODIFY = `form[action$="${MODIFICATION}"] > .buttons button`

/** Each begins with a tab in which nothing was done, on the empty form. */
export const CASES = {
  ...COPIES,

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

  async 'characters are counted as the language of the form writes numbers'(tab) {
    for (const [path, said] of [['/candidater/', 'Caractères restants\u202f: 4\u202f000'], ['/every-kind/', 'Characters left: 2,000']]) {
      await tab.open(path)
      const counts = await tab.run(() => [...document.querySelectorAll('.count')].map((line) => line.textContent))
      assert.ok(counts.map((count) => count.replace('\u00a0', '\u202f')).includes(said), `${path}: ${counts}`)
    }
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
    // The script may run a moment after the page is complete.
    await tab.until(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
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

/** Runs all of them in one browser. */
export async function comfort(browser) {
  const site = await deployed(withForms('visite.toml', 'every-kind.en.toml')) // With the security policy of production.
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
