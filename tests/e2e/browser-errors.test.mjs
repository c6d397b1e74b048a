// What goes wrong on the way, and how the page helps: the error summary, and nothing lost.

import assert from 'node:assert/strict'
import { Site, references, test } from './harness.mjs'
import { REQUIRED } from './applicant.mjs'
import { Visitor } from './browser.mjs'
import { SENDING, VERIFICATION, states } from './places.mjs'

const sites = [[true, await Site.open()], [false, await Site.open()]]

/** What has the focus, and its label. JAWS reads neither where it is an alert itself (the GOV.UK Design System's bug). */
const focused = (visitor) => visitor.page.evaluate(() => {
  const { activeElement } = document
  if (activeElement.matches('[role=alert], :not(:has([role=alert]))')) return [`${activeElement.outerHTML} is, or holds no alert`]
  return [activeElement.className, document.getElementById(activeElement.getAttribute('aria-labelledby')).textContent]
})

for (const [js, site] of sites) {
  const visit = (name, body) => test(`${js ? 'with' : 'without'} JavaScript, ${name}`, async () => {
    const visitor = await Visitor.arrive(site, { js })
    try {
      await body(visitor)
      await visitor.leftNoTrace(site)
    } finally {
      await visitor.leave()
    }
  })
  const state = (name) => states(site).find((each) => each.name === name)

  visit('the error summary has the focus, and the page’s title says that there are errors', async (visitor) => {
    await state('form-empty-sent').reach(visitor)

    assert.deepEqual(await focused(visitor), ['error-summary', 'Des réponses sont à corriger'])
    assert.match(await visitor.title(), /^Erreur : /)
    const links = await visitor.page.locator('.error-summary a').count()
    assert.ok(links >= REQUIRED.length, `${links} links for ${REQUIRED.length} missing answers`)
  })

  visit('a form that must be checked again says why, where the focus is', async (visitor) => {
    await state('form-edited').reach(visitor)

    const [name, said] = await focused(visitor)
    assert.equal(name, 'notice')
    assert.match(said, /Vos réponses ont changé depuis leur vérification/)
    assert.match(await visitor.title(), /^Erreur : /)
  })

  for (const size of [{ width: 320, height: 640 }, { width: 1280, height: 720 }]) {
    visit(`at ${size.width} px, a link of the summary shows the question, the message and the control`, async (visitor) => {
      await visitor.page.setViewportSize(size)
      await state('form-empty-sent').reach(visitor)
      const links = await visitor.page.locator('.error-summary a').all()

      for (const link of links) {
        await link.click()

        const name = await link.evaluate((each) => decodeURIComponent(each.hash.slice(1)))
        await visitor.page.waitForFunction((id) => document.activeElement.id === id, name)
        const outside = await visitor.page.evaluate(() => {
          const control = document.activeElement
          const field = control.closest('.field')
          const question = field.querySelector('legend') ?? control.labels[0]
          const message = field.querySelector('.error-message')
          return [question, message].filter((each) => {
            const { top, bottom } = each.getBoundingClientRect()
            return top < 0 || bottom > innerHeight
          }).map((each) => each.textContent.trim())
        })
        assert.deepEqual(outside, [], name)
      }
    })
  }

  visit('the reading of answers makes sense without a style sheet', async (visitor) => {
    await visitor.page.route('**/*.css', (route) => route.abort())
    await state('form-check-warnings').reach(visitor)

    const rows = await visitor.page.locator('.summary-list > div').evaluateAll((all) => all.map((row) => row.innerText.split(/\n+/)))
    visitor.complaints.length = 0 // About the style sheet that we kept away.
    const row = (label) => rows.find(([first]) => first.startsWith(label))
    assert.deepEqual(row('Sur quoi porte').slice(1), ['Transition numérique', 'Transition énergétique'])
    const [, code, notice] = row('Code postal')
    assert.equal(code, '30000')
    assert.match(notice, /n’est pas dans le département choisi/)
  })

  visit('each part of the check page leads back to its own part of the form, filled in', async (visitor) => {
    await state('form-check').reach(visitor)
    const parts = await visitor.page.locator('.summary h2').allTextContents()
    assert.ok(parts.length >= 3)

    for (const part of parts) {
      const response = await visitor.follow(visitor.page.getByRole('button', { name: `Modifier (${part})` }))

      assert.equal(response.status(), 200)
      const heading = visitor.page.getByRole('heading', { level: 2, name: part })
      const [top, height] = await heading.evaluate((each) => [each.getBoundingClientRect().top, innerHeight])
      assert.ok(top >= 0 && top < height / 2, `${part} is at ${top} of ${height}`)
      assert.deepEqual((await visitor.answers()).nom, ['Durand-Lavoisier'], part)
      await visitor.submit(VERIFICATION)
    }
  })

  visit('an incident of ours loses nothing: the same page sends again, or modifies', async (visitor) => {
    const before = await site.stored()
    const response = await state('form-not-stored').reach(visitor)

    assert.equal(response.status(), 503)
    assert.match(await visitor.text(), /Vos réponses sont toujours là/)
    assert.equal(await site.stored(), before)
    await visitor.submit(SENDING)
    assert.equal(references(await visitor.text()).length, 1)
    assert.equal(await site.stored(), before + 1)

    await state('form-not-stored').reach(visitor)
    await visitor.press(/Modifier mes réponses/)
    const [form, sent] = [await visitor.answers(), site.applicant()]
    for (const name of ['raison_sociale', 'themes', 'projet', 'nom', 'courriel']) assert.deepEqual(form[name], [sent[name]].flat(), name)
  })

  visit('a page that is stopped has no error style', async (visitor) => {
    await state('form-stop').reach(visitor)

    assert.equal(await visitor.page.locator('[class*="error"], [class*="warning"], [role="alert"], [aria-invalid]').count(), 0)
    assert.doesNotMatch(await visitor.title(), /erreur/i)
    assert.equal(await visitor.page.locator('main li').count(), 3, 'every reason at once')
  })
}
