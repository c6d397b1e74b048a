// What JavaScript adds to the form, and only adds: counters, a draft if asked for, no second press, a word before leaving.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { words } from './applicant.mjs'
import { Visitor } from './browser.mjs'
import { SENDING, VERIFICATION, states } from './places.mjs'

const site = await Site.open()

const visit = (name, body, { js = true } = {}) => test(`${js ? 'with' : 'without'} JavaScript, ${name}`, async () => {
  const visitor = await Visitor.arrive(site, { js, at: '/candidater/' })
  try {
    await body(visitor, visitor.page)
    await visitor.leftNoTrace(site)
  } finally {
    await visitor.leave()
  }
})

const spaced = (text) => text.replace(/[\u00a0\u202f]/g, ' ')
const counter = async (page, name) => spaced(await page.locator(`[name="${name}"] + .count`).innerText())
const storage = (page) => page.evaluate(() => Object.entries(sessionStorage))
const draft = (page) => page.getByRole('checkbox', { name: 'Garder un brouillon' })

visit('a long answer is counted as it is written', async (visitor, page) => {
  const area = page.locator('[name="conflits"]')
  assert.equal(await counter(page, 'projet'), 'Caractères restants : 4 000')
  assert.equal(await counter(page, 'conflits'), 'Caractères restants : 500')

  await area.fill('M. Untel')
  assert.equal(await counter(page, 'conflits'), 'Caractères restants : 492')

  await area.fill(words(503))
  assert.equal(await counter(page, 'conflits'), 'Caractères en trop : 3')
  assert.match(await page.locator('[name="conflits"] + .count').getAttribute('class'), /over/)
})

visit('the count is said once the writing pauses, not at every key', async (visitor, page) => {
  const said = page.locator('[name="conflits"] ~ [role="status"]')
  await page.locator('[name="conflits"]').pressSequentially('abc')

  assert.equal(await said.textContent(), '')
  await page.waitForFunction(() => document.querySelector('[name="conflits"] ~ [role="status"]').textContent)
  assert.equal(spaced(await said.textContent()), 'Caractères restants : 497')
  assert.equal(await page.locator('[name="conflits"] + .count').getAttribute('aria-hidden'), 'true', 'it is not said twice')
})

visit('the page and the service count alike', async (visitor, page) => {
  const text = `  ${'👨‍👩‍👧 e\u0301 🇫🇷\n'.repeat(100)}  `
  await visitor.fill(site.applicant({ conflits: text }))
  const [, over] = (await counter(page, 'conflits')).match(/en trop : (\d+)/)

  await visitor.submit(VERIFICATION)

  const message = spaced(await page.locator('#conflits-erreur').innerText())
  assert.ok(message.includes(`Votre texte en compte ${500 + Number(over)}.`), message)
})

visit('what is typed stays as it is typed', async (visitor, page) => {
  const typed = { siren: '732 829 320', chiffre_affaires: '1,2 M€', telephone: '04 67 00 00 00', code_postal: '34961 CEDEX 2' }
  for (const [name, value] of Object.entries(typed)) {
    await page.locator(`[name="${name}"]`).pressSequentially(value)
    await page.keyboard.press('Tab')
  }

  const form = await visitor.answers()
  assert.deepEqual(form, Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value]])))
})

visit('a draft is kept only if asked for, comes back in this tab, and is no answer', async (visitor, page) => {
  const answers = site.applicant({ themes: ['energetique', 'autre'], theme_autre: 'la transmission', departement: '30' })
  await visitor.fill(answers)
  assert.deepEqual(await storage(page), [], 'nothing is kept before it is asked for')

  await draft(page).check()
  assert.equal((await storage(page)).length, 1)
  await page.locator('[name="fonction"]').fill('Présidente')
  page.on('dialog', (dialog) => dialog.accept())
  await page.reload()

  assert.ok(await draft(page).isChecked())
  const restored = await visitor.answers()
  for (const [name, value] of Object.entries({ ...answers, fonction: 'Présidente' })) {
    assert.deepEqual(restored[name], [value].flat(), name)
  }
  assert.deepEqual(Object.keys(restored).sort(), Object.keys(answers).sort(), 'and nothing else')
  assert.deepEqual(await page.evaluate(() => [localStorage.length, document.cookie]), [0, ''])

  const other = await visitor.context.newPage()
  await other.goto('/candidater/')
  assert.deepEqual(await storage(other), [], 'another tab knows nothing of it')
  assert.equal(await other.locator('[name="fonction"]').inputValue(), '')
  await other.close()
})

visit('a draft goes when its box is unticked', async (visitor, page) => {
  await page.locator('[name="nom"]').fill('Durand')
  await draft(page).check()
  assert.equal((await storage(page)).length, 1)

  await draft(page).uncheck()

  assert.deepEqual(await storage(page), [])
  page.on('dialog', (dialog) => dialog.accept())
  await page.reload()
  assert.deepEqual(await visitor.answers(), {})
})

visit('a draft goes when the application is sent, not before', async (visitor, page) => {
  await visitor.fill(site.applicant())
  await draft(page).check()
  const [[, kept]] = await storage(page)
  const robot = await page.locator('[data-robot]').getAttribute('name')
  assert.ok(!new URLSearchParams(kept).has(robot), 'the field for robots is not in it')
  const bodies = []
  page.on('request', (request) => request.method() === 'POST' && bodies.push(request.postData()))

  await visitor.submit(VERIFICATION)
  assert.equal((await storage(page)).length, 1)
  await visitor.submit(SENDING)

  assert.deepEqual(await storage(page), [])
  for (const body of bodies) assert.doesNotMatch(body, /brouillon|=on(&|$)/)
})

visit('answers that were modified are newer than the draft', async (visitor, page) => {
  await visitor.fill(site.applicant({ nom: 'Ancien' }))
  await draft(page).check()
  await page.locator('[name="nom"]').fill('Nouveau')
  await visitor.submit(VERIFICATION)

  await visitor.press(/Modifier mes réponses/)

  assert.equal(await page.locator('[name="nom"]').inputValue(), 'Nouveau')
  assert.ok(await draft(page).isChecked())
  assert.match((await storage(page))[0][1], /nom=Nouveau/)
})

visit('a second press is held while the first is under way, and counts after coming back', async (visitor, page) => {
  let posts = 0
  await page.route(`**${VERIFICATION}`, async (route) => {
    posts += 1
    await new Promise((done) => setTimeout(done, 1500))
    await route.continue()
  })
  await visitor.fill(site.applicant())

  const arrival = page.waitForNavigation()
  await page.evaluate(() => {
    const button = document.querySelector('.application [type="submit"]')
    for (const moment of [0, 150, 300]) setTimeout(() => button.click(), moment)
  })
  await arrival
  assert.equal(posts, 1)

  await page.goBack()
  await visitor.submit(VERIFICATION)
  assert.equal(posts, 2)
})

visit('leaving with unsent answers asks first; without, or to send them, it does not', async (visitor, page) => {
  const asked = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    dialog.accept()
  })
  await page.locator('[name="nom"]').click()
  await visitor.open('/contact/')
  assert.deepEqual(asked, [], 'nothing was written')

  await visitor.open('/candidater/')
  await page.locator('[name="nom"]').pressSequentially('Durand')
  await visitor.open('/contact/')
  assert.deepEqual(asked, ['beforeunload'])

  await visitor.open('/candidater/')
  await page.locator('[name="nom"]').pressSequentially('Durand')
  await visitor.submit(VERIFICATION)
  assert.equal(asked.length, 1, 'sending is not leaving')
})

visit('leaving the check page, or the one of an incident, with answers unsent asks first', async (visitor, page) => {
  const asked = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    dialog.accept()
  })
  const state = (name) => states(site).find((each) => each.name === name)
  const goHome = () => visitor.follow(page.locator('.site-name'))

  await state('form-modified').reach(visitor)
  await visitor.submit(VERIFICATION)
  assert.deepEqual(asked, [], 'to modify, or to check again, is not to leave')
  await goHome()
  assert.equal(asked.length, 1)

  await state('form-not-stored').reach(visitor)
  assert.equal(asked.length, 1)
  await goHome()
  assert.equal(asked.length, 2)

  await state('form-received').reach(visitor)
  await goHome()
  assert.equal(asked.length, 2, 'what is sent can be left')
})

visit('there is nothing that would not work: no counter, no draft', async (visitor, page) => {
  assert.equal(await page.locator('.count:visible, .draft:visible').count(), 0)
  assert.match(spaced(await visitor.text()), /De 200 à 4 000 caractères/)
}, { js: false })
