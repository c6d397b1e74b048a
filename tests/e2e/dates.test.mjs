// More than three years, counted in Paris: servers whose clock stands where the test needs it.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'

/** `now` is in UTC; `cases`: a date of creation, and whether a firm created then may apply. */
function on(now, cases) {
  test(`on ${now} UTC`, async () => {
    const site = await Site.open({ clock: now })
    for (const [created, expected] of Object.entries(cases)) {
      const [date_creation_annee, date_creation_mois, date_creation_jour] = created.split('-')
      const { json } = await site.check(site.applicant({ date_creation_annee, date_creation_mois, date_creation_jour }))
      const rules = json.reasons?.map(({ rule }) => rule) ?? json.errors?.map(({ reason }) => reason)
      assert.equal(json.outcome === 'check' ? 'check' : rules?.join(), expected, created)
    }
    await site.stop()
  })
}

// The anniversary itself is too early; the day after is not.
on('2023-06-15 10:00:00', {
  '2020-06-14': 'check', '2020-06-15': 'anciennete', '2020-06-16': 'anciennete',
  '2023-06-15': 'anciennete', '2023-06-16': 'in_the_future', '1000-01-01': 'check', '0999-12-31': 'out_of_range',
})

// Created on a 29 February: in 2023 the anniversary is the 1st of March.
on('2023-02-28 12:00:00', { '2020-02-29': 'anciennete', '2020-02-28': 'anciennete', '2020-02-27': 'check' })
on('2023-03-01 12:00:00', { '2020-02-29': 'anciennete', '2020-02-28': 'check', '2020-03-01': 'anciennete' })
on('2023-03-02 12:00:00', { '2020-02-29': 'check', '2020-03-01': 'check' })

// In Paris it is already tomorrow: one hour ahead in winter, two in summer.
on('2023-03-01 23:30:00', { '2020-02-29': 'check' })
on('2023-06-15 22:30:00', { '2020-06-15': 'check', '2023-06-16': 'anciennete' })
on('2023-03-01 22:30:00', { '2020-02-29': 'anciennete' })

test('a firm that is too young is told from which date it may apply', async () => {
  const site = await Site.open({ clock: '2023-06-15 10:00:00' })

  const page = await site.post('/candidature/verification', site.applicant({
    date_creation_jour: '15', date_creation_mois: '6', date_creation_annee: '2020',
  }))

  assert.match(page.expect(200).text, /16 juin 2023/)
})
