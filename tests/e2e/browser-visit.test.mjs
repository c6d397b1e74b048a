// A stranger with a telephone: what it is, whether to apply, how it goes. With JavaScript and without.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { Visitor } from './browser.mjs'

const site = await Site.open()

for (const js of [true, false]) {
  const visit = (name, body) => test(`${js ? 'with' : 'without'} JavaScript, ${name}`, async () => {
    const visitor = await Visitor.arrive(site, { js, at: '/' })
    try {
      await visitor.page.setViewportSize({ width: 360, height: 640 })
      await body(visitor, visitor.page)
      await visitor.leftNoTrace(site)
    } finally {
      await visitor.leave()
    }
  })

  visit('the first screen of a telephone says what it is, for whom, what one gains, the price, and how to apply', async (visitor, page) => {
    for (const width of [320, 360, 412]) {
      await page.setViewportSize({ width, height: 640 })
      const below = await page.locator('.hero :is(h1, p, dt, dd)').evaluateAll((all) =>
        all.filter((each) => each.getBoundingClientRect().bottom > innerHeight).map(({ textContent }) => textContent))
      assert.deepEqual(below, [], `${width} px`)
    }
    const text = (await page.locator('.hero').innerText()).replace(/\s+/g, ' ')
    for (const part of ['Des pairs', 'avis', 'Pour qui', 'Vous y gagnez', 'gratuit', 'confidentiel', 'Présenter votre projet']) {
      assert.ok(text.includes(part), `${part}: ${text}`)
    }
  })

  visit('the button is on the first screen of the smallest telephones too, and where it fits the rest', async (visitor, page) => {
    for (const [width, height, all] of [[320, 568, false], [360, 560, true], [640, 360, false]]) {
      await page.setViewportSize({ width, height })
      const below = await page.locator(all ? '.hero :is(h1, p, dt, dd, .button)' : '.hero .button').evaluateAll((found) =>
        found.filter((each) => each.getBoundingClientRect().bottom > innerHeight).map(({ textContent }) => textContent))
      assert.deepEqual(below, [], `${width} × ${height}`)
    }
  })

  visit('the menu opens and closes, and says where one is', async (visitor, page) => {
    const menu = page.getByRole('navigation', { name: /principale/i })
    assert.equal(await menu.isVisible(), false)

    await page.getByRole('button', { name: 'Menu' }).focus()
    await page.keyboard.press('Enter')
    assert.ok(await menu.isVisible())
    await page.keyboard.press('Escape')
    assert.equal(await menu.isVisible(), false)
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Menu', 'the focus is back where it was')

    await page.keyboard.press('Enter')
    await visitor.follow(menu.getByRole('link', { name: 'Pour qui' }))
    await page.getByRole('button', { name: 'Menu' }).click()
    assert.equal(await menu.locator('[aria-current="page"]').innerText(), 'Pour qui')
  })

  visit('one can check the criteria for oneself, and nothing is sent', async (visitor, page) => {
    await visitor.open('/pour-qui/')
    visitor.requests.length = 0
    const boxes = page.locator('.criteria input')
    const answer = page.locator('.criteria [role="status"]')
    assert.equal(await boxes.count(), 5)
    assert.equal(await answer.innerText(), 'Il faut que tout soit vrai.')

    for (const box of await boxes.all()) {
      assert.equal(await box.getAttribute('name'), null, 'without a name, nothing can be sent')
      assert.ok((await page.locator('.criteria').innerText()).includes('Rien n’est envoyé'))
      assert.doesNotMatch(await answer.innerText(), /présenter votre projet/)
      await box.check()
    }

    assert.match(await answer.innerText(), /^Si tout est vrai, vous pouvez présenter votre projet\.$/)
    assert.deepEqual(visitor.requests.filter((url) => !/\/_serve\/|\/mark[^/]*\.svg$/.test(url)), [])
    await boxes.nth(2).uncheck()
    assert.equal(await answer.innerText(), 'Il faut que tout soit vrai.')
  })

  visit('the way of an application is a drawing and steps in order', async (visitor, page) => {
    await visitor.open('/comment-ca-se-passe/')

    assert.equal(await page.locator('main svg.drawing[aria-hidden="true"]').count(), 1)
    const steps = await page.locator('.steps ol > li').allInnerTexts()
    assert.ok(steps.length >= 5, steps.join('\n'))
    assert.match(steps.at(0), /racontez votre projet/)
    assert.match(steps.at(-1), /Vous décidez/)
  })

  visit('keyboards, and what a telephone can fill in, suit each question', async (visitor, page) => {
    await visitor.open('/candidater/')
    const controls = await page.locator('form.application :is(input, textarea):not([data-robot], #brouillon)').evaluateAll((all) =>
      Object.fromEntries(all.map((each) => [each.name, [each.type, each.inputMode, each.getAttribute('autocomplete'), each.enterKeyHint]])))

    for (const name of ['siren', 'date_creation_jour', 'date_creation_annee', 'chiffre_affaires', 'effectif', 'code_postal']) {
      assert.deepEqual(controls[name].slice(0, 2), ['text', 'numeric'], name)
    }
    assert.deepEqual(controls.courriel.slice(0, 2), ['text', 'email'])
    assert.equal(controls.telephone[0], 'tel')
    const filled = Object.fromEntries(Object.entries(controls).map(([name, [, , token]]) => [name, token]).filter(([, token]) => token && token !== 'off'))
    assert.deepEqual(filled, {
      raison_sociale: 'organization', code_postal: 'postal-code', prenom: 'given-name', nom: 'family-name',
      fonction: 'organization-title', courriel: 'email', telephone: 'tel',
    })
    for (const [name, [type, , , key]] of Object.entries(controls)) {
      if (/text|email|tel/.test(type) && type !== 'textarea') assert.equal(key, js ? 'next' : 'go', name) // What Enter does.
    }
    assert.equal(await page.locator('form.application [maxlength], form.application [pattern], form.application [required]').count(), 0)
  })
}
