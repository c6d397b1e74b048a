// What is known of the scheme, and the page that states it.

import assert from 'node:assert/strict'
import { test } from './harness.mjs'
import { plain } from './answer.mjs'
import { readAll } from './words.mjs'

const all = await readAll()
const page = (address) => all.find((each) => each.address === address)

// The fact, in a few words; the page that states it; how it says so.
const FACTS = [
  ['peers listen, share experience, give an opinion', '/', /pairs l'écoutent, partagent leur expérience et donnent un avis/],
  ['for whom, on the first screen', '/', /plus de 3 ans, au moins 3 salariés, 300 000 € de chiffre d'affaires ou plus ; Hérault \(34\), Gard \(30\)/],
  ['it is free of charge and confidential', '/', /Prix gratuit, et confidentiel/],
  ['what one gains', '/', /360°.*confirmer un choix, ou à y renoncer.*entrée dans des réseaux/],
  ['the list of turning points is open', '/', /numérique, transition énergétique, démarche responsable, transition organisationnelle… ou un autre virage : la liste est ouverte/],
  ['the project counts above all', '/', /projet compte avant tout : il doit être ambitieux et motivé/],
  ['the founders, in their order', '/', /CPME Hérault, Digital 113, La French Tech Méditerranée, Leader Occitanie, Medef Hérault Montpellier/],
  ['three networks and two organisations', '/reseaux/', /trois réseaux économiques et de deux organisations patronales/],
  ['the choice of the five is not exclusive', '/reseaux/', /n'est pas forcément fermée/],
  ['why: after a year of Covid-19', '/reseaux/', /Un an de Covid-19 a pu montrer les limites de certains modèles économiques/],
  ['purposes', '/reseaux/', /intelligence collective pour l'économie, l'emploi et l'ancrage des entreprises dans le territoire/],
  ['for firms of the region that ask', '/pour-qui/', /entreprises de la région qui en ressentent le besoin et en font la demande/],
  ['more than three years, strictly', '/pour-qui/', /plus de 3 ans.*Le jour anniversaire, il est encore trop tôt/],
  ['turnover, from 300,000 €', '/pour-qui/', /au moins 300 000 €.*Avec 300 000 € tout juste, le critère est rempli/],
  ['three employees', '/pour-qui/', /au moins 3 salariés.*Avec 3 tout juste, le critère est rempli/],
  ['the territory', '/pour-qui/', /Hérault \(34\), Gard \(30\)/],
  ['until when, then assessed', '/pour-qui/', /jusqu'en décembre 2021\. Elle doit ensuite être évaluée, pour juger s'il faut l'étendre à toute la région Occitanie/],
  ['not plain business development', '/pour-qui/', /simple développement commercial, sans changement de cap, n'est pas l'objet/],
  ['firms in difficulty: not only they, and they too', '/pour-qui/', /n'est pas réservé aux entreprises en difficulté.*Il ne les écarte pas non plus/],
  ['membership is not required', '/questions/', /Faut-il être membre d'un réseau \?\s*Non\./],
  ['five to six firms, 45 minutes', '/comment-ca-se-passe/', /environ 45 minutes pour chaque entreprise.*de 5 à 6 à chaque audition/],
  ['the first hearing', '/comment-ca-se-passe/', /Première audition début juin 2021/],
  ['in person if possible', '/comment-ca-se-passe/', /en présence si possible/],
  ['who sits at the first', '/comment-ca-se-passe/', /Grégory Blanvillain \(CPME Hérault\).*Emmanuel Mouton \(Digital 113\).*Clément Saad \(La French Tech Méditerranée\).*Julien Feja \(Leader Occitanie\).*Samuel Hervé \(Medef Hérault Montpellier\)/],
  ['who sits later', '/comment-ca-se-passe/', /de préférence des dirigeantes et dirigeants d'entreprise\. Elles donnent leur temps, sans intérêt personnel/],
  ['sectors are mixed on purpose', '/comment-ca-se-passe/', /secteurs différents et des personnes d'horizons différents\. C'est voulu/],
  ['successes and failures', '/comment-ca-se-passe/', /Chacun apporte ses réussites et ses échecs/],
  ['nothing is claimed to be invented', '/comment-ca-se-passe/', /ne prétend rien inventer/],
  ['whoever knocks at the door is the hero', '/comment-ca-se-passe/', /Le premier rôle revient à l'entreprise qui pousse la porte/],
  ['who sees the answers', '/vos-donnees/', /le programme qui les reçoit les lit en clair pour les vérifier/],
  ['what the office notes, and what of it is in clear', '/vos-donnees/', /tiennent un journal.*son numéro et son heure, à la minute.*le mois de son échéance/],
  ['what is left of an erased application', '/vos-donnees/', /sa référence et la minute de sa réception restent sur une liste/],
  ['what is kept to count sends', '/vos-donnees/', /n'enregistre pas l'adresse elle-même\..*une empreinte de l'adresse et de l'heure.*à la fin de l'heure.*effacée dans les mêmes délais/],
  ['for whom, in English', '/en/', /more than 3 years old, at least 3 employees, a turnover of €300,000 or more; Hérault \(34\), Gard \(30\)/],
  ['the price, in English', '/en/', /free of charge, and confidential/],
  ['what it is, in English', '/en/', /Peers listen to it, share their experience and give an opinion/],
  ['the hearing, in English', '/en/', /5 to 6 firms, deliberately of different sectors, each for a concrete interview of about 45 minutes/],
  ['the experiment, in English', '/en/', /experiment in these two departments until December 2021.*whole Occitanie region/],
  ['the founders, in English', '/en/', /Three economic networks and two employers' organisations, together: CPME Hérault, Digital 113, La French Tech Méditerranée, Leader Occitanie, Medef Hérault Montpellier/],
  ['the draft, by the name of its box', '/questions/', /« Garder un brouillon dans cet onglet »/],
  ['the draft, by the name of its box', '/vos-donnees/', /« Garder un brouillon dans cet onglet »/],
]
for (const [fact, address, pattern] of FACTS) {
  test(`${address} states: ${fact}`, () => assert.match(page(address).text, pattern))
}

test('the draft’s box has the name that the pages give it', () => {
  assert.equal(page('/candidater/').document.querySelector('form.application').dataset.draft, 'Garder un brouillon dans cet onglet')
})

for (const { address, document, main } of all) {
  test(`${address} has one main heading, a description of its own, and a next step`, () => {
    const description = (each) => each.document.querySelector('meta[name="description"]').content
    assert.equal(document.querySelectorAll('h1').length, 1)
    const content = description({ document })
    assert.ok(content.length >= 50 && content.length <= 170, `${content.length} characters: ${content}`)
    assert.equal(all.filter((each) => description(each) === content).length, 1)
    const last = [...main.querySelectorAll('p, ul, form, .next')].at(-1)
    const way = last.matches('a') ? last : last.querySelector('a[href]') ?? last.closest('form')?.querySelector('[type="submit"]')
    assert.ok(way, `it ends with “${last.textContent.trim().slice(0, 80)}”`)
  })
}

test('the English summary is found from every page, and words of another language say which', () => {
  for (const { address, document } of all.filter((each) => each.address !== '/en/')) {
    assert.equal(document.documentElement.lang, 'fr', address)
    assert.equal(document.querySelector('a[href="/en/"]')?.lang, 'en', address)
  }
  const { document } = page('/en/')
  assert.equal(document.documentElement.lang, 'en')
  const french = [...document.querySelectorAll('nav a, footer p')].filter((each) => !/English/.test(each.textContent))
  assert.ok(french.length > 5)
  for (const each of french) assert.equal(each.closest('[lang]').lang, 'fr', each.textContent)
})

test('sentences are short', () => {
  const WORDS = 35
  for (const { address, main } of all) {
    const blocks = [...main.querySelectorAll('p, li, dd')].filter((each) => !each.querySelector('p, li'))
    const sentences = blocks.flatMap((each) => plain(each.textContent).split(/(?<=[.!?:])\s+(?=[A-ZÀÉ])/))
    const long = sentences.filter((each) => each.split(' ').filter((word) => /[\p{L}\d]/u.test(word)).length > WORDS)
    assert.deepEqual(long, [], address)
  }
})
