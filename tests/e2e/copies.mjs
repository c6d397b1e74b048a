// Answers beyond one page: the draft of a tab, and a copy in a file, the same in every browser.

import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export const BOX = '#brouillon'
export const VERIFY = '.application [type="submit"]'
const [SAVE, LOAD] = ['.draft button', '.draft button + button']

/** Each begins with a tab in which nothing was done, on the empty form. */
export const COPIES = {
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

  async 'a draft and a copy bring back the answers to questions that depend on others'(tab) {
    for (const name of readdirSync(tab.downloads)) rmSync(join(tab.downloads, name))
    await tab.open('/visite/')
    const answers = { departement: 'autre', transport: 'train', gare: 'Sète', lequel: 'Lozère' }
    const isThere = async (where) => {
      for (const [name, value] of Object.entries(answers)) assert.equal(await tab.value(name), value, `${where}: ${name}`)
      const hidden = await tab.run(() => [...document.querySelectorAll('.branch')].filter((each) => !each.offsetParent).length)
      assert.equal(hidden, 0, `${where}: every question is shown`)
    }
    await tab.click('[name="departement"][value="autre"]')
    await tab.click('[name="transport"][value="train"]')
    await tab.write('gare', 'Sète')
    await tab.write('lequel', 'Lozère')
    await tab.click(BOX)

    await tab.reload()
    await isThere('the draft')
    await tab.click(SAVE)
    const { text } = await tab.downloaded()
    assert.deepEqual(JSON.parse(text), { form: 'visite', answers: { ...answers, asked: JSON.parse(text).answers.asked } })
    await tab.click(BOX)
    await tab.open('/contact/')
    await tab.open('/visite/')
    assert.equal(await tab.value('departement'), '')
    assert.match(await read(tab, text), /reprises du fichier/)
    await isThere('the copy')
    await tab.follow(VERIFY)
    for (const shown of ['En train', 'Sète', 'Lozère']) assert.ok((await tab.run(() => document.body.innerText)).includes(shown), shown)
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
