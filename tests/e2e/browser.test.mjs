// A director's way through the site, with JavaScript and without: the same.

import assert from 'node:assert/strict'
import { Site, references, test } from './harness.mjs'
import { REQUIRED } from './applicant.mjs'
import { Visitor } from './browser.mjs'

const VERIFICATION = '/candidature/verification'
const SENDING = '/candidature/envoi'
const sites = [[true, await Site.open()], [false, await Site.open()]]

for (const [js, site] of sites) {
  /** A test in which a visitor comes, does something, and leaves no trace. */
  const visit = (name, body) => test(`${js ? 'with' : 'without'} JavaScript, ${name}`, async () => {
    const visitor = await Visitor.arrive(site, { js })
    try {
      await body(visitor)
      await visitor.leftNoTrace(site)
    } finally {
      await visitor.leave()
    }
  })
  const firm = (changes) => site.applicant({ siren: '732 829 320', ...changes })
  const onForm = async (visitor, answers) => {
    await visitor.open('/candidater/')
    await visitor.fill(answers)
    return visitor.submit(VERIFICATION)
  }

  visit('the navigation leads from the home page to the form', async (visitor) => {
    await visitor.open('/')
    const links = visitor.page.locator('nav').getByRole('link', { name: /candidat/i })

    const response = await visitor.follow(links.first())

    assert.equal(response.status(), 200)
    assert.match(visitor.page.url(), /\/candidater\/$/)
    assert.equal(await visitor.page.locator('h1').count(), 1)
    assert.deepEqual(Object.keys(await visitor.answers()), [], 'the form is empty')
  })

  visit('an empty form comes back with a summary that links to each field', async (visitor) => {
    const response = await onForm(visitor, {})

    assert.equal(response.status(), 422)
    assert.match(await visitor.title(), /^Erreur :/)
    const unlinked = await visitor.page.evaluate((names) => {
      const targets = [...document.querySelectorAll('main a[href^="#"], main a[href*="/verification#"]')]
        .map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
      const leads = (target, name) =>
        target && (target.name?.startsWith(name) || target.querySelector(`[name^="${name}"]`))
      return names.filter((name) => !targets.some((target) => leads(target, name)))
    }, REQUIRED)
    assert.deepEqual(unlinked, [])
    assert.equal(await site.stored(), 0)
  })

  visit('a mistake is named next to its field, and every value is kept', async (visitor) => {
    const answers = firm({ siren: '732 829 321', projet: 'Trop court.', themes: ['numerique', 'responsable'] })

    const response = await onForm(visitor, answers)

    assert.equal(response.status(), 422)
    const kept = await visitor.answers()
    for (const [name, value] of Object.entries(answers)) assert.deepEqual(kept[name], [value].flat(), name)
    for (const name of ['siren', 'projet']) {
      const field = visitor.page.locator(`main [name="${name}"]`)
      assert.equal(await field.getAttribute('aria-invalid'), 'true')
      const described = (await field.getAttribute('aria-describedby')).split(' ')
      assert.ok(described.length > 0)
      for (const id of described) assert.equal(await visitor.page.locator(`[id="${id}"]`).count(), 1, id)
    }
    assert.equal(await visitor.page.locator('main [name="nom"]').getAttribute('aria-invalid'), null)
  })

  visit('an address at a domain with accents comes back as it was typed', async (visitor) => {
    await onForm(visitor, firm({ courriel: 'contact@société.fr' }))

    const readBack = await visitor.text()
    assert.ok(readBack.includes('contact@société.fr') && !readBack.includes('xn--'), readBack)
  })

  visit('a firm that is too small is stopped kindly, and can modify its answers', async (visitor) => {
    const response = await onForm(visitor, firm({ effectif: '2' }))

    assert.equal(response.status(), 200)
    assert.doesNotMatch(await visitor.text(), /inéligible/i)
    assert.deepEqual(references((await site.secretariat('list')).stdout), [])
    assert.equal(await site.stored(), 0)
    await visitor.press(/Modifier mes réponses/)
    const form = await visitor.answers()
    assert.deepEqual([form.effectif, form.nom, form.themes], [['2'], ['Durand-Lavoisier'], ['numerique', 'energetique']])
  })

  visit('each value that stops a firm is shown, and “Modifier” beside it leads to its question', async (visitor) => {
    await onForm(visitor, firm({ chiffre_affaires: '12.50 k€', departement: 'autre', code_postal: '34000 Montpellier' }))
    const text = await visitor.text()
    for (const shown of ['12 500 €', 'Autre', '34000', 'semblent se contredire']) assert.ok(text.includes(shown), `${shown}: ${text}`)

    await visitor.press(/Modifier \(Code postal/)

    assert.match(visitor.page.url(), /#code_postal$/)
    const top = await visitor.page.locator('[name="code_postal"]').evaluate((field) => field.getBoundingClientRect().top)
    assert.ok(top > 0 && top < 900, `the question is in sight: ${top}`)
    const form = await visitor.answers()
    assert.deepEqual([form.code_postal, form.chiffre_affaires, form.nom], [['34000 Montpellier'], ['12.50 k€'], ['Durand-Lavoisier']])
    await visitor.fill({ departement: '34', chiffre_affaires: '1,25 M€' })
    await visitor.submit(VERIFICATION)
    assert.ok((await visitor.text()).includes('1 250 000 €'))
  })

  visit('check, modify, send, and keep the reference; once, however often it is sent', async (visitor) => {
    const answers = firm({ raison_sociale: 'Conserverie du Vidourle', chiffre_affaires: '1,2 M€', conflits: 'M. Untel' })
    await onForm(visitor, answers)
    const readBack = await visitor.text()
    for (const text of ['Conserverie du Vidourle', '1 200 000', '34000', 'M. Untel', 'Durand-Lavoisier', answers.courriel, 'bronze']) {
      assert.ok(readBack.includes(text), `“${text}” is read back`)
    }
    assert.equal(await site.stored(), 0, 'nothing is stored before it is sent')

    await visitor.press(/Modifier mes réponses/)
    await visitor.fill({ raison_sociale: 'Conserverie de Lunel', effectif: '14' })
    await visitor.submit(VERIFICATION)
    assert.ok((await visitor.text()).includes('Conserverie de Lunel'))
    const response = await visitor.submit(SENDING)

    assert.equal(response.status(), 200)
    assert.match(visitor.page.url(), /\/candidature\/recue\/BDP-[^/]+$/)
    const [reference] = references(await visitor.text())
    assert.ok(visitor.page.url().endsWith(reference))
    assert.doesNotMatch(await visitor.text(), /Conserverie/)

    await visitor.page.reload()
    assert.deepEqual(new Set(references(await visitor.text())), new Set([reference]))
    await visitor.page.goBack()
    await visitor.submit(SENDING)
    assert.deepEqual(new Set(references(await visitor.text())), new Set([reference]))
    assert.equal(await site.stored(), 1)

    const shown = await site.secretariat('show', reference)
    assert.equal(shown.code, 0, shown.stderr)
    for (const text of ['Conserverie de Lunel', 'Durand-Lavoisier', 'bronze']) assert.ok(shown.stdout.includes(text), text)
    assert.match(await site.unseal(reference), /Conserverie de Lunel/)
  })

  visit('a mistyped address is put right in one press, and sent so', async (visitor) => {
    await onForm(visitor, firm({ raison_sociale: 'Barques du Lez', courriel: 'jeanne@gmial.com', code_postal: '30000' }))
    assert.match(await visitor.text(), /2 réponses sont à vérifier/)

    await visitor.press(/Utiliser jeanne@gmail\.com/)

    const text = await visitor.text()
    assert.ok(text.includes('jeanne@gmail.com') && !text.includes('gmial'), text)
    assert.match(text, /Une réponse est à vérifier/)
    await visitor.submit(SENDING)
    const [reference] = references(await visitor.text())
    assert.match(await site.unseal(reference), /"courriel":"jeanne@gmail\.com"/)
  })

  visit('an unknown address says where to go', async (visitor) => {
    const response = await visitor.open('/nulle-part/')

    assert.equal(response.status(), 404)
    assert.ok(await visitor.page.getByRole('link').count() > 3)
  })
}
